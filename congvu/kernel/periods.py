"""Reporting periods and the windows of days they mean; every cut-off is a row of data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days `starts_on <= day < ends_on`. Raises Invalid when it holds none."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on <= self.starts_on:
            raise Invalid(
                gettext_noop("Khoảng thời gian phải kết thúc sau khi bắt đầu."),
                code="window_empty",
                starts_on=self.starts_on,
                ends_on=self.ends_on,
            )

    @classmethod
    def inclusive(cls, first: date, last: date) -> "Window":
        """Return the window of the days from `first` to `last`, both counted."""
        return cls(first, last + timedelta(days=1))

    @property
    def last_day(self) -> date:
        return self.ends_on - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    def overlaps(self, other: "Window") -> bool:
        """Whether some day lies in both."""
        return self.starts_on < other.ends_on and other.starts_on < self.ends_on

    def label(self) -> str:
        """Return "từ ngày 01/01/2026 đến ngày 31/03/2026", the last day counted."""
        return f"từ ngày {format_date(self.starts_on)} đến ngày {format_date(self.last_day)}"


class PeriodKind(StrEnum):
    """How long a period is; the value is the letter in its code."""

    MONTH = "M"
    QUARTER = "Q"
    HALF = "H"
    NINE_MONTHS = "N"
    YEAR = "Y"


_IN_A_YEAR: Final = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
}
_ROMAN: Final = ("I", "II", "III", "IV")
_HALVES: Final = ("đầu", "cuối")


@dataclass(frozen=True, slots=True)
class Period:
    """A named period: "2021", "2022Q1", "2022H1", "2022M03", "2022N1" (nine months).

    Says nothing about its days; `PeriodRules.window` does. Raises Invalid for a number that the
    kind does not have.
    """

    year: int
    kind: PeriodKind = PeriodKind.YEAR
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _IN_A_YEAR[self.kind] or not 1900 <= self.year <= 9998:
            raise _not_a_period(f"{self.year}{self.kind.value}{self.number}")

    @property
    def code(self) -> str:
        """The text that `parse` reads."""
        if self.kind is PeriodKind.YEAR:
            return f"{self.year}"
        width = 2 if self.kind is PeriodKind.MONTH else 1
        return f"{self.year}{self.kind.value}{self.number:0{width}d}"

    def previous(self) -> "Period":
        """Return the period of the same kind before this one."""
        if self.number > 1:
            return Period(self.year, self.kind, self.number - 1)
        return Period(self.year - 1, self.kind, _IN_A_YEAR[self.kind])

    def following(self) -> "Period":
        """Return the period of the same kind after this one."""
        if self.number < _IN_A_YEAR[self.kind]:
            return Period(self.year, self.kind, self.number + 1)
        return Period(self.year + 1, self.kind, 1)

    def same_of_last_year(self) -> "Period":
        """Return the period that "cùng kỳ năm trước" means."""
        return Period(self.year - 1, self.kind, self.number)

    def label(self) -> str:
        """Return "quý I năm 2022", "6 tháng đầu năm 2022", "tháng 3 năm 2022", "năm 2022"."""
        head = {
            PeriodKind.MONTH: f"tháng {self.number} ",
            PeriodKind.QUARTER: f"quý {_ROMAN[(self.number - 1) % 4]} ",
            PeriodKind.HALF: f"6 tháng {_HALVES[(self.number - 1) % 2]} ",
            PeriodKind.NINE_MONTHS: "9 tháng đầu ",
            PeriodKind.YEAR: "",
        }[self.kind]
        return f"{head}năm {self.year}"


_CODE = re.compile(r"([0-9]{4})(?:([MQHN])([0-9]{1,2}))?")


def parse(text: str) -> Period:
    """Read the code of a period. Raises Invalid when it is none."""
    match = _CODE.fullmatch(text.strip().upper())
    if match is None:
        raise _not_a_period(text)
    year, letter, number = match.groups()
    if letter is None:
        return Period(int(year))
    return Period(int(year), PeriodKind(letter), int(number))


@dataclass(frozen=True, slots=True)
class CutOff:
    """A day of the year that a period is cut at; `year_offset` −1 lies in the year before."""

    month: int
    day: int
    year_offset: int = 0

    def on(self, year: int) -> date:
        """Return the date for the periods of `year`. Raises Invalid when it does not exist."""
        try:
            return date(year + self.year_offset, self.month, self.day)
        except ValueError as error:
            raise Invalid(
                gettext_noop("Ngày chốt %(day)s/%(month)s không có trong năm %(year)s."),
                code="cutoff_wrong",
                day=self.day,
                month=self.month,
                year=year + self.year_offset,
            ) from error


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """One row: the `number`-th period of its kind in a year, its first day and the day after its last."""

    kind: PeriodKind
    number: int
    starts: CutOff
    ends: CutOff

    @classmethod
    def until(cls, kind: PeriodKind, number: int, starts: CutOff, last: CutOff) -> "PeriodRule":
        """Return the row whose last day is `last`, as letters of ministries write it.

        The last day must exist in every year: 29/02 is refused; write the day after it as `ends`.
        """
        after = last.on(_PLAIN_YEAR) + timedelta(days=1)
        ends = CutOff(after.month, after.day, after.year - _PLAIN_YEAR)
        return cls(kind, number, starts, ends)


_PLAIN_YEAR: Final = 2001  # no leap day; only month and day are taken from it


@dataclass(frozen=True)
class PeriodRules:
    """The windows of one reporting regime. Refuses two rows for one period (ValueError)."""

    rows: tuple[PeriodRule, ...]

    def __post_init__(self) -> None:
        keys = [(row.kind, row.number) for row in self.rows]
        if len(keys) != len(set(keys)):
            raise ValueError("two rows for one period")

    def window(self, period: Period) -> Window:
        """Return the days of a period. Raises Invalid when this regime has no such period."""
        for row in self.rows:
            if (row.kind, row.number) == (period.kind, period.number):
                return Window(row.starts.on(period.year), row.ends.on(period.year))
        raise Invalid(
            gettext_noop("Chế độ báo cáo này không có kỳ %(period)s."),
            code="period_not_in_rules",
            period=period.label(),
        )


def _whole_months(kind: PeriodKind, number: int, first: int, last: int) -> PeriodRule:
    after = CutOff(1, 1, 1) if last == 12 else CutOff(last + 1, 1)
    return PeriodRule(kind, number, CutOff(first, 1), after)


def _rows(kind: PeriodKind, months: int, numbers: Iterable[int]) -> tuple[PeriodRule, ...]:
    return tuple(_whole_months(kind, n, (n - 1) * months + 1, n * months) for n in numbers)


# Whole calendar months; a regime with other cut-offs brings its own rows.
CALENDAR: Final = PeriodRules(
    _rows(PeriodKind.MONTH, 1, range(1, 13))
    + _rows(PeriodKind.QUARTER, 3, range(1, 5))
    + _rows(PeriodKind.HALF, 6, range(1, 3))
    + _rows(PeriodKind.NINE_MONTHS, 9, (1,))
    + _rows(PeriodKind.YEAR, 12, (1,))
)


def _not_a_period(text: str) -> Invalid:
    return Invalid(
        gettext_noop("“%(text)s” không phải kỳ báo cáo; viết 2026, 2026Q1, 2026H1 hoặc 2026M03."),
        code="period_wrong",
        text=text[:40],
    )
