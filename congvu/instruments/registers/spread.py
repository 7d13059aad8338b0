"""One figure office by office: what a province compares its communes by.

A few questions for all offices together, never one per office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count as Counted
from django.db.models import Sum

from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Succession, Unit
from congvu.foundation.units.offices import INTERNAL_KINDS
from congvu.instruments.registers.counting import closed_at, counted
from congvu.instruments.registers.declared import Count, Register
from congvu.instruments.registers.selectors import keeper_of
from congvu.kernel.periods import Window

Value = int | Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """What one office has of a figure; `late` is how it changed after the days had ended.

    `value` is None where a total adds up nothing.
    """

    unit: Unit
    value: Value | None
    late: Value = 0


def offices_compared(staff: Staff, on: date) -> list[Unit]:
    """Return the person's office and the authorities directly below it on the day, by name."""
    own = keeper_of(staff, on)
    below = units.children(own, on).exclude(kind__in=INTERNAL_KINDS)
    return [units.get(own), *below]


def heirs(compared: list[Unit], on: date) -> dict[int, int]:
    """Return under which office the rows of each office stand: its own, or its main successor's."""
    found = {unit.pk: unit.pk for unit in compared}
    new = set(found)
    while new:
        came = Succession.objects.filter(to_unit_id__in=new, is_main=True, on__lte=on)
        steps = dict(came.values_list("from_unit_id", "to_unit_id"))
        steps = {old: heir for old, heir in steps.items() if old not in found}
        found |= {old: found[heir] for old, heir in steps.items()}
        new = set(steps)
    return found


def spread(
    register: Register,
    count: Count,
    *,
    compared: list[Unit],
    window: Window,
    known_at: datetime,
    on: date,
) -> list[Share]:
    """Return the figure of each office, in their order, as known at a moment."""
    belongs = heirs(compared, on)
    now = _measured(register, count, belongs, window, known_at)
    closing = closed_at(window)
    then = now if known_at <= closing else _measured(register, count, belongs, window, closing)
    empty = None if count.total else 0
    return [
        Share(unit, now.get(unit.pk, empty), (now.get(unit.pk) or 0) - (then.get(unit.pk) or 0))
        for unit in compared
    ]


def _measured(
    register: Register, count: Count, belongs: Mapping[int, int], window: Window, at: datetime
) -> dict[int, Value]:
    rows = counted(register, count, offices=list(belongs), window=window, known_at=at).order_by()
    if count.distinct:
        different: dict[int, set[Any]] = defaultdict(set)
        pairs = rows.exclude(**{count.distinct: None}).values_list("office_id", count.distinct)
        for office, value in pairs.distinct():
            different[belongs[office]].add((office, value) if count.by_office else value)
        return {unit: len(values) for unit, values in different.items()}
    measure = Sum(count.total) if count.total else Counted("pk")
    found: dict[int, Value] = {}
    for office, value in rows.values_list("office_id").annotate(measure=measure):
        if value is not None:
            found[belongs[office]] = found.get(belongs[office], 0) + value
    return found
