"""What a formula is made of, how it is worked out and how it is written with its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congvu.kernel.vitext import format_number

FUNCTIONS: Final = {"min": (1, 300), "max": (1, 300), "abs": (1, 1)}
"""Name of a function: the fewest and the most values that it takes."""

_SIGNS: Final = {"+": "+", "-": "\N{MINUS SIGN}", "*": "\N{MULTIPLICATION SIGN}", "/": "/"}
_TIGHTNESS: Final = {"+": 1, "-": 1, "*": 2, "/": 2}
_WORDS: Final = {"min": "nhỏ nhất", "max": "lớn nhất"}
_SHOWN_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    inner: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    args: tuple["Node", ...]


Node = Number | Name | Negative | Binary | Call


def calculate(node: Node, given: Mapping[str, Decimal]) -> Decimal | None:
    """Work a tree out; None when something in it is divided by 0."""
    match node:
        case Number(number):
            return number
        case Name(name):
            return given[name]
        case Negative(inner):
            value = calculate(inner, given)
            return None if value is None else -value
        case Binary(sign, left, right):
            return _combine(sign, calculate(left, given), calculate(right, given))
        case Call(name, args):
            return _call(name, [calculate(arg, given) for arg in args])


def _call(name: str, values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    if name == "abs":
        return abs(known[0])
    return min(known) if name == "min" else max(known)


def _combine(sign: str, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    return left / right if right else None


def write(node: Node, given: Mapping[str, Decimal]) -> str:
    """Write a tree with its figures, with the brackets that it needs and no others."""
    match node:
        case Number(value):
            return show(value)
        case Name(name):
            figure = show(given[name])
            return f"({figure})" if given[name] < 0 else figure
        case Negative(inner):
            return _SIGNS["-"] + _held(inner, 3, given)
        case Binary(sign, left, right):
            tight = _TIGHTNESS[sign]
            # a - (b + c), a / (b * c): the right side of these two must hold tighter
            after = tight + 1 if sign in "-/" else tight
            return f"{_held(left, tight, given)} {_SIGNS[sign]} {_held(right, after, given)}"
        case Call(name, args):
            inside = "; ".join(write(arg, given) for arg in args)
            return f"|{inside}|" if name == "abs" else f"{_WORDS[name]} ({inside})"


def _held(node: Node, tight: int, given: Mapping[str, Decimal]) -> str:
    """Write a part, in brackets when it holds together less than its place asks."""
    own = _TIGHTNESS[node.sign] if isinstance(node, Binary) else 3
    if isinstance(node, Negative):
        own = 0
    text = write(node, given)
    return f"({text})" if own < tight else text


def show(value: Decimal) -> str:
    """Show a number as Vietnamese read it: as exact as it is, cut with "…" after six places."""
    tidy = value.normalize()
    places = max(0, -int(tidy.as_tuple().exponent))
    if places <= _SHOWN_PLACES:
        text = format_number(tidy, places)
    else:
        scale = Decimal(10) ** _SHOWN_PLACES
        text = format_number(Decimal(int(value * scale)) / scale, _SHOWN_PLACES) + "…"
    return text.replace("-", _SIGNS["-"])
