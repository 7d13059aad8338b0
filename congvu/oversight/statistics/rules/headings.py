"""The merged heading of a table, made from the words that stand above each column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple


class Heading(NamedTuple):
    """One cell of the heading; rows and columns from 0, spans at least 1."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def headings(paths: Sequence[Sequence[str]]) -> list[Heading]:
    """Lay out the heading: equal words side by side are one cell, the last word reaches the bottom."""
    depth = max(len(path) for path in paths)
    return _part(paths, 0, depth, 0)


def _part(paths: Sequence[Sequence[str]], row: int, depth: int, column: int) -> list[Heading]:
    found: list[Heading] = []
    for text, group in groupby(paths, key=lambda path: path[row] if row < len(path) else ""):
        some = list(group)
        if row == min(len(path) for path in some) - 1 or not text:
            if text:
                found += [
                    Heading(row, column + place, depth - row, 1, text) for place in range(len(some))
                ]
        else:
            found.append(Heading(row, column, 1, len(some), text))
            found += _part(some, row + 1, depth, column)
        column += len(some)
    return found
