"""The moments between which a count of some days looks, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM


@dataclass(frozen=True, slots=True)
class Moments:
    """From `starts_at` until before `ends_at`; only what was recorded before `known_until` counts."""

    starts_at: datetime
    ends_at: datetime
    known_until: datetime

    @classmethod
    def of(cls, window: Window, known_on: date) -> Moments:
        """Return them for whole days of Việt Nam; nothing after the end of `known_on` is known."""
        known = _midnight(known_on + timedelta(days=1))
        return cls(_midnight(window.starts_on), min(_midnight(window.ends_on), known), known)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), VIETNAM)
