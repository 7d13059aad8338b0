"""Who of those below has reported for a period, who is late, whose report was returned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import UnitRow
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.consolidating import list_children
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import HANDED_IN, State


class Standing(StrEnum):
    """How far a unit is with its report; the order is that of concern."""

    LATE = "late"
    RETURNED = "returned"
    NOT_BEGUN = "not_begun"
    WRITING = "writing"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit: its newest version, the newest one handed in, and how it stands.

    `days_late` counts calendar days after the due day: to the day of handing in, else to today.
    """

    unit: UnitRow
    standing: Standing
    newest: Report | None
    handed_in: Report | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Board:
    """All units that owe a report for a period, in alphabetical order."""

    period: ReportingPeriod
    rows: tuple[BoardRow, ...]

    @property
    def counts(self) -> Mapping[Standing, int]:
        found = Counter(row.standing for row in self.rows)
        return {standing: found[standing] for standing in Standing}

    def only(self, standing: Standing | None) -> tuple[BoardRow, ...]:
        """Return the rows of one standing, or all."""
        return tuple(row for row in self.rows if standing in (None, row.standing))


def board(period: ReportingPeriod, on: date) -> Board:
    """Return how everybody below stands with the period on a day; five statements at most."""
    children = list_children(period.superior_id, period)
    owing = Unit.objects.filter(pk__in=children).in_order()
    below = units.rows(list(owing), period.last_day)
    newest: dict[int, Report] = {}
    handed_in: dict[int, Report] = {}
    for report in Report.objects.filter(period=period).order_by("version", "pk"):
        if report.state == State.DISCARDED:
            continue
        newest[report.unit_id] = report
        if report.state in HANDED_IN:
            handed_in[report.unit_id] = report
    return Board(
        period,
        tuple(
            _row(unit, newest.get(unit.id), handed_in.get(unit.id), period, on) for unit in below
        ),
    )


def _row(
    unit: UnitRow,
    newest: Report | None,
    handed_in: Report | None,
    period: ReportingPeriod,
    on: date,
) -> BoardRow:
    reached = handed_in.submitted_at if handed_in else None
    day = local_day(reached) if reached else on
    days_late = max(0, (day - period.due_on).days) if period.due_on else 0
    return BoardRow(unit, _standing(newest, handed_in, days_late), newest, handed_in, days_late)


def _standing(newest: Report | None, handed_in: Report | None, days_late: int) -> Standing:
    if newest is not None and newest.state == State.ACCEPTED:
        return Standing.ACCEPTED
    if newest is not None and newest.state == State.SUBMITTED:
        return Standing.SUBMITTED
    if newest is not None and newest.state == State.RETURNED:
        return Standing.RETURNED
    if handed_in is None and days_late:
        return Standing.LATE
    return Standing.NOT_BEGUN if newest is None else Standing.WRITING
