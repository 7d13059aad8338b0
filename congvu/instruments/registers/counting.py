"""Figures of registers: by offices and days, as known at a moment, with what was entered late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from congvu.instruments.registers.declared import Asked, Count, Register, Rows
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure; `late` is what came into it, or went out of it, after the days had ended.

    `value` is None when a total adds up nothing: blank is not zero. `rows` is how many rows are
    behind it.
    """

    value: int | Decimal | None
    rows: int
    late: int | Decimal = 0
    late_rows: int = 0


def counted(
    register: Register,
    count: Count,
    *,
    offices: Collection[int],
    window: Window,
    known_at: datetime,
) -> Rows:
    """Return the rows that a figure counts: those that one opens it to."""
    rows = register.rows.filter(office_id__in=offices).known_at(known_at)
    return count.select(rows, Asked(window, known_at))


def reading(
    register: Register,
    count: Count,
    *,
    offices: Collection[int],
    window: Window,
    known_at: datetime,
) -> Reading:
    """Return the figure as known at a moment, and how it differs from what was known at closing.

    The days close at the end of their last day; before that nothing is late.
    """
    now = counted(register, count, offices=offices, window=window, known_at=known_at)
    value, rows = _measured(now, count)
    closing = closed_at(window)
    if known_at <= closing:
        return Reading(value, rows)
    late = late_rows(register, count, offices=offices, window=window, known_at=known_at)
    then, _rows = _measured(
        counted(register, count, offices=offices, window=window, known_at=closing), count
    )
    return Reading(value, rows, (value or 0) - (then or 0), len(late))


def late_rows(
    register: Register,
    count: Count,
    *,
    offices: Collection[int],
    window: Window,
    known_at: datetime,
) -> frozenset[UUID]:
    """Return the rows that are counted now and were not at closing, or the other way round."""
    found = [
        set(
            counted(register, count, offices=offices, window=window, known_at=moment).values_list(
                "uuid", flat=True
            )
        )
        for moment in (known_at, min(closed_at(window), known_at))
    ]
    return frozenset(found[0] ^ found[1])


def closed_at(window: Window) -> datetime:
    """Return the end of the last day of the window."""
    return datetime.combine(window.ends_on, time(0), VIETNAM)


def in_window(column: str, rows: Rows, asked: Asked) -> Rows:
    """Keep the rows whose day lies in the window: what most counts begin with."""
    days = {f"{column}__gte": asked.window.starts_on, f"{column}__lt": asked.window.ends_on}
    return rows.filter(**days)


def standing(rows: Rows, asked: Asked, *, since: str = "starts_on", until: str = "ends_on") -> Rows:
    """Keep what stood on the last day of the window; `until` is the first day without it."""
    last = asked.window.last_day
    still = Q(**{until: None}) | Q(**{f"{until}__gt": last})
    return rows.filter(still, **{f"{since}__lte": last})


def _measured(rows: Rows, count: Count) -> tuple[int | Decimal | None, int]:
    behind = rows.order_by().count()
    if count.total:
        return rows.order_by().aggregate(total=Sum(count.total))["total"], behind
    if count.distinct:
        different = rows.order_by().exclude(**{count.distinct: None})
        return different.values(*count.told_apart_by).distinct().count(), behind
    return behind, behind
