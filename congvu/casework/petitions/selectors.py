"""Questions: what of citizens' matters is due, and which denunciations a person may know of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.casework.petitions.errors import DenunciationNotFound
from congvu.casework.petitions.limits import last_day
from congvu.casework.petitions.models import Denunciation, Exclusion
from congvu.casework.petitions.registers.feedback import REGISTER as FEEDBACK
from congvu.casework.petitions.registers.feedback import Feedback, Handling
from congvu.casework.petitions.registers.feedback import next_step as next_feedback_step
from congvu.casework.petitions.registers.petitions import REGISTER as PETITIONS
from congvu.casework.petitions.registers.petitions import (
    Petition,
    PetitionKind,
    Routing,
)
from congvu.casework.petitions.registers.petitions import next_step as next_petition_step
from congvu.casework.petitions.registers.receptions import REGISTER as RECEPTIONS
from congvu.casework.petitions.registers.receptions import Reception
from congvu.casework.petitions.registers.receptions import next_step as next_visit_step
from congvu.casework.petitions.rules import Case, Pause, State, Step, Stream
from congvu.casework.petitions.timeliness import Due
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.models import Delegation
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.models import Unit
from congvu.instruments.registers import selectors as registers
from congvu.instruments.registers.declared import Register, Rows
from congvu.instruments.registers.errors import NotReader
from congvu.instruments.registers.spread import heirs, offices_compared
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import WorkCalendar

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class DueLine:
    """What is to be done next with one matter; `due_on` is None while it is suspended."""

    register: str
    uuid: UUID
    office_id: int
    who: str
    about: str
    received_on: date
    step: Step
    due_on: date | None
    basis: str

    def is_late(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


@dataclass(slots=True)
class OfficeDue:
    """What one office has open of citizens' matters: how many, how many late, the next day."""

    unit: Unit
    opened: int = 0
    late: int = 0
    soonest: date | None = None


CalendarOf = Callable[[int], WorkCalendar]


def may_oversee(staff: Staff) -> bool:
    """Whether the person sees figures of citizens' matters of the offices below, and no line."""
    return staff.has(*PETITIONS.access.counts)


def may_open(staff: Staff) -> bool:
    """Whether the person reads the registers of citizens' matters."""
    return registers.may_see(PETITIONS, staff)


def due_lines(staff: Staff, on: date) -> list[DueLine]:
    """Return what is open in the person's office, the most urgent first. Raises NotReader."""
    found = _open(lambda register: registers.rows_for(register, staff, on), on)
    return sorted(found, key=lambda one: (one.due_on or date.max, one.received_on))[:MOST_SHOWN]


def due_by_office(staff: Staff, on: date) -> list[OfficeDue]:
    """Return how much is open and late in each office below, names and contents left out.

    Raises NotReader for whoever sees no figures of offices below.
    """
    if not may_oversee(staff):
        raise NotReader
    compared = offices_compared(staff, on)
    belongs = heirs(compared, on)
    found = {unit.pk: OfficeDue(unit) for unit in compared}
    for line in _open(lambda register: register.rows.in_force().filter(office_id__in=belongs), on):
        one = found[belongs[line.office_id]]
        one.opened += 1
        one.late += line.is_late(on)
        if line.due_on is not None and (one.soonest is None or line.due_on < one.soonest):
            one.soonest = line.due_on
    return list(found.values())


def _open(rows_of: Callable[[Register], Rows], on: date) -> list[DueLine]:
    """Return what is still to be done of all three books."""

    @cache
    def calendar_of(office_id: int) -> WorkCalendar:
        return work_calendar(office_id, on)

    return [
        *_receptions(rows_of(RECEPTIONS), calendar_of),
        *_feedback(rows_of(FEEDBACK), calendar_of),
        *_petitions(rows_of(PETITIONS), calendar_of),
    ]


def _receptions(found: Rows, calendar_of: CalendarOf) -> Iterator[DueLine]:
    rows = found.filter(people__gt=0, answered_on=None)
    row: Reception
    for row in rows.order_by("received_on"):
        found_step = next_visit_step(row, calendar_of(row.office_id))
        yield from _line(RECEPTIONS, row, row.visitor, found_step)


def _feedback(found: Rows, calendar_of: CalendarOf) -> Iterator[DueLine]:
    rows = found.filter(
        Q(handling__in=(Handling.NEW, Handling.ACCEPTED))
        | Q(handling=Handling.ANSWERED, published_on=None)
    )
    row: Feedback
    for row in rows.order_by("received_on"):
        found_step = next_feedback_step(row, calendar_of(row.office_id))
        yield from _line(FEEDBACK, row, row.sender, found_step)


