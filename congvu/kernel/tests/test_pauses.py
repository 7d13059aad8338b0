"""What documented pauses give back, and which lists of pauses are refused."""

import pytest

from congvu.kernel.errors import Invalid
from congvu.kernel.tests.years import AFTER_THREE, CALENDAR, PLAIN, day, moment
from congvu.kernel.workingdays import LimitUnit, OnSupplement, Pause, TimeLimit, lawful_due

RESTART = OnSupplement.RESTART
CALENDAR_DAYS, HOURS = LimitUnit.CALENDAR_DAYS, LimitUnit.WORKING_HOURS


def pause(begin, end=None, on_end=OnSupplement.RESUME):
    return Pause(moment(begin), moment(end) if end else None, on_end)


def counted(received, limit, *pauses, policy=PLAIN):
    return lawful_due(moment(received), limit, CALENDAR, policy, pauses)


def test_it_gives_back_paused_days():
    # due 09/03 without the pause; Wednesday, Thursday and Friday are given back
    assert counted("02/03/2026", TimeLimit(5), pause("03/03/2026", "06/03/2026")).on == day(
        "12/03/2026"
    )


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ((), "09/03/2026"),
        ((pause("03/03/2026 08:00", "03/03/2026 16:00"),), "09/03/2026"),  # the same day: nothing
        ((pause("06/03/2026", "08/03/2026"),), "09/03/2026"),  # over a weekend: nothing
        ((pause("06/03/2026", "09/03/2026"),), "10/03/2026"),
        ((pause("07/03/2026", "09/03/2026"),), "10/03/2026"),  # began on a day off
        ((pause("03/03/2026", "04/03/2026"), pause("05/03/2026", "06/03/2026")), "11/03/2026"),
        ((pause("03/03/2026", "04/03/2026"), pause("04/03/2026", "05/03/2026")), "11/03/2026"),
        ((pause("04/03/2026", "28/04/2026"),), "05/05/2026"),  # three days left: 29/4, 4/5, 5/5
        ((pause("03/03/2026", "05/03/2026", RESTART),), "12/03/2026"),
        ((pause("03/03/2026", "07/03/2026", RESTART),), "13/03/2026"),  # ended on a Saturday
        (
            (pause("03/03/2026", "05/03/2026", RESTART), pause("06/03/2026", "10/03/2026")),
            "16/03/2026",
        ),
        (
            (pause("03/03/2026", "05/03/2026"), pause("06/03/2026", "10/03/2026", RESTART)),
            "17/03/2026",
        ),
        ((pause("05/03/2026"),), "09/03/2026"),  # open: as it stood when the clock stopped
        ((pause("03/03/2026", "04/03/2026"), pause("06/03/2026")), "10/03/2026"),
        ((pause("03/03/2026", None, RESTART),), "09/03/2026"),
    ],
)
def test_five_working_days_from_monday_the_second_of_march(pauses, expected):
    assert counted("02/03/2026", TimeLimit(5), *pauses).on == day(expected)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ((), "12/03/2026"),
        ((pause("03/03/2026", "04/03/2026"),), "13/03/2026"),
        ((pause("03/03/2026", "05/03/2026"),), "16/03/2026"),  # Saturday rolls
        # two pauses are added as calendar days and rolled once: 12 + 2 + 2 = Monday 16
        ((pause("03/03/2026", "05/03/2026"), pause("06/03/2026", "08/03/2026")), "16/03/2026"),
        ((pause("03/03/2026", "07/03/2026", RESTART),), "17/03/2026"),
    ],
)
def test_ten_calendar_days_are_given_back_as_calendar_days(pauses, expected):
    assert counted("02/03/2026", TimeLimit(10, CALENDAR_DAYS), *pauses).on == day(expected)


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ((), "02/03/2026 14:00"),
        ((pause("02/03/2026 09:00", "02/03/2026 10:00"),), "02/03/2026 15:00"),
        ((pause("02/03/2026 11:00", "02/03/2026 14:00"),), "02/03/2026 15:00"),  # lunch is nobody's
        ((pause("02/03/2026 13:45", "03/03/2026 08:00"),), "03/03/2026 08:15"),
        ((pause("02/03/2026 09:00", "03/03/2026 09:00", RESTART),), "03/03/2026 15:00"),
        ((pause("02/03/2026 09:00", "02/03/2026 19:00", RESTART),), "03/03/2026 11:30"),
        ((pause("02/03/2026 09:00"),), "02/03/2026 14:00"),
    ],
)
def test_four_working_hours_from_eight_are_given_back_as_office_time(pauses, expected):
    assert counted("02/03/2026 08:00", TimeLimit(4, HOURS), *pauses).at == moment(expected)


