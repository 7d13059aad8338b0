"""What a service costs by its fee lines: by page, by copy, by case, up to the highest sum.

The lines are data with their dates; here is only the arithmetic. Amounts in đồng.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from congvu.instruments.catalogue.rules import FeeFacts

PAGE: Final = "trang"


@dataclass(frozen=True, slots=True)
class Price:
    """What one fee line comes to, and how it was counted: `count` units at `line.amount`."""

    line: FeeFacts
    count: int
    amount: int


def prices(lines: Iterable[FeeFacts], *, copies: int, pages: int) -> tuple[Price, ...]:
    """Price each line that has an amount, for so many copies of so many pages each.

    Lines by the page follow each other from their `first` page on and are counted for every copy;
    lines by anything else are counted once a copy (or case), lines by nothing once. What exceeds
    the highest sum of a copy is taken off the last lines. A line that comes to nothing is left out.
    """
    known = [line for line in lines if line.amount]
    by_page = sorted((line for line in known if line.per == PAGE), key=lambda line: line.first)
    found = [_by_copy(line, copies) for line in known if line.per != PAGE]
    found += _by_page(by_page, copies=copies, pages=pages)
    order = {id(line): place for place, line in enumerate(known)}
    return tuple(sorted((one for one in found if one.amount), key=lambda one: order[id(one.line)]))


def _by_copy(line: FeeFacts, copies: int) -> Price:
    count = copies if line.per else 1
    return Price(line, count, count * (line.amount or 0))


def _by_page(lines: Sequence[FeeFacts], *, copies: int, pages: int) -> list[Price]:
    if not lines:
        return []
    ends = [after.first - 1 for _before, after in pairwise(lines)] + [pages]
    most = min((line.most for line in lines if line.most is not None), default=None)
    left, found = most, []
    for line, end in zip(lines, ends, strict=True):
        count = max(0, min(end, pages) - line.first + 1)
        one = count * (line.amount or 0)
        if left is not None:
            one = min(one, left)
            left -= one
        found.append(Price(line, count * copies, one * copies))
    return found
