"""Whose figures a person may lay side by side, and as of when each of them speaks.

A superior compares what was handed in to it, as it stood when it was approved; what the platform
computed for those that have not handed in only where asked for, and said to be. An office compares
itself with its own past, as its figures stand now or stood when they were approved.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from congvu.foundation.people.rules import Staff
from congvu.foundation.units import kinds
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit, UnitAncestry
from congvu.foundation.units.rules import UnitRow
from congvu.instruments.registers.selectors import own_offices
from congvu.kernel.errors import gettext_noop
from congvu.oversight.indicators.access import asking_office, get_period
from congvu.oversight.indicators.comparing import NOW, Known, Spot
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.reporting.errors import ReportNotFound
from congvu.oversight.reporting.models import Report, ReportEvent
from congvu.oversight.reporting.rules.life import FROZEN_IN, State
from congvu.oversight.reporting.selectors.access import READERS, SUPERIORS, archives

MOST_ID: Final = 2**62
"""Beyond it no database keeps a number; an address may hold one."""


class Basis(StrEnum):
    """On what a figure of a comparison rests."""

    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    COMPUTED = "computed"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Ground:
    """As of when a figure is read, on what it rests, and the report that carries it, if any."""

    known: Known
    basis: Basis
    report: UUID | None = None


def reads_below(staff: Staff, superior_id: int, office_id: int, on: date) -> bool:
    """Whether a person of the office reads what was handed in to the superior.

    That is the office itself, or one whose papers it keeps.
    """
    if not staff.has(*SUPERIORS):
        return False
    return superior_id == office_id or superior_id in archives(office_id, on)


def get_for_units(staff: Staff, period_id: int, on: date) -> ReportingPeriod:
    """Return a period whose units the person may compare. Raises ReportNotFound for any other."""
    period = get_period(period_id)
    if not reads_below(staff, period.superior_id, asking_office(staff, on), on):
        raise _not_found()
    return period


def get_for_periods(
    staff: Staff, period_id: int, unit_id: int, on: date
) -> tuple[ReportingPeriod, UnitRow, bool]:
    """Return the period, the unit whose past is looked at, and whether it is the person's own.

    The own office, and those that came into it; for a superior also the units under it. Raises
    ReportNotFound for any other, as for none.
    """
    period = get_period(period_id)
    if not staff.has(*READERS):
        raise _not_found()
    office = asking_office(staff, on)
    from_above = reads_below(staff, period.superior_id, office, on)
    is_own = unit_id == office or (not from_above and unit_id in own_offices(staff, on))
    unit = _reporting(period, unit_id)
    if unit is None or not (is_own or from_above):
        raise _not_found()
    return period, units.row(unit, period.last_day), is_own


def _reporting(period: ReportingPeriod, unit_id: int) -> Unit | None:
    """Return the unit if it stood under the superior of the period then, or is the superior."""
    if unit_id == period.superior_id:
        return period.superior
    if unit_id > MOST_ID:
        return None
    links = UnitAncestry.objects.on(period.last_day).select_related("unit")
    link = links.filter(ancestor_id=period.superior_id, unit_id=unit_id).first()
    return None if link is None else link.unit


def units_below(period: ReportingPeriod) -> tuple[UnitRow, ...]:
    """Return the units that owe a report for the period, in alphabetical order."""
    below = units.children(period.superior_id, period.last_day)
    owing = [one for one in below if kinds.get(one.kind).territorial]
    return units.rows(owing, period.last_day)


def grounds_below(
    unit_ids: Collection[int], periods: Sequence[ReportingPeriod], *, with_computed: bool
) -> dict[Spot, Ground]:
    """Return on what the figures of units below rest, for their superior; one statement.

    The newest version that was ever accepted speaks until its correction is accepted, else the one
    that waits for it; a returned report does not speak. With `with_computed` the figures that the
    platform computed speak for the others; else nothing does.
    """
    found: dict[Spot, Ground] = {}
    if with_computed:
        computed = Ground(Known(computed=True), Basis.COMPUTED)
        found = {(unit_id, one.pk): computed for unit_id in unit_ids for one in periods}
    accepted = ReportEvent.objects.filter(report=OuterRef("pk"), to_state=State.ACCEPTED)
    rows = (
        Report.objects.filter(unit_id__in=unit_ids, period__in=periods)
        .annotate(was_accepted=Exists(accepted))
        .filter(Q(state=State.SUBMITTED) | Q(was_accepted=True), snapshot__isnull=False)
        .order_by("was_accepted", "version", "pk")
        .values_list("unit_id", "period_id", "uuid", "snapshot__at", "was_accepted")
    )
    for unit_id, period_id, uuid, at, was_accepted in rows:
        basis = Basis.ACCEPTED if was_accepted else Basis.SUBMITTED
        found[unit_id, period_id] = Ground(Known(at), basis, uuid)
    return found


def grounds_of_own(unit_id: int, periods: Sequence[ReportingPeriod]) -> dict[Spot, Ground]:
    """Return on what the figures of one's own office rest: as approved, else as they stand now."""
    found = {(unit_id, one.pk): Ground(NOW, Basis.WRITING) for one in periods}
    rows = (
        Report.objects.filter(unit_id=unit_id, period__in=periods)
        .exclude(state=State.DISCARDED)
        .order_by("version", "pk")
        .values_list("period_id", "uuid", "state", "snapshot__at")
    )
    for period_id, uuid, state, at in rows:
        frozen: datetime | None = at if state in FROZEN_IN else None
        basis = _OWN.get(State(state), Basis.APPROVED if frozen else Basis.WRITING)
        found[unit_id, period_id] = Ground(Known(frozen), basis, uuid)
    return found


_OWN: Final = {State.ACCEPTED: Basis.ACCEPTED, State.SUBMITTED: Basis.SUBMITTED}


def _not_found() -> ReportNotFound:
    return ReportNotFound(gettext_noop("Không có số liệu này để so sánh."))
