"""How far the reading in of a list is, told from its times. No clock, no database."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

STALLED_AFTER: Final = timedelta(seconds=45)
MOST_TRIES: Final = 3
LOOKED_AT_AT_ONCE: Final = 2_000


class Step(StrEnum):
    """Where a run stands: only looked at, waiting for a worker, read in, stopped, done."""

    LOOKED_AT = "looked_at"
    WAITING = "waiting"
    WRITING = "writing"
    STALLED = "stalled"
    STOPPED = "stopped"
    DONE = "done"


def is_long(rows: int) -> bool:
    """Tell whether a list is too long to be looked at while a person waits: the worker does it."""
    return rows > LOOKED_AT_AT_ONCE


MOVING: Final = frozenset({Step.WAITING, Step.WRITING})


def step_of(
    *,
    asked_at: datetime | None,
    moved_at: datetime | None,
    finished_at: datetime | None,
    failure: str,
    now: datetime,
) -> Step:
    """Return where a run stands.

    One that nobody has moved for STALLED_AFTER has lost its worker (or waits behind other work):
    it may be asked for again, since a second reader of the same run stops by itself.
    """
    if finished_at is not None:
        return Step.DONE
    if failure:
        return Step.STOPPED
    times = [moment for moment in (asked_at, moved_at) if moment is not None]
    if not times:
        return Step.LOOKED_AT
    if now - max(times) > STALLED_AFTER:
        return Step.STALLED
    begun = moved_at is not None and (asked_at is None or moved_at >= asked_at)
    return Step.WRITING if begun else Step.WAITING
