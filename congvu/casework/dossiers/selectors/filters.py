"""Narrowing a list of dossiers: by state, by time left, by field, by channel, by day of acceptance."""

from __future__ import annotations

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
        states = GROUPS[StateGroup(asked.state)]
        rows = rows.filter(state__in=sorted(state.value for state in states))
    elif asked.state in set(State):
        rows = rows.filter(state=asked.state)
    if asked.timing in set(Timing):
        rows = rows.filter(_timing(Timing(asked.timing), on, calendar))
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


def _timing(timing: Timing, on: date, calendar: WorkCalendar) -> Q:
    running = Q(state__in=sorted(state.value for state in RUNNING))
    finished_on = TruncDate("finished_at", tzinfo=VIETNAM)
    finished = Q(finished_at__isnull=False)
    return {
        Timing.OVERDUE: lambda: running & Q(lawful_due__lt=on),
        Timing.TODAY: lambda: running & Q(lawful_due=on),
        Timing.SOON: lambda: (
            running & Q(lawful_due__gt=on, lawful_due__lte=calendar.add_working_days(on, SOON_DAYS))
        ),
        Timing.EARLY: lambda: finished & Q(lawful_due__gt=finished_on),
        Timing.ON_TIME: lambda: finished & Q(lawful_due=finished_on),
        Timing.LATE: lambda: finished & Q(lawful_due__lt=finished_on),
    }[timing]()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)
