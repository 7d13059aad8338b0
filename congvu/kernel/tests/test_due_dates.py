"""Due dates without pauses, counted by hand around the days that people ask about."""

import pytest

from congvu.kernel.errors import Invalid
from congvu.kernel.tests.years import AFTER_THREE, CALENDAR, PLAIN, day, moment
from congvu.kernel.workingdays import Due, LimitUnit, TimeLimit, due

WORKING, CALENDAR_DAYS, HOURS = (
    LimitUnit.WORKING_DAYS,
    LimitUnit.CALENDAR_DAYS,
    LimitUnit.WORKING_HOURS,
)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        # a plain week: the day of acceptance is day 0
        ("02/03/2026", 1, "03/03/2026"),
        ("02/03/2026", 5, "09/03/2026"),
        ("06/03/2026", 1, "09/03/2026"),
        # Tết 2025: Saturday 25/1 to Sunday 2/2 off
        ("23/01/2025", 1, "24/01/2025"),
        ("23/01/2025", 2, "03/02/2025"),
        ("24/01/2025", 1, "03/02/2025"),
        ("24/01/2025", 5, "07/02/2025"),
        # Tết 2026: Saturday 14/2 to Sunday 22/2 off
        ("13/02/2026", 1, "23/02/2026"),
        ("12/02/2026", 3, "24/02/2026"),
        # 30/4–1/5 2025, Friday 2/5 swapped with Saturday 26/4
        ("25/04/2025", 1, "26/04/2025"),
        ("25/04/2025", 2, "28/04/2025"),
        ("25/04/2025", 3, "29/04/2025"),
        ("25/04/2025", 4, "05/05/2025"),
        ("26/04/2025", 1, "28/04/2025"),
        # 2026: Giỗ Tổ on a Sunday, its Monday off, then 30/4 and 1/5
        ("24/04/2026", 1, "28/04/2026"),
        ("24/04/2026", 2, "29/04/2026"),
        ("24/04/2026", 3, "04/05/2026"),
        # the turn of the year, Friday 2/1 swapped with Saturday 10/1
        ("31/12/2025", 1, "05/01/2026"),
        ("31/12/2025", 5, "09/01/2026"),
        ("31/12/2025", 6, "10/01/2026"),
        ("31/12/2025", 7, "12/01/2026"),
        # 2/9 2026
        ("21/08/2026", 1, "22/08/2026"),
        ("28/08/2026", 1, "03/09/2026"),
        # accepted on a day off: that day is day 0
        ("27/04/2025", 1, "28/04/2025"),
        ("01/02/2025", 2, "04/02/2025"),
        # a quarter: 16 days in January, 20 in February, 21 in March, 3 in April
        ("02/01/2025", 60, "03/04/2025"),
    ],
)
def test_working_days(received, days, expected):
    found = due(moment(received), TimeLimit(days), CALENDAR, PLAIN)
    assert found == Due(day(expected), moment(f"{expected} 17:00"))


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("02/03/2026", 1, "03/03/2026"),
        ("02/03/2026", 4, "06/03/2026"),
        ("02/03/2026", 5, "09/03/2026"),  # ends on a Saturday
        ("02/03/2026", 6, "09/03/2026"),  # ends on a Sunday
        ("25/04/2025", 1, "26/04/2025"),  # a Saturday that is worked
        ("20/04/2026", 10, "04/05/2026"),  # ends on 30/4
        ("13/02/2026", 5, "23/02/2026"),  # ends within Tết
        ("13/02/2026", 10, "23/02/2026"),
        ("13/02/2026", 11, "24/02/2026"),
        ("16/12/2025", 15, "31/12/2025"),
        ("16/12/2025", 16, "05/01/2026"),  # ends on 1/1
        ("01/03/2026", 1, "02/03/2026"),  # accepted on a Sunday
        ("29/01/2025", 30, "28/02/2025"),
    ],
)
def test_calendar_days_that_end_on_a_day_off_roll_to_the_next_working_day(received, days, expected):
    assert due(moment(received), TimeLimit(days, CALENDAR_DAYS), CALENDAR, PLAIN).on == day(
        expected
    )


