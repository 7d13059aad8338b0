"""Whose last figures may stand in is one question, however many periods there were before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.tests.make import make_period, make_set
from congvu.oversight.reporting.models import Report, ReportEvent, Snapshot
from congvu.oversight.reporting.rules.life import State
from congvu.oversight.reporting.selectors.summing import Speaker, last_speakers, speakers
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
_moments = count()


def keep(unit_id: int, period: ReportingPeriod, version: int, state: State) -> Report:
    """Keep a frozen version of a report that once came to a state."""
    report = Report.objects.create(
        unit_id=unit_id, period=period, outline="xa-quy", version=version, state=State.CORRECTED
    )
    at = NOW + timedelta(minutes=next(_moments))
    ReportEvent.objects.create(
        report=report, revision=1, action="accept", to_state=state, actor_code="quan",
        actor_name="Anh Quân", position_code="v", at=at,
    )  # fmt: skip
    Snapshot.objects.create(report=report, manuscript={}, figures={}, digest="0", at=at)
    return report


def asked(world: World, code: str, begins: date, ends: date, **more) -> ReportingPeriod:
    return make_period(world.units["province"].pk, code, Window(begins, ends), **more)


@pytest.fixture
def now(world: World) -> ReportingPeriod:
    """Return a quarter with three quarters, a year and a later quarter around it."""
    version = make_set()
    quarters = [
        asked(world, code, begins, ends, version=version)
        for code, begins, ends in (
            ("2025Q2", date(2025, 3, 15), date(2025, 6, 15)),
            ("2025Q3", date(2025, 6, 15), date(2025, 9, 15)),
            ("2025Q4", date(2025, 9, 15), date(2025, 12, 15)),
            ("2026Q1", date(2025, 12, 15), date(2026, 3, 15)),
            ("2026Q2", date(2026, 3, 15), date(2026, 6, 15)),
        )
    ]
    year = asked(world, "2025", date(2024, 12, 15), date(2025, 12, 15), version=version)
    here, there = world.units["commune"].pk, world.units["neighbour"].pk
    keep(here, quarters[0], 1, State.ACCEPTED)
    keep(here, quarters[1], 2, State.ACCEPTED)
    keep(here, quarters[1], 1, State.ACCEPTED)
    keep(here, quarters[2], 1, State.RETURNED)
    keep(here, quarters[4], 1, State.ACCEPTED)
    keep(here, year, 1, State.ACCEPTED)
    keep(there, quarters[0], 1, State.ACCEPTED)
    keep(there, quarters[2], 1, State.ACCEPTED)
    return quarters[3]


def one_by_one(period: ReportingPeriod, unit_ids: list[int]) -> dict[int, Speaker]:
    """Ask each earlier period by itself: slow, and plainly right."""
    found: dict[int, Speaker] = {}
    earlier = ReportingPeriod.objects.filter(
        set_version__code=period.set_version.code, ends_on__lte=period.starts_on
    )
    for one in earlier.order_by("ends_on", "pk"):
        if one.period.kind is period.period.kind:
            found |= speakers(one, unit_ids)
    return found


def test_it_says_what_asking_each_period_says(world, now, django_assert_num_queries):
    units = [world.units["commune"].pk, world.units["neighbour"].pk]
    slowly = one_by_one(now, units)
    with django_assert_num_queries(2):
        assert last_speakers(now, units) == slowly
    told = {key: (one.report.period.code, one.report.version) for key, one in slowly.items()}
    assert told == {units[0]: ("2025Q3", 2), units[1]: ("2025Q4", 1)}


def test_without_an_earlier_period_nobody_speaks(world, now, django_assert_num_queries):
    first = ReportingPeriod.objects.get(code="2025Q2")
    assert first.set_version.code == "mau"
    with django_assert_num_queries(1):
        assert last_speakers(first, [world.units["commune"].pk]) == {}
