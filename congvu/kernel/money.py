"""Amounts of money in whole đồng, as officials print and say them."""

from dataclasses import dataclass
from decimal import Decimal

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_number, in_words, nfc, parse_number

_UNITS = ("đồng", "vnđ", "vnd", "đ", "₫")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A whole number of đồng. Negative amounts exist (a correction takes something back)."""

    amount: int

    def __add__(self, other: "Money | int") -> "Money":
        # sum() begins with the plain 0, and only with that
        if isinstance(other, Money):
            return Money(self.amount + other.amount)
        return self if other == 0 else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other.amount)

    def __mul__(self, times: int) -> "Money":
        return Money(self.amount * times)

    def __neg__(self) -> "Money":
        return Money(-self.amount)

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        """Return "1.234 đồng"."""
        return f"{format_number(self.amount)} đồng"

    def in_words(self) -> str:
        """Return the sentence of receipts: "Một triệu hai trăm nghìn đồng".

        Raises Invalid beyond 10^15 đồng.
        """
        spoken = in_words(self.amount)
        return f"{spoken[0].upper()}{spoken[1:]} đồng"

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read "50.000", "50.000 đồng", "50.000đ".

        Raises Invalid for anything with parts of a đồng or in doubt.
        """
        tidy = nfc(text).strip().lower()
        for unit in _UNITS:
            if tidy.endswith(unit):
                tidy = tidy.removesuffix(unit).rstrip()
                break
        return cls.exactly(parse_number(tidy, decimals=0))

    @classmethod
    def exactly(cls, amount: Decimal) -> "Money":
        """Return an amount that must be whole. Raises Invalid when it has parts of a đồng."""
        if amount != amount.to_integral_value():
            raise Invalid(gettext_noop("Số tiền phải là số nguyên đồng."), code="money_not_whole")
        return cls(int(amount))
