"""Which days and office minutes are worked: the calendar that every deadline is counted on."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property
from itertools import pairwise
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop

# Legal time has been UTC+7 without summer time all the years that this product knows.
VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")

Hours = tuple[tuple[time, time], ...]
OFFICE_HOURS: Final[Hours] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))


class CalendarMissing(Invalid):
    """The working calendar of a year was not loaded; nothing is guessed."""

    code = "calendar_missing"

    def __init__(self, year: int) -> None:
        super().__init__(
            gettext_noop(
                "Chưa có lịch làm việc năm %(year)s. Đề nghị người quản trị nạp tệp "
                "catalogue/calendar/%(year)s.toml rồi thực hiện lại."
            ),
            year=year,
        )
        self.year = year

    def __reduce__(self) -> tuple[type["CalendarMissing"], tuple[int]]:
        return CalendarMissing, (self.year,)


@dataclass(frozen=True, slots=True)
class _Run:
    """Loaded years without a gap, and the ordinals of their worked days."""

    last_year: int
    worked: tuple[int, ...]


@dataclass(frozen=True)
class WorkCalendar:
    """Says which dates are worked. A make-up day beats a holiday, a holiday beats a weekday.

    Raises CalendarMissing for a year that was not loaded; it never guesses.
    """

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})
    hours: Hours = OFFICE_HOURS

    def __post_init__(self) -> None:
        edges = [edge for pair in self.hours for edge in pair]
        if not edges or any(a >= b for a, b in pairwise(edges)):
            raise Invalid(
                gettext_noop("Giờ làm việc phải có ít nhất một buổi và các buổi nối tiếp nhau."),
                code="office_hours_wrong",
            )

    def is_working(self, day: date) -> bool:
        """Whether the offices work on that day."""
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        return day in self.makeup_days or (
            day not in self.holidays and day.weekday() not in self.weekend
        )

    def add_working_days(self, day: date, n: int) -> date:
        """Return the n-th working day after `day` (before it when n < 0); `day` itself for 0."""
        if n == 0:
            return day
        run = self._run(day.year)
        ordinal = day.toordinal()
        at = (
            bisect_right(run.worked, ordinal) + n - 1
            if n > 0
            else bisect_left(run.worked, ordinal) + n
        )
        return _day_of(run, at)

    def count_working_days(self, after: date, until: date) -> int:
        """Return how many days in (after, until] are worked; 0 when `until` is not later."""
        if until <= after:
            return 0
        run = self._run(after.year)
        if self._run(until.year) is not run:
            raise CalendarMissing(run.last_year + 1)
        worked = run.worked
        return bisect_right(worked, until.toordinal()) - bisect_right(worked, after.toordinal())

    def working_day_from(self, day: date) -> date:
        """Return the day itself when it is worked, else the next working day (BLDS 2015 Đ148)."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def opening(self, day: date) -> datetime:
        """The first office minute of a day."""
        return datetime.combine(day, self.hours[0][0], VIETNAM)

    def closing(self, day: date) -> datetime:
        """The end of office hours of a day."""
        return datetime.combine(day, self.hours[-1][1], VIETNAM)

    def office_minutes(self, after: datetime, until: datetime) -> int:
        """Return the minutes of office hours between two moments, to the minute; never negative."""
        if until <= after:
            return 0
        run = self._run(local_day(after).year)
        if self._run(local_day(until).year) is not run:
            raise CalendarMissing(run.last_year + 1)
        return self._minutes_up_to(run, until) - self._minutes_up_to(run, after)

    def add_office_minutes(self, at: datetime, minutes: int) -> datetime:
        """Return the moment at which that many minutes of office hours have passed since `at`.

        It is the earliest such moment: a count that is used up when the office closes ends then,
        not at the next opening. For 0 minutes it is the last office minute before or at `at`.
        """
        run = self._run(local_day(at).year)
        total = self._minutes_up_to(run, at) + minutes
        index, rest = divmod(total - 1, self._minutes_per_day)
        day = _day_of(run, index)
        rest += 1
        for start, end in self.hours:
            length = _minutes(end) - _minutes(start)
            if rest <= length:
                break
            rest -= length
        return datetime.combine(day, start, VIETNAM) + timedelta(minutes=rest)

    @cached_property
    def _minutes_per_day(self) -> int:
        return sum(_minutes(end) - _minutes(start) for start, end in self.hours)

    @cached_property
    def _runs(self) -> dict[int, _Run]:
        """Index each loaded year; contiguous years share one run, so most counts are one bisect."""
        runs: dict[int, _Run] = {}
        block: list[int] = []
        for year in sorted(self.years):
            if block and year != block[-1] + 1:
                self._close_run(runs, block)
                block = []
            block.append(year)
        if block:
            self._close_run(runs, block)
        return runs

    def _close_run(self, runs: dict[int, _Run], block: list[int]) -> None:
        first, last = date(block[0], 1, 1).toordinal(), date(block[-1], 12, 31).toordinal()
        worked = tuple(n for n in range(first, last + 1) if self.is_working(date.fromordinal(n)))
        runs.update(dict.fromkeys(block, _Run(block[-1], worked)))

    def _run(self, year: int) -> _Run:
        run = self._runs.get(year)
        if run is None:
            raise CalendarMissing(year)
        return run

    def _minutes_up_to(self, run: _Run, at: datetime) -> int:
        moment = local(at)
        ordinal = moment.date().toordinal()
        before = bisect_left(run.worked, ordinal)
        total = before * self._minutes_per_day
        if before < len(run.worked) and run.worked[before] == ordinal:
            now = _minutes(moment.time())
            for start, end in self.hours:
                total += max(0, min(now, _minutes(end)) - _minutes(start))
        return total


def local(at: datetime) -> datetime:
    """Return a moment as the clock on a Vietnamese wall shows it, to the minute, as slips print it.

    Raises Invalid for a moment without a time zone.
    """
    if at.tzinfo is None:
        raise Invalid(
            gettext_noop("Thời điểm phải ghi rõ múi giờ, ví dụ 2026-03-09T08:00:00+07:00."),
            code="time_without_zone",
        )
    return at.astimezone(VIETNAM).replace(second=0, microsecond=0)


def local_day(at: datetime) -> date:
    """Return the date in Viet Nam (UTC+7) of a moment."""
    return local(at).date()


def _day_of(run: _Run, index: int) -> date:
    if index >= len(run.worked):
        raise CalendarMissing(run.last_year + 1)
    if index < 0:
        raise CalendarMissing(date.fromordinal(run.worked[0]).year - 1)
    return date.fromordinal(run.worked[index])


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
