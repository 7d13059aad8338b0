"""Who of those below has reported for a period, who is late, whose report was returned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import Ended, UnitRow
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.models import ReportingPeriod, RollUpChoice
from congvu.oversight.indicators.services.consolidating import list_children, list_predecessors
from congvu.oversight.reporting.models import Report, ReportReminder
from congvu.oversight.reporting.rules.due import days_late, overdue
from congvu.oversight.reporting.rules.life import HANDED_IN, State
from congvu.oversight.reporting.selectors.summing import choices_of, speakers


class Standing(StrEnum):
    """How far a unit is with its report; the order is that of concern."""

    LATE = "late"
    RETURNED = "returned"
    NOT_BEGUN = "not_begun"
    WRITING = "writing"
    ENDED = "ended"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


OWING: Final = frozenset({Standing.LATE, Standing.NOT_BEGUN, Standing.WRITING, Standing.RETURNED})


@dataclass(frozen=True, slots=True)
class Before:
    """A unit that was merged away in the period, and what it had handed in by itself."""

    unit: UnitRow
    handed_in: Report | None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit: its newest version, the newest one handed in, and how it stands.

    `days_late` counts calendar days after the due day: to the day when a report was first handed
    in, else to today; the newest version has a day of its own. `decided` is how the superior lets
    it into the sum, `before` whom it came from in the period. A unit that has `ended` without
    handing in is not late: its superior leaves it out, or lets its last figures stand in.
    """

    unit: UnitRow
    standing: Standing
    newest: Report | None
    handed_in: Report | None
    first_at: datetime | None
    days_late: int
    reminded_at: datetime | None = None
    decided: RollUpChoice | None = None
    before: tuple[Before, ...] = ()
    ended: Ended | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All units that owe a report for a period, in alphabetical order."""

    period: ReportingPeriod
    rows: tuple[BoardRow, ...]

    @property
    def counts(self) -> Mapping[Standing, int]:
        found = Counter(row.standing for row in self.rows)
        return {standing: found[standing] for standing in Standing}

    @property
    def has_stand_ins(self) -> bool:
        """Whether last figures stand in for somebody."""
        return any(row.decided is not None and row.decided.stand_in for row in self.rows)

    @property
    def to_remind(self) -> tuple[BoardRow, ...]:
        """The rows of those who can still hand in, and have not or were sent back."""
        return tuple(row for row in self.rows if row.standing in OWING and row.ended is None)

    def only(self, standing: Standing | None) -> tuple[BoardRow, ...]:
        """Return the rows of one standing, or all."""
        return tuple(row for row in self.rows if standing in (None, row.standing))


@dataclass
class _Filed:
    """The versions of one unit's report for a period that count on the board."""

    newest: Report | None = None
    handed_in: Report | None = None
    first_at: datetime | None = None


NOTHING = _Filed()


def board(period: ReportingPeriod, on: date) -> Board:
    """Return how everybody below stands with the period on a day; twelve statements at most."""
    children = list_children(period.superior_id, period)
    owing = Unit.objects.filter(pk__in=children).in_order()
    below = units.rows(list(owing), period.last_day)
    filed = _filed(period)
    before = _before(children, period, filed)
    decided = choices_of(period)
    reminded = dict(
        ReportReminder.objects.filter(period=period).order_by("pk").values_list("unit_id", "at")
    )
    ended = units.endings(below, on)
    spoken = speakers(period, ended) if ended else {}
    rows = []
    for unit in below:
        mine, end = filed.get(unit.id, NOTHING), ended.get(unit.id)
        owing_until = period.due_on if end else on
        until = local_day(mine.first_at) if mine.first_at else owing_until
        rows.append(
            BoardRow(
                unit,
                _standing_at_the_end(mine, speaks=unit.id in spoken)
                if end
                else _standing(mine, period, on),
                mine.newest,
                mine.handed_in,
                mine.first_at,
                days_late(period.due_on, until),
                reminded.get(unit.id),
                decided.get(unit.id),
                before.get(unit.id, ()),
                end,
            )
        )
    return Board(period, tuple(rows))


def _filed(period: ReportingPeriod) -> dict[int, _Filed]:
    """Return what was written and handed in for a period, by unit."""
    found: dict[int, _Filed] = {}
    for report in Report.objects.filter(period=period).order_by("version", "pk"):
        if report.state == State.DISCARDED:
            continue
        mine = found.setdefault(report.unit_id, _Filed())
        mine.newest = report
        if report.state in HANDED_IN:
            mine.handed_in = report
            mine.first_at = mine.first_at or report.submitted_at
    return found


def _before(
    children: Collection[int], period: ReportingPeriod, filed: Mapping[int, _Filed]
) -> dict[int, tuple[Before, ...]]:
    """Return by unit those that went into it within the period, or had handed in for it."""
    heirs = {
        old: heir for heir, olds in list_predecessors(children, period).items() for old in olds
    }
    ended = Unit.objects.filter(pk__in=heirs, ends_on__gt=period.starts_on)
    handed_in = [old for old in heirs if filed.get(old, NOTHING).handed_in]
    shown = (ended | Unit.objects.filter(pk__in=handed_in)).in_order()
    found: dict[int, tuple[Before, ...]] = {}
    for unit in units.rows(list(shown), period.last_day):
        told = Before(unit, filed.get(unit.id, NOTHING).handed_in)
        found[heirs[unit.id]] = (*found.get(heirs[unit.id], ()), told)
    return found


def _standing_at_the_end(filed: _Filed, *, speaks: bool) -> Standing:
    """Return how a unit that is no more stands: nobody finishes what it left unfinished."""
    if filed.handed_in is None:
        return Standing.ENDED
    if filed.handed_in.state == State.SUBMITTED:
        return Standing.SUBMITTED
    return Standing.ACCEPTED if speaks else Standing.RETURNED


def _standing(filed: _Filed, period: ReportingPeriod, on: date) -> Standing:
    newest = filed.newest
    if newest is not None and newest.state == State.ACCEPTED:
        return Standing.ACCEPTED
    if newest is not None and newest.state == State.SUBMITTED:
        return Standing.SUBMITTED
    if newest is not None and newest.state == State.RETURNED:
        return Standing.RETURNED
    if overdue(period.due_on, on, handed_in=filed.handed_in is not None):
        return Standing.LATE
    return Standing.NOT_BEGUN if newest is None else Standing.WRITING
