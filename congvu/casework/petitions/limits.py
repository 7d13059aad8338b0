"""The limits of the catalogue, read once a process, and the days that they give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.casework.petitions.rules import (
    PLAIN,
    Case,
    Ground,
    Limit,
    Pause,
    Step,
    Stream,
    due_on,
    limit_for,
    read_grounds,
    read_limits,
)
from congvu.kernel.workcalendar import WorkCalendar


@cache
def limits() -> tuple[Limit, ...]:
    path = Path(settings.CATALOGUE) / "petitions" / "limits.toml"
    return read_limits(path.read_text(encoding="utf-8"))


@cache
def grounds() -> tuple[Ground, ...]:
    path = Path(settings.CATALOGUE) / "petitions" / "grounds.toml"
    return read_grounds(path.read_text(encoding="utf-8"))


def last_day(
    stream: Stream,
    step: Step,
    began_on: date,
    calendar: WorkCalendar,
    *,
    case: Case = PLAIN,
    pauses: Sequence[Pause] = (),
) -> tuple[date | None, str]:
    """Return the last day of a step begun on a day, and the law that says so."""
    found = limit_for(limits(), stream, step, began_on)
    day = due_on(found, began_on, calendar, case=case, pauses=pauses)
    return day, found.basis
