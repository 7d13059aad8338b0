"""Plans: how a task stands against its day, which tasks belong together, where a bar lies in a year.

Not here: what a row of a register may say (its own checks), and who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from congvu.kernel.periods import Window


class Standing(StrEnum):
    """How a task stands against the day that was set for it."""

    ON_TIME = "on_time"
    LATE = "late"
    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    AHEAD = "ahead"


# a task is called near its day in the last week
SOON_DAYS: Final = 7
OPEN: Final = frozenset({Standing.RUNNING, Standing.SOON, Standing.OVERDUE, Standing.AHEAD})


def standing(
    due_on: date, done_on: date | None, *, on: date, starts_on: date | None = None
) -> Standing:
    """Return how a task stands at the end of the day `on`; what was done later is not done yet.

    A task that is done on its last day is on time; one that is open is overdue from the next day.
    """
    if done_on is not None and done_on <= on:
        return Standing.ON_TIME if done_on <= due_on else Standing.LATE
    if due_on < on:
        return Standing.OVERDUE
    if (due_on - on).days <= SOON_DAYS:
        return Standing.SOON
    return Standing.AHEAD if starts_on is not None and starts_on > on else Standing.RUNNING


@dataclass(frozen=True, slots=True)
class Numbered:
    """A task by its number in the plan, or a part of it by both; `row` is the caller's."""

    number: int
    part: int | None
    row: int


def arranged(tasks: Iterable[Numbered]) -> list[tuple[int, bool, bool]]:
    """Return (row, is a part, has parts) in the order of the plan.

    A part belongs to the task of its number, so a circle cannot be written. One whose task is not
    there stands as a task of its own.
    """
    found = sorted(tasks, key=lambda one: (one.number, one.part or 0))
    whole = {one.number for one in found if one.part is None}
    split = {one.number for one in found if one.part is not None}
    return [
        (one.row, one.part is not None and one.number in whole,
         one.part is None and one.number in split)
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """Where a task lies in a window, in thousandths of its length; `cut` tells that it begins
    before or ends after.
    """

    start: int
    width: int
    cut_before: bool
    cut_after: bool


SCALE: Final = 1000
_THINNEST: Final = 6


def bar(starts_on: date, ends_on: date, window: Window) -> Bar:
    """Return where the days from `starts_on` to `ends_on` (both included) lie in the window."""
    first = _place(starts_on.toordinal(), window)
    last = _place(ends_on.toordinal() + 1, window)
    start = min(max(0, first), SCALE - _THINNEST)
    width = max(_THINNEST, min(SCALE, last) - start)
    return Bar(start, width, cut_before=first < 0, cut_after=last > SCALE)


def place_of(day: date, window: Window) -> int | None:
    """Return where a day lies in the window, None outside."""
    return _place(day.toordinal(), window) if day in window else None


def _place(ordinal: int, window: Window) -> int:
    return round((ordinal - window.starts_on.toordinal()) * SCALE / window.days)
