"""Narrowing a list of dossiers: by state, by time left, by field, by channel, by day of acceptance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import (
    FINISHED,
    OPEN_AFTER_ACCEPTANCE,
    OPEN_BEFORE_ACCEPTANCE,
    PAUSED,
    RUNNING,
    State,
)
from congvu.casework.dossiers.selectors.access import may_read, own
from congvu.casework.dossiers.selectors.lists import asked_of_us, received_here_decided_elsewhere
from congvu.foundation.people.rules import Staff
from congvu.kernel.workcalendar import WorkCalendar
from congvu.kernel.workingdays import VIETNAM

SOON_DAYS = 2


class Scope(StrEnum):
    """Whose dossiers: those that the office decides, received for others, was asked about."""

    OWN = "own"
    ELSEWHERE = "elsewhere"
    ASKED = "asked"


class StateGroup(StrEnum):
    """Groups of states that people ask for together."""

    BEFORE = "before"
    OPEN = "open"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


GROUPS = {
    StateGroup.BEFORE: OPEN_BEFORE_ACCEPTANCE,
    StateGroup.OPEN: OPEN_AFTER_ACCEPTANCE,
    StateGroup.RUNNING: RUNNING,
    StateGroup.PAUSED: PAUSED,
    StateGroup.FINISHED: FINISHED,
}


class Timing(StrEnum):
    """How a dossier stands against its lawful due day."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is asked for; empty values ask for nothing. `until` is the last day, inclusive."""

    state: str = ""
    timing: str = ""
    field_id: int | None = None
    procedure: str = ""
    channel: str = ""
    accepted_from: date | None = None
    accepted_until: date | None = None


def in_scope(scope: str, staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the rows that a list starts from."""
    if not may_read(staff):
        return Dossier.objects.none()
    if scope == Scope.ELSEWHERE:
        return received_here_decided_elsewhere(staff, on)
    if scope == Scope.ASKED:
        return asked_of_us(staff, on)
    return own(staff, on)


def narrowed(
    rows: QuerySet[Dossier], asked: Narrowing, on: date, calendar: WorkCalendar
) -> QuerySet[Dossier]:
    """Keep the rows that were asked for."""
    if asked.state in set(StateGroup):
        rows = _in_group(rows, StateGroup(asked.state))
    elif asked.state in set(State):
        rows = rows.filter(state=asked.state)
    if asked.timing in set(Timing):
        rows = _timed(rows, Timing(asked.timing), on, calendar)
    if asked.field_id is not None:
        rows = rows.filter(field_id=asked.field_id)
    if asked.procedure:
        rows = rows.filter(procedure_version__procedure__code=asked.procedure)
    if asked.channel:
        rows = rows.filter(channel=asked.channel)
    if asked.accepted_from is not None:
        rows = rows.filter(accepted_at__gte=_begin(asked.accepted_from))
    if asked.accepted_until is not None:
        rows = rows.filter(accepted_at__lt=_begin(asked.accepted_until + timedelta(days=1)))
    return rows


def open_ones(rows: QuerySet[Dossier], states: Iterable[State], *more: Q) -> QuerySet[Dossier]:
    """Keep dossiers in open states, which are few: found first, put in order afterwards.

    Otherwise a database walks all that there ever were, newest first, to spare itself the sorting.
    """
    few = rows.order_by().filter(*more, state__in=sorted(state.value for state in states))
    return rows.filter(pk__in=few.values("pk"))


def _in_group(rows: QuerySet[Dossier], group: StateGroup) -> QuerySet[Dossier]:
    states = GROUPS[group]
    if group is StateGroup.FINISHED:
        return rows.filter(state__in=sorted(state.value for state in states))
    return open_ones(rows, states)


def _timed(
    rows: QuerySet[Dossier], timing: Timing, on: date, calendar: WorkCalendar
) -> QuerySet[Dossier]:
    if timing is Timing.OVERDUE:
        return open_ones(rows, RUNNING, Q(lawful_due__lt=on))
    if timing is Timing.TODAY:
        return open_ones(rows, RUNNING, Q(lawful_due=on))
    if timing is Timing.SOON:
        until = calendar.add_working_days(on, SOON_DAYS)
        return open_ones(rows, RUNNING, Q(lawful_due__gt=on, lawful_due__lte=until))
    finished_on = TruncDate("finished_at", tzinfo=VIETNAM)
    against = {
        Timing.EARLY: Q(lawful_due__gt=finished_on),
        Timing.ON_TIME: Q(lawful_due=finished_on),
        Timing.LATE: Q(lawful_due__lt=finished_on),
    }
    return rows.filter(against[timing], finished_at__isnull=False)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
