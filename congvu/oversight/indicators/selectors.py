"""Questions about the figures of a unit: its sheet, one cell's history, what is asked and stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from congvu.kernel.periods import Window
from congvu.oversight.indicators.access import get_period
from congvu.oversight.indicators.errors import IndicatorUnknown
from congvu.oversight.indicators.library import indicator_set
from congvu.oversight.indicators.models import (
    FigureRequest,
    ReportingPeriod,
    Value,
)
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.origins import CHOSEN_FROM, Origin
from congvu.oversight.indicators.rules.sets import Indicator, IndicatorSet, Kind


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with where it comes from; `id` is what a later write says it has seen."""

    id: int
    origin: Origin
    cell: Cell
    as_of: datetime
    recorded_at: datetime
    recorded_by: str
    reason: str
    evidence: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of a sheet with everything that is known of it.

    `chosen` is what the report shows. `previous` and `last_year` are the chosen figures of the
    period before and of the same period of the year before; before a period that has no one of its
    kind, what there was is compared with the day on which the period begins. `closing` is the
    figure of the period, of whatever kind, that ended the day before: a half year begins where the
    year ended, quarter III where the half year did (windows of CV 581/BNV-CCHC). `differs` says that what was entered
    is not what the platform computed.
    """

    indicator: Indicator
    chosen: Figure | None
    computed: Figure | None
    entered: Figure | None
    consolidated: Figure | None
    estimated: Figure | None
    quoted: Figure | None
    previous: Cell
    last_year: Cell
    closing: Cell = BLANK

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def cell(self) -> Cell:
        """The chosen figure, or a blank."""
        return self.chosen.cell if self.chosen else BLANK

    @property
    def differs(self) -> bool:
        """Whether somebody entered another figure than the one computed or consolidated."""
        other = self.consolidated or self.computed
        return bool(self.entered and other and not self.entered.cell.says(other.cell))

    @property
    def seen(self) -> int | None:
        """The id of the entered value, None without one: what `enter` is told."""
        return self.entered.id if self.entered else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All figures of one unit for one period, in the order of the annex."""

    unit_id: int
    period: ReportingPeriod
    set: IndicatorSet
    rows: tuple[Row, ...]
    windows: Mapping[str, Window]

    def row(self, code: str) -> Row:
        """Return one row. Raises IndicatorUnknown."""
        for one in self.rows:
            if one.code == code:
                return one
        raise IndicatorUnknown(code)


def sheet(unit_id: int, period_id: int, *, known_at: datetime | None = None) -> Sheet:
    """Return the figures of a unit for a period, blank rows too; at most six statements.

    With `known_at` the figures as they stood at that moment, else those in force. Rows that the set no longer asks for are there when they have a figure. Raises PeriodNotFound.
    """
    period = get_period(period_id)
    asked = set_of(period)
    earlier = _earlier_periods(period)
    by_period: dict[int, list[Value]] = {}
    for value in _current([unit_id], [period.pk, *(one.pk for one in earlier)], known_at):
        by_period.setdefault(value.period_id, []).append(value)
    mine = _by_code(by_period.get(period.pk, ()))
    beside = _Beside(
        _chosen_in(earlier, by_period, period.period.previous().code),
        _chosen_in(earlier, by_period, period.period.same_of_last_year().code),
        _closing(earlier, by_period, period),
    )
    rows = tuple(
        _row(one, mine.get(one.code, {}), beside)
        for one in asked.indicators
        if one.holds_on(period.last_day) or one.code in mine
    )
    return Sheet(unit_id, period, asked, rows, windows_of(period))


def sheets(unit_ids: Sequence[int], period_id: int) -> dict[int, Sheet]:
    """Return the sheets of several units without their earlier figures; four statements."""
    period = get_period(period_id)
    asked, windows = set_of(period), windows_of(period)
    by_unit: dict[int, list[Value]] = {unit_id: [] for unit_id in unit_ids}
    for value in _current(unit_ids, [period.pk]):
        by_unit[value.unit_id].append(value)
    found = {}
    for unit_id, values in by_unit.items():
        mine = _by_code(values)
        rows = tuple(
            _row(one, mine.get(one.code, {}), _Beside())
            for one in asked.indicators
            if one.holds_on(period.last_day) or one.code in mine
        )
        found[unit_id] = Sheet(unit_id, period, asked, rows, windows)
    return found


