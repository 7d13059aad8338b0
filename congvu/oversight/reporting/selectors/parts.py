"""Of which units a figure of the sum is made, each as it was known when it was added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import UnitRow
from congvu.oversight.indicators.models import ReportingPeriod, RollUpSource, Value
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.origins import WITH_FIGURES, Role
from congvu.oversight.indicators.rules.rolling import is_of_fractions
from congvu.oversight.indicators.rules.sets import Indicator, Kind
from congvu.oversight.indicators.selectors import cell_of, chosen_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.figures import known_at
from congvu.oversight.reporting.selectors.summing import made_of, sum_at, versions_used


@dataclass(frozen=True, slots=True)
class Addend:
    """One unit of a sum: as what it is in it, its figure, None when it has none; its report.

    `said` tells in Vietnamese what is not as usual: which period stands in, why it is left out.
    """

    unit: UnitRow
    role: Role
    cell: Cell | None
    report: UUID | None
    said: str = ""


def addends(report: Report, code: str) -> list[Addend]:
    """Return the units of the sum that the report shows; nothing when nothing was added up.

    Of a draft the newest sum, of a frozen report the one that it was frozen with.
    """
    roll_up = sum_at(report.unit_id, report.period, known_at(report))
    if roll_up is None:
        return []
    sources = list(
        RollUpSource.objects.filter(roll_up=roll_up).select_related("unit", "child", "period")
    )
    cells = _cells(sources, code)
    bearers: dict[int, Unit] = {source.unit_id: source.unit for source in sources}
    named = {one.id: one for one in units.rows(list(bearers.values()), report.period.last_day)}
    versions = versions_used(sources)
    found = [
        Addend(
            named[one.unit_id],
            Role(one.role),
            cells[one.unit_id],
            versions[one.pk].uuid if one.pk in versions else None,
            said_of(Role(one.role), one.period, one.reason),
        )
        for one in sources
    ]
    return sorted(found, key=lambda one: one.unit.name)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """How many units are in a figure, and how many of those asked are not: why."""

    units: int
    without_fraction: int
    blank: int


def reckoned(indicator: Indicator, found: Sequence[Addend]) -> Reckoned:
    """Count who is in a sum: a per cent without its numbers is not, 0/0 is, a blank is not."""
    cells = [
        one.cell or BLANK
        for one in found
        if one.role in WITH_FIGURES
        and (one.role is not Role.BEFORE_MERGER or indicator.kind is Kind.FLOW)
    ]
    filled = [one for one in cells if not one.is_blank]
    alone = [one for one in filled if is_of_fractions(indicator) and not one.has_fraction]
    return Reckoned(len(filled) - len(alone), len(alone), len(cells) - len(filled))


def said_of(role: Role, period: ReportingPeriod, reason: str) -> str:
    """Return in Vietnamese, as it is printed, what is not as usual about a unit of a sum."""
    told = {
        Role.STAND_IN: f"đứng thay bằng số liệu {period.label}",
        Role.LEFT_OUT: "để ngoài",
        Role.MISSING: "chưa có báo cáo được tiếp nhận",
        Role.PREDECESSOR: "báo cáo của đơn vị trước khi sáp nhập",
        Role.BEFORE_MERGER: "cộng thêm phần phát sinh trước khi sáp nhập",
    }.get(role, "")
    return f"{told}: {reason}" if told and reason else told


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
    """Return the note of the annex on whom the sum covers, "" when nothing was added up.

    "Tổng hợp từ 124/126 đơn vị, trong đó đứng thay bằng số liệu kỳ trước: …; để ngoài: …; chưa
    gồm: …."
    """
    roll_up = sum_at(unit_id, period)
    if roll_up is None:
        return ""
    made = made_of(roll_up)
    children = {line.child.id for line in made.lines}
    covered = {line.child.id for line in made.lines if line.is_used}
    said = f"Tổng hợp từ {len(covered)}/{len(children)} đơn vị"
    stand_ins = [
        f"{line.unit.name} ({_with(line.period.label, line.reason)})"
        for line in made.only(Role.STAND_IN)
    ]
    left_out = [
        f"{line.unit.name} ({line.reason})" if line.reason else line.unit.name
        for line in made.only(Role.LEFT_OUT)
    ]
    missing = [line.unit.name for line in made.only(Role.MISSING)]
    if stand_ins:
        said += f", trong đó đứng thay bằng số liệu kỳ trước: {', '.join(stand_ins)}"
    if left_out:
        said += f"; để ngoài: {', '.join(left_out)}"
    if missing:
        said += f"; chưa gồm: {', '.join(missing)}"
    return f"{said}."


def _with(label: str, reason: str) -> str:
    return f"{label}: {reason}" if reason else label
