"""Days as whole numbers, and the blocks of days by which sums are kept.

A day is the number that `date.toordinal` gives, in Vietnamese legal time. Whole numbers compare,
add and travel alike in SQLite, PostgreSQL and Parquet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

FOREVER: Final = date.max.toordinal()  # an end that is not known


class Tier(IntEnum):
    """How many days one row of a tally sums up.

    Quarters are those of the periodic reports, which begin on the 15th (Công văn 581/BNV-CCHC:
    15/12–14/3). They make questions quick and bind nobody: a window of other days is put together
    from smaller blocks.
    """

    DAY = 1
    HALF = 2
    QUARTER = 3


class Block(NamedTuple):
    """The days of one row of a tally: its tier and its first day."""

    tier: int
    starts_day: int


@lru_cache(maxsize=16_384)
def blocks_of(day: int) -> tuple[Block, ...]:
    """Return the blocks of all tiers that hold the day, the day itself first."""
    when = date.fromordinal(day)
    half = when.replace(day=15 if when.day >= 15 else 1)
    return (
        Block(Tier.DAY, day),
        Block(Tier.HALF, half.toordinal()),
        Block(Tier.QUARTER, _quarter(half).toordinal()),
    )


def cover(first: int, last: int) -> list[Block]:
    """Return few blocks that hold exactly the days from `first` to `last`, both included."""
    found: list[Block] = []
    day = first
    while day <= last:
        for block in reversed(blocks_of(day)):
            if block.starts_day == day and (end := _end(block)) <= last + 1:
                found.append(block)
                day = end
                break
    return found


def anchor_of(day: int) -> int:
    """Return the beginning of the day's quarter: it is kept what stood when it began."""
    return blocks_of(day)[-1].starts_day


def anchors_between(after: int, until: int) -> Iterator[int]:
    """Yield the anchors on `after < day <= until`."""
    anchor = anchor_of(after)
    while (anchor := _end(Block(Tier.QUARTER, anchor))) <= until:
        yield anchor


def _quarter(half: date) -> date:
    """Return the 15th of December, March, June or September up to the beginning of a half month."""
    months = (half.month if half.day == 15 else half.month - 1) % 3
    return _months_later(half.replace(day=15), -months - (half.day != 15))


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
            return _months_later(starts.replace(day=1), 1).toordinal()
        case _:
            return _months_later(starts, 3).toordinal()


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)
