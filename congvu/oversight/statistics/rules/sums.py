"""The rows in which sums are kept, made from a book of changes.

- a *tally* is what changed in a block of days: a day, half a month, a quarter;
- a *level* is how much of the settled stocks stood when an anchor day began;
- an *open* row is what began on a day and has not ended yet;
- a *late* row is what changed on a day and was learnt on a later one.

A form over a window is then: the levels of the anchor before it, the open rows, the blocks of
days from the anchor to the end of the window, and the late rows across its edges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from congvu.oversight.statistics.rules.contributions import STOCK, Book, Days, Place
from congvu.oversight.statistics.rules.days import FOREVER, anchors_between, blocks_of

Row = tuple[int, ...]  # the columns of a key below, then the packed counters

TALLY_KEY: Final = ("tier", "starts_day", "lineage_id", "field_id")
LEVEL_KEY: Final = ("anchor_day", "lineage_id", "field_id")
OPEN_KEY: Final = ("lineage_id", "day", "field_id")
LATE_KEY: Final = ("lineage_id", "recorded_day", "day", "field_id")


def tallies(book: Book, ids: Mapping[Place, int]) -> Iterator[Row]:
    """Yield what each block of days adds up to; `ids` gives the lineage's id of a place."""
    blocks: defaultdict[Row, int] = defaultdict(int)
    for place, days in book.settled.items():
        lineage_id, field_id = ids[place], place[1]
        for day, packed in days.items():
            if packed:
                for tier, starts_day in blocks_of(day):
                    blocks[tier, starts_day, lineage_id, field_id] += packed
    for key in sorted(blocks):
        if packed := blocks[key]:
            yield (*key, packed)


def levels(book: Book, ids: Mapping[Place, int]) -> Iterator[Row]:
    """Yield what stood when each anchor day began."""
    found: list[Row] = []
    for place, days in book.settled.items():
        lineage_id, field_id = ids[place], place[1]
        found.extend((anchor, lineage_id, field_id, level) for anchor, level in _standing(days))
    yield from sorted(found)


def opens(book: Book, ids: Mapping[Place, int]) -> Iterator[Row]:
    """Yield what began and has not ended."""
    for place, days in book.open.items():
        for day, packed in days.items():
            if packed:
                yield ids[place], day, place[1], packed


def lates(book: Book, ids: Mapping[Place, int]) -> Iterator[Row]:
    """Yield what was learnt late."""
    for place, days in book.late.items():
        for (day, recorded), packed in days.items():
            if packed:
                yield ids[place], recorded, day, place[1], packed


def _standing(days: Days) -> Iterator[tuple[int, int]]:
    changes = sorted((day, STOCK.of(packed)) for day, packed in days.items())
    level = 0
    for (day, change), (after, _) in pairwise([*changes, (FOREVER, 0)]):
        level += change
        if not level:
            continue
        if after == FOREVER:  # every settled stock has an end: what has none is open
            raise ArithmeticError(f"a settled stock of {STOCK.unpack(level)} never ends")
        for anchor in anchors_between(day, after):
            yield anchor, level
