"""How a bound figure is written in a sentence: as it is, in percent, padded, compared, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from congvu.kernel.vitext import format_number, in_words

MOST_PLACES: Final = 2
"""A figure whose set says nothing about places shows at most so many, and no trailing zeros."""
BY_ZERO: Final = "–"
"""What stands for a share of nothing (0/0); it is known, and it is not 0 %."""


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What is known of a figure when prose is filled.

    `text` is what a figure of words shows (a choice, a remark, the name of the period).
    `before` is the figure of the same period of last year. `places` are the decimal places that
    the set prints, None as many as it has, up to two. `percent` says that the amount is a share.
    """

    amount: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    before: Decimal | None = None
    text: str = ""
    percent: bool = False
    places: int | None = None

    @property
    def by_zero(self) -> bool:
        """Whether it is a share of nothing."""
        return self.amount is None and self.denominator == 0

    def part(self, name: str) -> FigureValue:
        """Return the numerator ("n") or the denominator ("d") as a figure of its own."""
        return FigureValue(self.numerator if name == "n" else self.denominator)


def _as_is(value: FigureValue) -> str | None:
    if value.text:
        return value.text
    if value.by_zero:
        return BY_ZERO
    return None if value.amount is None else number(value.amount, value.places)


def _percent(value: FigureValue) -> str | None:
    if value.by_zero:
        return BY_ZERO
    return None if value.amount is None else f"{number(value.amount, value.places)}%"


def _padded(value: FigureValue) -> str | None:
    """Officials write 05 for five, so that nobody puts a digit before it."""
    shown = _as_is(value)
    return f"0{shown}" if shown and len(shown) == 1 and shown in "123456789" else shown


def _in_words(value: FigureValue) -> str | None:
    if value.amount is None or value.amount != value.amount.to_integral_value():
        return _as_is(value)
    return in_words(int(value.amount))


def _capital(value: FigureValue) -> str | None:
    """At the head of a sentence: "xã Sông Hinh" becomes "Xã Sông Hinh"."""
    shown = _as_is(value)
    return shown[:1].upper() + shown[1:] if shown else shown


def _fraction(value: FigureValue) -> str | None:
    if value.numerator is None or value.denominator is None:
        return None
    return f"{number(value.numerator)}/{number(value.denominator)}"


def _before(value: FigureValue) -> str | None:
    return None if value.before is None else number(value.before, value.places)


def _change(value: FigureValue) -> str | None:
    if value.amount is None or value.before is None:
        return None
    change = value.amount - value.before
    if change == 0:
        return "không tăng, không giảm"
    size = number(abs(change), value.places)
    points = " điểm phần trăm" if value.percent else ""
    return f"{'tăng' if change > 0 else 'giảm'} {size}{points}"


def _compared(value: FigureValue) -> str | None:
    change = _change(value)
    if change is None or value.amount is None or value.before is None:
        return None
    if value.amount == value.before:
        return "bằng cùng kỳ năm trước"
    share = ""
    if value.before and not value.percent:
        share = f" ({number(abs(value.amount - value.before) * 100 / abs(value.before))}%)"
    return f"{change}{share} so với cùng kỳ năm trước"


FORMATS: Final[dict[str, Callable[[FigureValue], str | None]]] = {
    "": _as_is,
    "%": _percent,
    "so": _padded,
    "chữ": _in_words,
    "Hoa": _capital,
    "n/d": _fraction,
    "trước": _before,
    "tăng giảm": _change,
    "so sánh": _compared,
}
"""Name of a format as prose writes it after the bar; None from a format means not known."""


def number(value: Decimal, places: int | None = None) -> str:
    """Return 1.234,5 with so many places, or with as many as it has, two at most."""
    if places is None:
        cut = value.quantize(Decimal(1).scaleb(-MOST_PLACES), rounding=ROUND_HALF_UP).normalize()
        places = max(0, -int(cut.as_tuple().exponent))
    return format_number(value, places)
