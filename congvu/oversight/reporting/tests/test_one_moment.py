"""A sum takes what the leader approved, whichever of two simultaneous requests was faster."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.indicators.services.writing import seal
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules.life import State
from congvu.oversight.reporting.selectors.drawing import compose
from congvu.oversight.reporting.selectors.summing import sum_under
from congvu.oversight.reporting.selectors.verifying import verify
from congvu.oversight.reporting.services import life, rolling_up
from congvu.oversight.reporting.services.freezing import freeze
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db
CODE = "5.4.2"


def type_figure(world: World, report: Report, figure: str, *, minute: int) -> None:
    enter(
        quarter.who(world, "mai"),
        report.unit_id,
        report.period_id,
        CODE,
        figure,
        seen=selectors.sheet(report.unit_id, report.period_id).row(CODE).seen,
        at=quarter.later(minute),
    )


def summed(world: World, report: Report, period: ReportingPeriod) -> tuple[Decimal, Decimal | None]:
    """Let the report be accepted and added up; return what was approved and what is in the sum."""
    report = life.number(
        report,
        signed_on=quarter.ON,
        seen=report.revision,
        by=quarter.who(world, "dung"),
        at=quarter.later(11),
    )
    report = life.submit(
        report, seen=report.revision, by=quarter.who(world, "dung"), at=quarter.later(12)
    )
    quan = quarter.who(world, "quan")
    life.accept(report, seen=report.revision, by=quan, at=quarter.later(13))
    rolling_up.roll_up(period, by=quan, at=quarter.later(14))
    kept = Decimal(Snapshot.objects.get(report=report).figures[CODE]["amount"])
    return kept, selectors.sheet(period.superior_id, period.pk).row(CODE).cell.amount


def approve(world: World, report: Report, *, minute: int) -> Report:
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(2)
    )
    return life.approve(
        report,
        quarter.SIGNATURE,
        seen=report.revision,
        by=quarter.who(world, "hoa"),
        at=quarter.later(minute),
    )


def test_a_figure_that_was_asked_for_before_and_written_after_is_not_in_the_sum(
    world: World,
) -> None:
    period = quarter.ask(world)
    report = quarter.begin(world, period)
    type_figure(world, report, "25", minute=1)
    report = approve(world, report, minute=5)
    type_figure(world, report, "99", minute=4)  # its request had waited for the approval
    assert summed(world, report, period) == (25, 25)
    assert not verify().differences


def test_a_figure_that_was_asked_for_after_and_written_before_is_in_the_sum(world: World) -> None:
    period = quarter.ask(world)
    report = quarter.begin(world, period)
    type_figure(world, report, "25", minute=1)
    type_figure(world, report, "99", minute=6)  # the approval had waited for it
    report = approve(world, report, minute=5)
    assert summed(world, report, period) == (99, 99)
    assert not verify().differences


def test_an_approved_report_stands_on_the_sum_before_one_that_had_waited_for_it(
    world: World,
) -> None:
    period = quarter.ask(world)
    report = quarter.submitted(world, quarter.begin(world, period))
    quan = quarter.who(world, "quan")
    life.accept(report, seen=report.revision, by=quan, at=quarter.later(5))
    rolling_up.roll_up(period, by=quan, at=quarter.later(6))
    ours = life.open_report(period, "tinh", by=quan, at=quarter.later(7))
    before = sum_under(ours)
    assert before is not None
    approved = seal(ours.unit_id, period.pk, at=quarter.later(10))
    Report.objects.filter(pk=ours.pk).update(state=State.APPROVED)
    ours.refresh_from_db()
    freeze(ours, compose(ours, approved), at=approved)
    rolling_up.roll_up(period, by=quan, at=quarter.later(9))  # it had waited for the approval
    assert sum_under(ours) == before
