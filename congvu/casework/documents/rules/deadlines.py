"""When something with a document must be done, and whether it was (NĐ 30/2020 Đ15, 18, 23, 24)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from congvu.kernel.workcalendar import WorkCalendar


class Standing(StrEnum):
    """How a task stands on a day."""

    NO_DUE = "no_due"
    IN_TIME = "in_time"
    TODAY = "today"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done_late"


def next_working_day(day: date, calendar: WorkCalendar) -> date:
    """Return the working day after `day`: the latest for presenting, numbering and issuing."""
    return calendar.add_working_days(day, 1)


def standing(due_on: date | None, done_on: date | None, on: date) -> Standing:
    """Say how a task with this deadline stands on `on`; the due day itself is still in time."""
    if done_on is not None and done_on <= on:
        return Standing.DONE_LATE if due_on is not None and done_on > due_on else Standing.DONE
    if due_on is None:
        return Standing.NO_DUE
    if due_on == on:
        return Standing.TODAY
    return Standing.LATE if due_on < on else Standing.IN_TIME


def days_late(due_on: date | None, done_on: date | None, on: date) -> int:
    """Return by how many days a task is or was late, 0 when it is not."""
    if due_on is None:
        return 0
    return max(0, ((done_on or on) - due_on).days)
