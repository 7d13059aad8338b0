"""Where work can go: the sections of an office with their people, and the agencies around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import OPEN_AFTER_ACCEPTANCE
from congvu.casework.dossiers.selectors.offices import INTERNAL_KINDS, Office, office_of
from congvu.foundation.people.models import Position
from congvu.foundation.people.rules import Role
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.querysets import holds_on

HANDLERS = frozenset({Role.OFFICER, Role.HEAD})
RECENT = 50


@dataclass(frozen=True, slots=True)
class Handler:
    """A person who can be given a dossier, and how many open ones they hold."""

    position_id: int
    full_name: str
    title: str
    unit_id: int
    open_dossiers: int


@dataclass(frozen=True, slots=True)
class Section:
    """A unit inside an office, and who handles dossiers there."""

    id: int
    name: str
    kind: str
    handlers: tuple[Handler, ...]

    @property
    def handles(self) -> bool:
        """Whether dossiers are worked on there: a section, or whoever has handlers."""
        return bool(self.handlers) or self.kind in INTERNAL_KINDS


@dataclass(frozen=True, slots=True)
class Agencies:
    """Other authorities and sections that may be asked, by how they stand to the office."""

    inside: tuple[tuple[int, str], ...]
    above: tuple[tuple[int, str], ...]
    beside: tuple[tuple[int, str], ...]


def sections(office: Office, on: date) -> tuple[Section, ...]:
    """Return the office's own units in order, each with its handlers; three statements."""
    members = list(Unit.objects.filter(pk__in=office.member_ids).in_order())
    people = _handlers(office.member_ids, on)
    return tuple(
        Section(
            id=unit.pk,
            name=unit.name,
            kind=unit.kind,
            handlers=tuple(one for one in people if one.unit_id == unit.pk),
        )
        for unit in members
    )


def agencies(office: Office, on: date) -> Agencies:
    """Return the sections of the office, its superior with its departments, and its neighbours."""
    inside = Unit.objects.filter(pk__in=office.member_ids - {office.id}).in_order()
    superior = units.parent(office.id, on)
    if superior is None:
        return Agencies(_named(inside), (), ())
    around = [unit for unit in units.children(superior, on) if unit.pk != office.id]
    above = [superior, *(unit for unit in around if unit.kind in INTERNAL_KINDS)]
    beside = [unit for unit in around if unit.kind not in INTERNAL_KINDS]
    return Agencies(_named(inside), _named(above), _named(beside))


def usual_section(dossier: Dossier, on: date) -> int | None:
    """Return the section that held most of the office's recent dossiers of the same field.

    None when there is no example, or when only the desk ever held them.
    """
    office = office_of(dossier.competent_unit_id, on)
    recent = (
        Dossier.objects.filter(competent_unit_id=office.id, field_id=dossier.field_id)
        .exclude(pk=dossier.pk)
        .order_by("-id")
        .values_list("holder_unit_id", flat=True)[:RECENT]
    )
    held = Counter(unit_id for unit_id in recent if unit_id in office.member_ids - {office.id})
    desks = Unit.objects.filter(pk__in=held, kind="one_stop_desk").values_list("pk", flat=True)
    for desk in desks:
        del held[desk]
    return held.most_common(1)[0][0] if held else None


def _handlers(unit_ids: Collection[int], on: date) -> list[Handler]:
    positions = list(
        Position.objects.filter(
            holds_on(on), unit_id__in=unit_ids, account__is_active=True, role__in=HANDLERS
        )
        .select_related("account")
        .order_by("account__sort_key", "id")
    )
    is_open = Q(state__in=[state.value for state in OPEN_AFTER_ACCEPTANCE])
    held = dict(
        Dossier.objects.filter(is_open, assignee_id__in=[one.pk for one in positions])
        .values_list("assignee_id")
        .annotate(Count("id"))
        .order_by("assignee_id")
    )
    return [
        Handler(
            position_id=one.pk,
            full_name=one.account.full_name,
            title=one.title,
            unit_id=one.unit_id,
            open_dossiers=held.get(one.pk, 0),
        )
        for one in positions
    ]


def _named(found: Iterable[Unit]) -> tuple[tuple[int, str], ...]:
    return tuple((unit.pk, unit.name) for unit in found)
