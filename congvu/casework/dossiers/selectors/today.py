"""What waits for whom today: the worklists of each role, and where an office's work is stuck.

Every list begins at the office's own dossiers in one state, so its cost is that of what is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import OPEN_AFTER_ACCEPTANCE, PAUSED, RUNNING, State
from congvu.casework.dossiers.selectors.access import may_read, own
from congvu.casework.dossiers.selectors.lists import COUNTED, in_states
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Staff
from congvu.kernel.workcalendar import WorkCalendar

FEW = 8
SOON_DAYS = 2
ROW_PARTS = ("procedure_version", "applicant", "assignee__account", "holder_unit")


@dataclass(frozen=True, slots=True)
class Preview:
    """The most urgent few of a worklist; the total is exact up to a thousand."""

    rows: Sequence[Dossier]
    total: int
    more_than_counted: bool

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True, slots=True)
class Holding:
    """What one person of one section holds now; without a person: what lies there unclaimed."""

    unit_id: int | None
    unit_name: str
    position_id: int | None
    person: str
    open: int
    late: int
    soon: int
    waiting: int


def preview(dossiers: QuerySet[Dossier], *, size: int = FEW, by: Sequence[str] = ()) -> Preview:
    """Cut the first few, by due date unless told otherwise; count only when there are more."""
    order = by or (F("current_due").asc(nulls_last=True), "id")
    rows = list(dossiers.select_related(*ROW_PARTS).order_by(*order)[: size + 1])
    if len(rows) <= size:
        return Preview(rows, len(rows), more_than_counted=False)
    total = dossiers.order_by()[: COUNTED + 1].count()
    return Preview(rows[:size], min(total, COUNTED), more_than_counted=total > COUNTED)


def mine(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the running dossiers that the person holds, also for whom they stand in."""
    return _running(own(staff, on)).filter(assignee_id__in=positions_of(staff))


def mine_waiting(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the person's dossiers that wait for a citizen, an agency, a signature, a number.

    What runs late or is due today is left to the lists of those.
    """
    waiting = _open(own(staff, on)).exclude(state=State.PROCESSING.value)
    pressing = Q(state__in=_values(RUNNING), lawful_due__lte=on)
    return waiting.filter(assignee_id__in=positions_of(staff)).exclude(pressing)


def mine_in_hand(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return what the person works on and is due after today."""
    return mine(staff, on).filter(state=State.PROCESSING.value, lawful_due__gt=on)


def free_in_section(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return what lies in the person's section and belongs to nobody yet."""
    return in_states(staff, on, State.PROCESSING).filter(
        assignee__isnull=True, holder_unit_id=staff.unit_id
    )


def sent_to_us(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return dossiers that another section or agency sent to the person's section or office."""
    if not may_read(staff):
        return Dossier.objects.none()
    here = {staff.unit_id, office_of(staff.unit_id, on).id}
    return Dossier.objects.filter(
        state=State.TRANSFERRED.value,
        holder_unit_id__in=here,
        guests__unit_id__in=here,
        guests__unit_id=F("holder_unit_id"),
    )


def to_forward(staff: Staff, on: date) -> QuerySet[Dossier]:
    return in_states(staff, on, State.ACCEPTED)


def to_hand_out(staff: Staff, on: date) -> QuerySet[Dossier]:
    return in_states(staff, on, State.RESOLVED)


def came_back_to_us(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return results of other authorities for dossiers that this office received."""
    if not may_read(staff):
        return Dossier.objects.none()
    office = office_of(staff.unit_id, on)
    back = Dossier.objects.filter(state=State.RESOLVED.value, guests__unit_id=office.id)
    return back.filter(receiving_unit_id=office.id)


def to_sign(staff: Staff, on: date) -> QuerySet[Dossier]:
    return in_states(staff, on, State.AWAITING_SIGNATURE)


def to_number(staff: Staff, on: date) -> QuerySet[Dossier]:
    return in_states(staff, on, State.AWAITING_NUMBERING)


def late(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the office's running dossiers whose lawful due day has passed."""
    return _running(own(staff, on)).filter(lawful_due__lt=on)


def due_on(staff: Staff, on: date) -> QuerySet[Dossier]:
    return _running(own(staff, on)).filter(lawful_due=on)


def to_reappoint(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return what falls due within two working days, after today, and has its one apology left."""
    until = work_calendar(staff.unit_id).add_working_days(on, SOON_DAYS)
    return _running(own(staff, on)).filter(
        lawful_due__gt=on, lawful_due__lte=until, reappointed_on__isnull=True
    )


def held_by(
    staff: Staff, on: date, *, unit_id: int | None, position_id: int | None
) -> QuerySet[Dossier]:
    """Return the open dossiers of one line of `holdings`."""
    return _open(own(staff, on)).filter(holder_unit_id=unit_id, assignee_id=position_id)


def holdings(staff: Staff, on: date, calendar: WorkCalendar) -> list[Holding]:
    """Count the office's open dossiers by who holds them, the most late first; one statement."""
    running = Q(state__in=_values(RUNNING))
    soon = calendar.add_working_days(on, SOON_DAYS)
    rows = (
        _open(own(staff, on))
        .values(
            "holder_unit_id", "holder_unit__name", "assignee_id", "assignee__account__full_name"
        )
        .annotate(
            open=Count("id"),
            late=Count("id", filter=running & Q(lawful_due__lt=on)),
            soon=Count("id", filter=running & Q(lawful_due__gte=on, lawful_due__lte=soon)),
            waiting=Count("id", filter=Q(state__in=_values(PAUSED))),
        )
        .order_by("-late", "-soon", "-open", "holder_unit_id", "assignee_id")
    )
    return [
        Holding(
            unit_id=row["holder_unit_id"],
            unit_name=row["holder_unit__name"] or "",
            position_id=row["assignee_id"],
            person=row["assignee__account__full_name"] or "",
            open=row["open"],
            late=row["late"],
            soon=row["soon"],
            waiting=row["waiting"],
        )
        for row in rows
    ]


def positions_of(staff: Staff) -> tuple[int, ...]:
    """Return the position in use and those that the person stands in for."""
    return (staff.position_id, *staff.delegated_from)


def _open(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.filter(state__in=_values(OPEN_AFTER_ACCEPTANCE))


def _running(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.filter(state__in=_values(RUNNING))


def _values(states: Iterable[State]) -> list[str]:
    return sorted(state.value for state in states)
