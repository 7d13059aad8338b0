"""What the note beside a figure lists: days of documents, counted and compared with the period."""

from __future__ import annotations

import re
from datetime import date

from congvu.kernel.periods import Window

_DAY = re.compile(
    r"(?<![\d/.,])(?P<d>[0-3]?[0-9])/(?P<m>[01]?[0-9])(?:/(?P<y>[0-9]{4}))?(?![\d/]|[.,][0-9])"
)


def days_in(note: str, window: Window) -> tuple[date, ...]:
    """Return the days that a note names, "14/9" or "14/9/2021", in their order.

    A day without a year is that of the window, else of the window's last year.
    """
    found = []
    for match in _DAY.finditer(note):
        day, month = int(match["d"]), int(match["m"])
        years = [int(match["y"])] if match["y"] else [window.starts_on.year, window.last_day.year]
        days = [one for year in years if (one := _day(year, month, day))]
        if days:
            found.append(next((one for one in days if one in window), days[-1]))
    return tuple(found)


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day, None when there is none: 9/13 is a fraction."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
