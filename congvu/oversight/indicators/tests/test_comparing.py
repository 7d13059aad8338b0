"""One indicator at many spots: as each may be known, as the form counts it, through a merger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.models import Succession
from congvu.kernel.periods import Window
from congvu.oversight.indicators.comparing import Known, comparable, figures, on_time, periods_like
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.indicators.tests.make import QUARTER, SET, make_period, put
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import form_06a
from tests.world import NOW

pytestmark = pytest.mark.django_db
SPRING = Window(date(2026, 2, 1), date(2026, 4, 1))
ON = date(2026, 4, 1)


@pytest.fixture
def period(world):
    return make_period(world.units["province"].pk)


def test_each_spot_is_read_as_it_was_known_and_the_others_as_they_stand(world, period):
    commune, neighbour = world.units["commune"], world.units["neighbour"]
    for unit in (commune, neighbour):
        put(unit.pk, period, c2_1="5")
        put(unit.pk, period, at=NOW + timedelta(hours=2), c2_1="8")
    known = {
        (commune.pk, period.pk): Known(NOW + timedelta(hours=1)),
        (neighbour.pk, period.pk): Known(),
    }
    found = figures("2.1", known)
    assert {spot[0]: cell.amount for spot, cell in found.items()} == {
        commune.pk: 5,
        neighbour.pk: 8,
    }


def test_where_only_computed_figures_may_be_known_typed_ones_are_not(world, period):
    commune = world.units["commune"]
    put(commune.pk, period, c2_1="8")
    spot = (commune.pk, period.pk)
    assert figures("2.1", {spot: Known(computed=True)}) == {}
    put(commune.pk, period, Origin.COMPUTED, c2_1="6")
    assert figures("2.1", {spot: Known(computed=True)})[spot].amount == 6
    assert figures("2.1", {spot: Known()})[spot].amount == 8


def test_a_spot_that_was_not_asked_for_is_not_told(world, period):
    put(world.units["commune"].pk, period, c2_1="5")
    assert figures("2.1", {(world.units["neighbour"].pk, period.pk): Known()}) == {}
    assert figures("2.1", {}) == {}


def test_periods_of_one_kind_stand_in_order_and_the_one_asked_for_is_last(world, period):
    for code, first, last in (
        ("2025Q3", date(2025, 6, 15), date(2025, 9, 15)),
        ("2025Q4", date(2025, 9, 15), date(2025, 12, 15)),
        ("2025", date(2024, 12, 15), date(2025, 12, 15)),
        ("2026Q2", date(2026, 3, 15), date(2026, 6, 15)),
    ):
        open_period(
            period.superior_id, period.set_version, code, Window(first, last),
            due_on=last, by=SYSTEM, at=NOW,
        )  # fmt: skip
    assert [one.code for one in periods_like(period, 13)] == ["2025Q3", "2025Q4", "2026Q1"]
    assert [one.code for one in periods_like(period, 2)] == ["2025Q4", "2026Q1"]


def test_rows_that_can_be_compared_come_in_the_order_of_the_annex():
    codes = [one.code for one in comparable(SET, QUARTER.last_day)]
    assert codes[:3] == ["1.1.1", "1.1.2", "2.1"]


def test_the_share_on_time_is_that_of_the_form(village):
    commune, neighbour = village.units["commune"].pk, village.units["neighbour"].pk
    total = form_06a(FormRequest(commune, SPRING.starts_on, SPRING.last_day, ON)).total
    found = on_time([commune, neighbour], [SPRING], ON)
    cell = found[commune, 0]
    assert (cell.numerator, cell.denominator) == (total[8] + total[9], total[7])
    assert (neighbour, 0) not in found  # nothing was ever counted there: blank, not 0/0


def test_a_window_in_which_nothing_was_finished_is_nothing_of_nothing(village):
    commune = village.units["commune"].pk
    before = Window(date(2025, 1, 1), date(2025, 2, 1))
    after = Window(date(2027, 1, 1), date(2027, 2, 1))
    found = on_time([commune], [before, SPRING, after], ON)
    assert found[commune, 0].is_nothing_of_nothing
    assert (commune, 2) not in found


def test_the_share_on_time_goes_on_through_a_merger_on_the_successors_basis(village):
    commune, neighbour = village.units["commune"], village.units["neighbour"]
    alone = on_time([commune.pk], [SPRING], ON)[commune.pk, 0]
    Succession.objects.create(from_unit=commune, to_unit=neighbour, on=ON, is_main=True)
    assert on_time([neighbour.pk], [SPRING], ON)[neighbour.pk, 0] == alone
