"""Many counts over many tables in one statement."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db.models import Count, DecimalField, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Cast

_AT_ONCE: Final = 100  # SQLite takes 500 parts in one statement
_NUMBER: Final = DecimalField[Decimal, Decimal](max_digits=30, decimal_places=4)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows to be counted; `total` names a column to add up, `distinct` one to tell apart."""

    rows: QuerySet[Any]
    total: str = ""
    distinct: str = ""


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many rows there are, and the figure: blank when a total adds up nothing."""

    rows: int
    value: Decimal | None


def tally(asked: Sequence[tuple[Key, Tally]]) -> dict[Key, Tallied]:
    """Count them all, a hundred to a statement."""
    found: dict[Key, Tallied] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        first, *others = (_part(place, one) for place, (_key, one) in enumerate(some))
        for place, rows, value in first.union(*others, all=True) if others else first:
            figure = None if value is None else Decimal(str(value)).normalize()
            found[some[place][0]] = Tallied(rows, figure)
    # a part without rows may be missing from the answer
    return {
        key: found.get(key, Tallied(0, None if one.total else Decimal(0))) for key, one in asked
    }


def _part(place: int, asked: Tally) -> QuerySet[Any, tuple[int, int, Any]]:
    """Return one line: its place, the number of rows, the figure."""
    rows = _plain(asked.rows)
    figure: Any = Count("pk")
    if asked.total:
        figure = Sum(asked.total)
    elif asked.distinct:
        figure = Count(asked.distinct, distinct=True)
    line: QuerySet[Any, tuple[int, int, Any]] = (
        rows.order_by()
        .annotate(_place=Value(place, output_field=IntegerField()))
        .values("_place")
        .annotate(_rows=Count("pk"), _figure=Cast(figure, _NUMBER))
        .values_list("_place", "_rows", "_figure")
    )
    return line


def _plain(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows that can be counted as they are; those found by more than filters, by their keys."""
    query = rows.query
    if not (query.distinct or query.is_sliced or query.annotations or query.combinator):
        return rows
    named: QuerySet[Any] = rows.model._default_manager.filter(  # noqa: SLF001 - Django's own door
        pk__in=rows.order_by().values("pk")
    )
    return named
