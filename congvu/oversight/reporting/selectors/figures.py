"""The figures behind a report: those that stand now, or those that stood when it was approved."""

from __future__ import annotations

from datetime import datetime

from congvu.oversight.indicators.selectors import Sheet, sheet
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules.life import FROZEN_IN


def known_at(report: Report) -> datetime | None:
    """Return when the report was frozen, None while its figures still move."""
    if report.state not in FROZEN_IN:
        return None
    return Snapshot.objects.filter(report=report).values_list("at", flat=True).first()


def kept_of(report: Report) -> Snapshot | None:
    """Return what was frozen of the report, None while its figures still move."""
    if report.state not in FROZEN_IN:
        return None
    return Snapshot.objects.filter(report=report).first()


def sheet_of(report: Report, kept: Snapshot | None = None) -> Sheet:
    """Return the sheet that belongs to the report: of a frozen one as it stood when approved.

    What the office enters later, for its next version, is not shown to whoever reads this one.
    `kept` is its snapshot where that was read already.
    """
    known = kept.at if kept else known_at(report)
    return sheet(report.unit_id, report.period_id, known_at=known)
