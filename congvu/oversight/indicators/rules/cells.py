"""What one cell of a sheet holds, and its ratio; blank is not zero."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congvu.kernel.formula import Rounding

MOST: Final = Decimal(10) ** 14
DIGITS_WITH_PLACES: Final = 15
"""A figure with decimals has so many digits in all: what both databases keep exactly."""


def is_kept(number: Decimal) -> bool:
    """Whether a number has no more digits than are kept exactly."""
    digits = len(number.normalize().as_tuple().digits)
    return abs(number) < MOST and not (number % 1 and digits > DIGITS_WITH_PLACES)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure without its history. A ratio holds its fraction, and the per cent in `amount`."""

    amount: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said; 0/0 says something."""
        return self.amount is None and self.numerator is None and not self.text

    @property
    def has_fraction(self) -> bool:
        return self.numerator is not None and self.denominator is not None

    @property
    def is_nothing_of_nothing(self) -> bool:
        """Whether it is 0/0, which prints "–" and never 0 %."""
        return self.numerator == 0 and self.denominator == 0

    @property
    def is_kept(self) -> bool:
        """Whether none of its numbers has more digits than are kept exactly."""
        numbers = (self.amount, self.numerator, self.denominator)
        return all(is_kept(number) for number in numbers if number is not None)

    def says(self, other: Cell) -> bool:
        """Whether both are one figure: a per cent alone says what the same of a fraction does."""
        if self.has_fraction and other.has_fraction:
            return (self.numerator, self.denominator) == (other.numerator, other.denominator)
        return self.amount == other.amount and self.text == other.text


BLANK = Cell()


def ratio(numerator: Decimal | None, denominator: Decimal | None, rounding: Rounding) -> Cell:
    """Return a ratio with its per cent; blank without both, no per cent of nothing."""
    if numerator is None or denominator is None:
        return BLANK
    percent = rounding.apply(100 * numerator / denominator) if denominator else None
    return Cell(percent, numerator, denominator)
