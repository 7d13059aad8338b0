"""One function that says whether a dossier is early, on time, late, in time or overdue.

Every screen, interface and report uses it; none compares a due date by itself.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Timeliness(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    NOT_STARTED = "not_started"


def classify(*, due: date | None, finished_on: date | None, paused: bool, on: date) -> Timeliness:
    """Classify by whole days (NĐ 61/2018; form 06a).

    Finished before the due day is early, on it on time, after it late. Unfinished: in time up to
    and including the due day, and while the clock is stopped; overdue from the day after.
    `due` is None before acceptance.
    """
    if due is None:
        return Timeliness.NOT_STARTED
    if finished_on is not None:
        if finished_on < due:
            return Timeliness.EARLY
        return Timeliness.ON_TIME if finished_on == due else Timeliness.LATE
    if paused or on <= due:
        return Timeliness.IN_TIME
    return Timeliness.OVERDUE
