"""Pictures drawn on the server: geometry as numbers, colours by class; each has its table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.kernel.vitext import format_number
from congvu.oversight.statistics.comparison import AgeFigures, MonthFigures

WIDTH = 620
HEIGHT = 240
TOP = 24
FLOOR = 200
GAP = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the months; `label` stands above it, `name` below."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the ages in percent of the longest; the late part lies at its start."""

    width: float
    late_width: float


def month_columns(months: Sequence[MonthFigures]) -> tuple[Column, ...]:
    """Return a column for each month, its height the rate answered in time."""
    step = WIDTH / max(len(months), 1)
    columns = []
    for place, month in enumerate(months):
        percent = month.rate.percent
        height = 0.0 if percent is None else float(percent) / 100 * (FLOOR - TOP)
        columns.append(
            Column(
                x=round(place * step + GAP / 2, 1),
                y=round(FLOOR - height, 1),
                width=round(step - GAP, 1),
                height=round(height, 1),
                middle=round(place * step + step / 2, 1),
                label="–" if percent is None else format_number(percent, 1),
                name=f"{month.period.number}/{month.period.year % 100:02d}",
            )
        )
    return tuple(columns)


def age_bars(ages: Sequence[AgeFigures]) -> tuple[Bar, ...]:
    """Return a bar for each age, as long as its part of the largest."""
    largest = max((age.count for age in ages), default=0) or 1
    return tuple(
        Bar(round(100 * age.count / largest, 1), round(100 * age.overdue / largest, 1))
        for age in ages
    )
