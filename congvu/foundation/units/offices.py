"""Which office a position works for: its authority and the units inside it.

An office is an authority (UBND of a level, or a provincial department) with its own sections, its
one-stop desk and its public service units; other authorities below it are other offices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from congvu.foundation.units import kinds
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit, UnitAncestry
from congvu.kernel.errors import NotFound, gettext_noop

INTERNAL_KINDS = frozenset({"department", "public_service_unit", "one_stop_desk"})
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Office:
    """An authority as it stands on a day; `member_ids` holds it and the units inside it."""

    id: int
    code: str
    name: str
    kind: str
    place: str
    parent_name: str
    desk_name: str
    member_ids: frozenset[int]

    @property
    def authority(self) -> str:
        """Return the name that signs: the people's committee of a territory, else the unit itself."""
        return authority_name(self.kind, self.name)


def authority_name(kind: str, name: str) -> str:
    """Return "Ủy ban nhân dân xã Minh Tâm" for a territory, the name itself for any other unit."""
    if not kinds.get(kind).territorial:
        return name
    return f"Ủy ban nhân dân {name[0].lower()}{name[1:]}"


def office_of(unit_id: int, on: date) -> Office:
    """Return the office that the unit belongs to on that day; remembered for half a minute.

    Raises NotFound for a day on which the unit did not exist.
    """
    key = f"units-office-{unit_id}-{on:%Y%m%d}"
    office: Office | None = cache.get(key)
    if office is None:
        office = _read_office(unit_id, on)
        cache.set(key, office, SECONDS)
    return office


def _read_office(unit_id: int, on: date) -> Office:
    above = units.path(unit_id, on)[::-1]
    place = next((i for i, unit in enumerate(above) if unit.kind not in INTERNAL_KINDS), None)
    if place is None:
        raise NotFound(gettext_noop("Cơ quan không hoạt động vào ngày đã chọn."), code="no_office")
    authority = above[place]
    sections = _sections_of(authority.id, on)
    desks = [section.name for section in sections if section.kind == "one_stop_desk"]
    return Office(
        id=authority.id,
        code=units.org_code(authority.id, on) or authority.code,
        name=authority.name,
        kind=authority.kind,
        place=authority.short_name,
        parent_name=(
            authority_name(above[place + 1].kind, above[place + 1].name)
            if place + 1 < len(above)
            else ""
        ),
        desk_name=desks[0] if desks else authority_name(authority.kind, authority.name),
        member_ids=frozenset({authority.id, *(section.pk for section in sections)}),
    )


def _sections_of(authority_id: int, on: date) -> list[Unit]:
    """Return the units inside an authority, level by level, one statement each."""
    found: list[Unit] = []
    level = [authority_id]
    while level:
        below = UnitAncestry.objects.on(on).filter(ancestor_id__in=level, depth=1)
        inside = list(
            Unit.objects.filter(pk__in=below.values("unit_id"), kind__in=INTERNAL_KINDS).in_order()
        )
        found.extend(inside)
        level = [section.pk for section in inside]
    return found
