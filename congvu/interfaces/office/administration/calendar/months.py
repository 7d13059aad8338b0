"""A year as twelve sheets of weeks, Monday first; every day knows what it is and why."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from congvu.foundation.calendars.labels import DAY_KIND_LABELS
from congvu.foundation.calendars.rules import WEEKEND, DayKind
from congvu.foundation.calendars.selectors import DayRow

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: `look` is its class, `why` is spoken and shown on hover; blank for a plain day."""

    day: date
    look: str
    why: str = ""
    is_today: bool = False
    is_unverified: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """One sheet; None stands for the days of the months beside it."""

    number: int
    weeks: tuple[tuple[Cell | None, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the list below the sheets."""

    id: int
    day: date
    kind: str
    look: str
    name: str
    decision: str
    verified: bool
    unit_id: int | None
    unit_name: str


def months_of(year: int, days: Iterable[DayRow], today: date) -> tuple[Month, ...]:
    """Return the twelve sheets; of two rows for one day, the local one counts."""
    special = {row.day: row for row in sorted(days, key=lambda row: row.unit_id is not None)}
    return tuple(_month(year, number, special, today) for number in MONTHS)


def day_lines(days: Sequence[DayRow], unit_names: Mapping[int, str]) -> list[DayLine]:
    """Return days as rows of the list."""
    return [
        DayLine(
            id=row.id,
            day=row.day,
            kind=kind_words(row),
            look=_look(row),
            name=name_of(row),
            decision=row.decision,
            verified=row.verified,
            unit_id=row.unit_id,
            unit_name=unit_names.get(row.unit_id, "") if row.unit_id else "",
        )
        for row in days
    ]


def name_of(row: DayRow) -> str:
    """Name the day in the language of the screen; a local day bears what was typed."""
    return (row.name_en if get_language() == "en" else "") or row.name


def kind_words(row: DayRow) -> str:
    """Name the kind; a local day off follows a decision and is no exchange."""
    if row.unit_id is not None and row.kind is not DayKind.MAKEUP_DAY:
        return _("Nghỉ theo quyết định")
    return str(DAY_KIND_LABELS[row.kind])


def _month(year: int, number: int, special: Mapping[date, DayRow], today: date) -> Month:
    weeks = tuple(
        tuple(_cell(day, special, today) if day.month == number else None for day in week)
        for week in Calendar().monthdatescalendar(year, number)
    )
    worked = sum(cell is not None and _is_worked(cell.look) for week in weeks for cell in week)
    return Month(number, weeks, worked)


def _cell(day: date, special: Mapping[date, DayRow], today: date) -> Cell:
    row = special.get(day)
    if row is None:
        look = "weekend" if day.weekday() in WEEKEND else "work"
        return Cell(day, look, is_today=day == today)
    why = f"{kind_words(row)}: {name_of(row)}"
    return Cell(day, _look(row), why, day == today, not row.verified)


def _look(row: DayRow) -> str:
    if row.kind is DayKind.MAKEUP_DAY:
        return "makeup"
    if row.unit_id is not None:
        return "local"
    return "holiday" if row.kind is DayKind.HOLIDAY else "substitute"


def _is_worked(look: str) -> bool:
    return look in {"work", "makeup"}
