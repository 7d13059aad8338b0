"""Adding up the reports that were accepted, each as it was approved, into the superior's figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Conflict, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import check_superior
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.consolidating import (
    Choices,
    consolidate,
    list_children,
)
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules.life import State


@dataclass(frozen=True, slots=True)
class Summed:
    """How many reports went into the sum, and how many units are left out of it, visibly."""

    used: int
    left_out: int


@transaction.atomic
def roll_up(period: ReportingPeriod, *, by: Staff, at: datetime) -> Summed:
    """Add up the accepted reports of those below; figures that moved since do not enter.

    Raises Conflict when nothing was accepted yet, UnitNotYours for a stranger.
    """
    check_superior(by, period.superior_id, local_day(at))
    children = list_children(period.superior_id, period)
    accepted = _accepted(period, children)
    if not accepted:
        raise Conflict(
            gettext_noop("Chưa tiếp nhận báo cáo nào để tổng hợp."), code="nothing_accepted"
        )
    snapshots = Snapshot.objects.filter(report__in=accepted.values())
    known = dict(snapshots.values_list("report__unit_id", "at"))
    left_out = frozenset(children) - frozenset(accepted)
    consolidate(
        period.superior_id,
        period.pk,
        choices=Choices(left_out=left_out, known=known),
        by=by,
        at=at,
    )
    return Summed(len(accepted), len(left_out))


def _accepted(period: ReportingPeriod, children: Collection[int]) -> dict[int, Report]:
    """Return the newest version of each unit that was ever accepted.

    It speaks for the unit while its correction is written, until that is accepted too.
    """
    rows = Report.objects.filter(
        period=period, unit_id__in=children, events__to_state=State.ACCEPTED
    ).order_by("version", "pk")
    return {report.unit_id: report for report in rows}
