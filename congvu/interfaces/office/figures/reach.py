"""Whose figures a person may ask for: the own office, what is under it, or a whole province.

Figures name nobody. Whether a dossier behind a figure may be read is decided by casework.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.casework.dossiers.selectors.offices import INTERNAL_KINDS, office_of
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import Level
from congvu.interfaces.office.acting import require_role
from congvu.kernel.errors import NotFound, gettext_noop

OVERSEERS = (Role.LEADER, Role.HEAD, Role.REFORM_OFFICER)
ASKERS = frozenset(Role) - {Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Reach:
    """The highest unit whose figures may be asked for, and all of them, former ones too."""

    top_id: int
    unit_ids: frozenset[int]

    def holds(self, unit_id: int) -> bool:
        return unit_id in self.unit_ids


def reach_of(staff: Staff, on: date) -> Reach:
    """Return the reach of a person today. Raises NotAllowed for technical administration."""
    require_role(staff, *ASKERS)
    own = office_of(staff.unit_id, on).id
    if staff.has(Role.PROVINCE_OFFICER):
        top = _province_of(own, on)
    elif staff.has(*OVERSEERS):
        top = own
    else:
        return Reach(own, frozenset({own}))
    return Reach(top, frozenset(units.subtree_ids(top, on, with_forerunners=True)))


def within(reach: Reach, unit_id: int) -> Unit:
    """Return the unit. Raises NotFound for an unknown one and for one out of reach alike."""
    if not reach.holds(unit_id):
        raise NotFound(gettext_noop("Không có đơn vị này trong phạm vi số liệu của bạn."))
    return units.get(unit_id)


def authorities(reach: Reach) -> list[Unit]:
    """Return the units in reach that decide dossiers: no sections, no desks; the top one first."""
    found = Unit.objects.filter(pk__in=reach.unit_ids).exclude(kind__in=INTERNAL_KINDS)
    return sorted(
        found.in_order(), key=lambda unit: (unit.pk != reach.top_id, unit.ends_on is not None)
    )


def _province_of(unit_id: int, on: date) -> int:
    for row in units.path(unit_id, on):
        if row.level is Level.PROVINCIAL:
            return row.id
    return unit_id
