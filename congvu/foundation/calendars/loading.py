"""Loads catalogue/calendar into the database; called by `congvu catalogue load` and `congvu up`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from congvu.foundation.calendars import rules
from congvu.foundation.calendars.rules import YearPlan
from congvu.foundation.calendars.services import load_year
from congvu.foundation.journal.rules import SYSTEM, Actor

SOURCE: Final = "calendar"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a loading did, in days."""

    source: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def read(path: Path) -> tuple[YearPlan, ...]:
    """Read every year of the folder, without a database, in order of years.

    Raises CalendarContradiction for a year that breaks a rule, also for swapped days whose
    partners in neighbouring years do not match.
    """
    plans = sorted(
        (rules.parse_year(file.read_text(encoding="utf-8")) for file in path.glob("*.toml")),
        key=lambda plan: plan.year,
    )
    unmatched = tuple(rules.unmatched_swaps(day for plan in plans for day in plan.days))
    for plan in plans:
        found = [*rules.problems(plan), *(p for p in unmatched if p.day.year == plan.year)]
        if found:
            raise rules.CalendarContradiction(plan.year, found)
    return tuple(plans)


def load(path: Path, *, by: Actor = SYSTEM, at: datetime | None = None) -> LoadReport:
    """Load all years of the folder `catalogue/calendar` in one transaction.

    Years without a file and local days stay as they are; the same files twice change nothing.
    `at` is the time of the journal entries, now when not given.
    """
    moment = at or timezone.now()
    created = updated = removed = 0
    plans = read(path)
    with transaction.atomic():
        for plan in plans:
            new, changed, gone = load_year(plan, by=by, at=moment)
            created, updated, removed = created + new, updated + changed, removed + gone
    total = sum(len(plan.days) for plan in plans)
    return LoadReport(SOURCE, created, updated, total - created - updated, removed)
