"""Days as whole numbers, and the blocks of days by which sums are kept.

A day is the number that `date.toordinal` gives, in Vietnamese legal time. Whole numbers compare,
add and travel alike in SQLite, PostgreSQL and Parquet.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

FOREVER: Final = date.max.toordinal()  # an end that is not known


class Tier(IntEnum):
    """How many days one row of a tally sums up.

    Halves of months are anchored on the 1st and the 15th, because official windows begin there
    (Công văn 581/BNV-CCHC: 15/12–14/3). OPEN rows hold what may yet be taken back.
    """

    OPEN = 0
    DAY = 1
    HALF = 2
    QUARTER = 3
    YEAR = 4


class Block(NamedTuple):
    """The days of one row of a tally: its tier and its first day."""

    tier: int
    starts_day: int


@lru_cache(maxsize=16_384)
def blocks_of(day: int) -> tuple[Block, ...]:
    """Return the blocks of all tiers that hold the day, from the day to its year."""
    when = date.fromordinal(day)
    half = when.replace(day=15 if when.day >= 15 else 1)
    quarter = date(when.year, (when.month - 1) // 3 * 3 + 1, 1)
    return (
        Block(Tier.DAY, day),
        Block(Tier.HALF, half.toordinal()),
        Block(Tier.QUARTER, quarter.toordinal()),
        Block(Tier.YEAR, date(when.year, 1, 1).toordinal()),
    )


def cover(first: int, last: int) -> list[Block]:
    """Return the fewest blocks that hold exactly the days from `first` to `last`, both included."""
    found: list[Block] = []
    day = first
    while day <= last:
        for block in reversed(blocks_of(day)):
            if block.starts_day == day and (end := _end(block)) <= last + 1:
                found.append(block)
                day = end
                break
    return found


def year_start(day: int) -> int:
    """Return the first day of the year that holds the day."""
    return blocks_of(day)[-1].starts_day


@lru_cache(maxsize=16_384)
def _end(block: Block) -> int:
    """Return the day after the block's last day."""
    starts = date.fromordinal(block.starts_day)
    match block.tier:
        case Tier.DAY:
            return block.starts_day + 1
        case Tier.HALF if starts.day == 1:
            return starts.replace(day=15).toordinal()
        case Tier.HALF:
            return _month_after(starts, 1)
        case Tier.QUARTER:
            return _month_after(starts, 3)
        case _:
            return _month_after(starts, 12)


def _month_after(starts: date, months: int) -> int:
    years, month = divmod(starts.month - 1 + months, 12)
    return date(starts.year + years, month + 1, 1).toordinal()
