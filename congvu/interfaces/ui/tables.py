"""The heads, orders and pages of lists: from a query string to what `c-table` and `c-pager` draw.

Not here: which rows (selectors) and how they are counted (querysets).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict

Kind = Literal["", "num", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column. `key` is what the address says when one sorts by it; empty: unsortable."""

    label: str
    key: str = ""
    kind: Kind = ""


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column as drawn: `url` sorts by it, `sort` is aria-sort ("ascending", "descending", "")."""

    label: str
    kind: Kind = ""
    url: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """A page of a list that is walked by keys: `total` is exact up to its limit, then a minimum."""

    total: int
    exact: bool = True
    newer_url: str = ""
    older_url: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `url` is the same list without it."""

    label: str
    url: str


def chosen_order(columns: Iterable[Column], query: QueryDict, default: str) -> str:
    """Return the order asked for (`order=due` or `order=-due`), or the default if it is no column's."""
    asked = query.get("order", "")
    keys = {column.key for column in columns if column.key}
    return asked if asked.removeprefix("-") in keys else default


def head(columns: Sequence[Column], query: QueryDict, order: str) -> tuple[HeadCell, ...]:
    """Return the cells of the head; choosing the column in force turns its direction."""
    return tuple(_head_cell(column, query, order) for column in columns)


def _head_cell(column: Column, query: QueryDict, order: str) -> HeadCell:
    if not column.key:
        return HeadCell(column.label, column.kind)
    sort = {column.key: "ascending", f"-{column.key}": "descending"}.get(order, "")
    turned = f"-{column.key}" if sort == "ascending" else column.key
    return HeadCell(column.label, column.kind, with_query(query, order=turned), sort)


def with_query(query: QueryDict, **changes: str) -> str:
    """Return "?…" with the changes made; an empty value drops its key, and so is the page's key."""
    changed = query.copy()
    for key in ("after", "before"):
        changed.pop(key, None)
    for key, value in changes.items():
        if value:
            changed[key] = value
        else:
            changed.pop(key, None)
    return f"?{changed.urlencode()}"
