"""How the figures of units become one figure of their superior: by the rule of each indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from congvu.kernel.formula import Rounding
from congvu.oversight.indicators.rules.cells import BLANK, Cell, ratio
from congvu.oversight.indicators.rules.sets import Indicator, Kind, RollUp, SourceKind, ValueType


@dataclass(frozen=True, slots=True)
class Sum:
    """One indicator over units: how many have it, how many of them say something, and the sums.

    `filled` counts 0/0 too, which says that there was nothing. `fractions` counts those with
    numerator and denominator, which alone can be recomputed.
    """

    units: int = 0
    filled: int = 0
    amount: Decimal | None = None
    highest: Decimal | None = None
    fractions: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def plus(self, other: Sum) -> Sum:
        """Return both together."""
        return Sum(
            self.units + other.units,
            self.filled + other.filled,
            _add(self.amount, other.amount),
            _highest(self.highest, other.highest),
            self.fractions + other.fractions,
            _add(self.numerator, other.numerator),
            _add(self.denominator, other.denominator),
        )

    @property
    def without_fraction(self) -> int:
        """How many gave a per cent that nobody can add up."""
        return self.filled - self.fractions


NOTHING = Sum()


def counted(indicator: Indicator, whole: Sum, before_merger: Sum) -> Sum:
    """Return what counts: of units merged away in the period only what flowed in it.

    What there was on the last day, and what came together until then, their successor tells.
    """
    if indicator.kind is Kind.FLOW:
        return whole.plus(before_merger)
    return whole


def is_of_fractions(indicator: Indicator) -> bool:
    """Whether the superior's figure is worked out of the two numbers of each unit."""
    return (
        indicator.roll_up is RollUp.RECOMPUTE
        and indicator.value_type is ValueType.RATIO
        and indicator.source.kind is not SourceKind.FORMULA
    )


def rolled(indicator: Indicator, found: Sum, rounding: Rounding) -> Cell:
    """Return the superior's figure; blank when no unit said anything.

    A ratio is worked out from the sums of both numbers, never added or averaged; per cents
    without their numbers are left out of it and counted in `Sum.without_fraction`.
    """
    if indicator.roll_up is RollUp.SUM:
        return Cell(found.amount)
    if indicator.roll_up is RollUp.RECOMPUTE:
        return ratio(found.numerator, found.denominator, rounding)
    if indicator.roll_up is RollUp.MAX:
        return Cell(found.highest)
    if indicator.roll_up is RollUp.ANY and found.highest is not None:
        return Cell(Decimal(found.highest > 0))
    return BLANK


def _add(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _highest(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)
