"""A comparison as rows and charts that a template draws; blanks stay blank, differences have signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.foundation.units.rules import UnitRow
from congvu.interfaces.office.reporting.words import Tag
from congvu.interfaces.ui import charts
from congvu.kernel.periods import Period, PeriodKind
from congvu.kernel.vitext import format_date, format_number
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.comparing import (
    difference,
    is_small,
    places,
    ranked,
    scale_of_bars,
    scale_of_lines,
)
from congvu.oversight.indicators.rules.typed import printed, shown
from congvu.oversight.reporting.selectors.comparing import Comparison
from congvu.oversight.reporting.selectors.grounds import Basis

MOST_DRAWN: Final = 8
BASES: Final[dict[Basis, tuple[str | Promise, str]]] = {
    Basis.ACCEPTED: (gettext_lazy("đã tiếp nhận"), "good"),
    Basis.SUBMITTED: (gettext_lazy("chờ tiếp nhận"), "waiting"),
    Basis.APPROVED: (gettext_lazy("đã duyệt"), "done"),
    Basis.COMPUTED: (gettext_lazy("hệ thống tính"), "info"),
    Basis.WRITING: (gettext_lazy("đang soạn"), "neutral"),
}
_ROMAN: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in words: what is printed, its fraction, what it opens to, on what it rests."""

    text: str
    amount: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    small: bool = False
    url: str = ""
    basis: Tag | None = None

    @property
    def fraction(self) -> str:
        both = self.numerator is not None and self.denominator is not None
        return f"{shown(self.numerator)}/{shown(self.denominator)}" if both else ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference with its sign; blank where either figure is."""

    text: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a ranking."""

    unit: UnitRow
    url: str
    place: int | None
    shared: bool
    figure: Told
    bar: charts.Bar | None
    to_general: Gap
    previous: Told
    to_previous: Gap


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of a unit."""

    period: ReportingPeriod
    label: str
    figure: Told
    to_previous: Gap
    to_last_year: Gap
    current: bool


@dataclass(frozen=True, slots=True)
class UnitCourse:
    """One unit through the periods: its small chart and its row of the table."""

    unit: UnitRow
    url: str
    chart: charts.LineChart
    figures: tuple[Told, ...]
    last: Told


def lines_of_units(found: Comparison, *, lowest_first: bool) -> list[UnitLine]:
    """Return the units by their places."""
    amounts = {one.id: found.cell(one.id, found.period).amount for one in found.units}
    place = places(amounts, lowest_first=lowest_first)
    general = found.general(found.period).cell.amount
    ticks = bar_ticks(found)
    by_id = {one.id: one for one in found.units}
    lines = []
    for unit_id in ranked(amounts, lowest_first=lowest_first):
        before = found.cell(unit_id, found.previous)
        here = place.get(unit_id)
        lines.append(
            UnitLine(
                by_id[unit_id],
                periods_url(found, unit_id),
                here.number if here else None,
                here.shared if here else False,
                told(found, unit_id, found.period),
                charts.bar(amounts[unit_id], ticks, general),
                gap(difference(amounts[unit_id], general)),
                told(found, unit_id, found.previous),
                gap(difference(amounts[unit_id], before.amount)),
            )
        )
    return lines


def bar_ticks(found: Comparison) -> tuple[Decimal, ...]:
    """Return the scale of the bars of a ranking."""
    amounts = [found.cell(one.id, found.period).amount for one in found.units]
    return scale_of_bars(amounts, percent=found.is_percent)


def lines_of_periods(found: Comparison, unit_id: int) -> list[PeriodLine]:
    """Return the periods of a unit, the newest first."""
    lines = []
    for one in reversed(found.periods):
        amount = found.cell(unit_id, one).amount
        before = found.cell(unit_id, found.find(one.period.previous()))
        year = found.cell(unit_id, found.find(one.period.same_of_last_year()))
        lines.append(
            PeriodLine(
                one,
                one.label,
                told(found, unit_id, one),
                gap(difference(amount, before.amount)),
                gap(difference(amount, year.amount)),
                one.pk == found.period.pk,
            )
        )
    return lines


def chart_of_unit(found: Comparison, unit_id: int) -> charts.LineChart:
    """Return the line of a unit through the periods; one that nobody asked for is a gap."""
    drawn = _axis(found)
    amounts = [found.cell(unit_id, found.find(one)).amount for one in drawn]
    return charts.line_chart(
        [short_label(one) for one in drawn],
        [charts.Series("", amounts)],
        scale_of_lines(amounts, percent=found.is_percent),
        label=shown,
    )


def courses(found: Comparison) -> tuple[list[UnitCourse], tuple[Decimal, ...], list[Told]]:
    """Return every unit through the periods on one scale, the scale, and the general level."""
    drawn = _axis(found)
    periods = [found.find(one) for one in drawn]
    general = [found.general(one).cell for one in periods]
    amounts = {
        unit.id: [found.cell(unit.id, one).amount for one in periods] for unit in found.units
    }
    every = [one for row in amounts.values() for one in row] + [one.amount for one in general]
    ticks = scale_of_lines(every, percent=found.is_percent)
    lines = []
    for unit in found.units:
        series = [
            charts.Series("", [one.amount for one in general], "general"),
            charts.Series("", amounts[unit.id]),
        ]
        chart = charts.line_chart(
            [""] * len(drawn), series, ticks, label=_no_label, frame=charts.SMALL
        )
        figures = tuple(told(found, unit.id, one) for one in found.periods)
        lines.append(UnitCourse(unit, periods_url(found, unit.id), chart, figures, figures[-1]))
    levels = [_figure(found, found.general(one).cell) for one in found.periods]
    return lines, ticks, levels


def told(found: Comparison, unit_id: int, period: ReportingPeriod | None) -> Told:
    """Return a figure with its fraction, its source and its basis; a blank says only why."""
    if period is None:
        return Told("", None)
    ground = found.ground(unit_id, period)
    word = BASES[ground.basis] if ground else None
    basis = Tag(str(word[0]), word[1]) if word else None
    cell = found.cell(unit_id, period)
    if cell.is_blank:
        return Told("", None, basis=basis)
    url = ""
    if found.is_counted_today:
        url = form_url(unit_id, period)
    elif ground and ground.report:
        url = reverse("office-reporting-cell", args=[ground.report, found.indicator.code])
    return replace(_figure(found, cell), url=url, basis=basis)


def level_told(found: Comparison, period: ReportingPeriod | None) -> Told:
    """Return the general level of the units in a period."""
    return _figure(found, found.general(period).cell)


def gap(amount: Decimal | None) -> Gap:
    """Return a difference with its sign; no difference is 0 without one."""
    if amount is None:
        return Gap("", None)
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return Gap(f"{sign}{shown(abs(amount))}", amount)


def short_label(period: Period) -> str:
    """Return the name of a period as short as an axis needs it: "III/2026", "9/2026", "2026"."""
    return {
        PeriodKind.MONTH: f"{period.number}/{period.year}",
        PeriodKind.QUARTER: f"{_ROMAN[(period.number - 1) % 4]}/{period.year}",
        PeriodKind.HALF: f"{period.number}/2·{period.year}",
        PeriodKind.NINE_MONTHS: f"9T·{period.year}",
        PeriodKind.YEAR: f"{period.year}",
    }[period.kind]


def periods_url(found: Comparison, unit_id: int, view: str = "office-comparison-periods") -> str:
    """Return the page of one unit through the periods."""
    return f"{reverse(view, args=[found.period.pk, unit_id])}?{urlencode({'chi_tieu': found.indicator.code})}"


def form_url(unit_id: int, period: ReportingPeriod) -> str:
    """Return the form 06a behind a share on time."""
    query = {
        "unit": str(unit_id),
        "first": format_date(period.starts_on),
        "last": format_date(period.last_day),
        "scope": "subtree",
    }
    return f"{reverse('office-figures-06a')}?{urlencode(query)}"


def general_word(found: Comparison) -> str:
    """Return what the general level is called: of ratios that of all together, of counts a mean."""
    return _("Mức chung") if found.is_percent else _("Bình quân một đơn vị")


def difference_unit(found: Comparison) -> str:
    """Return in what differences are told: per cents differ by points."""
    return _("điểm %") if found.is_percent else found.indicator.unit


def _figure(found: Comparison, cell: Cell) -> Told:
    text = printed(found.indicator, cell, found.rounding)
    if found.is_percent and cell.amount is not None:
        # A column of per cents is read down: 90,00 below 88,80.
        text = format_number(found.rounding.apply(cell.amount), found.rounding.places)
    unit = "" if cell.amount is None else found.indicator.unit
    return Told(text, cell.amount, cell.numerator, cell.denominator, unit, is_small(cell))


def _axis(found: Comparison) -> list[Period]:
    """Return the periods from the first to the last, also those that nobody asked for between them."""
    end = found.period.period
    first = found.periods[0].period
    drawn = [end]
    while len(drawn) < MOST_DRAWN and drawn[-1] != first:
        drawn.append(drawn[-1].previous())
    return drawn[::-1]


def _no_label(_amount: Decimal) -> str:
    return ""


def ticks_told(ticks: Sequence[Decimal]) -> tuple[str, str]:
    """Return both ends of a scale."""
    return format_number(ticks[0]), format_number(ticks[-1])