def test_a_same_day_procedure_that_waited_gets_the_days_it_waited():
    assert counted("02/03/2026", TimeLimit(0), pause("02/03/2026", "04/03/2026")).on == day(
        "04/03/2026"
    )
    restarted = pause("02/03/2026 10:00", "04/03/2026 18:00", RESTART)
    assert counted("02/03/2026", TimeLimit(0), restarted).on == day("05/03/2026")


def test_nothing_is_given_back_for_time_before_the_clock_started():
    # accepted after 15:00 on Friday, so the clock starts on Monday morning
    received = "06/03/2026 16:00"
    alone = counted(received, TimeLimit(3), policy=AFTER_THREE)
    waited = pause("06/03/2026 16:30", "10/03/2026 09:00")
    assert alone.on == day("12/03/2026")
    assert counted(received, TimeLimit(3), waited, policy=AFTER_THREE).on == day("13/03/2026")
    restarted = pause("06/03/2026 16:10", "06/03/2026 16:20", RESTART)
    assert counted(received, TimeLimit(3), restarted, policy=AFTER_THREE) == alone
    hours = TimeLimit(2, HOURS)
    assert counted(received, hours, waited, policy=AFTER_THREE).at == moment("10/03/2026 11:00")


@pytest.mark.parametrize(
    ("limit", "waited", "expected"),
    [
        # asked on the last day, answered from home on the Sunday: due on the Monday, not late
        (TimeLimit(4), pause("06/03/2026 16:00", "08/03/2026 20:00"), "09/03/2026"),
        (TimeLimit(4, CALENDAR_DAYS), pause("06/03/2026", "08/03/2026"), "09/03/2026"),
        (TimeLimit(0), pause("02/03/2026 10:00", "08/03/2026 20:00"), "09/03/2026"),
        # 5 calendar days end on Saturday, so Monday is the last day; paused on it until Wednesday
        (TimeLimit(5, CALENDAR_DAYS), pause("09/03/2026", "11/03/2026"), "11/03/2026"),
    ],
)
def test_what_was_in_time_when_the_clock_stopped_is_in_time_when_it_goes_on(
    limit, waited, expected
):
    assert counted("02/03/2026", limit, waited).on == day(expected)


@pytest.mark.parametrize(
    ("limit", "waited", "expected"),
    [
        (TimeLimit(4), pause("07/03/2026", "09/03/2026"), "06/03/2026"),
        (TimeLimit(4), pause("10/03/2026", "20/03/2026"), "06/03/2026"),
        (TimeLimit(3, CALENDAR_DAYS), pause("06/03/2026", "08/03/2026"), "05/03/2026"),
        (TimeLimit(1, HOURS), pause("02/03/2026 10:30", "04/03/2026 09:00"), "02/03/2026"),
        # a supplement that restarts the limit gives even a late dossier a new one
        (TimeLimit(4), pause("10/03/2026", "20/03/2026", RESTART), "26/03/2026"),
    ],
)
def test_a_limit_that_has_run_out_cannot_be_paused(limit, waited, expected):
    assert counted("02/03/2026", limit, waited).on == day(expected)


@pytest.mark.parametrize(
    ("pauses", "code"),
    [
        ((pause("06/03/2026", "05/03/2026"),), "pause_reversed"),
        ((pause("03/03/2026", "06/03/2026"), pause("05/03/2026", "09/03/2026")), "pauses_overlap"),
        ((pause("05/03/2026", "06/03/2026"), pause("03/03/2026", "04/03/2026")), "pauses_overlap"),
        ((pause("03/03/2026"), pause("05/03/2026", "06/03/2026")), "pauses_overlap"),
        ((pause("27/02/2026", "03/03/2026"),), "pauses_overlap"),  # before acceptance
    ],
)
def test_pauses_that_overlap_or_run_backwards_are_refused(pauses, code):
    with pytest.raises(Invalid) as caught:
        counted("02/03/2026", TimeLimit(5), *pauses)
    assert caught.value.code == code
