"""Figures side by side agree with the form: months, units below, ages of what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congvu.foundation.units.models import Succession
from congvu.oversight.statistics.comparison import by_month, by_unit, open_by_age
from congvu.oversight.statistics.rules.choices import Against, Definition, Scope
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import form_06a
from tests.world import World

END = date(2026, 3, 31)


@pytest.fixture
def march(village: World) -> FormRequest:
    return FormRequest(village.units["commune"].pk, date(2026, 3, 1), END, END)


def test_twelve_months_end_with_the_one_asked_for(march):
    series = by_month(march)

    assert [month.period.code for month in series.months][::11] == ["2025M04", "2026M03"]
    assert series.months[-1].figures == form_06a(march).total
    assert not series.with_forerunners
    assert series.months[0].rate.percent is None


def test_months_before_a_merger_count_the_units_that_went_into_it(world, march):
    Succession.objects.create(
        from_unit=world.units["commune"],
        to_unit=world.units["neighbour"],
        on=date(2026, 3, 31),
        is_main=True,
    )
    series = by_month(replace(march, unit_id=world.units["neighbour"].pk))

    assert series.with_forerunners
    assert series.months[-1].figures[3] == form_06a(march).total[3]


def test_the_units_below_add_up_to_the_superior_with_its_subtree(world, march):
    asked = replace(march, unit_id=world.units["province"].pk, scope=Scope.SUBTREE)

    found = by_unit(asked)

    total = form_06a(asked).total
    assert {number: sum(one.figures[number] for one in found) for number in total} == dict(total)
    assert [one.unit.name for one in found] == ["Xã Minh Tâm"]
    assert not found[0].alone


def test_a_unit_with_nothing_below_stands_alone(march):
    (itself,) = by_unit(march)

    assert itself.alone
    assert itself.figures == form_06a(march).total


@pytest.mark.parametrize("definition", list(Definition))
@pytest.mark.parametrize("against", list(Against))
def test_ages_hold_everything_that_is_open(march, definition, against):
    asked = replace(march, definition=definition, against=against)
    open_total = form_06a(replace(asked, definition=Definition.RESULTS)).total

    ages = open_by_age(asked)

    assert sum(age.count for age in ages) == open_total[11]
    assert sum(age.overdue for age in ages) == open_total[13]
    assert [(age.first, age.last) for age in ages][::6] == [(0, 5), (91, None)]


def test_ages_are_those_of_the_day_of_knowledge(march):
    early = replace(march, as_of=date(2026, 3, 5))

    assert sum(age.count for age in open_by_age(early)) == form_06a(early).total[11]