def numbers(found: Sheet) -> dict[str, Decimal | None]:
    """Return the figures of a sheet by the names that formulas and checks use.

    `3.6.3` is what the report shows; beside it `.numerator`, `.denominator`, `.previous`,
    `.closing`, `.last_year`, `.computed`, `.estimate`, `.quoted`, and `.reason` (1 when one was written).
    """
    told: dict[str, Decimal | None] = {}
    for row in found.rows:
        code, cell = row.code, row.cell
        told[code] = cell.amount
        told[f"{code}.numerator"] = cell.numerator
        told[f"{code}.denominator"] = cell.denominator
        told[f"{code}.previous"] = row.previous.amount
        told[f"{code}.closing"] = row.closing.amount
        told[f"{code}.last_year"] = row.last_year.amount
        told[f"{code}.computed"] = _amount(row.consolidated or row.computed)
        told[f"{code}.estimate"] = _amount(row.estimated)
        told[f"{code}.quoted"] = _amount(row.quoted)
        told[f"{code}.reason"] = Decimal(bool(row.entered and row.entered.reason))
    return told


def history(unit_id: int, period_id: int, code: str) -> tuple[Value, ...]:
    """Return every value that a cell ever had, the newest first, of all origins."""
    rows = Value.objects.filter(unit_id=unit_id, period_id=period_id, code=code)
    return tuple(rows.order_by("-recorded_at", "-id"))


def across(period_id: int, code: str, unit_ids: Iterable[int] | None = None) -> dict[int, Cell]:
    """Return one indicator of the units of a period: what each of them shows; one statement."""
    rows = Value.objects.current().filter(period_id=period_id, code=code, origin__in=CHOSEN_FROM)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=list(unit_ids))
    found: dict[int, dict[str, Value]] = {}
    for value in rows:
        found.setdefault(value.unit_id, {})[value.origin] = value
    shown = {unit_id: chosen_of(origins) for unit_id, origins in found.items()}
    return {unit_id: cell_of(value) for unit_id, value in shown.items() if value is not None}


def list_periods(unit_ids: Iterable[int]) -> QuerySet[ReportingPeriod]:
    """Return the periods that these superiors ask for, the newest first."""
    return (
        ReportingPeriod.objects.filter(superior_id__in=list(unit_ids))
        .select_related("set_version", "superior")
        .order_by("-ends_on", "-id")
    )


def find_earlier(period: ReportingPeriod, code: str) -> ReportingPeriod | None:
    """Return the period of that code, before it or a year before, that the same superior asked for."""
    same = [one for one in _earlier_periods(period) if one.superior_id == period.superior_id]
    return next((one for one in same if one.code == code), None)


def requests_of(unit_id: int, period_id: int) -> list[FigureRequest]:
    """Return what was asked of people for a sheet, the open ones first."""
    rows = (
        FigureRequest.objects.filter(unit_id=unit_id, period_id=period_id)
        .select_related("position__account", "section", "period__set_version")
        .defer("period__set_version__content")
        .order_by("-asked_at", "-id")
    )
    return sorted(rows, key=lambda one: bool(one.answered_at or one.withdrawn_at))


def requests_for(
    position_ids: Iterable[int], section_ids: Iterable[int]
) -> QuerySet[FigureRequest]:
    """Return the open requests to these people and sections, the most urgent first."""
    return (
        FigureRequest.objects.filter(
            Q(position_id__in=list(position_ids)) | Q(section_id__in=list(section_ids)),
            answered_at=None,
            withdrawn_at=None,
        )
        .select_related("period__set_version", "unit")
        .defer("period__set_version__content")
        .order_by("due_on", "id")
    )


def set_of(period: ReportingPeriod) -> IndicatorSet:
    """Return the set that a period names, as it was when the period was opened."""
    return indicator_set(period.set_version)


def windows_of(period: ReportingPeriod) -> dict[str, Window]:
    """Return the days of every group of the set: its own, else those of the period."""
    own = {row.group: row.window for row in period.group_windows.all()}
    return {one.group: own.get(one.group, period.window) for one in set_of(period).indicators}


def current_values(unit_id: int, period_id: int) -> list[Value]:
    """Return the values in force of one sheet, of all origins."""
    return list(_current([unit_id], [period_id]))


