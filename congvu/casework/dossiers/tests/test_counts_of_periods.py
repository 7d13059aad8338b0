"""Hand-overs by their ways and digitised dossiers, against a slow referee that walks over every row."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.selectors.digitised import (
    PARTS,
    count_digitised,
    dossiers_digitised,
)
from congvu.casework.dossiers.selectors.ended_by import ended_by
from congvu.casework.dossiers.selectors.handed_out import (
    METHODS,
    count_handed_out,
    dossiers_handed_out,
)
from congvu.casework.dossiers.services import closing, papers
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.intake import PaperInput
from congvu.casework.dossiers.tests.make import DECISION, PROCEDURE, processing, result
from congvu.foundation.files.services import store
from congvu.kernel.periods import Window
from tests.world import VIETNAM, World

pytestmark = pytest.mark.django_db
MARCH = Window.inclusive(date(2026, 3, 1), date(2026, 3, 31))
LATER = date(2026, 12, 31)
OTHER = "1.004837"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=VIETNAM)


def scan(world: World, moment: datetime):
    unit = world.staff("lan").unit_id
    return store(PDF, name="a.pdf", unit_id=unit, by_code="lan", at=moment, kind="dossier_paper")


def resolved(world: World, begun: datetime, *, file=None, **changes: object) -> Dossier:
    dossier = processing(world, begun, **changes)
    given = ResultInput(DECISION, file=file) if file else result()
    moment = begun + timedelta(hours=3)
    return closing.resolve(
        dossier, seen=dossier.version, results=[given], by=world.staff("hoa"), at=moment
    )


def handed(world: World, dossier: Dossier, moment: datetime, method: str = "desk") -> Dossier:
    name = "Ông Tư" if method == "desk" else ""
    return closing.hand_out(
        dossier,
        seen=dossier.version,
        method=method,
        receiver_name=name,
        by=world.staff("lan"),
        at=moment,
    )


def reopened(world: World, dossier: Dossier, moment: datetime, to=State.RESOLVED) -> Dossier:
    by = world.staff("hoa")
    return closing.correct(
        dossier, seen=dossier.version, to=to, reason="Ghi nhầm", by=by, at=moment
    )


def told(world: World, window=MARCH, known_on=LATER):
    unit = [world.units["commune"].pk]
    return {
        method: count_handed_out(unit, window, known_on, [method]).dossiers for method in METHODS
    }


def test_results_are_counted_by_the_way_in_which_they_reached_the_citizen(world):
    for method, procedure in zip(
        ("desk", "desk", "postal", "electronic"), (PROCEDURE, PROCEDURE, OTHER, OTHER), strict=True
    ):
        done = resolved(world, at(3, 2), procedure=procedure)
        handed(world, done, at(3, 5), method)
    resolved(world, at(3, 2))  # waits for its citizen
    assert told(world) == {"desk": 2, "postal": 1, "electronic": 1}
    unit = [world.units["commune"].pk]
    assert count_handed_out(unit, MARCH, LATER).procedures == 2
    assert dossiers_handed_out(unit, MARCH, LATER, ["desk"]).count() == 2
    assert count_handed_out([world.units["neighbour"].pk], MARCH, LATER).dossiers == 0


def test_the_days_of_a_period_are_those_of_vietnam_and_its_last_day_is_inside(world):
    handed(world, resolved(world, at(3, 2)), datetime(2026, 3, 31, 23, 30, tzinfo=VIETNAM))
    handed(world, resolved(world, at(3, 2)), datetime(2026, 4, 1, 0, 30, tzinfo=VIETNAM))
    assert told(world)["desk"] == 1


def test_a_hand_over_that_was_corrected_away_is_gone_only_from_that_day_on(world):
    done = handed(world, resolved(world, at(3, 2)), at(3, 5))
    back = reopened(world, done, at(4, 3))
    assert told(world)["desk"] == 0
    assert told(world, known_on=date(2026, 4, 2))["desk"] == 1
    handed(world, back, at(4, 6), "postal")
    april = Window.inclusive(date(2026, 4, 1), date(2026, 4, 30))
    assert told(world, april) == {"desk": 0, "postal": 1, "electronic": 0}
    assert told(world, known_on=date(2026, 4, 2))["desk"] == 1
    assert told(world, known_on=date(2026, 3, 4))["desk"] == 0


def test_a_correction_that_leaves_the_result_with_its_citizen_changes_nothing(world):
    done = handed(world, resolved(world, at(3, 2)), at(3, 5))
    reopened(world, done, at(4, 3), to=State.HANDED_OUT)
    assert told(world)["desk"] == told(world, known_on=date(2026, 4, 2))["desk"] == 1


def test_a_dossier_is_digital_when_no_paper_and_no_result_lacks_its_copy(world):
    unit = [world.units["commune"].pk]
    whole = processing(world, at(3, 2), papers=(PaperInput("Tờ khai", originals=1),))
    resolved(world, at(3, 2))
    resolved(
        world, at(3, 2), papers=(PaperInput("Tờ khai", electronic=1),), file=scan(world, at(3, 2))
    )
    first = count_digitised(unit, MARCH, date(2026, 3, 9))
    assert (first.accepted, first.papers, first.with_result, first.results, first.whole) == (
        3, 1, 2, 1, 1,
    )  # fmt: skip
    paper = whole.papers.get()
    papers.add_scan(
        whole, paper_id=paper.pk, file=scan(world, at(3, 10)), by=world.staff("lan"), at=at(3, 10)
    )
    assert count_digitised(unit, MARCH, date(2026, 3, 9)) == first
    assert count_digitised(unit, MARCH, date(2026, 3, 10)).whole == 2
    missing = dossiers_digitised("missing", unit, MARCH, date(2026, 3, 10))
    assert missing.count() == 1


# The referee: Python over every row, no statement of the selectors.


def referee_ways(office: int, window: Window, known_on: date) -> dict[str, int]:
    found = dict.fromkeys(METHODS, 0)
    for dossier in Dossier.objects.filter(competent_unit_id=office):
        with_citizen: tuple[date, str] | None = None
        ways = {one.seq: one.method for one in dossier.hand_outs.all()}
        for event in sorted(dossier.events.all(), key=lambda one: one.seq):
            day = event.recorded_at.astimezone(VIETNAM).date()
            if day > known_on:
                break
            if event.seq in ways:
                with_citizen = (day, ways[event.seq])
            elif event.action == "correct" and event.to_state != "handed_out":
                with_citizen = None
        if with_citizen and window.starts_on <= with_citizen[0] <= window.last_day:
            found[with_citizen[1]] += 1
    return found


def referee_digital(office: int, window: Window, known_on: date) -> tuple[int, ...]:
    totals = [0] * 5
    for dossier in Dossier.objects.filter(competent_unit_id=office):
        days = {one.seq: one.recorded_at.astimezone(VIETNAM).date() for one in dossier.events.all()}
        accepted = dossier.accepted_at and dossier.accepted_at.astimezone(VIETNAM).date()
        if accepted is None or not window.starts_on <= accepted <= min(window.last_day, known_on):
            continue

        def lies_here(file) -> bool:
            return file is not None and file.uploaded_at.astimezone(VIETNAM).date() <= known_on

        on_paper = [
            one
            for one in dossier.papers.all()
            if one.originals + one.copies > 0 and days[one.added_by_seq] <= known_on
        ]
        issued = [
            one
            for one in dossier.results.all()
            if one.issued_at.astimezone(VIETNAM).date() <= known_on
        ]
        papers_here = all(lies_here(one.file) for one in on_paper)
        results_here = all(one.file is not None for one in issued)
        for place, holds in enumerate(
            (
                True,
                papers_here,
                bool(issued),
                bool(issued) and results_here,
                papers_here and results_here,
            )
        ):
            totals[place] += holds
    return tuple(totals)


def live(world: World, chance: random.Random) -> None:
    """Let a few dossiers live as chance has it: scanned or not, handed out, corrected, again."""
    day = at(3, 2) + timedelta(days=chance.randrange(25))
    paper = PaperInput("Tờ khai", **{chance.choice(("originals", "copies", "electronic")): 1})
    file = scan(world, day) if chance.random() < 0.5 else None
    dossier = resolved(
        world,
        day,
        file=file,
        papers=(paper,),
        procedure=chance.choice((PROCEDURE, OTHER)),
    )
    for _time in range(chance.randrange(4)):
        day += timedelta(days=chance.randrange(1, 12))
        if dossier.state == State.RESOLVED.value:
            dossier = handed(world, dossier, day, chance.choice(METHODS))
        elif chance.random() < 0.8:
            dossier = reopened(
                world, dossier, day, to=chance.choice((State.RESOLVED, State.HANDED_OUT))
            )


@pytest.mark.parametrize("seed", range(3))
def test_both_counts_are_those_of_the_referee_on_every_day(world, seed):
    chance = random.Random(seed)
    for _one in range(6):
        live(world, chance)
    office = world.units["commune"].pk
    for _question in range(12):
        first = date(2026, 2, 20) + timedelta(days=chance.randrange(60))
        window = Window.inclusive(first, first + timedelta(days=chance.randrange(45)))
        known_on = date(2026, 2, 25) + timedelta(days=chance.randrange(80))
        ways = told(world, window, known_on)
        assert ways == referee_ways(office, window, known_on)
        digital = count_digitised([office], window, known_on)
        expected = referee_digital(office, window, known_on)
        assert (
            digital.accepted,
            digital.papers,
            digital.with_result,
            digital.results,
            digital.whole,
        ) == expected
        behind = {
            part: dossiers_digitised(part, [office], window, known_on).count() for part in PARTS
        }
        assert tuple(behind[part] for part in PARTS[:5]) == expected
        assert behind["missing"] == expected[0] - expected[4]


def test_what_a_document_ends_is_found_by_an_index(world):
    done = resolved(world, at(3, 2))
    resolved(world, at(3, 2), file=scan(world, at(3, 2)))
    cited = {"number": DECISION.number, "symbol": DECISION.symbol, "issued_on": DECISION.issued_on}
    rows = Dossier.objects.filter(competent_unit=world.units["commune"])
    assert ended_by(rows, **cited).count() == 2
    assert ended_by(rows.filter(pk=done.pk), **cited).get() == done
    assert not ended_by(rows, **{**cited, "number": "13"}).exists()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a few rows are read faster without any index
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "dossier_result_cited" in ended_by(rows, **cited).explain()