@pytest.mark.parametrize(
    ("received", "hours", "expected"),
    [
        ("02/03/2026 08:00", 2, "02/03/2026 10:00"),
        ("02/03/2026 07:30", 4, "02/03/2026 11:30"),  # used up when the morning ends
        ("02/03/2026 10:30", 2, "02/03/2026 14:30"),  # over lunch
        ("02/03/2026 12:10", 1, "02/03/2026 14:30"),  # accepted at lunch
        ("02/03/2026 06:00", 1, "02/03/2026 08:30"),  # before opening
        ("02/03/2026 17:00", 1, "03/03/2026 08:30"),
        ("02/03/2026 20:15", 1, "03/03/2026 08:30"),  # after hours
        ("02/03/2026 07:30", 8, "03/03/2026 08:00"),  # a day of this office has 7,5 hours
        ("06/03/2026 16:00", 4, "09/03/2026 10:30"),
        ("24/01/2025 16:30", 1, "03/02/2025 08:00"),  # over Tết
        ("25/04/2025 16:30", 1, "26/04/2025 08:00"),  # into a make-up Saturday
        ("01/03/2026 10:00", 3, "02/03/2026 10:30"),  # accepted on a Sunday
        ("31/12/2025 15:00", 8, "05/01/2026 15:30"),
    ],
)
def test_working_hours_walk_through_office_hours(received, hours, expected):
    found = due(moment(received), TimeLimit(hours, HOURS), CALENDAR, PLAIN)
    assert found == Due(day(expected.split()[0]), moment(expected))


@pytest.mark.parametrize("unit", list(LimitUnit))
@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("02/03/2026 09:00", "02/03/2026"),
        ("02/03/2026 16:59", "02/03/2026"),
        ("02/03/2026 17:00", "02/03/2026"),
        ("02/03/2026 17:01", "03/03/2026"),
        ("24/01/2025 18:00", "03/02/2025"),
        ("25/01/2025 09:00", "03/02/2025"),
        ("26/04/2025 09:00", "26/04/2025"),
    ],
)
def test_a_zero_limit_means_the_same_working_day(received, unit, expected):
    found = due(moment(received), TimeLimit(0, unit), CALENDAR, PLAIN)
    assert found == Due(day(expected), moment(f"{expected} 17:00"))


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("02/03/2026 15:00", TimeLimit(1), "03/03/2026 17:00"),
        ("02/03/2026 15:01", TimeLimit(1), "04/03/2026 17:00"),
        ("06/03/2026 16:00", TimeLimit(1), "10/03/2026 17:00"),
        ("24/01/2025 15:30", TimeLimit(1), "04/02/2025 17:00"),
        ("02/03/2026 15:30", TimeLimit(0), "03/03/2026 17:00"),
        ("02/03/2026 15:30", TimeLimit(3, CALENDAR_DAYS), "06/03/2026 17:00"),
        ("02/03/2026 15:30", TimeLimit(2, HOURS), "03/03/2026 09:30"),
        ("02/03/2026 14:30", TimeLimit(2, HOURS), "02/03/2026 16:30"),
        ("01/03/2026 16:00", TimeLimit(1), "02/03/2026 17:00"),  # a day off has no cut-off
    ],
)
def test_accepted_after_the_cutoff_counts_as_accepted_on_the_next_working_day(
    received, limit, expected
):
    assert due(moment(received), limit, CALENDAR, AFTER_THREE).at == moment(expected)


def test_seconds_do_not_move_a_deadline_because_slips_print_minutes():
    exact, printed = moment("02/03/2026 15:00").replace(second=59), moment("02/03/2026 15:00")
    for limit in (TimeLimit(1), TimeLimit(2, HOURS)):
        assert due(exact, limit, CALENDAR, AFTER_THREE) == due(
            printed, limit, CALENDAR, AFTER_THREE
        )


def test_a_negative_limit_is_refused():
    with pytest.raises(Invalid):
        TimeLimit(-1)


def test_limits_speak_vietnamese_and_convert_at_eight_hours_a_day():
    assert TimeLimit(15).label() == "15 ngày làm việc"
    assert TimeLimit(30, CALENDAR_DAYS).label() == "30 ngày"
    assert TimeLimit(4, HOURS).label() == "4 giờ làm việc"
    assert TimeLimit(0).label() == "trong ngày"
    assert TimeLimit(3).as_working_hours() == 24
    assert TimeLimit(3, HOURS).as_working_hours() == 3
    with pytest.raises(Invalid):
        TimeLimit(3, CALENDAR_DAYS).as_working_hours()
