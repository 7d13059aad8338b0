"""Figures side by side: places with ties, the general level, differences, the ticks of a scale.

Not here: whose figures may be compared (`reporting.selectors.comparing`), and the pictures.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, TypeVar

from congvu.kernel.formula import Rounding
from congvu.oversight.indicators.rules.cells import Cell, ratio
from congvu.oversight.indicators.rules.sets import Indicator, ValueType

COMPARED: Final = frozenset({ValueType.COUNT, ValueType.MONEY, ValueType.RATIO})
"""What can stand higher or lower: not yes or no, not a choice, not words."""
SMALL: Final = Decimal(10)
"""Of fewer than ten, one case moves the share by more than ten points."""
HUNDRED: Final = Decimal(100)
_STEPS: Final = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands among the others: 1, 2, 2, 4. `shared` when another one has the same place."""

    number: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class General:
    """What all together give: a ratio of the sums, or what each has on average.

    `total` is the sum of counts, None of ratios. `counted` is how many are in it;
    `without_fraction` how many gave a per cent alone, which nobody can add up.
    """

    cell: Cell
    total: Decimal | None
    counted: int
    without_fraction: int


def is_comparable(indicator: Indicator) -> bool:
    """Whether the figures of an indicator can stand higher or lower than others."""
    return indicator.value_type in COMPARED


def places(
    amounts: Mapping[Key, Decimal | None], *, lowest_first: bool = False
) -> dict[Key, Place]:
    """Return the places of all that have an amount; equal ones share the best of their places.

    A blank has no place: nothing was said, which is not the least that can be said.
    """
    known = {key: amount for key, amount in amounts.items() if amount is not None}
    found: dict[Key, Place] = {}
    firsts: dict[Decimal, int] = {}
    counts: dict[Decimal, int] = {}
    for number, amount in enumerate(sorted(known.values(), reverse=not lowest_first), start=1):
        firsts.setdefault(amount, number)
        counts[amount] = counts.get(amount, 0) + 1
    for key, amount in known.items():
        found[key] = Place(firsts[amount], shared=counts[amount] > 1)
    return found


def ranked(amounts: Mapping[Key, Decimal | None], *, lowest_first: bool = False) -> list[Key]:
    """Return the keys by their places, those without one last; equal ones stay as they came."""
    found = places(amounts, lowest_first=lowest_first)
    last = len(amounts) + 1
    return sorted(amounts, key=lambda key: found[key].number if key in found else last)


def general(indicator: Indicator, cells: Iterable[Cell], rounding: Rounding) -> General:
    """Return the general level of some units.

    A ratio is worked out from the sums of both numbers, never as a mean of per cents; a count is
    shared out among those that said something. Nothing said gives a blank.
    """
    some = [one for one in cells if not one.is_blank]
    if indicator.value_type is ValueType.RATIO:
        whole = [one for one in some if one.has_fraction]
        above = sum((one.numerator or Decimal(0) for one in whole), Decimal(0))
        below = sum((one.denominator or Decimal(0) for one in whole), Decimal(0))
        cell = ratio(above, below, rounding) if whole else Cell()
        return General(cell, None, len(whole), len(some) - len(whole))
    amounts = [one.amount for one in some if one.amount is not None]
    if not amounts:
        return General(Cell(), None, 0, 0)
    total = sum(amounts, Decimal(0))
    return General(Cell(rounding.apply(total / len(amounts))), total, len(amounts), 0)


def difference(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return by how much one is more; None where either is blank."""
    return None if one is None or other is None else one - other


def is_small(cell: Cell) -> bool:
    """Whether a ratio is of so few that one more would change it much."""
    return cell.denominator is not None and 0 < cell.denominator < SMALL


def ticks(
    lowest: Decimal, highest: Decimal, *, most: int = 6, whole: bool = False
) -> tuple[Decimal, ...]:
    """Return the ticks of a scale that holds both ends: even steps of 1, 2 or 5 times ten to n.

    At most `most` of them, which is at least 3; `whole` keeps them whole numbers. One figure alone gets a step.
    """
    low, high = min(lowest, highest), max(lowest, highest)
    if low == high:
        high = low + 1
    power = (high - low).adjusted() - 2
    for exponent in range(power, max(power + 6, 2)):
        for factor in _STEPS[:3]:
            step = factor.scaleb(exponent)
            if whole and step % 1:
                continue
            first = (low / step).to_integral_value(ROUND_FLOOR)
            last = (high / step).to_integral_value(ROUND_CEILING)
            if last - first < most:
                return tuple(step * place for place in range(int(first), int(last) + 1))
    raise AssertionError("a step of a hundred thousand times the range holds it")


def scale_of_bars(amounts: Iterable[Decimal | None], *, percent: bool) -> tuple[Decimal, ...]:
    """Return the ticks for lengths: from 0, because a length is compared with its whole.

    Per cents reach to 100 at least.
    """
    known = [one for one in amounts if one is not None]
    top = max([*known, HUNDRED if percent else Decimal(1)])
    return ticks(min([*known, Decimal(0)]), top, whole=not percent)


def scale_of_lines(amounts: Iterable[Decimal | None], *, percent: bool) -> tuple[Decimal, ...]:
    """Return the ticks for points: from 0 unless all lie close together far from it.

    Close together means within a third of the highest. Per cents within 100 do not pass it.
    """
    known = [one for one in amounts if one is not None] or [Decimal(0)]
    low, high = min(known), max(known)
    near_zero = low <= 0 or (high - low) * 3 > high
    found = ticks(min(low, Decimal(0)) if near_zero else low, high, whole=not percent)
    if percent and high <= HUNDRED:
        found = tuple(one for one in found if one <= HUNDRED)
    return found if len(found) > 1 else ticks(Decimal(0), high or Decimal(1), whole=not percent)
