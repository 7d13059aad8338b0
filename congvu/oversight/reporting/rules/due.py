"""Whether a report is late: calendar days after the due day, for the board and every first screen."""

from __future__ import annotations

from datetime import date


def days_late(due_on: date, day: date) -> int:
    """Return how many calendar days a day lies after the due day; 0 before it."""
    return max(0, (day - due_on).days)


def overdue(due_on: date, on: date, *, handed_in: bool) -> int:
    """Return by how many days a report is overdue: 0 once any version of it was handed in.

    A correction that is asked for later is not late again: the first version kept the due day.
    """
    return 0 if handed_in else days_late(due_on, on)
