"""The end of a day at the counter: what went to whom, what lies uncollected, what is due next.

The money of the day is in `payments.selectors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from congvu.casework.dossiers.models import Dossier, HandOver
from congvu.casework.dossiers.rules.states import RUNNING, State
from congvu.casework.dossiers.selectors.access import may_read, own
from congvu.casework.dossiers.selectors.offices import Office, office_of
from congvu.casework.dossiers.selectors.queues import to_hand_out
from congvu.casework.dossiers.selectors.today import ROW_PARTS
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.models import Unit
from congvu.kernel.workingdays import VIETNAM

LISTED = 200


@dataclass(frozen=True, slots=True)
class SectionSheet:
    """What the desk gave one section on the day, in the order of giving; both sides sign it."""

    unit_name: str
    rows: Sequence[HandOver]


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """What happened at the counter on the day; nothing personal."""

    accepted: int
    direct: int
    postal: int
    online: int
    given_out: int
    resolved: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The first rows of a list and how many there are in all."""

    rows: Sequence[Dossier]
    total: int


def handed_over(staff: Staff, day: date) -> tuple[SectionSheet, ...]:
    """Return what the desk handed to sections and agencies on the day, by receiver."""
    if not may_read(staff):
        return ()
    office = office_of(staff.unit_id, day)
    starts, ends = _bounds(day)
    rows = (
        HandOver.objects.filter(from_unit_id__in=_desks(office), at__gte=starts, at__lt=ends)
        .exclude(to_unit__isnull=True)
        .select_related("to_unit", "dossier__procedure_version", "dossier__applicant")
        .order_by("to_unit__sort_key", "to_unit_id", "at", "id")
    )
    return tuple(
        SectionSheet(name, tuple(group))
        for name, group in groupby(rows, key=lambda row: row.to_unit.name if row.to_unit else "")
    )


def numbers_of(staff: Staff, day: date) -> DayNumbers:
    """Count what was accepted, finished and given out on the day."""
    starts, ends = _bounds(day)
    accepted = Dossier.objects.none()
    if may_read(staff):
        accepted = Dossier.objects.filter(
            receiving_unit_id=office_of(staff.unit_id, day).id,
            accepted_at__gte=starts,
            accepted_at__lt=ends,
        )
    by_channel = dict(accepted.order_by().values_list("channel").annotate(Count("id")))
    finished = own(staff, day).aggregate(
        given_out=Count(
            "id",
            filter=Q(state=State.HANDED_OUT, handed_out_at__gte=starts, handed_out_at__lt=ends),
        ),
        resolved=Count(
            "id", filter=Q(outcome=State.RESOLVED, finished_at__gte=starts, finished_at__lt=ends)
        ),
    )
    return DayNumbers(
        accepted=sum(by_channel.values()),
        direct=by_channel.get("direct", 0),
        postal=by_channel.get("postal", 0),
        online=by_channel.get("online", 0),
        **finished,
    )


def uncollected(staff: Staff, day: date) -> Listed:
    """Return results that wait for their citizens, those that lie longest first."""
    return _listed(to_hand_out(staff, day), "finished_at", "id")


def due_next(staff: Staff, day: date) -> tuple[date, Listed]:
    """Return the next working day and what is due on it."""
    next_day = work_calendar(staff.unit_id).add_working_days(day, 1)
    running = sorted(state.value for state in RUNNING)
    rows = own(staff, day).filter(state__in=running, lawful_due=next_day)
    return next_day, _listed(rows, "holder_unit__sort_key", "id")


def _listed(dossiers: QuerySet[Dossier], *order: str) -> Listed:
    rows = list(dossiers.select_related(*ROW_PARTS).order_by(*order)[: LISTED + 1])
    total = len(rows) if len(rows) <= LISTED else dossiers.order_by().count()
    return Listed(rows[:LISTED], total)


def _desks(office: Office) -> list[int]:
    desks = Unit.objects.filter(pk__in=office.member_ids, kind="one_stop_desk")
    return list(desks.values_list("pk", flat=True))


def _bounds(day: date) -> tuple[datetime, datetime]:
    starts = datetime.combine(day, time(), VIETNAM)
    return starts, starts + timedelta(days=1)
