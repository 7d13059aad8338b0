"""Units as rows: the name and code of the day, what stands above, how much stands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congvu.foundation.units import selectors
from congvu.foundation.units.labels import kind_label
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import UnitRow


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as it was on a day."""

    id: int
    code: str
    name: str
    kind: str
    above: str
    below: int
    starts_on: date
    ends_on: date | None
    is_sample: bool


def unit_lines(units: Sequence[Unit], on: date) -> list[UnitLine]:
    """Return units as rows, in the order given; five queries for any number."""
    return lines_of(selectors.rows(units, on), on)


def lines_of(rows: Sequence[UnitRow], on: date) -> list[UnitLine]:
    """Return what was already read as rows of a list; two queries for any number."""
    ids = [row.id for row in rows]
    above = selectors.names_above(ids, on)
    below = selectors.count_children(ids, on)
    return [
        UnitLine(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=kind_label(row.kind),
            above=above.get(row.id, ""),
            below=below.get(row.id, 0),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_sample=row.is_sample,
        )
        for row in rows
    ]


def trunk(on: date) -> list[tuple[UnitLine, list[UnitLine]]]:
    """Return the units at the top on a day, each with those directly below it."""
    roots = list(selectors.roots(on))
    below = selectors.children_of([root.pk for root in roots], on)
    everything = [*roots, *(unit for found in below.values() for unit in found)]
    lines = {line.id: line for line in unit_lines(everything, on)}
    return [(lines[root.pk], [lines[unit.pk] for unit in below.get(root.pk, ())]) for root in roots]