def _petitions(found: Rows, calendar_of: CalendarOf) -> Iterator[DueLine]:
    rows = found.filter(
        kind__in=(PetitionKind.COMPLAINT, PetitionKind.SECOND),
        routing__in=(Routing.NEW, Routing.ACCEPTED),
        settled_on=None,
    )
    row: Petition
    for row in rows.order_by("received_on"):
        found_step = next_petition_step(row, calendar_of(row.office_id))
        yield from _line(PETITIONS, row, row.sender, found_step)


def _line(
    register: Register, row: Any, who: str, found: tuple[Step, Due] | None
) -> Iterator[DueLine]:
    if found is not None:
        step, (due, basis) = found
        yield DueLine(
            register.code, row.uuid, row.office_id, who, row.content, row.received_on, step, due,
            basis,
        )  # fmt: skip


def denunciations_for(staff: Staff, on: date) -> QuerySet[Denunciation]:
    """Return the denunciations that the person may know of.

    A leader's: those of the own office; anybody's: those that the position was given to verify.
    Who stands in for the leader on that day counts as the leader; nobody else is let in by a role.
    Whoever it is about, was excluded from it, or stands in that day for whom it is about, knows of
    none, whatever the post.
    """
    mine = Q(handler_id=staff.position_id)
    if staff.has(Role.LEADER):
        mine |= Q(office_id__in=registers.own_offices(staff, on))
    excluded = Exclusion.objects.filter(
        denunciation=OuterRef("pk"), account_id=staff.account_id, lifted_at=None
    )
    known = Denunciation.objects.filter(mine).filter(
        Q(accused_account=None) | ~Q(accused_account_id=staff.account_id),
        ~Exists(excluded),
        ~Exists(stand_ins(OuterRef("accused_account_id"), on, account_id=staff.account_id)),
    )
    return known.select_related("office", "handler__account")


def stand_ins(
    accused_account_id: Any, on: date, *, account_id: int | None = None
) -> QuerySet[Delegation]:
    """Return the delegations by which somebody stands in for the accused on a day.

    Luật Tố cáo 2018 Điều 12 gives a denunciation about a head to the level above: whoever acts in
    the head's place is no more independent than the head.
    """
    found = Delegation.objects.filter(
        from_position__account_id=accused_account_id, starts_on__lte=on, ends_on__gt=on
    )
    return found if account_id is None else found.filter(to_position__account_id=account_id)


def may_list_denunciations(staff: Staff, on: date) -> bool:
    """Whether the list is there for the person at all."""
    return staff.has(Role.LEADER) or denunciations_for(staff, on).exists()


def get_denunciation(staff: Staff, uuid: UUID, on: date) -> Denunciation:
    """Return one. Raises DenunciationNotFound for one that is kept from the person as for none."""
    found = denunciations_for(staff, on).select_related("accuser").filter(uuid=uuid).first()
    if found is None:
        raise DenunciationNotFound
    return found


def due_of(one: Denunciation, on: date) -> tuple[date | None, str]:
    """Return until when the next step is due; None when it is closed or suspended."""
    calendar = work_calendar(one.office_id, on)
    if one.state == State.RECEIVED:
        return last_day(Stream.DENUNCIATION, Step.ACCEPT, one.received_on, calendar)
    if one.state == State.ACCEPTED and one.acted_on is not None:
        pauses = [Pause(found.begins_on, found.ends_on) for found in one.pauses.all()]
        return last_day(
            Stream.DENUNCIATION,
            Step.SETTLE,
            one.acted_on,
            calendar,
            case=Case(extensions=one.extensions),
            pauses=pauses,
        )
    return None, ""


def get_denunciation_file(row: Denunciation, file_id: int) -> StoredFile:
    """Return a file of a denunciation that was opened. Raises DenunciationNotFound."""
    found = row.files.select_related("file").filter(pk=file_id).first()
    if found is None:
        raise DenunciationNotFound
    return found.file


def count_denunciations(office_ids: frozenset[int], window: Window) -> tuple[int, int]:
    """Return how many were received in the days and how many of them were ended by their end.

    Figures only: they may be told to people who may read none.
    """
    rows = Denunciation.objects.filter(
        office_id__in=office_ids,
        received_on__gte=window.starts_on,
        received_on__lt=window.ends_on,
    )
    return rows.count(), rows.filter(ended_on__lt=window.ends_on).count()
