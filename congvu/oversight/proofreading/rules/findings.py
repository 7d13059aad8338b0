"""What a proof says: kind, severity, the exact words, and the computation that shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from congvu.kernel.vitext import format_number
from congvu.oversight.proofreading.rules.blocks import Block
from congvu.oversight.proofreading.rules.citations import Citation
from congvu.oversight.proofreading.rules.figures import Figure, is_share


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"
    ROUNDING = "rounding"


class Basis(Enum):
    ARITHMETIC = "arithmetic"
    PERCENTAGE = "percentage"
    CITATION = "citation"
    DATE = "date"
    STRUCTURE = "structure"
    WORDING = "wording"
    CROSS_REFERENCE = "cross_reference"
    NOTATION = "notation"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the source, verbatim; offsets in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    severity: Severity
    basis: Basis
    message: str
    computation: str
    quotes: tuple[Quote, ...]
    suggestion: str = ""


def quote(block: Block, start: int, end: int) -> Quote:
    """Quote a stretch of a part, without the blanks at its ends."""
    text = block.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    return Quote(*block.piece.span(start, max(end, start + 1)))


def with_label(figure: Figure) -> Quote:
    """Quote a figure with the words of its clause."""
    start = figure.start
    folded = figure.block.bare
    if figure.before:
        at = folded.rfind(figure.before, 0, figure.start)
        start = at if at >= 0 else start
    return quote(figure.block, start, max(figure.stop, figure.end))


def quotes_of(figures: Iterable[Figure]) -> tuple[Quote, ...]:
    found = dict.fromkeys(with_label(figure) for figure in figures)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def cited(*citations: Citation) -> tuple[Quote, ...]:
    return tuple(
        quote(one.block, min(one.start, one.day.start) if one.day else one.start, one.end)
        for one in citations
    )


def shown(value: Decimal) -> str:
    """Write a number the Vietnamese way with the decimals that it has."""
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def named(figure: Figure) -> str:
    unit = "%" if is_share(figure) else (f" {figure.unit.name}" if figure.unit.name else "")
    return f"{shown(figure.value)}{unit}"


def added(parts: Iterable[Decimal]) -> str:
    """Write a sum: "3 + 24 + 23"."""
    return " + ".join(shown(part) for part in parts)
