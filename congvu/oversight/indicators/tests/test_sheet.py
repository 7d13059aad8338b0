"""A sheet: what is computed, what people entered beside it, who may, what was there before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.kernel.errors import Invalid, NotAllowed, NotFound
from congvu.kernel.periods import Window
from congvu.oversight.indicators import access, selectors
from congvu.oversight.indicators.errors import IndicatorUnknown, UnitNotYours, ValueChanged
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services import entering, requesting
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.tests.make import make_period, put
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
DAY = timedelta(days=1)


@pytest.fixture
def period(world):
    return make_period(world.units["province"].pk)


@pytest.fixture
def commune(world):
    return world.units["commune"].pk


def enter(world, commune, period, code, typed, seen=None, who="mai", at=NOW, **more):
    return entering.enter(
        world.staff(who), commune, period.pk, code, typed, seen=seen, at=at, **more
    )


def row(commune, period, code):
    return selectors.sheet(commune, period.pk).row(code)


def test_what_is_entered_stands_in_the_report_and_its_computed_value_stays(world, period, commune):
    put(commune, period, Origin.COMPUTED, c1_1_1="4")
    made = enter(world, commune, period, "1.1.1", "5", reason="Thêm một bài chưa vào sổ")
    found = row(commune, period, "1.1.1")
    assert found.cell == Cell(Decimal(5))
    assert found.computed.cell == Cell(Decimal(4))
    assert found.differs
    assert (found.seen, found.entered.reason) == (made.pk, "Thêm một bài chưa vào sổ")


def test_a_per_cent_alone_does_not_differ_from_the_same_of_its_numbers(world, period, commune):
    put(commune, period, Origin.COMPUTED, c2_6="3/4")
    made = enter(world, commune, period, "2.6", "75")
    assert not row(commune, period, "2.6").differs
    enter(world, commune, period, "2.6", "6/8", seen=made.pk)
    assert row(commune, period, "2.6").differs


def test_clearing_brings_the_computed_value_back(world, period, commune):
    put(commune, period, Origin.COMPUTED, c1_1_1="4")
    made = enter(world, commune, period, "1.1.1", "5")
    entering.clear(world.staff("mai"), commune, period.pk, "1.1.1", seen=made.pk, at=LATER)
    assert row(commune, period, "1.1.1").cell == Cell(Decimal(4))
    kept = selectors.history(commune, period.pk, "1.1.1")
    assert [(one.origin, one.superseded_by) for one in kept if one.superseded_at] == [
        ("entered", "mai")
    ]


def test_two_people_in_one_cell_are_told_of_each_other(world, period, commune):
    first = enter(world, commune, period, "2.2", "5")
    second = enter(world, commune, period, "2.2", "6", seen=first.pk, at=LATER)
    with pytest.raises(ValueChanged) as told:
        enter(world, commune, period, "2.2", "7", seen=first.pk, at=LATER)
    assert told.value.facts["now"] == "6"
    assert told.value.facts["typed"] == "7"
    assert told.value.facts["current"] == second.pk
    assert "Hoàng Thị Mai" in told.value.message
    assert row(commune, period, "2.2").cell == Cell(Decimal(6))


def test_the_same_figure_twice_is_no_conflict_and_writes_nothing(world, period, commune):
    first = enter(world, commune, period, "2.2", "5")
    again = enter(world, commune, period, "2.2", "5", at=LATER)
    assert again.pk == first.pk
    assert Value.objects.count() == 1


def test_new_evidence_or_another_date_of_an_unchanged_figure_is_kept(world, period, commune):
    first = enter(world, commune, period, "2.2", "5", reason="theo sổ")
    paper = {"paper": "Quyết định số 45/QĐ-UBND"}
    proved = enter(
        world, commune, period, "2.2", "5", first.pk, at=LATER, reason="theo sổ", evidence=paper
    )
    assert (proved.evidence, proved.recorded_at) == (paper, LATER)
    dated = enter(world, commune, period, "2.2", "5", proved.pk, at=LATER, as_of=NOW - DAY)
    assert (dated.as_of, dated.evidence, dated.reason) == (NOW - DAY, paper, "theo sổ")
    explained = enter(
        world, commune, period, "2.2", "5", dated.pk, at=LATER, reason="theo biên bản"
    )
    assert (explained.as_of, explained.evidence) == (NOW - DAY, paper)
    same = enter(world, commune, period, "2.2", "5", explained.pk, at=LATER + DAY)
    assert same.pk == explained.pk
    with pytest.raises(ValueChanged):  # not theirs to overwrite unseen
        enter(world, commune, period, "2.2", "5", proved.pk, at=LATER, evidence={"paper": "khác"})
    assert enter(world, commune, period, "2.2", "6", same.pk, at=LATER).evidence == {}


def test_undo_is_entering_the_earlier_value_again(world, period, commune):
    first = enter(world, commune, period, "2.6", "26/28", reason="theo sổ")
    second = enter(world, commune, period, "2.6", "28/28", seen=first.pk, at=LATER)
    back = entering.restore(
        world.staff("mai"), commune, period.pk, first.pk, seen=second.pk, at=LATER
    )
    assert selectors.cell_of(back) == Cell(Decimal("92.86"), Decimal(26), Decimal(28))
    assert back.reason == "theo sổ"
    assert len(selectors.history(commune, period.pk, "2.6")) == 3


def test_estimates_and_quotations_never_stand_in_the_report(world, period, commune):
    enter(world, commune, period, "2.2", "9", origin=Origin.ESTIMATED)
    enter(world, commune, period, "2.2", "8", origin=Origin.QUOTED)
    found = selectors.sheet(commune, period.pk)
    assert found.row("2.2").chosen is None
    numbers = selectors.numbers(found)
    assert numbers["2.2"] is None
    assert (numbers["2.2.estimate"], numbers["2.2.quoted"]) == (Decimal(9), Decimal(8))


def test_a_blank_is_no_row_and_never_a_zero(world, period, commune):
    enter(world, commune, period, "2.2", "0")
    numbers = selectors.numbers(selectors.sheet(commune, period.pk))
    assert (numbers["2.2"], numbers["2.3"]) == (Decimal(0), None)


@pytest.mark.parametrize(("code", "typed"), [("2.2", "năm"), ("2.2", "1,234"), ("1.2", "9")])
def test_what_cannot_be_read_is_refused_and_nothing_written(world, period, commune, code, typed):
    with pytest.raises(Invalid):
        enter(world, commune, period, code, typed)
    assert not Value.objects.exists()


@pytest.mark.parametrize("code", ["1.1", "9.9", ""])
def test_headings_and_unknown_rows_take_no_figures(world, period, commune, code):
    with pytest.raises(IndicatorUnknown):
        enter(world, commune, period, code, "5")


def test_many_cells_are_written_with_one_entry_and_bad_ones_are_told(world, period, commune):
    before = Entry.objects.count()
    done = entering.enter_many(
        world.staff("mai"),
        commune,
        period.pk,
        {
            "2.1": entering.Typed("12", None),
            "2.2": entering.Typed("1,234", None),
            "1.1": entering.Typed("3", None),
        },
        at=NOW,
    )
    assert set(done.written) == {"2.1"}
    assert set(done.refused) == {"2.2", "1.1"}
    assert Entry.objects.count() == before + 1


def test_a_neighbour_finds_nothing_and_the_province_only_reads(world, period, commune):
    with pytest.raises(UnitNotYours):
        access.get_for(world.staff("kien"), commune, TODAY)
    with pytest.raises(UnitNotYours):
        enter(world, commune, period, "2.2", "5", who="kien")
    with pytest.raises(UnitNotYours):
        access.get_for(world.staff("yen"), commune, TODAY)
    assert not access.get_for(world.staff("quan"), commune, TODAY).is_own
    with pytest.raises(NotAllowed):
        enter(world, commune, period, "2.2", "5", who="quan")
    with pytest.raises(NotAllowed):
        enter(world, commune, period, "2.2", "5", who="minh")
    assert access.get_for(world.staff("minh"), commune, TODAY).is_own


def test_who_is_asked_may_write_just_that_and_the_request_is_answered(world, period, commune):
    asked = requesting.ask(
        world.staff("mai"),
        commune,
        period.pk,
        ["2.2", "2.3"],
        due_on=TODAY + timedelta(days=2),
        position_id=world.position("minh").pk,
        at=NOW,
    )
    enter(world, commune, period, "2.2", "5", who="minh")
    with pytest.raises(NotAllowed):
        enter(world, commune, period, "2.1", "5", who="minh")
    asked.refresh_from_db()
    assert asked.answered_at is None
    enter(world, commune, period, "2.3", "6", who="minh", at=LATER)
    asked.refresh_from_db()
    assert (asked.answered_at, asked.answered_by) == (LATER, "minh")
    with pytest.raises(NotFound):
        requesting.remind(world.staff("mai"), asked.pk, at=LATER)


def test_the_period_before_and_last_years_stand_beside_each_cell(world, commune):
    province = world.units["province"].pk
    before = make_period(province, "2025Q4", Window(date(2025, 9, 15), date(2025, 12, 15)))
    year = make_period(province, "2025Q1", Window(date(2024, 12, 15), date(2025, 3, 15)))
    now = make_period(province)
    put(commune, before, c2_2="3")
    put(commune, year, c2_2="2")
    found = row(commune, now, "2.2")
    assert (found.previous, found.last_year) == (Cell(Decimal(3)), Cell(Decimal(2)))
    assert selectors.find_earlier(now, "2025Q4") == before


def test_a_period_opens_where_the_one_before_it_closed_of_whatever_kind(world, commune):
    province = world.units["province"].pk
    half = make_period(province, "2026H1", Window(date(2025, 12, 15), date(2026, 6, 15)))
    earlier = make_period(province, "2026Q2", Window(date(2026, 3, 15), date(2026, 6, 10)))
    third = make_period(province, "2026Q3", Window(date(2026, 6, 15), date(2026, 9, 15)))
    put(commune, half, c2_1="30", c2_2="7")
    put(commune, earlier, c2_1="29", c2_2="3")
    stock, flow = row(commune, third, "2.1"), row(commune, third, "2.2")
    assert (stock.closing, stock.previous) == (Cell(Decimal(30)), Cell(Decimal(29)))
    assert (flow.closing, flow.previous) == (Cell(Decimal(7)), Cell(Decimal(3)))
    told = selectors.numbers(selectors.sheet(commune, third.pk))
    assert told["2.1.closing"] == 30


def test_what_flowed_in_a_period_of_another_length_is_not_compared(world, commune):
    province = world.units["province"].pk
    year = make_period(province, "2025", Window(date(2024, 12, 15), date(2025, 12, 15)))
    half = make_period(province, "2026H1", Window(date(2025, 12, 15), date(2026, 6, 15)))
    put(commune, year, c2_1="30", c2_2="7")
    assert row(commune, half, "2.1").previous == Cell(Decimal(30))
    assert row(commune, half, "2.2").previous.is_blank
    assert row(commune, half, "2.2").closing == Cell(Decimal(7))


def test_a_sheet_is_read_in_few_statements(world, period, commune, django_assert_max_num_queries):
    put(commune, period, c2_2="3", c2_3="4")
    with django_assert_max_num_queries(6):
        selectors.sheet(commune, period.pk)


def test_a_refresh_computes_ratios_and_formulas_of_what_the_report_shows(world, period, commune):
    enter(world, commune, period, "2.2", "3")
    enter(world, commune, period, "2.3", "1")
    refresh(commune, period.pk, by=SYSTEM, at=NOW)
    assert row(commune, period, "2.4").cell == Cell(Decimal(4))
    assert row(commune, period, "2.4").computed.evidence["computation"] == "3 + 1"
    assert row(commune, period, "2.5").cell == Cell(Decimal(75), Decimal(3), Decimal(4))


def test_a_refresh_leaves_alone_what_the_office_does_not_keep_here(world, period, commune):
    refresh(commune, period.pk, by=SYSTEM, at=NOW)
    found = {one.code: one.cell for one in selectors.sheet(commune, period.pk).rows}
    assert found["1.1.1"].is_blank
    assert found["3.1"].is_blank
    assert found["2.4"].is_blank  # of blanks
    assert found["3.5"].amount > 0  # the catalogue is always there


def test_a_second_refresh_writes_nothing_and_makes_no_entry(world, period, commune):
    first = refresh(commune, period.pk, by=SYSTEM, at=NOW)
    entries, values = Entry.objects.count(), Value.objects.count()
    again = refresh(commune, period.pk, by=SYSTEM, at=LATER)
    assert first.changed
    assert not again.changed
    assert (Entry.objects.count(), Value.objects.count()) == (entries, values)


def test_a_refresh_is_a_few_dozen_statements(world, period, commune):
    with CaptureQueriesContext(connection) as asked:
        refresh(commune, period.pk, by=SYSTEM, at=NOW)
    assert len(asked) <= 45, len(asked)
