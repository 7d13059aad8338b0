"""Which days and minutes the calendar calls worked, and what it refuses to guess."""

import pickle
from datetime import UTC, date, datetime, time, timedelta

import pytest

from congvu.kernel.errors import Invalid
from congvu.kernel.tests.years import CALENDAR, day, moment
from congvu.kernel.workingdays import CalendarMissing, WorkCalendar, local, local_day


def test_a_makeup_day_beats_a_holiday_and_a_holiday_beats_a_weekday():
    monday, saturday = date(2026, 3, 2), date(2026, 3, 7)
    calendar = WorkCalendar(
        frozenset({2026}), holidays=frozenset({monday, saturday}), makeup_days=frozenset({saturday})
    )
    assert not calendar.is_working(monday)
    assert calendar.is_working(saturday)
    assert not calendar.is_working(date(2026, 3, 8))
    assert calendar.is_working(date(2026, 3, 3))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("24/01/2025", 1, "03/02/2025"),
        ("25/04/2025", 1, "26/04/2025"),
        ("25/04/2025", 4, "05/05/2025"),
        ("27/04/2025", 0, "27/04/2025"),
        ("03/02/2025", -1, "24/01/2025"),
        ("05/05/2025", -4, "25/04/2025"),
        ("04/05/2025", -1, "29/04/2025"),
        ("31/12/2025", 1, "05/01/2026"),
        ("05/01/2026", -1, "31/12/2025"),
    ],
)
def test_it_steps_over_days_off_both_ways(start, n, end):
    assert CALENDAR.add_working_days(day(start), n) == day(end)


def test_it_counts_the_worked_days_after_one_day_up_to_another():
    assert CALENDAR.count_working_days(day("24/01/2025"), day("03/02/2025")) == 1
    assert CALENDAR.count_working_days(day("24/01/2025"), day("02/02/2025")) == 0
    assert CALENDAR.count_working_days(day("30/12/2025"), day("12/01/2026")) == 8
    assert CALENDAR.count_working_days(day("03/02/2025"), day("03/02/2025")) == 0
    assert CALENDAR.count_working_days(day("03/02/2025"), day("24/01/2025")) == 0


@pytest.mark.parametrize(
    "touch",
    [
        lambda: CALENDAR.is_working(date(2027, 1, 4)),
        lambda: CALENDAR.add_working_days(date(2026, 12, 31), 1),
        lambda: CALENDAR.add_working_days(date(2027, 1, 4), 1),
        lambda: CALENDAR.add_working_days(date(2026, 12, 1), 60),
        lambda: CALENDAR.count_working_days(date(2026, 12, 1), date(2027, 1, 5)),
        lambda: CALENDAR.working_day_from(date(2027, 1, 1)),
        lambda: CALENDAR.add_office_minutes(moment("31/12/2026 16:59"), 2),
        lambda: CALENDAR.office_minutes(moment("31/12/2026"), moment("04/01/2027")),
    ],
)
def test_a_year_that_was_not_loaded_is_an_error_and_never_a_guess(touch):
    with pytest.raises(CalendarMissing) as caught:
        touch()
    assert caught.value.year == 2027
    assert caught.value.status == 422
    assert caught.value.facts == {"year": 2027}
    assert "năm 2027" in caught.value.message
    assert "catalogue/calendar/2027.toml" in caught.value.message


def test_the_year_before_the_first_loaded_one_is_an_error_too():
    with pytest.raises(CalendarMissing) as caught:
        CALENDAR.add_working_days(date(2025, 1, 2), -1)
    assert caught.value.year == 2024


def test_a_gap_between_loaded_years_is_never_stepped_over():
    gapped = WorkCalendar(frozenset({2024, 2026}))
    assert gapped.add_working_days(date(2024, 12, 30), 1) == date(2024, 12, 31)
    with pytest.raises(CalendarMissing) as caught:
        gapped.add_working_days(date(2024, 12, 31), 1)
    assert caught.value.year == 2025
    with pytest.raises(CalendarMissing) as caught:
        gapped.count_working_days(date(2024, 12, 1), date(2026, 1, 5))
    assert caught.value.year == 2025


def test_a_missing_calendar_survives_being_sent_to_another_process():
    assert pickle.loads(pickle.dumps(CalendarMissing(2030))).year == 2030


def test_the_calendar_is_a_value():
    same = WorkCalendar(CALENDAR.years, CALENDAR.holidays, CALENDAR.makeup_days)
    CALENDAR.add_working_days(date(2025, 1, 2), 1)
    assert same == CALENDAR
    assert hash(same) == hash(CALENDAR)


@pytest.mark.parametrize(
    "hours",
    [
        (),
        ((time(11, 30), time(7, 30)),),
        ((time(7, 30), time(7, 30)),),
        ((time(7, 30), time(12, 0)), (time(11, 0), time(17, 0))),
        ((time(13, 0), time(17, 0)), (time(7, 30), time(11, 30))),
    ],
)
def test_office_hours_that_overlap_or_run_backwards_are_refused(hours):
    with pytest.raises(Invalid):
        WorkCalendar(frozenset({2026}), hours=hours)


def test_office_minutes_leave_out_lunch_nights_and_days_off():
    assert CALENDAR.office_minutes(moment("24/01/2025 11:00"), moment("24/01/2025 14:00")) == 60
    assert CALENDAR.office_minutes(moment("24/01/2025 16:30"), moment("03/02/2025 08:00")) == 60
    assert CALENDAR.office_minutes(moment("25/01/2025 08:00"), moment("02/02/2025 17:00")) == 0
    assert CALENDAR.office_minutes(moment("24/01/2025 14:00"), moment("24/01/2025 11:00")) == 0


def test_every_moment_is_read_in_vietnamese_time():
    late_evening_in_utc = datetime(2026, 3, 9, 17, 30, tzinfo=UTC)
    assert local_day(late_evening_in_utc) == date(2026, 3, 10)
    assert local(late_evening_in_utc).utcoffset() == timedelta(hours=7)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(Invalid, match="múi giờ"):
        local_day(datetime(2026, 3, 9, 8, 0))