def cells(values: Iterable[Value], origin: Origin) -> dict[str, Cell]:
    """Return the cells of one origin by code."""
    return {one.code: cell_of(one) for one in values if one.origin == origin}


def cell_of(value: Value) -> Cell:
    """Return the figure of a row without its history."""
    return Cell(value.amount, value.numerator, value.denominator, value.text)


def chosen_of(origins: Mapping[str, Value]) -> Value | None:
    """Return what the report shows of the values of one cell."""
    return next((origins[one] for one in CHOSEN_FROM if one in origins), None)


def _current(
    unit_ids: Iterable[int], period_ids: Iterable[int], known_at: datetime | None = None
) -> QuerySet[Value]:
    rows = Value.objects.current() if known_at is None else Value.objects.known_at(known_at)
    return rows.of_cells(list(unit_ids), list(period_ids))


def _by_code(values: Iterable[Value]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for value in values:
        found.setdefault(value.code, {})[value.origin] = value
    return found


def _earlier_periods(period: ReportingPeriod) -> list[ReportingPeriod]:
    """Return the periods before, of the year before, and those that ended when this one begins.

    Those of the same superior come first, then those of the same kind.
    A figure is compared with that of the same code only within sets of one name. Who asked may
    have changed meanwhile (districts until 01/07/2025); a unit has figures with one of them.
    """
    codes = {period.period.previous().code, period.period.same_of_last_year().code}
    found = ReportingPeriod.objects.filter(
        Q(code__in=codes) | Q(ends_on=period.starts_on),
        set_version__code=period.set_version.code,
    )
    kind = period.period.kind
    return sorted(
        found,
        key=lambda one: (
            one.superior_id != period.superior_id,
            one.period.kind is not kind,
            one.pk,
        ),
    )


def _chosen_in(
    earlier: Sequence[ReportingPeriod], by_period: Mapping[int, Sequence[Value]], code: str
) -> dict[str, Cell]:
    for one in earlier:
        if one.code == code and one.pk in by_period:
            chosen = {
                row: chosen_of(origins) for row, origins in _by_code(by_period[one.pk]).items()
            }
            return {row: cell_of(value) for row, value in chosen.items() if value is not None}
    return {}


def _closing(
    earlier: Sequence[ReportingPeriod],
    by_period: Mapping[int, Sequence[Value]],
    period: ReportingPeriod,
) -> dict[str, Cell]:
    """Return what each row showed at the end of the day before a period, of whatever kind."""
    found: dict[str, Cell] = {}
    for one in reversed(earlier):  # the nearest speaks last
        if one.ends_on == period.starts_on:
            found |= _chosen_in([one], by_period, one.code)
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    """The figures of earlier periods that stand beside those of a sheet, by row."""

    before: Mapping[str, Cell] = field(default_factory=dict)
    last_year: Mapping[str, Cell] = field(default_factory=dict)
    closing: Mapping[str, Cell] = field(default_factory=dict)

    def previous(self, indicator: Indicator) -> Cell:
        """Return the figure of the period before; what flowed in one of another length is none."""
        is_of_a_day = indicator.kind is Kind.STOCK and not self.before
        told = self.closing if is_of_a_day else self.before
        return told.get(indicator.code, BLANK)


def _row(indicator: Indicator, origins: Mapping[str, Value], beside: _Beside) -> Row:
    figures = {origin: _figure(value) for origin, value in origins.items()}
    return Row(
        indicator,
        next((figures[one] for one in CHOSEN_FROM if one in figures), None),
        figures.get(Origin.COMPUTED),
        figures.get(Origin.ENTERED),
        figures.get(Origin.CONSOLIDATED),
        figures.get(Origin.ESTIMATED),
        figures.get(Origin.QUOTED),
        beside.previous(indicator),
        beside.last_year.get(indicator.code, BLANK),
        beside.closing.get(indicator.code, BLANK),
    )


def _figure(value: Value) -> Figure:
    return Figure(
        value.pk,
        Origin(value.origin),
        cell_of(value),
        value.as_of,
        value.recorded_at,
        value.recorded_by,
        value.reason,
        value.evidence,
    )


def _amount(figure: Figure | None) -> Decimal | None:
    return figure.cell.amount if figure else None
