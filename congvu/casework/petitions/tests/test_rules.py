"""The limits of petitions, as the catalogue gives them, and the life of a denunciation."""

from datetime import date

import pytest

from congvu.casework.petitions.limits import limits
from congvu.casework.petitions.rules import (
    MOST_EXTENSIONS,
    Act,
    Case,
    Pause,
    State,
    Step,
    Stream,
    acts,
    after,
    days_of,
    due_on,
    limit_for,
)
from congvu.kernel.errors import Invalid
from congvu.kernel.workcalendar import WorkCalendar

CALENDAR = WorkCalendar(years=frozenset({2026}))
MONDAY = date(2026, 3, 2)


def limit(stream, step, on=MONDAY):
    return limit_for(limits(), stream, step, on)


@pytest.mark.parametrize(
    ("stream", "case", "days"),
    [
        (Stream.COMPLAINT, Case(), 30),
        (Stream.COMPLAINT, Case(is_hard=True), 45),
        (Stream.COMPLAINT, Case(is_remote=True), 45),
        (Stream.COMPLAINT, Case(is_hard=True, is_remote=True), 60),
        (Stream.SECOND, Case(), 45),
        (Stream.SECOND, Case(is_hard=True), 60),
        (Stream.SECOND, Case(is_hard=True, is_remote=True), 70),
        (Stream.DENUNCIATION, Case(), 30),
        (Stream.DENUNCIATION, Case(extensions=1), 60),
        (Stream.DENUNCIATION, Case(extensions=2), 90),
    ],
)
def test_a_case_has_as_many_days_as_the_law_gives_it(stream, case, days):
    assert days_of(limit(stream, Step.SETTLE), case) == days


def test_the_limit_of_accepting_a_complaint_changes_on_its_day():
    before = limit(Stream.COMPLAINT, Step.ACCEPT, date(2026, 6, 30))
    since = limit(Stream.COMPLAINT, Step.ACCEPT, date(2026, 7, 1))
    assert (before.value, before.is_working) == (10, False)
    assert (since.value, since.is_working) == (7, True)


def test_suspended_days_are_given_back_and_a_suspended_case_has_no_last_day():
    settle = limit(Stream.COMPLAINT, Step.SETTLE)
    assert due_on(settle, MONDAY, CALENDAR) == date(2026, 4, 1)
    once = Pause(date(2026, 3, 10), date(2026, 3, 15))
    assert due_on(settle, MONDAY, CALENDAR, pauses=[once]) == date(2026, 4, 6)
    again = Pause(date(2026, 3, 20), date(2026, 3, 24))
    assert due_on(settle, MONDAY, CALENDAR, pauses=[once, again]) == date(2026, 4, 10)
    assert due_on(settle, MONDAY, CALENDAR, pauses=[once, Pause(date(2026, 3, 20))]) is None


def test_feedback_on_others_rules_is_passed_on_within_five_working_days():
    assert due_on(limit(Stream.FEEDBACK, Step.TRANSFER), MONDAY, CALENDAR) == date(2026, 3, 9)


def test_no_limit_of_a_time_before_the_law_is_invented():
    with pytest.raises(Invalid):
        limit(Stream.DENUNCIATION, Step.SETTLE, date(2000, 1, 1))


def test_limits_of_one_step_never_overlap():
    for one in limits():
        assert limit_for(limits(), one.stream, one.step, one.starts_on) is one


def test_a_suspended_denunciation_is_resumed_or_withdrawn_and_nothing_else():
    assert set(acts(State.SUSPENDED, 0)) == {Act.ASSIGN, Act.RESUME, Act.WITHDRAW}
    assert after(State.ACCEPTED, Act.SUSPEND, 0) is State.SUSPENDED
    assert after(State.SUSPENDED, Act.RESUME, 0) is State.ACCEPTED


def test_a_denunciation_is_extended_twice_at_most_and_ends_once():
    assert Act.EXTEND in acts(State.ACCEPTED, MOST_EXTENSIONS - 1)
    with pytest.raises(Invalid):
        after(State.ACCEPTED, Act.EXTEND, MOST_EXTENSIONS)
    for state in (State.CONCLUDED, State.REFUSED, State.TRANSFERRED, State.WITHDRAWN):
        assert acts(state, 0) == ()
