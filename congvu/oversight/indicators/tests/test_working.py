"""What a formula gives is kept as it is: the same figures give the same cell the next day."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.tests.make import make_province
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.tests.make import CONTENT, make_period, make_set, put, row
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_a_figure_that_a_division_gives_is_not_written_anew_at_each_counting() -> None:
    place = make_province()
    rows = [*CONTENT["indicators"], row("2.10", "money", "formula:[2.2] / [2.3]")]
    period = make_period(place.province.pk, version=make_set(indicators=rows))
    put(place.giua.pk, period, c2_2="2", c2_3="3")
    first = refresh(place.giua.pk, period.pk, by=SYSTEM, at=NOW)
    assert first.changed["2.10"][1].amount == Decimal("0.6667")
    assert refresh(place.giua.pk, period.pk, by=SYSTEM, at=NOW).changed == {}
    assert Value.objects.filter(code="2.10").count() == 1


def test_a_result_of_too_many_digits_is_blank_and_stops_nothing_else() -> None:
    place = make_province()
    rows = [*CONTENT["indicators"], row("2.10", "money", "formula:[2.2] * [2.2]")]
    period = make_period(place.province.pk, version=make_set(indicators=rows))
    put(place.giua.pk, period, c2_2="10000000", c2_3="3")
    done = refresh(place.giua.pk, period.pk, by=SYSTEM, at=NOW)
    assert "2.10" not in done.changed
    assert done.changed
