"""The books of a year in the order of their numbers, every number of them (NĐ 30/2020, Phụ lục IV)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.selectors.access import sees_all, visible_to
from congvu.foundation.people.rules import Staff


@dataclass(frozen=True, slots=True)
class Part:
    """A month of a book."""

    month: int
    entries: int


def book(staff: Staff, direction: Direction, year: int, on: date, *, month: int | None = None) -> (
    QuerySet[Document]
):  # fmt: skip
    """Return the entries of a year: arrivals by arrival number, our own by day, book and number.

    Cancelled numbers stand in it. Only who sees the whole office has a book.
    """
    rows = _entries(staff, direction, on)
    rows = rows.filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    if month is not None:
        rows = rows.filter(day__month=month)
    order = (
        ("arrival_number", "id")
        if direction is Direction.INCOMING
        else ("issued_on", "series_id", "number", "suffix", "id")
    )
    return rows.select_related("unit").prefetch_related("recipients").order_by(*order)


def parts_of(staff: Staff, direction: Direction, year: int, on: date) -> list[Part]:
    """Return the months of a year that have entries."""
    rows = (
        _entries(staff, direction, on)
        .filter(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
        .annotate(month=ExtractMonth("day"))
        .values("month")
        .annotate(n=Count("id"))
        .order_by("month")
    )
    return [Part(row["month"], row["n"]) for row in rows]


def years_of(staff: Staff, direction: Direction, on: date) -> list[int]:
    """Return the years that have entries, the newest first, this one always."""
    rows = (
        _entries(staff, direction, on)
        .annotate(year=ExtractYear("day"))
        .values_list("year", flat=True)
        .distinct()
    )
    return sorted({on.year, *rows}, reverse=True)


def first_day(rows: QuerySet[Document]) -> date | None:
    """Return the day of the earliest of these entries."""
    found: date | None = rows.order_by().aggregate(first=Min("day"))["first"]
    return found


def entries_of(rows: QuerySet[Document], *, chunk: int = 1000) -> Iterator[Document]:
    """Walk through a long book in bounded memory."""
    return rows.iterator(chunk_size=chunk)


def _entries(staff: Staff, direction: Direction, on: date) -> QuerySet[Document]:
    if not sees_all(staff):
        return Document.objects.none()
    numbered = Q(number__isnull=False) if direction is Direction.OUTGOING else Q()
    return visible_to(staff, on).filter(numbered, direction=direction.value)
