"""Questions: what of citizens' matters is due, and which denunciations a person may know of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.casework.petitions.errors import DenunciationNotFound
from congvu.casework.petitions.limits import last_day
from congvu.casework.petitions.models import Denunciation, Exclusion
from congvu.casework.petitions.registers.feedback import REGISTER as FEEDBACK
from congvu.casework.petitions.registers.feedback import Feedback, Handling, Subject
from congvu.casework.petitions.registers.petitions import REGISTER as PETITIONS
from congvu.casework.petitions.registers.petitions import (
    Petition,
    PetitionKind,
    Routing,
)
from congvu.casework.petitions.registers.receptions import REGISTER as RECEPTIONS
from congvu.casework.petitions.registers.receptions import Reception
from congvu.casework.petitions.rules import Case, Pause, State, Step, Stream
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.registers import selectors as registers
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import WorkCalendar

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class DueLine:
    """What is to be done next with one matter; `due_on` is None while it is suspended."""

    register: str
    uuid: UUID
    who: str
    about: str
    received_on: date
    step: Step
    due_on: date | None
    basis: str

    def is_late(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on


def may_open(staff: Staff) -> bool:
    """Whether the person reads the registers of citizens' matters."""
    return registers.may_see(PETITIONS, staff)


def due_lines(staff: Staff, on: date) -> list[DueLine]:
    """Return what is open in the person's office, the most urgent first. Raises NotReader."""
    calendar = work_calendar(staff.unit_id, on)
    found = [
        *_receptions(staff, on, calendar),
        *_feedback(staff, on, calendar),
        *_petitions(staff, on, calendar),
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.received_on))


def _receptions(staff: Staff, on: date, calendar: WorkCalendar) -> Iterator[DueLine]:
    rows = registers.rows_for(RECEPTIONS, staff, on).filter(people__gt=0, answered_on=None)
    row: Reception
    for row in rows.order_by("received_on")[:MOST_SHOWN]:
        due, basis = last_day(Stream.RECEPTION, Step.ANSWER, row.received_on, calendar)
        yield DueLine(
            RECEPTIONS.code, row.uuid, row.visitor, row.content, row.received_on, Step.ANSWER,
            due, basis,
        )  # fmt: skip


def _feedback(staff: Staff, on: date, calendar: WorkCalendar) -> Iterator[DueLine]:
    rows = registers.rows_for(FEEDBACK, staff, on).filter(
        Q(handling__in=(Handling.NEW, Handling.ACCEPTED))
        | Q(handling=Handling.ANSWERED, published_on=None)
    )
    row: Feedback
    for row in rows.order_by("received_on")[:MOST_SHOWN]:
        began = row.received_on
        step = Step.ANSWER
        if row.handling == Handling.ANSWERED:
            step, began = Step.PUBLISH, row.answered_on or row.received_on
        elif row.handling == Handling.NEW and row.subject == Subject.OTHER_RULE:
            step = Step.TRANSFER
        due, basis = last_day(Stream.FEEDBACK, step, began, calendar)
        yield DueLine(
            FEEDBACK.code, row.uuid, row.sender, row.content, row.received_on, step, due, basis
        )


def _petitions(staff: Staff, on: date, calendar: WorkCalendar) -> Iterator[DueLine]:
    rows = registers.rows_for(PETITIONS, staff, on).filter(
        kind__in=(PetitionKind.COMPLAINT, PetitionKind.SECOND),
        routing__in=(Routing.NEW, Routing.ACCEPTED),
        settled_on=None,
    )
    row: Petition
    for row in rows.order_by("received_on")[:MOST_SHOWN]:
        stream = Stream.SECOND if row.kind == PetitionKind.SECOND else Stream.COMPLAINT
        is_accepted = row.routing == Routing.ACCEPTED and row.routed_on is not None
        step = Step.SETTLE if is_accepted else Step.ACCEPT
        due, basis = last_day(
            stream,
            step,
            row.routed_on if is_accepted and row.routed_on else row.received_on,
            calendar,
            case=Case(is_hard=bool(row.complexity), is_remote=row.is_remote),
            pauses=(Pause(row.paused_on, row.resumed_on),) if row.paused_on else (),
        )
        yield DueLine(
            PETITIONS.code, row.uuid, row.sender, row.content, row.received_on, step, due, basis
        )


def denunciations_for(staff: Staff, on: date) -> QuerySet[Denunciation]:
    """Return the denunciations that the person may know of.

    A leader's: those of the own office; anybody's: those that the position was given to verify.
    Who stands in for the leader on that day counts as the leader; nobody else is let in by a role.
    Whoever it is about, or was excluded from it, knows of none, whatever the post.
    """
    mine = Q(handler_id=staff.position_id)
    if staff.has(Role.LEADER):
        mine |= Q(office_id__in=registers.own_offices(staff, on))
    excluded = Exclusion.objects.filter(denunciation=OuterRef("pk"), account_id=staff.account_id)
    known = Denunciation.objects.filter(mine).filter(
        Q(accused_account=None) | ~Q(accused_account_id=staff.account_id), ~Exists(excluded)
    )
    return known.select_related("office", "handler__account")


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
