"""When a dossier must go on, how much time is left, and until when a new date may be given."""

from datetime import time

import pytest

from congvu.kernel.tests.years import CALENDAR, day, moment
from congvu.kernel.workingdays import forward_by, latest_reappointment_day, remaining


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("02/03/2026 08:00", "02/03/2026 17:00"),
        ("02/03/2026 15:00", "02/03/2026 17:00"),
        ("02/03/2026 15:01", "03/03/2026 07:30"),
        ("02/03/2026 16:59", "03/03/2026 07:30"),
        ("06/03/2026 16:00", "09/03/2026 07:30"),
        ("24/01/2025 15:30", "03/02/2025 07:30"),
        ("25/04/2025 16:00", "26/04/2025 07:30"),
        ("01/03/2026 08:00", "02/03/2026 07:30"),
        ("02/03/2026 06:00", "02/03/2026 17:00"),
    ],
)
def test_chi_lan_forwards_the_same_day_or_after_fifteen_hours_the_next_morning(accepted, expected):
    assert forward_by(moment(accepted), CALENDAR) == moment(expected)


def test_an_office_may_set_an_earlier_hour():
    assert forward_by(moment("02/03/2026 14:30"), CALENDAR, time(14, 0)) == moment(
        "03/03/2026 07:30"
    )


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        ("05/03/2026", "04/03/2026"),
        ("09/03/2026", "06/03/2026"),
        ("03/02/2025", "24/01/2025"),
        ("28/04/2025", "26/04/2025"),
    ],
)
def test_a_new_date_is_given_at_the_latest_one_working_day_before_the_due_date(due_on, expected):
    assert latest_reappointment_day(day(due_on), CALENDAR) == day(expected)


@pytest.mark.parametrize(
    ("now", "due_on", "expected"),
    [
        ("02/03/2026", "05/03/2026", 3),
        ("05/03/2026", "05/03/2026", 0),
        ("05/03/2026 23:59", "05/03/2026", 0),
        ("06/03/2026", "05/03/2026", -1),
        ("07/03/2026", "06/03/2026", -1),  # late on a Saturday is late
        ("09/03/2026", "06/03/2026", -1),
        ("10/03/2026", "06/03/2026", -2),
        ("24/01/2025", "03/02/2025", 1),
    ],
)
def test_remaining_days_are_worked_days_and_negative_when_late(now, due_on, expected):
    assert remaining(moment(now), day(due_on), CALENDAR) == expected
    assert remaining(moment(now).date(), day(due_on), CALENDAR) == expected
