"""Time limits, pauses and the due dates that the law counts from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.workcalendar import (
    OFFICE_HOURS,
    VIETNAM,
    CalendarMissing,
    WorkCalendar,
    local,
    local_day,
)

__all__ = [
    "DAY_ZERO_ARTICLE",
    "FORWARDING_CUTOFF",
    "HOURS_PER_WORKING_DAY",
    "ND61_2018",
    "OFFICE_HOURS",
    "REAPPOINTMENT_ARTICLE",
    "ROLLING_ARTICLE",
    "VIETNAM",
    "CalendarMissing",
    "ClockPolicy",
    "Due",
    "LimitUnit",
    "OnSupplement",
    "Pause",
    "TimeLimit",
    "WorkCalendar",
    "due",
    "forward_by",
    "latest_reappointment_day",
    "lawful_due",
    "local",
    "local_day",
    "remaining",
]

# BLLĐ 2019 Đ105: a normal working day has at most 8 hours. Used to convert, never to count.
HOURS_PER_WORKING_DAY: Final = 8
# NĐ 61/2018/NĐ-CP Đ18, kept by NĐ 309/2026/NĐ-CP: what came after it goes on the next morning.
FORWARDING_CUTOFF: Final = time(15, 0)
# BLDS 2015 Đ147 khoản 2: the day of the event is day 0; the count begins with the next day.
DAY_ZERO_ARTICLE: Final = "BLDS 2015 Đ147"
# BLDS 2015 Đ148 khoản 5: a limit that ends on a day off ends with the next working day.
ROLLING_ARTICLE: Final = "BLDS 2015 Đ148"
# NĐ 61/2018/NĐ-CP Đ19 khoản 9: apology and new date at the latest one day before the due date.
REAPPOINTMENT_ARTICLE: Final = "NĐ 61/2018/NĐ-CP Đ19 khoản 9"


class LimitUnit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WORKING_HOURS = "working_hours"


class OnSupplement(StrEnum):
    """What the end of a pause does to the clock."""

    RESUME = "resume"
    RESTART = "restart"


_UNIT_WORDS = {
    LimitUnit.WORKING_DAYS: "ngày làm việc",
    LimitUnit.CALENDAR_DAYS: "ngày",
    LimitUnit.WORKING_HOURS: "giờ làm việc",
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long the law gives: a whole number and its unit. Zero means "trong ngày"."""

    value: int
    unit: LimitUnit = LimitUnit.WORKING_DAYS

    def __post_init__(self) -> None:
        if self.value < 0:
            raise Invalid(
                gettext_noop("Thời hạn không được âm."), code="limit_negative", value=self.value
            )

    def label(self) -> str:
        """Return the limit in Vietnamese: "15 ngày làm việc"."""
        return f"{self.value} {_UNIT_WORDS[self.unit]}" if self.value else "trong ngày"

    def as_working_hours(self) -> int:
        """Return the limit in working hours, 8 to the working day. Calendar days have none."""
        if self.unit is LimitUnit.CALENDAR_DAYS:
            raise Invalid(
                gettext_noop("Thời hạn tính theo ngày lịch không đổi được ra giờ làm việc."),
                code="limit_not_convertible",
            )
        per_unit = HOURS_PER_WORKING_DAY if self.unit is LimitUnit.WORKING_DAYS else 1
        return self.value * per_unit


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """The counting convention of a regime, with the article that says so.

    `late_acceptance_cutoff`: a dossier accepted after it counts as accepted on the next working
    day (local policy). `on_supplement`: what an arrived supplement does to the clock.
    """

    code: str
    article: str
    late_acceptance_cutoff: time | None = None
    on_supplement: OnSupplement = OnSupplement.RESUME


