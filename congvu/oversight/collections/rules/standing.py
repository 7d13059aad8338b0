"""How a unit stands with what it was asked, on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from congvu.oversight.collections.rules.life import State


class Standing(StrEnum):
    """How far a unit is; the order is that of concern."""

    LATE = "late"
    RETURNED = "returned"
    WAITING = "waiting"
    ENDED = "ended"
    ANSWERED_LATE = "answered_late"
    ANSWERED = "answered"
    LEFT_OUT = "left_out"


def standing(
    state: State, due_on: date, answered_on: date | None, on: date, ended_on: date | None = None
) -> Standing:
    """Return the standing on a day; an answer after the due day stays late for good.

    From the day `ended_on` the unit is no more and owes nothing: what it was sent back stays sent
    back, and what its heir sends for it is not late.
    """
    if state is State.ANSWERED and answered_on is not None:
        late = days_late(state, due_on, answered_on, on, ended_on)
        return Standing.ANSWERED_LATE if late else Standing.ANSWERED
    is_over = ended_on is not None and ended_on <= on
    if state is State.RETURNED and (is_over or on <= due_on):
        return Standing.RETURNED
    if is_over:
        return Standing.ENDED
    return Standing.LATE if on > due_on else Standing.WAITING


def days_late(
    state: State, due_on: date, answered_on: date | None, on: date, ended_on: date | None = None
) -> int:
    """Return the calendar days after the due day: to the day of the answer, else to today.

    None once the unit is no more.
    """
    day = answered_on if state is State.ANSWERED and answered_on is not None else on
    if ended_on is not None and ended_on <= day:
        return 0
    return max(0, (day - due_on).days)
