"""How tasks stand against their days, and where they lie in a year."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from congvu.casework.plans.rules import SCALE, Numbered, Standing, arranged, bar, place_of, standing
from congvu.kernel.periods import Window

YEAR = Window(date(2026, 1, 1), date(2027, 1, 1))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def test_done_on_its_last_day_is_on_time_and_a_day_later_is_late():
    due, on = date(2026, 3, 31), date(2026, 6, 30)
    assert standing(due, due, on=on) is Standing.ON_TIME
    assert standing(due, due + timedelta(days=1), on=on) is Standing.LATE


def test_what_was_done_after_the_day_of_the_question_was_not_done_then():
    assert standing(date(2026, 3, 31), date(2026, 4, 2), on=date(2026, 4, 1)) is Standing.OVERDUE
    assert standing(date(2026, 3, 31), date(2026, 4, 2), on=date(2026, 3, 31)) is Standing.SOON


def test_an_open_task_is_ahead_then_running_then_soon_then_overdue():
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 25), date(2026, 4, 1)]
    found = [standing(date(2026, 3, 31), None, on=day, starts_on=date(2026, 1, 15)) for day in days]
    assert found == [Standing.AHEAD, Standing.RUNNING, Standing.SOON, Standing.OVERDUE]


def test_parts_stand_under_their_task_and_no_circle_can_be_written():
    tasks = [Numbered(2, 1, 4), Numbered(1, 2, 3), Numbered(1, None, 1), Numbered(1, 1, 2)]
    assert arranged(tasks) == [
        (1, False, True),
        (2, True, False),
        (3, True, False),
        (4, False, False),
    ]


@given(DAYS, DAYS)
def test_a_bar_never_leaves_its_year(one, other):
    drawn = bar(min(one, other), max(one, other), YEAR)
    assert 0 <= drawn.start < SCALE
    assert drawn.width > 0
    assert drawn.start + drawn.width <= SCALE


def test_today_is_drawn_only_within_the_year():
    assert place_of(date(2026, 1, 1), YEAR) == 0
    assert place_of(date(2027, 1, 1), YEAR) is None