# The supplement restarts the count; no cut-off of acceptance is in the decree itself.
ND61_2018: Final = ClockPolicy(
    "nd61-2018", "NĐ 61/2018/NĐ-CP Đ19 khoản 4", None, OnSupplement.RESTART
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Time in which the clock stands on a legal ground; open while `ends_at` is None."""

    starts_at: datetime
    ends_at: datetime | None = None
    on_end: OnSupplement = OnSupplement.RESUME


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which a result is in time, and its last minute (UTC+7)."""

    on: date
    at: datetime


def due(
    accepted_at: datetime, limit: TimeLimit, calendar: WorkCalendar, policy: ClockPolicy
) -> Due:
    """Return when the result is due if the clock is never paused.

    The day of acceptance is day 0, also when it is a day off (BLDS 2015 Đ147); the limit ends with
    the last working day, and one of calendar days that ends on a day off with the next working day
    (Đ148). Hours are counted through office hours. A zero limit is due the same day, or the
    next working day when accepted on a day off or after closing.
    """
    return _due_of(_start(accepted_at, calendar, policy), limit, calendar, 0)


def lawful_due(
    accepted_at: datetime,
    limit: TimeLimit,
    calendar: WorkCalendar,
    policy: ClockPolicy,
    pauses: Iterable[Pause] = (),
) -> Due:
    """Return when the result is due after the documented pauses, in their order.

    A pause that ends with RESUME gives back every working day in (day it began, day it ended], or
    for hours the office time between; calendar days are given back as such and rolled at the end.
    What was in time when the clock stopped is still in time when it goes on: ended on a day off,
    it is due the next working day at the earliest (BLDS 2015 Đ148). What was late stays late: a
    limit that has run out cannot be paused. RESTART counts the whole limit anew with the day it
    ended as day 0 (NĐ 61/2018 Đ19 khoản 4). An open pause leaves the due date as it stood when the
    clock stopped. Raises Invalid for pauses that overlap, run backwards or begin before
    acceptance.
    """
    start = _start(accepted_at, calendar, policy)
    given_back, counted_from = 0, start
    clear_from: datetime | None = accepted_at
    for pause in pauses:
        if clear_from is None or local(pause.starts_at) < local(clear_from):
            raise _wrong_pause("pauses_overlap", pause)
        clear_from = pause.ends_at
        if pause.ends_at is None:
            continue
        if pause.ends_at < pause.starts_at:
            raise _wrong_pause("pause_reversed", pause)
        if pause.on_end is OnSupplement.RESTART:
            start = max(start, local(pause.ends_at))
            given_back, counted_from = 0, start
        elif _is_running(pause.starts_at, _due_of(start, limit, calendar, given_back), limit.unit):
            begin, end = max(local(pause.starts_at), counted_from), local(pause.ends_at)
            length = _length_of(limit.unit, calendar, begin=begin, end=end)
            reach = _reach_to(start, limit, calendar, end)
            rolled = limit.unit is LimitUnit.WORKING_DAYS and reach > given_back + length
            if rolled:  # it ended on a day off: the days until the next working day are given back
                counted_from = calendar.opening(calendar.working_day_from(end.date()))
            given_back = max(given_back + length, reach)
    return _due_of(start, limit, calendar, given_back)


def remaining(now: date | datetime, due_on: date, calendar: WorkCalendar) -> int:
    """Return the working days left: 0 on the due day, negative from the day after it.

    Late over days off only is already −1: "late" must never read as "due today".
    """
    today = local_day(now) if isinstance(now, datetime) else now
    if today > due_on:
        return -max(1, calendar.count_working_days(due_on, today))
    return calendar.count_working_days(today, due_on)


def forward_by(
    accepted_at: datetime, calendar: WorkCalendar, cutoff: time = FORWARDING_CUTOFF
) -> datetime:
    """Return by when an accepted dossier must have gone on to the competent body.

    NĐ 61/2018/NĐ-CP Đ18: within the same working day; accepted after 15:00 or on a day off, at the
    start of the next working day.
    """
    moment = local(accepted_at)
    if calendar.is_working(moment.date()) and moment.time() <= cutoff:
        return calendar.closing(moment.date())
    return calendar.opening(calendar.add_working_days(moment.date(), 1))


def latest_reappointment_day(due_on: date, calendar: WorkCalendar) -> date:
    """Return the last working day on which a new date may still be appointed with an apology.

    NĐ 61/2018/NĐ-CP Đ19 khoản 9: at the latest one day before the due date.
    """
    return calendar.add_working_days(due_on, -1)


def _start(accepted_at: datetime, calendar: WorkCalendar, policy: ClockPolicy) -> datetime:
    """The moment from which the limit is counted, under the policy on late acceptance."""
    moment = local(accepted_at)
    cutoff = policy.late_acceptance_cutoff
    if cutoff is None or moment.time() <= cutoff or not calendar.is_working(moment.date()):
        return moment
    return calendar.opening(calendar.add_working_days(moment.date(), 1))


def _due_of(start: datetime, limit: TimeLimit, calendar: WorkCalendar, given_back: int) -> Due:
    """Count the limit and the time given back (days, or minutes of a limit in hours)."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        origin = start if limit.value else calendar.closing(_same_day(start, calendar))
        at = calendar.add_office_minutes(origin, limit.value * 60 + given_back)
        return Due(at.date(), at)
    origin_day = _origin_day(start, limit, calendar)
    if limit.unit is LimitUnit.WORKING_DAYS:
        on = calendar.add_working_days(origin_day, limit.value + given_back)
    else:
        on = calendar.working_day_from(origin_day + timedelta(days=limit.value + given_back))
    return Due(on, calendar.closing(on))


def _origin_day(start: datetime, limit: TimeLimit, calendar: WorkCalendar) -> date:
    return start.date() if limit.value else _same_day(start, calendar)


def _same_day(start: datetime, calendar: WorkCalendar) -> date:
    """The working day that a zero limit means."""
    day = start.date()
    if calendar.is_working(day) and start <= calendar.closing(day):
        return day
    return calendar.add_working_days(day, 1)


def _is_running(at: datetime, current: Due, unit: LimitUnit) -> bool:
    """Whether there is still something to pause: hours run out by the minute, days with the day."""
    if unit is LimitUnit.WORKING_HOURS:
        return local(at) < current.at
    return local_day(at) <= current.on


def _length_of(unit: LimitUnit, calendar: WorkCalendar, *, begin: datetime, end: datetime) -> int:
    """The time a pause gives back: minutes for a limit in hours, else days."""
    if unit is LimitUnit.WORKING_HOURS:
        return calendar.office_minutes(begin, end)
    first, last = begin.date(), end.date()
    if unit is LimitUnit.WORKING_DAYS:
        return calendar.count_working_days(first, last)
    return max(0, (last - first).days)


def _reach_to(start: datetime, limit: TimeLimit, calendar: WorkCalendar, end: datetime) -> int:
    """What must be given back at least, so that the limit reaches the (working) day a pause ended."""
    if limit.unit is LimitUnit.WORKING_HOURS:
        return 0
    origin, last = _origin_day(start, limit, calendar), end.date()
    if limit.unit is LimitUnit.WORKING_DAYS:
        return calendar.count_working_days(origin, calendar.working_day_from(last)) - limit.value
    return (last - origin).days - limit.value


def _wrong_pause(code: str, pause: Pause) -> Invalid:
    return Invalid(
        gettext_noop("Các khoảng tạm dừng tính thời hạn chồng nhau hoặc bị đảo ngược."),
        code=code,
        starts_at=pause.starts_at,
        ends_at=pause.ends_at,
    )
