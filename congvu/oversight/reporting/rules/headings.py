"""Headings of an annex in one or two rows: columns of a group share a cell above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.oversight.reporting.rules.manuscript import Column


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the heading. `merge` is "restart" or "continue" where it reaches over both rows."""

    title: str
    at: int
    across: int = 1
    merge: str = ""


def annex_heading(columns: Sequence[Column]) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the rows of the heading: one when no column has a group, else two."""
    if not any(column.group for column in columns):
        return (tuple(HeadCell(column.title, at) for at, column in enumerate(columns)),)
    upper: list[HeadCell] = []
    for at, column in enumerate(columns):
        last = upper[-1] if upper else None
        if column.group and last and last.title == column.group and not last.merge:
            upper[-1] = HeadCell(last.title, last.at, last.across + 1)
        else:
            merge = "" if column.group else "restart"
            upper.append(HeadCell(column.group or column.title, at, 1, merge))
    lower = tuple(
        HeadCell(column.title, at) if column.group else HeadCell("", at, 1, "continue")
        for at, column in enumerate(columns)
    )
    return tuple(upper), lower
