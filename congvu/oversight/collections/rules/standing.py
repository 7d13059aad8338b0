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
    ANSWERED_LATE = "answered_late"
    ANSWERED = "answered"
    LEFT_OUT = "left_out"


def standing(state: State, due_on: date, answered_on: date | None, on: date) -> Standing:
    """Return the standing on a day; an answer after the due day stays late for good."""
    if state is State.ANSWERED and answered_on is not None:
        return Standing.ANSWERED_LATE if answered_on > due_on else Standing.ANSWERED
    if state is State.RETURNED and on <= due_on:
        return Standing.RETURNED
    return Standing.LATE if on > due_on else Standing.WAITING


def days_late(state: State, due_on: date, answered_on: date | None, on: date) -> int:
    """Return the calendar days after the due day: to the day of the answer, else to today."""
    day = answered_on if state is State.ANSWERED and answered_on is not None else on
    return max(0, (day - due_on).days)
