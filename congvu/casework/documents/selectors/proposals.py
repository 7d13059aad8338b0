"""What a form may propose: agencies that wrote lately, sections and people to give work to, signers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Direction
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import PositionView, list_positions_in
from congvu.foundation.units.models import Unit
from congvu.foundation.units.offices import office_of
from congvu.kernel.vitext import fold

LATELY = timedelta(days=400)
WORKERS = (Role.OFFICER, Role.HEAD, Role.REFORM_OFFICER, Role.CLERK, Role.REGISTRAR)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the office with the people who can be given work."""

    unit_id: int
    name: str
    people: tuple[PositionView, ...]


def known_issuers(staff: Staff, on: date, *, most: int = 40) -> list[str]:
    """Return the agencies that wrote most often of late, by name."""
    rows = (
        Document.objects.filter(
            office_id=office_of(staff.unit_id, on).id,
            direction=Direction.INCOMING.value,
            day__gte=on - LATELY,
        )
        .order_by()
        .values_list("issuer")
        .annotate(n=Count("id"))
        .order_by("-n", "issuer")[:most]
    )
    return sorted(name for name, _n in rows)


def sections(staff: Staff, on: date, *, own_only: bool = False) -> list[Section]:
    """Return the sections of the office in their order; a head hands on inside the own one."""
    office = office_of(staff.unit_id, on)
    ids = {staff.unit_id} if own_only else set(office.member_ids) - {office.id}
    people = list_positions_in(ids, on, WORKERS)
    return [
        Section(unit.pk, unit.name, tuple(one for one in people if one.unit_id == unit.pk))
        for unit in Unit.objects.filter(pk__in=ids).in_order()
    ]


def leaders(staff: Staff, on: date) -> list[PositionView]:
    """Return who instructs and signs for the office."""
    office = office_of(staff.unit_id, on)
    return list_positions_in(office.member_ids, on, (Role.LEADER,))


def unit_of_name(name: str, units: list[Section]) -> int | None:
    """Return the section that a line of recipients means, by its name without accents."""
    wanted = fold(name)
    return next((one.unit_id for one in units if fold(one.name) == wanted), None)
