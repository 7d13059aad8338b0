"""Deadlines of the steps of an internal workflow, as shares of the dossier's own limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from congvu.kernel.workingdays import WorkCalendar


def step_dues(
    starts_on: date, due_on: date, shares: Sequence[int], calendar: WorkCalendar
) -> list[date]:
    """Return the last day of each step, in order; never after `due_on` (TT 01/2018 Đ8).

    `shares` are thousandths of the limit in working days; a step of a small share ends on the
    first working day that its cumulative share reaches.
    """
    days = calendar.count_working_days(starts_on, due_on)
    dues: list[date] = []
    for share in accumulate(shares):
        whole = -(-days * min(share, 1000) // 1000)
        day = calendar.add_working_days(starts_on, whole) if whole else starts_on
        dues.append(min(day, due_on))
    return dues


def steps_left(
    starts_on: date, due_on: date, shares: Sequence[int], calendar: WorkCalendar
) -> list[date]:
    """Return the last day of each step that is left, after the due day moved: the days from
    `starts_on` are shared out anew, in the proportion of the shares; the last ends on `due_on`.
    """
    days = calendar.count_working_days(starts_on, due_on)
    total = sum(shares)
    dues: list[date] = []
    for share in accumulate(shares):
        whole = -(-days * share // total) if total else days
        day = calendar.add_working_days(starts_on, whole) if whole else starts_on
        dues.append(min(day, due_on))
    return dues
