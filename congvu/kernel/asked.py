"""Numbers and days as an address or a bare form gives them: what is none is None, never an error."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

LARGEST_NUMBER: Final = 2**63 - 1
"""What the widest whole-number column of both databases holds."""
EARLIEST_YEAR: Final = 1850
LATEST_YEAR: Final = 2199
"""A day outside of these years is a slip of the hand; counting on from it may leave the calendar."""
_WHOLE: Final = re.compile(r"[0-9]{1,19}")


def whole_number(text: str | None, *, most: int = LARGEST_NUMBER) -> int | None:
    """Return the number that ASCII digits write, None for anything else and beyond `most`."""
    if text is None or not _WHOLE.fullmatch(text):
        return None
    number = int(text)
    return number if number <= most else None


def iso_day(text: str) -> date | None:
    """Return the day that YYYY-MM-DD writes, None for anything else and for years out of reach."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_within_reach(day) else None


def is_within_reach(day: date) -> bool:
    """Whether people can mean this day: years 1850 to 2199."""
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR
