"""The figures of dossiers that lived through the services of casework, end to end."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.services import closing
from congvu.casework.dossiers.services.transfer import hand_over_unit
from congvu.casework.dossiers.tests.make import DECISION, processing, result
from congvu.kernel.errors import Invalid, NotFound
from congvu.oversight.statistics.models import Watermark
from congvu.oversight.statistics.rules.choices import Against, Definition, Question, Scope
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import (
    cell_dossiers,
    every_form_06a,
    form_06a,
    form_layout,
    rates,
)
from congvu.oversight.statistics.services import rebuild_facts, refresh_facts
from congvu.oversight.statistics.tests.village import at
from congvu.oversight.statistics.verification import examine
from tests.world import World

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
END = date(2026, 3, 31)


def march(world: World, **changes: object) -> FormRequest:
    values = {"unit_id": world.units["commune"].pk, "as_of": END, **changes}
    return FormRequest(first_day=MARCH[0], last_day=MARCH[1], **values)


def figures(form) -> tuple[int, ...]:
    return tuple(form.total[number] for number in range(3, 14))


def test_every_dossier_of_the_village_stands_in_one_cell(village):
    form = form_06a(march(village))
    assert figures(form) == (7, 0, 6, 1, 3, 1, 1, 1, 4, 1, 3)
    assert all(identity.holds for identity in form.identities)
    assert [identity.rule for identity in form.identities][-1] == "3=7+11"
    assert (form.note.closed_without_result, form.note.of_them_late) == (1, 0)


def test_a_day_earlier_less_was_known(village):
    form = form_06a(march(village, as_of=date(2026, 3, 4)))
    # accepted by then: 1 and 2 and the three of 04/03; 1 was resolved on 03/03
    assert figures(form)[:5] == (5, 0, 4, 1, 1)


@pytest.mark.parametrize("definition", list(Definition))
@pytest.mark.parametrize("against", list(Against))
def test_every_cell_opens_to_exactly_the_dossiers_that_it_counts(village, definition, against):
    request = march(village, definition=definition, against=against)
    form = form_06a(request)
    for field, line in [(None, form.total), *((row.field.code, row.figures) for row in form.rows)]:
        for number, figure in line.items():
            behind = cell_dossiers(request, field, f"c{number}")
            assert len(behind.rows) == figure
            assert all(row.code for row in behind.rows)


def test_a_cell_is_paged_without_losing_or_doubling_anybody(village):
    request = march(village)
    whole = cell_dossiers(request, None, "c3").rows
    page = cell_dossiers(request, None, "c3", limit=3)
    gathered = list(page.rows)
    while page.after is not None:
        page = cell_dossiers(request, None, "c3", limit=3, after=page.after)
        gathered += page.rows
    assert gathered == list(whole)
    assert len({row.dossier_id for row in gathered}) == 7


def test_the_note_opens_too_and_an_unknown_column_is_refused(village):
    (row,) = cell_dossiers(march(village), None, "closed").rows
    assert (row.standing, row.finished_on) == ("closed_without_result", date(2026, 3, 11))
    with pytest.raises(NotFound):
        cell_dossiers(march(village), None, "c14")
    with pytest.raises(NotFound):
        cell_dossiers(march(village), "không có", "c3")


def test_own_and_subtree_are_two_scopes(village):
    province = village.units["province"].pk
    own = form_06a(march(village, unit_id=province))
    with_all_under_it = form_06a(march(village, unit_id=province, scope=Scope.SUBTREE))
    assert own.rows == ()
    assert figures(with_all_under_it) == figures(form_06a(march(village)))


def test_every_unit_that_has_something_to_count_is_listed_once(village):
    forms = every_form_06a(Question(*MARCH, END))
    assert [form.unit.code for form in forms] == ["H99.101"]
    assert figures(forms[0]) == figures(form_06a(march(village)))


def test_rates_of_all_definitions_stand_side_by_side(village):
    found = {rate.definition: rate for rate in rates(march(village))}
    assert (found[Definition.RESULTS].in_time, found[Definition.RESULTS].answered) == (2, 3)
    assert str(found[Definition.RESULTS].percent) == "66.67"
    nothing = rates(march(village, unit_id=village.units["neighbour"].pk))
    assert {rate.percent for rate in nothing} == {None}


def test_a_correction_changes_what_is_known_from_now_on_only(village):
    dossier = processing(village, at(3, 23))
    hoa = village.staff("hoa")
    dossier = closing.resolve(
        dossier, seen=dossier.version, results=[result()], by=hoa, at=at(3, 24)
    )
    before = figures(form_06a(march(village, as_of=date(2026, 4, 10))))
    closing.correct(
        dossier,
        seen=dossier.version,
        to=State.PROCESSING,
        reason="Ban hành nhầm",
        by=hoa,
        at=at(4, 8),
    )
    assert figures(form_06a(march(village, as_of=date(2026, 4, 7)))) == before
    after = figures(form_06a(march(village, as_of=date(2026, 4, 8))))
    assert (after[4], after[8]) == (before[4] - 1, before[8] + 1)


def test_what_is_handed_over_counts_for_the_successor_and_no_total_changes(village):
    request = march(village, as_of=date(2026, 3, 31))
    before = figures(form_06a(request))
    hand_over_unit(
        from_unit_id=village.units["commune"].pk,
        to_unit_id=village.units["neighbour"].pk,
        decision=DECISION,
        by=village.staff("hoa"),
        at=at(3, 25),
    )
    stayed = form_06a(request)
    came = form_06a(march(village, unit_id=village.units["neighbour"].pk))
    assert came.total[11] == before[8]
    assert stayed.total[11] == 0
    assert tuple(a + b for a, b in zip(figures(stayed), figures(came), strict=True)) == before
    early = march(village, as_of=date(2026, 3, 24))
    assert form_06a(early).total[11] == before[8]
    assert examine(questions=10).findings == []


def test_facts_are_true_after_the_services_and_after_a_rebuild(village):
    refresh_facts()
    assert refresh_facts() == 0
    assert examine(questions=10).findings == []
    before = form_06a(march(village))
    assert rebuild_facts() > 0
    assert form_06a(march(village)) == before
    assert examine(sample=5).holds


FAULTS = {
    "phase": "UPDATE statistics_phase SET due_lawful = due_lawful + 1 WHERE kind = 0",
    "phase gone": "DELETE FROM statistics_phase WHERE kind = 1",
    "phase of nobody": (
        "UPDATE statistics_phase SET dossier_id = dossier_id + 1000000 WHERE kind = 3"
    ),
    "sum": (
        "UPDATE statistics_tally SET direct = direct + 1 WHERE tier = 1 AND starts_day ="
        " (SELECT MAX(starts_day) FROM statistics_tally WHERE tier = 1 AND direct > 0)"
    ),
    "sum of no tier": "UPDATE statistics_tally SET tier = 9 WHERE tier = 3",
    "sum gone": "DELETE FROM statistics_tally WHERE tier = 3",
    "events": (
        "INSERT INTO dossiers_dossierevent (dossier_id, seq, position, action, from_state,"
        " to_state, actor_code, actor_name, position_code, occurred_at, recorded_at, note, facts)"
        " SELECT dossier_id, 99, -1, action, from_state, to_state, actor_code, actor_name,"
        " position_code, occurred_at, recorded_at, note, facts"
        " FROM dossiers_dossierevent WHERE action = 'withdraw'"
    ),
    "event edited": (
        "UPDATE dossiers_dossierevent SET to_state = 'stopped', action = 'stop'"
        " WHERE action = 'resolve'"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_found_and_placed(village, fault):
    refresh_facts()
    with connection.cursor() as cursor:
        cursor.execute(FAULTS[fault])
        assert cursor.rowcount > 0
    found = examine().findings
    assert found
    assert all(finding.where for finding in found)
    with pytest.raises(SystemExit):
        call_command("facts", "verify")


def test_two_refreshes_in_a_row_count_nothing_twice(village):
    refresh_facts()
    before = form_06a(march(village))
    Watermark.objects.get()
    refresh_facts()
    assert form_06a(march(village)) == before


def test_a_window_that_cannot_be_is_refused(village):
    with pytest.raises(Invalid, match="trước khi bắt đầu"):
        FormRequest(village.units["commune"].pk, MARCH[1], MARCH[0], END)
    with pytest.raises(Invalid, match="trước ngày đầu kỳ"):
        march(village, as_of=date(2026, 2, 28))


def test_the_columns_come_from_the_catalogue():
    assert [column.key for column in form_layout().figures()] == [f"c{n}" for n in range(3, 14)]
