"""Who reads and who writes the figures of a unit: access is how they are obtained."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units import kinds
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit, UnitAncestry
from congvu.foundation.units.rules import Span, day_of_question
from congvu.instruments.registers.selectors import keeper_of, own_offices
from congvu.oversight.indicators.errors import NotReporter, PeriodNotFound, UnitNotYours
from congvu.oversight.indicators.models import FigureRequest, ReportingPeriod

READERS = frozenset(Role) - {Role.ADMINISTRATOR}
WRITERS = frozenset({Role.REFORM_OFFICER, Role.PROVINCE_OFFICER})
"""Who writes the figures of the own office; others write what they are asked for."""
SUPERIORS = frozenset({Role.PROVINCE_OFFICER, Role.REFORM_OFFICER, Role.LEADER, Role.HEAD})
"""Who reads the figures of the offices below."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A unit whose figures a person reads: as one of its own, and whether all may be written."""

    unit: Unit
    is_own: bool
    writes: bool


def get_for(staff: Staff, unit_id: int, on: date) -> Reader:
    """Return the unit for somebody who may read its figures on that day.

    One's own office and those that it came from; for a superior also the units under it. Raises
    UnitNotYours for every other unit as for none.
    """
    if not staff.has(*READERS):
        raise UnitNotYours
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnitNotYours
    if unit_id == asking_office(staff, on) or unit_id in own_offices(staff, on):
        return Reader(unit, is_own=True, writes=staff.has(*WRITERS))
    if staff.has(*SUPERIORS) and _stands_under(unit, asking_office(staff, on), on):
        return Reader(unit, is_own=False, writes=False)
    raise UnitNotYours


def asking_office(staff: Staff, on: date) -> int:
    """Return the authority for which a person asks units below for figures.

    A department of a province asks in the name of its province (Sở Nội vụ for UBND tỉnh).
    """
    office = units.get(keeper_of(staff, on))
    if kinds.get(office.kind).territorial or not staff.has(Role.PROVINCE_OFFICER):
        return office.pk
    above = units.parent(office, on)
    return office.pk if above is None else above.pk


def may_enter(staff: Staff, unit_id: int, period_id: int, codes: Collection[str], on: date) -> bool:
    """Whether the person may write these figures: all of the own office, or what was asked of them."""
    reader = get_for(staff, unit_id, on)
    if not reader.is_own:
        return False
    if reader.writes:
        return True
    asked = {code for one in requests_to(staff, unit_id, period_id) for code in one.codes}
    return set(codes) <= asked


def check_entering(
    staff: Staff, unit_id: int, period_id: int, codes: Collection[str], on: date
) -> None:
    """Raise NotReporter when the person may not write these figures, UnitNotYours for strangers."""
    if not may_enter(staff, unit_id, period_id, codes, on):
        raise NotReporter


def check_superior(staff: Staff, unit_id: int, on: date) -> None:
    """Raise UnitNotYours unless the person consolidates for that unit."""
    if not staff.has(*WRITERS) or unit_id != asking_office(staff, on):
        raise UnitNotYours


def get_period(period_id: int) -> ReportingPeriod:
    """Return the period with its set and superior. Raises PeriodNotFound."""
    found = (
        ReportingPeriod.objects.select_related("set_version", "superior")
        .filter(pk=period_id)
        .first()
    )
    if found is None:
        raise PeriodNotFound
    return found


def requests_to(staff: Staff, unit_id: int, period_id: int) -> list[FigureRequest]:
    """Return what the person is asked for: as a person, or as one of the section asked."""
    rows = FigureRequest.objects.filter(unit_id=unit_id, period_id=period_id, withdrawn_at=None)
    positions = {staff.position_id, *staff.delegated_from}
    return [row for row in rows if row.position_id in positions or row.section_id == staff.unit_id]


def _stands_under(unit: Unit, superior_id: int, on: date) -> bool:
    """Whether the unit stood under the superior, on the day or on its own last day."""
    if unit.starts_on > on:
        return False
    day = day_of_question(Span(unit.starts_on, unit.ends_on), on)
    return (
        UnitAncestry.objects.counted_on(day)
        .filter(unit=unit, ancestor_id=superior_id, depth__gt=0)
        .exists()
    )
