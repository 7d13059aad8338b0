"""What was frozen is made again a year later; whatever was planted in it is found."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from congvu.oversight.indicators.models import ReportingPeriod, RollUp, RollUpSource, Value
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services.writing import Entry, Place, write
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.selectors.verifying import verify
from congvu.oversight.reporting.services import life, rolling_up
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


@pytest.fixture
def report(world: World) -> Report:
    """A report that was accepted and added up."""
    period = quarter.ask(world)
    quan = quarter.who(world, "quan")
    made = quarter.submitted(world, quarter.begin(world, period))
    made = life.accept(made, seen=made.revision, by=quan, at=quarter.later(5))
    rolling_up.roll_up(period, by=quan, at=quarter.later(6))
    return made


def told() -> dict[str, list[str]]:
    """Return the places that differ, by what they are in."""
    found: dict[str, list[str]] = {}
    for one in verify().differences:
        found.setdefault(one.of, []).append(one.place)
    return found


def test_a_year_later_every_live_figure_is_another_and_nothing_differs(
    world: World, report: Report
) -> None:
    before = drawn(report, quarter.later(7)).manuscript
    later = quarter.AT + YEAR
    for period in ReportingPeriod.objects.all():
        for unit in {report.unit_id, period.superior_id}:
            live = Value.objects.current().filter(unit_id=unit, period=period)
            for origin in Origin:
                entries = {
                    one.code: Entry(Cell(one.amount + 1))
                    for one in live.filter(origin=origin, amount__isnull=False)
                }
                place = Place(unit, period.pk, origin, later)
                write(place, entries, by=quarter.who(world, "mai"), at=later)
    assert Value.objects.filter(superseded_at=later).count() > 20
    assert drawn(report, later).manuscript == before
    found = verify()
    assert (found.reports, found.sums, found.differences) == (1, 1, ())
    assert found.figures > 20


def test_a_figure_that_was_changed_behind_the_back_is_found(report: Report) -> None:
    Value.objects.filter(unit=report.unit, code="4.2.2").update(amount=F("amount") + 1)
    assert told() == {"H99.101 2026Q1 v1": ["4.2.2"], _sum(): ["4.2.2"]}


def test_a_snapshot_that_was_changed_is_found(report: Report) -> None:
    kept = Snapshot.objects.get(report=report)
    kept.figures["4.2.2"]["amount"] = "21.0000"
    kept.save()
    assert told() == {"H99.101 2026Q1 v1": ["digest", "4.2.2"]}


def test_a_sum_that_was_changed_is_found(report: Report) -> None:
    made = RollUp.objects.get()
    made.figures["4.2.2"] = "23"
    made.save()
    assert told() == {_sum(): ["digest", "4.2.2"]}


def test_a_sum_that_names_a_version_nobody_has_is_found(report: Report) -> None:
    RollUpSource.objects.filter(unit=report.unit).update(known_at=quarter.later(3))
    assert told() == {_sum(): [report.unit.name]}


def test_the_command_says_how_much_was_made_again_and_fails_on_a_difference(
    report: Report,
) -> None:
    out = StringIO()
    call_command("report", "verify", stdout=out)
    assert "1 báo cáo" in out.getvalue()
    assert "0 chỗ khác" in out.getvalue()
    Value.objects.filter(unit=report.unit, code="4.2.2").update(amount=F("amount") + 1)
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("report", "verify", "--json", stdout=out)
    assert failed.value.returncode == 1
    assert len(json.loads(out.getvalue())["differences"]) == 2


def _sum() -> str:
    return f"H99 2026Q1 sum {RollUp.objects.get().pk}"
