"""What must hold for every due date, and a slow referee that counts one day at a time."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.tests.years import AFTER_THREE, CALENDAR, PLAIN
from congvu.kernel.workingdays import (
    VIETNAM,
    LimitUnit,
    OnSupplement,
    Pause,
    TimeLimit,
    due,
    lawful_due,
)

policies = st.sampled_from([PLAIN, AFTER_THREE])
units = st.sampled_from(list(LimitUnit))
moments = st.builds(
    lambda day, hour, minute: datetime.combine(day, time(hour, minute), VIETNAM),
    st.dates(date(2025, 1, 2), date(2026, 3, 31)),
    st.integers(0, 23),
    st.sampled_from(range(0, 60, 5)),
)
spans = st.builds(
    lambda days, steps: timedelta(days=days, minutes=5 * steps),
    st.integers(0, 9),
    st.integers(0, 287),
)
gaps = st.lists(st.tuples(spans, spans, st.sampled_from(list(OnSupplement))), max_size=4)
fast = settings(max_examples=100, deadline=None)


def pauses_from(accepted, gaps):
    at, pauses = accepted, []
    for wait, length, on_end in gaps:
        begin = at + wait
        at = begin + length
        pauses.append(Pause(begin, at, on_end))
    return pauses


@fast
@given(moments, st.integers(0, 60), units, policies, gaps)
def test_a_due_date_is_a_working_day_and_never_before_acceptance(accepted, n, unit, policy, gaps):
    found = lawful_due(accepted, TimeLimit(n, unit), CALENDAR, policy, pauses_from(accepted, gaps))
    assert CALENDAR.is_working(found.on)
    assert found.at.date() == found.on
    assert found.at >= accepted


@fast
@given(moments, st.integers(0, 60), st.integers(0, 20), units, policies, gaps)
def test_it_grows_with_the_allowance(accepted, n, more, unit, policy, gaps):
    pauses = pauses_from(accepted, gaps)
    less = lawful_due(accepted, TimeLimit(n, unit), CALENDAR, policy, pauses)
    longer = lawful_due(accepted, TimeLimit(n + more, unit), CALENDAR, policy, pauses)
    assert longer.on >= less.on


@fast
@given(moments, st.integers(0, 60), units, policies, gaps)
def test_pausing_never_brings_the_due_date_earlier(accepted, n, unit, policy, gaps):
    limit, pauses = TimeLimit(n, unit), pauses_from(accepted, gaps)
    before = due(accepted, limit, CALENDAR, policy)
    for known in range(len(pauses) + 1):
        after = lawful_due(accepted, limit, CALENDAR, policy, pauses[:known])
        assert after.at >= before.at
        before = after


@fast
@given(moments, st.integers(0, 60), units, policies, gaps, spans)
def test_an_open_pause_leaves_the_date_as_it_stood(accepted, n, unit, policy, gaps, wait):
    limit, pauses = TimeLimit(n, unit), pauses_from(accepted, gaps)
    begin = (pauses[-1].ends_at if pauses else accepted) + wait
    stood = lawful_due(accepted, limit, CALENDAR, policy, pauses)
    assert lawful_due(accepted, limit, CALENDAR, policy, [*pauses, Pause(begin)]) == stood


@fast
@given(moments, st.integers(1, 60), units, st.integers(0, 5000), policies)
def test_accepting_later_within_the_same_office_time_is_never_due_earlier(
    accepted, n, unit, later, policy
):
    # a cut-off makes an evening later than the day off that follows it; without one order is kept
    limit = TimeLimit(n, unit)
    second = accepted + timedelta(minutes=later)
    assert due(second, limit, CALENDAR, PLAIN).at >= due(accepted, limit, CALENDAR, PLAIN).at
    assert due(accepted, limit, CALENDAR, policy).at >= due(accepted, limit, CALENDAR, PLAIN).at


# The referee shares nothing with the kernel but the list of days off. It lets a clock tick: a day is
# used up when it is worked and does not lie within (day a pause began, day it ended].


def worked(day):
    if day in CALENDAR.makeup_days:
        return True
    return day.weekday() < 5 and day not in CALENDAR.holidays


def next_worked(day):
    day += timedelta(days=1)
    while not worked(day):
        day += timedelta(days=1)
    return day


def day_zero(accepted, policy):
    day = accepted.date()
    late = policy.late_acceptance_cutoff
    if late and accepted.time() > late and worked(day):
        return next_worked(day)
    return day


def from_day(day):
    return day if worked(day) else next_worked(day)


def used_up_on(zero, limit, stopped):
    used, day = 0, zero
    while used < limit:
        day += timedelta(days=1)
        used += worked(day) and not any(begin < day <= end for begin, end in stopped)
    return day


def ticking_clock(start, limit, pauses):
    zero, left, stopped = start, limit, []
    for pause in pauses:
        begin, end = pause.starts_at.date(), pause.ends_at.date()
        if pause.on_end is OnSupplement.RESTART:
            start = max(start, end)
            zero, left, stopped = start, limit, []
        elif begin <= used_up_on(zero, left, stopped):
            stopped.append((begin, end))
            if used_up_on(zero, left, stopped) < from_day(end):
                # it stopped on its last day: that day is finished when the clock goes on
                zero, left, stopped = from_day(end), 0, []
    return used_up_on(zero, left, stopped)


@fast
@given(moments, st.integers(1, 40), policies, gaps)
def test_a_clock_that_ticks_day_by_day_comes_to_the_same_date(accepted, n, policy, gaps):
    pauses = pauses_from(accepted, gaps)
    expected = ticking_clock(day_zero(accepted, policy), n, pauses)
    assert lawful_due(accepted, TimeLimit(n), CALENDAR, policy, pauses).on == expected


@fast
@given(moments, st.integers(0, 20), units, spans, spans)
def test_a_pause_neither_makes_late_what_was_timely_nor_timely_what_was_late(
    accepted, n, unit, wait, length
):
    limit = TimeLimit(n, unit)
    before = due(accepted, limit, CALENDAR, PLAIN)
    begin = accepted + wait
    end = begin + length
    after = lawful_due(accepted, limit, CALENDAR, PLAIN, [Pause(begin, end)])
    if begin.date() > before.on:
        assert after == before
    elif begin < before.at:
        assert after.on >= end.date()


@fast
@given(moments, st.integers(1, 40), gaps)
def test_calendar_days_are_added_one_by_one_and_rolled_once(accepted, n, gaps):
    zero, last, pauses = accepted.date(), accepted.date() + timedelta(days=n), []
    for pause in pauses_from(accepted, gaps):
        begin, end = pause.starts_at.date(), pause.ends_at.date()
        pauses.append(pause)
        if pause.on_end is OnSupplement.RESTART:
            zero = end
            last = zero + timedelta(days=n)
        elif begin <= from_day(last):
            last = max(end, last + (end - begin))
    limit = TimeLimit(n, LimitUnit.CALENDAR_DAYS)
    assert lawful_due(accepted, limit, CALENDAR, PLAIN, pauses).on == from_day(last)


def in_office(at):
    clock = at.hour * 60 + at.minute
    return worked(at.date()) and (450 <= clock < 690 or 810 <= clock < 1020)


@settings(max_examples=60, deadline=None)
@given(moments, st.integers(1, 16), policies, gaps)
def test_a_clock_that_ticks_in_office_hours_comes_to_the_same_minute(accepted, n, policy, gaps):
    pauses = pauses_from(accepted, gaps)
    at, stopped = accepted, []
    if policy.late_acceptance_cutoff and worked(at.date()) and at.time() > time(15):
        at = datetime.combine(next_worked(at.date()), time(7, 30), VIETNAM)
    for pause in pauses:
        if pause.on_end is OnSupplement.RESTART:
            at, stopped = max(at, pause.ends_at), []
        else:
            stopped.append(pause)
    ticks = n * 12
    while ticks:
        ticks -= in_office(at) and not any(p.starts_at <= at < p.ends_at for p in stopped)
        at += timedelta(minutes=5)
    limit = TimeLimit(n, LimitUnit.WORKING_HOURS)
    assert lawful_due(accepted, limit, CALENDAR, policy, pauses).at == at


def test_two_pauses_without_a_gap_over_a_weekend_count_as_one():
    accepted = datetime(2025, 1, 27, 1, 30, tzinfo=VIETNAM)
    first = Pause(accepted, accepted + timedelta(days=9))
    begin = datetime(2025, 2, 10, tzinfo=VIETNAM)  # the last day of the limit
    saturday, monday = begin + timedelta(days=5), begin + timedelta(days=7)
    whole = [first, Pause(begin, monday)]
    split = [first, Pause(begin, saturday), Pause(saturday, monday)]
    for pauses in (whole, split):
        assert lawful_due(accepted, TimeLimit(3), CALENDAR, PLAIN, pauses).on == date(2025, 2, 17)
