"""Who reaches which collection: whoever asks, and whoever is asked; access is how it is obtained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.offices import office_of
from congvu.foundation.units.querysets import holds_on
from congvu.instruments.registers.selectors import own_offices
from congvu.kernel.asked import LARGEST_NUMBER
from congvu.oversight.collections.errors import CollectionNotFound, NotYourAnswer
from congvu.oversight.collections.models import Collection, Recipient
from congvu.oversight.collections.rules.life import Actor, State
from congvu.oversight.indicators.access import asking_office

ASKERS: Final = frozenset({Role.REFORM_OFFICER, Role.PROVINCE_OFFICER})
"""Who asks the units below, and answers for the own office."""
OFFICE_READERS: Final = ASKERS | {Role.LEADER}
EVERY_READER: Final = frozenset(Role) - {Role.ADMINISTRATOR}
"""Who may open the list: anybody may be named to answer."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A unit's answer as a person reaches it, and who the person is to it."""

    recipient: Recipient
    actors: frozenset[Actor]
    is_own: bool
    names_others: bool = False

    @property
    def shows_cells(self) -> bool:
        """Whether the cells are read: one's own always, those of others once they were sent."""
        return self.is_own or self.recipient.state == State.ANSWERED

    @property
    def writes(self) -> bool:
        """Whether the person fills in the cells, as long as the collection is open."""
        return Actor.ANSWERER in self.actors


def asked_by(staff: Staff, on: date) -> QuerySet[Collection]:
    """Return the collections of the person's office and those it came from, the newest first."""
    if not staff.has(*OFFICE_READERS):
        return Collection.objects.none()
    rows = Collection.objects.filter(superior_id__in=_offices(staff, on))
    return rows.select_related("superior").order_by("-pk")


def asked_of(staff: Staff, on: date) -> QuerySet[Recipient]:
    """Return what the person's office, section or the person is asked for, the newest first."""
    if not staff.has(*EVERY_READER):
        return Recipient.objects.none()
    wanted = Q(answerers__position_id__in=[staff.position_id, *staff.delegated_from])
    if staff.has(*OFFICE_READERS):
        offices = _offices(staff, on)
        inside = Q(unit_id__in=office_of(staff.unit_id, on).member_ids)
        # what the office asks of its own sections they answer themselves
        wanted |= Q(unit_id__in=offices) | (inside & ~Q(collection__superior_id__in=offices))
    if staff.has(Role.HEAD, *OFFICE_READERS):
        wanted |= Q(unit_id=staff.unit_id)
    ids = Recipient.objects.filter(wanted).values("pk")
    rows = Recipient.objects.filter(pk__in=ids)
    return rows.select_related("unit", "collection", "collection__superior").order_by("-pk")


def to_answer(staff: Staff, on: date) -> QuerySet[Recipient]:
    """Return what waits for the person's answer: open, not sent or returned, the nearest day first.

    A unit that is no more owes nothing, but its heir learns of what was sent back to it.
    """
    owed = Q(state=State.WAITING.value) & holds_on(on, "unit__")
    rows = asked_of(staff, on).filter(
        owed | Q(state=State.RETURNED.value), collection__closed_at=None, left_out_at=None
    )
    return rows.order_by("collection__due_on", "pk")


def get_asked(staff: Staff, uuid: UUID, on: date) -> Collection:
    """Return a collection that the person's office asks. Raises CollectionNotFound."""
    found = asked_by(staff, on).filter(uuid=uuid).first()
    if found is None:
        raise CollectionNotFound
    return found


def check_asker(staff: Staff) -> None:
    """Raise NotYourAnswer for who reads what the office asks but does not ask."""
    if not staff.has(*ASKERS):
        raise NotYourAnswer


def get_answering(staff: Staff, uuid: UUID, unit_id: int, on: date) -> Answering:
    """Return a unit's answer for somebody who may read it. Raises CollectionNotFound."""
    if unit_id > LARGEST_NUMBER:
        raise CollectionNotFound
    own = asked_of(staff, on).filter(collection__uuid=uuid, unit_id=unit_id).first()
    asking = asked_by(staff, on).filter(uuid=uuid).first()
    actors: set[Actor] = set()
    if own is not None and _answers(own, staff, on):
        actors.add(Actor.ANSWERER)
    if asking is not None and staff.has(*ASKERS):
        actors.add(Actor.SUPERIOR)
    if own is not None:
        officer = _is_officer(own, staff, on)
        return Answering(own, frozenset(actors), is_own=True, names_others=officer)
    found = (
        Recipient.objects.select_related("unit", "collection", "collection__superior")
        .filter(collection=asking, unit_id=unit_id)
        .first()
        if asking is not None
        else None
    )
    if found is None:
        raise CollectionNotFound
    return Answering(found, frozenset(actors), is_own=False)


def _offices(staff: Staff, on: date) -> frozenset[int]:
    """Return the offices that the person speaks for; a department of a province also for it."""
    own = own_offices(staff, on)
    return own | {asking_office(staff, on)} if staff.has(Role.PROVINCE_OFFICER) else own


def _is_officer(recipient: Recipient, staff: Staff, on: date) -> bool:
    """Whether the person answers by role: the head of what is asked, or the office's officer.

    The officer answers for the office and, when somebody above asks, for the units inside it.
    """
    if staff.has(Role.HEAD, *ASKERS) and recipient.unit_id == staff.unit_id:
        return True
    offices = _offices(staff, on)
    if not staff.has(*ASKERS) or recipient.unit_id in offices:
        return staff.has(*ASKERS)
    is_inside = recipient.unit_id in office_of(staff.unit_id, on).member_ids
    return is_inside and recipient.collection.superior_id not in offices


def _answers(recipient: Recipient, staff: Staff, on: date) -> bool:
    positions = [staff.position_id, *staff.delegated_from]
    return (
        _is_officer(recipient, staff, on)
        or recipient.answerers.filter(position_id__in=positions).exists()
    )
