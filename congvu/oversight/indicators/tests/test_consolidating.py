"""Adding up: by rule, over the tree of the last day, across a merger, and again to the digit."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.services import merge_units
from congvu.foundation.units.services.lives import create_unit
from congvu.foundation.units.tests.make import make_province
from congvu.kernel.errors import Invalid
from congvu.kernel.periods import Window
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.errors import FigureTooLong, NothingToRollUp
from congvu.oversight.indicators.models import RollUp, Value
from congvu.oversight.indicators.rules.origins import CHOSEN_FROM, Origin
from congvu.oversight.indicators.rules.rolling import Sum, rolled
from congvu.oversight.indicators.services.consolidating import (
    Choices,
    _newest_of_each_line,
    as_text,
    consolidate,
    recompute,
)
from congvu.oversight.indicators.tests.make import SET, cell, make_period, put
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
ACROSS = Window(date(2024, 12, 15), date(2025, 12, 15))
BEFORE = Window(date(2024, 12, 15), date(2025, 3, 15))


@pytest.fixture
def place(db):
    return make_province()


@pytest.fixture
def period(place):
    return make_period(place.province.pk)


def roll_up(place, period, at=LATER, **more):
    return consolidate(place.province.pk, period.pk, by=SYSTEM, at=at, **more)


def roles(made):
    rows = made.sources.order_by("unit_id").values_list("unit__name", "role")
    return {name: role for name, role in rows}  # noqa: C416 - a mapping of two columns


def test_each_rule_gives_its_own_figure(place, period):
    put(place.giua.pk, period, c2_1="5", c2_6="1/2", c2_8="3", c2_9="0", c1_2="1", c2_7="1.5")
    put(place.sao_mai.pk, period, c2_1="7", c2_6="90/100", c2_8="9", c2_9="1", c2_7="2.25")
    figures = roll_up(place, period).figures
    assert figures == {"2.1": "12", "2.6": "91/102", "2.7": "3.75", "2.8": "9", "2.9": "1"}
    row = selectors.sheet(place.province.pk, period.pk).row("2.6")
    assert row.cell == cell("91/102=89.22")  # and not 70, the mean of both per cents
    assert row.chosen.evidence["units"] == 2


def test_a_blank_is_left_out_and_told_and_never_counted_as_zero(place, period):
    put(place.giua.pk, period, c2_1="5")
    put(place.sao_mai.pk, period, c2_2="1")
    made = roll_up(place, period)
    assert made.figures == {"2.1": "5", "2.2": "1"}


def test_a_per_cent_without_its_numbers_cannot_be_added_and_is_counted_apart(place, period):
    put(place.giua.pk, period, c2_6="26/28")
    put(place.sao_mai.pk, period, c2_6="50")
    roll_up(place, period)
    row = selectors.sheet(place.province.pk, period.pk).row("2.6")
    assert row.cell == cell("26/28=92.86")
    assert row.chosen.evidence["without_fraction"] == 1


def test_nothing_of_nothing_does_not_hide_a_per_cent_that_cannot_be_added(place, period):
    put(place.giua.pk, period, c2_6="92.5")
    put(place.sao_mai.pk, period, c2_6="0/0")
    roll_up(place, period)
    row = selectors.sheet(place.province.pk, period.pk).row("2.6")
    assert row.cell == cell("0/0")
    told = row.chosen.evidence
    assert (told["units"], told["without_fraction"], told.get("blank")) == (2, 1, None)


def test_units_that_left_a_figure_blank_are_counted(place, period):
    put(place.giua.pk, period, c2_1="5", c2_4="9")
    put(place.sao_mai.pk, period, c2_2="1")
    roll_up(place, period)
    told = selectors.sheet(place.province.pk, period.pk).row("2.1").chosen.evidence
    assert (told["units"], told["blank"], told.get("without_fraction")) == (1, 1, None)


def test_entered_goes_before_consolidated_and_computed_and_quotations_never_count(place, period):
    put(place.giua.pk, period, Origin.COMPUTED, c2_1="1", c2_2="4")
    put(place.giua.pk, period, Origin.CONSOLIDATED, c2_1="2")
    put(place.giua.pk, period, Origin.ENTERED, c2_1="3")
    put(place.giua.pk, period, Origin.QUOTED, c2_1="100", c2_3="100")
    put(place.giua.pk, period, Origin.ESTIMATED, c2_2="100")
    assert roll_up(place, period).figures == {"2.1": "3", "2.2": "4"}


def test_what_was_entered_for_the_superior_stays_beside(place, period):
    put(place.giua.pk, period, c2_1="5")
    put(place.province.pk, period, c2_1="6")
    roll_up(place, period)
    row = selectors.sheet(place.province.pk, period.pk).row("2.1")
    assert (row.cell, row.consolidated.cell, row.differs) == (cell("6"), cell("5"), True)


def test_districts_add_up_communes_and_the_province_its_districts(place):
    of_district = make_period(place.district.pk, "2025Q1", BEFORE)
    of_province = make_period(place.province.pk, "2025Q1", BEFORE)
    for unit, number in ((place.thuong, "1"), (place.ha, "2"), (place.giua, "4")):
        put(unit.pk, of_district, c2_1=number)
    consolidate(place.district.pk, of_district.pk, by=SYSTEM, at=NOW, into_id=of_province.pk)
    made = roll_up(place, of_province)
    assert made.figures == {"2.1": "7"}
    assert roles(made) == {"Huyện Bình An": "reported"}


def test_one_period_may_serve_all_levels_of_the_old_tree(place):
    period = make_period(place.province.pk, "2025Q1", BEFORE)
    for unit, number in ((place.thuong, "1"), (place.ha, "2"), (place.giua, "4")):
        put(unit.pk, period, c2_1=number)
    consolidate(place.district.pk, period.pk, by=SYSTEM, at=NOW)
    assert roll_up(place, period).figures == {"2.1": "7"}


def test_a_unit_merged_in_the_period_is_spoken_for_by_those_it_came_from(place):
    period = make_period(place.province.pk, "2025", ACROSS)
    put(place.thuong.pk, period, c2_1="1", c2_2="10")
    put(place.ha.pk, period, c2_1="2", c2_2="20")
    put(place.giua.pk, period, c2_1="4", c2_2="40")
    made = roll_up(place, period)
    assert made.figures == {"2.1": "7", "2.2": "70"}
    assert roles(made) == {
        "Xã Thượng Sao": "predecessor",
        "Xã Hạ Sao": "predecessor",
        "Xã Đồng Giữa": "reported",
    }
    children = made.sources.filter(role="predecessor").values_list("child__name", flat=True)
    assert set(children) == {"Phường Sao Mai"}


def test_of_a_chain_of_mergers_the_newest_with_figures_speaks_and_no_stock_counts_twice(place):
    newest = create_unit(
        kind="phuong",
        name="Phường Sông Mới",
        starts_on=date(2025, 10, 1),
        parent=place.province,
        org_code="H99.999",
        by=SYSTEM,
        at=NOW,
        is_sample=True,
    )
    day = date(2025, 10, 1)
    merge_units([place.sao_mai], newest, on=day, decision="QĐ mẫu", by=SYSTEM, at=NOW)
    period = make_period(place.province.pk, "2025", ACROSS)
    put(place.thuong.pk, period, c2_1="1", c2_2="10")
    put(place.ha.pk, period, c2_1="2", c2_2="20")
    assert roll_up(place, period).figures == {"2.1": "3", "2.2": "30"}
    put(place.sao_mai.pk, period, at=LATER, c2_1="3", c2_2="35")
    made = roll_up(place, period, at=LATER + timedelta(minutes=1))
    assert made.figures == {"2.1": "3", "2.2": "35"}
    assert roles(made) == {"Xã Đồng Giữa": "missing", "Phường Sao Mai": "predecessor"}
    assert recompute(made) == made.figures


def test_a_line_of_heirs_that_comes_back_to_itself_ends_and_its_unit_speaks():
    assert list(_newest_of_each_line([1], {1: 2, 2: 3, 3: 2})) == [1]
    assert list(_newest_of_each_line([1], {1: 2, 2: 1})) == [1]
    assert list(_newest_of_each_line([1, 3], {1: 2, 2: 3})) == [3]


def test_a_successor_with_figures_of_its_own_speaks_for_the_whole_period(place):
    period = make_period(place.province.pk, "2025", ACROSS)
    put(place.thuong.pk, period, c2_1="1", c2_2="10")
    put(place.sao_mai.pk, period, c2_1="3", c2_2="35")
    assert roll_up(place, period).figures == {"2.1": "3", "2.2": "35"}


def test_of_units_merged_in_the_period_only_what_flowed_is_added(place):
    period = make_period(place.province.pk, "2025", ACROSS)
    put(place.thuong.pk, period, c2_1="1", c2_2="10")
    put(place.ha.pk, period, c2_1="2", c2_2="20")
    put(place.sao_mai.pk, period, c2_1="3", c2_2="35")
    chosen = Choices(with_predecessors={place.sao_mai.pk})
    made = roll_up(place, period, choices=chosen)
    assert made.figures == {"2.1": "3", "2.2": "65"}  # 2.1 is a stock, 2.2 a flow
    assert roles(made)["Xã Hạ Sao"] == "before_merger"


def test_who_is_missing_left_out_or_stood_in_for_is_said(place, period):
    earlier = make_period(
        place.province.pk, "2025Q4", Window(date(2025, 9, 15), date(2025, 12, 15))
    )
    put(place.giua.pk, earlier, c2_1="4")
    put(place.sao_mai.pk, period, c2_1="3")
    assert roles(roll_up(place, period)) == {
        "Xã Đồng Giữa": "missing",
        "Phường Sao Mai": "reported",
    }
    stood_in = roll_up(place, period, choices=Choices(stand_ins={place.giua.pk: earlier.pk}))
    assert stood_in.figures == {"2.1": "7"}
    assert roles(stood_in)["Xã Đồng Giữa"] == "stand_in"
    without = roll_up(place, period, choices=Choices(left_out={place.sao_mai.pk}))
    assert without.figures == {}
    assert roles(without)["Phường Sao Mai"] == "left_out"
    assert selectors.sheet(place.province.pk, period.pk).row("2.1").consolidated is None


def test_a_unit_of_another_superior_cannot_be_named(place, period, world):
    with pytest.raises(Invalid):
        roll_up(place, period, choices=Choices(left_out={world.units["commune"].pk}))
    with pytest.raises(NothingToRollUp):
        consolidate(place.giua.pk, period.pk, by=SYSTEM, at=NOW)


def test_a_year_later_it_recomputes_to_the_digit_whatever_was_entered_since(place, period):
    put(place.giua.pk, period, c2_1="5", c2_6="1/3", c2_7="0.1")
    put(place.sao_mai.pk, period, c2_1="7", c2_6="2/7", c2_7="0.2")
    made = roll_up(place, period)
    much_later = NOW + timedelta(days=365)
    put(place.giua.pk, period, at=much_later, c2_1="500", c2_6="3/3", c2_7="", c2_2="8")
    assert recompute(made) == made.figures == {"2.1": "12", "2.6": "3/10", "2.7": "0.3"}
    assert roll_up(place, period, at=much_later).figures["2.1"] == "507"


def test_a_units_report_is_taken_as_it_was_handed_in(place, period):
    put(place.giua.pk, period, c2_1="5")
    put(place.sao_mai.pk, period, c2_1="7")
    put(place.giua.pk, period, at=NOW + timedelta(minutes=30), c2_1="6")
    made = roll_up(place, period, choices=Choices(known={place.giua.pk: NOW}))
    assert made.figures == {"2.1": "12"}
    assert recompute(made) == made.figures


def test_adding_up_twice_writes_no_figure_twice(place, period):
    put(place.giua.pk, period, c2_1="5")
    roll_up(place, period)
    values = Value.objects.count()
    roll_up(place, period, at=LATER + timedelta(hours=1))
    assert Value.objects.count() == values


def test_the_one_statement_adds_up_as_slow_counting_does(place):
    """Random figures of random origins and ages; the slow way knows no SQL."""
    chance = random.Random(4)
    children = (place.giua.pk, place.sao_mai.pk)
    for year in range(2026, 2036):
        window = Window(date(year - 1, 12, 15), date(year, 12, 15))
        period = make_period(place.province.pk, str(year), window)
        for unit in children:
            for origin in Origin:
                for turn in range(chance.randint(0, 3)):
                    put(unit, period, origin, NOW + timedelta(minutes=turn), **_figures(chance))
        known = {unit: NOW + timedelta(minutes=chance.randint(0, 3)) for unit in children}
        made = roll_up(place, period, choices=Choices(known=known))
        assert made.figures == _slowly(period, known), year
        assert recompute(made) == made.figures


def _figures(chance):
    figures = {
        "c2_1": str(chance.randint(0, 10**9)),
        "c2_2": str(chance.randint(0, 50)),
        "c2_6": f"{chance.randint(0, 9)}/{chance.randint(0, 9)}=50",
        "c2_7": f"{chance.randint(0, 10**8)}.{chance.randint(0, 9999):04d}",
        "c2_8": str(chance.randint(0, 9)),
        "c2_9": str(chance.randint(0, 1)),
    }
    return {name: text for name, text in figures.items() if chance.random() < 0.6}


def _slowly(period, known):
    found = {}
    for indicator in SET.indicators:
        chosen = [
            value
            for unit, moment in known.items()
            if (value := _chosen(unit, period, indicator.code, moment)) is not None
        ]
        whole = [value for value in chosen if value.numerator is not None]
        amounts = [value.amount for value in chosen if value.amount is not None]
        figure = rolled(
            indicator,
            Sum(
                amount=sum(amounts, Decimal(0)) if amounts else None,
                highest=max(amounts, default=None),
                numerator=sum((one.numerator for one in whole), Decimal(0)) if whole else None,
                denominator=sum((one.denominator for one in whole), Decimal(0)) if whole else None,
            ),
            SET.rounding,
        )
        if not figure.is_blank:
            found[indicator.code] = as_text(figure)
    return found


def _chosen(unit, period, code, moment):
    rows = [
        value
        for value in Value.objects.filter(unit_id=unit, period=period, code=code)
        if value.recorded_at <= moment
        and (value.superseded_at is None or value.superseded_at > moment)
    ]
    for origin in CHOSEN_FROM:
        for value in rows:
            if value.origin == origin:
                return value
    return None


def test_one_history_holds_the_three_levels_of_old_and_the_two_of_today(place):
    """Quý I of 2025 by the district, quý I of 2026 by the communes alone; nothing is counted twice."""
    of_district = make_period(place.district.pk, "2025Q1", BEFORE)
    old = make_period(place.province.pk, "2025Q1", BEFORE)
    for unit, number in ((place.thuong, "1"), (place.ha, "2"), (place.giua, "4")):
        put(unit.pk, of_district, c2_1=number, c2_2="10", c2_6=f"{number}/10")
    first = consolidate(place.district.pk, of_district.pk, by=SYSTEM, at=NOW, into_id=old.pk)
    then = roll_up(place, old)
    new = make_period(place.province.pk, "2026Q1")
    put(place.giua.pk, new, at=LATER, c2_1="5", c2_2="11", c2_6="5/10")
    put(place.sao_mai.pk, new, at=LATER, c2_1="6", c2_2="22", c2_6="6/20")
    now = roll_up(place, new, at=LATER + timedelta(hours=1))
    assert then.figures == first.figures == {"2.1": "7", "2.2": "30", "2.6": "7/30"}
    assert now.figures == {"2.1": "11", "2.2": "33", "2.6": "11/30"}
    assert roles(then) == {"Huyện Bình An": "reported"}
    assert roles(now) == {"Xã Đồng Giữa": "reported", "Phường Sao Mai": "reported"}
    row = selectors.sheet(place.province.pk, new.pk).row("2.1")
    assert (row.cell, row.last_year) == (cell("11"), cell("7"))
    for made in (first, then, now):
        assert recompute(made) == made.figures


def test_a_sum_of_more_digits_than_are_kept_is_refused_by_name(place, period):
    put(place.giua.pk, period, c2_1="99999999999998", c2_8="3")
    put(place.sao_mai.pk, period, c2_1="99999999999999", c2_8="3")
    with pytest.raises(FigureTooLong) as told:
        roll_up(place, period)
    assert told.value.facts["codes"] == "2.1"
    assert "số lớn nhất: Phường Sao Mai 99.999.999.999.999 (2.1)" in told.value.message
    assert not RollUp.objects.exists()
