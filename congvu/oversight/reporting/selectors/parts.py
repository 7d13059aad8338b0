"""Of which units a figure of the sum is made, each as it was known when it was added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import UnitRow
from congvu.oversight.indicators.models import ReportingPeriod, RollUp, RollUpSource, Value
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import WITH_FIGURES, Role
from congvu.oversight.indicators.selectors import cell_of, chosen_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import HANDED_IN


@dataclass(frozen=True, slots=True)
class Addend:
    """One unit of a sum: as what it is in it, its figure, None when it has none; its report."""

    unit: UnitRow
    role: Role
    cell: Cell | None
    report: UUID | None


def addends(unit_id: int, period: ReportingPeriod, code: str) -> list[Addend]:
    """Return the units of the newest sum, left-out ones too; nothing when nothing was added up."""
    roll_up = RollUp.objects.filter(unit_id=unit_id, into=period).order_by("-id").first()
    if roll_up is None:
        return []
    sources = list(RollUpSource.objects.filter(roll_up=roll_up).select_related("unit"))
    cells = _cells(sources, code)
    bearers: dict[int, Unit] = {source.unit_id: source.unit for source in sources}
    named = units.rows(list(bearers.values()), period.last_day)
    reports = dict(
        Report.objects.filter(
            period=roll_up.period, unit_id__in=list(bearers), state__in=sorted(HANDED_IN)
        )
        .order_by("version")
        .values_list("unit_id", "uuid")
    )
    roles = {source.unit_id: Role(source.role) for source in sources}
    return [
        Addend(unit, roles[unit.id], cells[unit.id], reports.get(unit.id))
        for unit in sorted(named, key=lambda one: one.name)
    ]


def _cells(sources: Sequence[RollUpSource], code: str) -> dict[int, Cell | None]:
    """Return what each source showed for a row at its moment; one statement."""
    rows: defaultdict[tuple[int, int], list[Value]] = defaultdict(list)
    there = Value.objects.of_cells(
        [one.unit_id for one in sources], list({one.period_id for one in sources})
    )
    for row in there.filter(code=code):
        rows[row.unit_id, row.period_id].append(row)
    return {one.unit_id: _known(one, rows[one.unit_id, one.period_id]) for one in sources}


def _known(source: RollUpSource, rows: Sequence[Value]) -> Cell | None:
    if source.role not in WITH_FIGURES:
        return None
    at = source.known_at
    held = [
        row
        for row in rows
        if row.recorded_at <= at and (row.superseded_at is None or row.superseded_at > at)
    ]
    chosen = chosen_of({row.origin: row for row in held})
    return cell_of(chosen) if chosen else None


def coverage(unit_id: int, period: ReportingPeriod) -> str:
    """Return "Tổng hợp từ 124/126 đơn vị; chưa gồm: …", "" when nothing was added up."""
    roll_up = RollUp.objects.filter(unit_id=unit_id, into=period).order_by("-id").first()
    if roll_up is None:
        return ""
    sources = list(RollUpSource.objects.filter(roll_up=roll_up).select_related("child"))
    children = {source.child_id: source.child for source in sources}
    without = {
        source.child_id for source in sources if source.role in (Role.LEFT_OUT, Role.MISSING)
    }
    said = f"Tổng hợp từ {len(children) - len(without)}/{len(children)} đơn vị"
    missing = units.rows([children[one] for one in sorted(without)], period.last_day)
    names = ", ".join(sorted(one.name for one in missing))
    return f"{said}; chưa gồm: {names}." if names else f"{said}."
