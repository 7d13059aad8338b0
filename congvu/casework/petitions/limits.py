"""The limits of the catalogue, read once a process, and the days that they give."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.casework.petitions.rules import (
    PLAIN,
    Case,
    Limit,
    Step,
    Stream,
    due_on,
    limit_for,
    read_limits,
)
from congvu.kernel.workcalendar import WorkCalendar


@cache
def limits() -> tuple[Limit, ...]:
    path = Path(settings.CATALOGUE) / "petitions" / "limits.toml"
    return read_limits(path.read_text(encoding="utf-8"))


def last_day(
    stream: Stream,
    step: Step,
    began_on: date,
    calendar: WorkCalendar,
    *,
    case: Case = PLAIN,
    paused_on: date | None = None,
    resumed_on: date | None = None,
) -> tuple[date | None, str]:
    """Return the last day of a step begun on a day, and the law that says so."""
    found = limit_for(limits(), stream, step, began_on)
    day = due_on(found, began_on, calendar, case=case, paused_on=paused_on, resumed_on=resumed_on)
    return day, found.basis
