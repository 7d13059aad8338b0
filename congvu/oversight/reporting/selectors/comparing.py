"""One indicator of several units, or of one unit through its periods, laid side by side.

Not here: whose figures may be seen and as of when (`grounds`), places and scales
(`indicators.rules.comparing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.foundation.people.rules import Staff
from congvu.foundation.units.rules import UnitRow
from congvu.kernel.formula import Rounding
from congvu.kernel.periods import Period
from congvu.oversight.indicators import comparing
from congvu.oversight.indicators.comparing import Spot
from congvu.oversight.indicators.errors import IndicatorUnknown
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.comparing import General, general, is_comparable
from congvu.oversight.indicators.rules.sets import (
    Indicator,
    Kind,
    RollUp,
    Source,
    SourceKind,
    ValueType,
)
from congvu.oversight.indicators.rules.typed import USUAL
from congvu.oversight.indicators.selectors import set_of
from congvu.oversight.reporting.selectors.grounds import (
    Ground,
    get_for_periods,
    get_for_units,
    grounds_below,
    grounds_of_own,
    units_below,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator of some units in some periods, the one that was asked for last.

    `cells` holds no blanks. `grounds` says on what each figure rests; of the share on time, which
    is counted today, it says nothing.
    """

    indicator: Indicator
    rounding: Rounding
    period: ReportingPeriod
    periods: tuple[ReportingPeriod, ...]
    units: tuple[UnitRow, ...]
    cells: Mapping[Spot, Cell]
    grounds: Mapping[Spot, Ground]

    @property
    def is_percent(self) -> bool:
        return self.indicator.value_type is ValueType.RATIO

    @property
    def is_counted_today(self) -> bool:
        """Whether it comes from the dossiers as they are known today, not from reports."""
        return self.indicator is ON_TIME

    def cell(self, unit_id: int, period: ReportingPeriod | None) -> Cell:
        """Return the figure, or a blank; a period that nobody asked for is blank too."""
        return BLANK if period is None else self.cells.get((unit_id, period.pk), BLANK)

    def ground(self, unit_id: int, period: ReportingPeriod) -> Ground | None:
        return self.grounds.get((unit_id, period.pk))

    def general(self, period: ReportingPeriod | None) -> General:
        """Return the general level of these units in a period."""
        cells = [self.cell(unit.id, period) for unit in self.units]
        return general(self.indicator, cells, self.rounding)

    def find(self, asked: Period) -> ReportingPeriod | None:
        """Return the period of that name, if it was asked for."""
        return next((one for one in self.periods if one.code == asked.code), None)

    @property
    def previous(self) -> ReportingPeriod | None:
        return self.find(self.period.period.previous())

    @property
    def last_year(self) -> ReportingPeriod | None:
        return self.find(self.period.period.same_of_last_year())


ON_TIME: Final = Indicator(
    code="06a",
    name="Tỷ lệ hồ sơ giải quyết đúng hạn (biểu II.06a)",
    name_en="Share of dossiers resolved in time (form II.06a)",
    unit="%",
    value_type=ValueType.RATIO,
    kind=Kind.FLOW,
    source=Source(SourceKind.NONE),
    roll_up=RollUp.RECOMPUTE,
)
"""Counted from the dossiers, for any period, whatever its set asks."""
MOST: Final = 13
"""How many periods back: a year of months and the same month of the year before."""
MOST_COUNTED: Final = 5
"""How many of them are counted from dossiers at once: a year of quarters and the same before."""


def compare_units(
    staff: Staff, period_id: int, code: str, on: date, *, with_computed: bool, through: bool = False
) -> Comparison:
    """Lay the units below side by side; `through` all periods, else this one and what it is compared with.

    Raises ReportNotFound for whoever did not ask for the period, IndicatorUnknown for a row that
    cannot be compared.
    """
    period = get_for_units(staff, period_id, on)
    indicator, rounding = _asked(period, code)
    periods = comparing.periods_like(period, MOST)
    if not through:
        near = {period.period.previous().code, period.period.same_of_last_year().code, period.code}
        periods = tuple(one for one in periods if one.code in near)
    below = units_below(period)
    if indicator is ON_TIME:
        return _counted(period, periods[-MOST_COUNTED:], below, on)
    grounds = grounds_below([one.id for one in below], periods, with_computed=with_computed)
    return _of_reports((indicator, rounding), period, periods, below, grounds)


def compare_periods(
    staff: Staff, period_id: int, unit_id: int, code: str, on: date, *, with_computed: bool
) -> tuple[Comparison, bool]:
    """Lay the periods of one unit side by side; also whether the unit is the person's own.

    Raises ReportNotFound for a unit or period out of reach, IndicatorUnknown for a row that cannot
    be compared.
    """
    period, unit, is_own = get_for_periods(staff, period_id, unit_id, on)
    indicator, rounding = _asked(period, code)
    periods = comparing.periods_like(period, MOST)
    if indicator is ON_TIME:
        return _counted(period, periods[-MOST_COUNTED:], (unit,), on), is_own
    grounds = (
        grounds_of_own(unit_id, periods)
        if is_own
        else grounds_below([unit_id], periods, with_computed=with_computed)
    )
    return _of_reports((indicator, rounding), period, periods, (unit,), grounds), is_own


def _asked(period: ReportingPeriod, code: str) -> tuple[Indicator, Rounding]:
    if code == ON_TIME.code:
        return ON_TIME, USUAL
    asked = set_of(period)
    indicator = next((one for one in asked.indicators if one.code == code), None)
    if indicator is None or not is_comparable(indicator):
        raise IndicatorUnknown(code)
    return indicator, asked.rounding


def _of_reports(
    asked: tuple[Indicator, Rounding],
    period: ReportingPeriod,
    periods: tuple[ReportingPeriod, ...],
    below: tuple[UnitRow, ...],
    grounds: Mapping[Spot, Ground],
) -> Comparison:
    indicator, rounding = asked
    known = {spot: ground.known for spot, ground in grounds.items()}
    found = comparing.figures(indicator.code, known)
    cells = {spot: cell for spot, cell in found.items() if not cell.is_blank}
    return Comparison(indicator, rounding, period, periods, below, cells, grounds)


def _counted(
    period: ReportingPeriod,
    periods: tuple[ReportingPeriod, ...],
    below: tuple[UnitRow, ...],
    on: date,
) -> Comparison:
    windows = [one.window for one in periods]
    found = comparing.on_time([one.id for one in below], windows, on)
    cells = {(unit_id, periods[place].pk): cell for (unit_id, place), cell in found.items()}
    return Comparison(ON_TIME, USUAL, period, periods, below, cells, {})
