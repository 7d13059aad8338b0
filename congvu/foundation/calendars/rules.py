"""What a year's calendar file says, whether it can be right, and which year is needed next.

Not here: counting days and hours (kernel.workingdays).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from congvu.kernel.errors import Invalid, gettext_noop

WEEKEND: Final = frozenset({5, 6})
NEXT_YEAR_FROM_MONTH: Final = 10
"""From 1 October the file of the next year is asked for: its swaps are announced by then."""


class DayKind(StrEnum):
    """Why a day differs from its weekday.

    holiday: by the Labour Code; substitute_off: in lieu of a holiday on a weekly day off, or
    swapped; makeup_day: a weekly day off that is worked in exchange.
    """

    HOLIDAY = "holiday"
    SUBSTITUTE_OFF = "substitute_off"
    MAKEUP_DAY = "makeup_day"


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One line of a year's calendar."""

    day: date
    kind: DayKind
    name: str
    name_en: str = ""
    decision: str = ""
    verified: bool = True
    in_lieu_of: date | None = None
    swapped_with: date | None = None


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year's calendar: how many days the law gives, and the days themselves."""

    year: int
    statutory_holidays: int
    law: str
    source: str
    days: tuple[PlannedDay, ...]


@dataclass(frozen=True, slots=True)
class NeededYear:
    """A year whose calendar must be loaded, and the file it is read from."""

    year: int
    file: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a calendar that cannot be right. `what` names the rule that it breaks."""

    what: str
    day: date


class CalendarContradiction(Invalid):
    """A calendar file breaks a rule; nothing of it was loaded."""

    code = "calendar_contradiction"

    def __init__(self, year: int, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        super().__init__(
            gettext_noop(
                "Lịch năm %(year)s có ngày sai: %(days)s. Hãy sửa tệp catalogue/calendar/%(year)s.toml."
            ),
            year=year,
            days=", ".join(f"{problem.day:%d/%m/%Y} ({problem.what})" for problem in found),
            problems=[problem.what for problem in found],
        )


def parse_year(text: str) -> YearPlan:
    """Read a year's calendar from TOML text. Raises KeyError or ValueError for a wrong form."""
    table = tomllib.loads(text)
    return YearPlan(
        year=table["year"],
        statutory_holidays=table["statutory_holidays"],
        law=table["law"],
        source=table["source"],
        days=tuple(_day(row) for row in table["day"]),
    )


def _day(row: Mapping[str, Any]) -> PlannedDay:
    return PlannedDay(
        day=row["date"],
        kind=DayKind(row["kind"]),
        name=row["name"],
        name_en=row.get("name_en", ""),
        decision=row.get("decision", ""),
        verified=row.get("verified", True),
        in_lieu_of=row.get("in_lieu_of"),
        swapped_with=row.get("swapped_with"),
    )


def problems(plan: YearPlan) -> Iterator[Problem]:
    """Find what breaks a rule inside one year.

    BLLĐ 2019 Điều 112 (before 2021 BLLĐ 2012 Điều 115): the number of holidays. Điều 111 khoản 3:
    a holiday on a weekly day off is given on the next working day.
    """
    first = date(plan.year, 1, 1)
    kinds: dict[date, DayKind] = {}
    for planned in plan.days:
        if planned.day.year != plan.year:
            yield Problem("day_of_another_year", planned.day)
        if planned.day in kinds:
            yield Problem("day_twice", planned.day)
        kinds[planned.day] = planned.kind
    holidays = sorted(day for day, kind in kinds.items() if kind is DayKind.HOLIDAY)
    if len(holidays) != plan.statutory_holidays:
        yield Problem("number_of_holidays", first)
    yield from _weekday_problems(plan)
    given = {planned.in_lieu_of: planned.day for planned in plan.days if planned.in_lieu_of}
    due = _days_in_lieu(holidays)
    for holiday in sorted(given.keys() | due.keys()):
        if given.get(holiday) != due.get(holiday):
            yield Problem("day_in_lieu", holiday)


def _weekday_problems(plan: YearPlan) -> Iterator[Problem]:
    for planned in plan.days:
        off = planned.day.weekday() in WEEKEND
        if planned.kind is DayKind.MAKEUP_DAY and not off:
            yield Problem("makeup_on_a_working_day", planned.day)
        if planned.kind is DayKind.SUBSTITUTE_OFF and off:
            yield Problem("substitute_on_a_day_off", planned.day)
        has_ground = (planned.in_lieu_of is None) != (planned.swapped_with is None)
        if (planned.kind is not DayKind.HOLIDAY) != has_ground:
            yield Problem("substitute_without_ground", planned.day)


def _days_in_lieu(holidays: list[date]) -> dict[date, date]:
    """Give each holiday on a weekly day off the next day that is none and not yet given."""
    taken = set(holidays)
    given: dict[date, date] = {}
    for holiday in holidays:
        if holiday.weekday() in WEEKEND:
            day = holiday
            while day.weekday() in WEEKEND or day in taken:
                day += timedelta(days=1)
            taken.add(day)
            given[holiday] = day
    return given


def unmatched_swaps(days: Iterable[PlannedDay]) -> Iterator[Problem]:
    """Find swapped days whose partner, perhaps of another year, does not name them back."""
    swapped = {planned.day: planned for planned in days if planned.swapped_with is not None}
    for day, planned in swapped.items():
        partner = swapped.get(planned.swapped_with or date.min)
        if partner is None or partner.swapped_with != day or partner.kind is planned.kind:
            yield Problem("swap_without_partner", day)


def years_needed(on: date) -> tuple[int, ...]:
    """Return the years whose calendar must be there: this one, from 1 October the next too."""
    return (on.year, on.year + 1) if on.month >= NEXT_YEAR_FROM_MONTH else (on.year,)


def file_of(year: int) -> str:
    """Return the path of a year's file in the checkout."""
    return f"catalogue/calendar/{year}.toml"
