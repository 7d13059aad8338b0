"""Numbers as people write them: which sign groups, which one divides, and words for numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from congvu.oversight.proofreading.rules.units import Family, Unit


class Style(Enum):
    """How thousands or decimals are marked."""

    PLAIN = "plain"
    DOT_GROUPS = "1.234"
    COMMA_GROUPS = "1,234"
    DOT_DECIMALS = "1.5"
    COMMA_DECIMALS = "1,5"


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal
    decimals: int
    style: Style
    sure: bool = True  # False when the writing may mean two numbers


_SHAPES: Final = (
    (re.compile(r"\d+"), Style.PLAIN),
    (re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+"), Style.DOT_GROUPS),
    (re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3},\d{3}\.\d+"), Style.COMMA_GROUPS),
    (re.compile(r"\d+,\d+"), Style.COMMA_DECIMALS),
    (re.compile(r"\d+\.\d+"), Style.DOT_DECIMALS),
)
_LONGEST: Final = 20  # signs; what is longer is a code or a slip, nobody counts so far
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def read(written: str, unit: Unit) -> Number | None:
    """Read digits with their signs; None for what is no number (12.34.56).

    One sign before three digits groups thousands when things are counted and divides in a share.
    """
    style = next((style for shape, style in _SHAPES if shape.fullmatch(written)), None)
    if style is None or len(written) > _LONGEST:
        return None
    sure = True
    if _ONE_GROUP.fullmatch(written) and unit.family is not Family.PERCENT:
        comma = "," in written
        style = Style.COMMA_GROUPS if comma else Style.DOT_GROUPS
        sure = not (comma and unit.family is Family.MONEY)
    return Number(*_value(written, style), style, sure)


def _value(written: str, style: Style) -> tuple[Decimal, int]:
    if style is Style.DOT_GROUPS:
        written = written.replace(".", "").replace(",", ".")
    elif style is Style.COMMA_GROUPS:
        written = written.replace(",", "")
    elif style is Style.COMMA_DECIMALS:
        written = written.replace(",", ".")
    return Decimal(written), len(written.partition(".")[2])


_ONES: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_WORDS: Final = "|".join([*_ONES, "mười", "mươi", "trăm", "nghìn", "ngàn", "linh", "lẻ"])
IN_WORDS = re.compile(rf"(?<![\w])(?:{_WORDS})(?: (?:{_WORDS}))+(?![\w])", re.IGNORECASE)


def from_words(words: str) -> int | None:
    """Return the number that words say ("hai mươi lăm" is 25), None when they say none."""
    total = part = 0
    digit: int | None = None
    for word in words.lower().split():
        if word in _ONES:
            if digit is not None:
                return None
            digit = _ONES[word]
        elif word in ("mười", "mươi", "trăm"):
            size = 100 if word == "trăm" else 10
            part, digit = part + (1 if digit is None else digit) * size, None
        elif word in ("nghìn", "ngàn"):
            total, part, digit = total + (part + (digit or 0)) * 1000, 0, None
    return total + part + (digit or 0)
