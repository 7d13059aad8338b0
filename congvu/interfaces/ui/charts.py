"""Geometry of charts drawn on the server: numbers become places on a sheet, colours stay classes.

Not here: what is compared, and which ticks are round. Drawn by `ui/_line_chart.html` and
`ui/_bar.html`; every chart stands beside the table of its figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

Amount = Decimal | None
BAR: Final = 100
"""How long a bar of the whole scale is."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet in its own units, with room for the words beside and below the figures."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def floor(self) -> int:
        return self.height - self.bottom


LARGE: Final = Frame(720, 280, 64, 40, 30, 34)
SMALL: Final = Frame(220, 84, 6, 6, 8, 8)


@dataclass(frozen=True, slots=True)
class Series:
    """Figures in order, None where nothing was said; `kind` is "main" or "general"."""

    name: str
    amounts: Sequence[Amount]
    kind: str = "main"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with its words; numbers are text, so that no language writes a comma into them."""

    x: str
    y: str
    label: str = ""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its strokes, each an unbroken run, and its points."""

    name: str
    kind: str
    strokes: tuple[str, ...]
    points: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over names in order. A blank is a gap in the line, never a point at 0."""

    frame: Frame
    ticks: tuple[Mark, ...]
    names: tuple[Mark, ...]
    lines: tuple[Line, ...]
    missing: tuple[Mark, ...]

    @property
    def right(self) -> int:
        return self.frame.width - self.frame.right


@dataclass(frozen=True, slots=True)
class Bar:
    """A length beside a figure: where it begins, how long it is, where the general level lies."""

    x: str
    width: str
    mark: str


def line_chart(
    names: Sequence[str],
    series: Sequence[Series],
    ticks: Sequence[Decimal],
    *,
    label: Callable[[Decimal], str],
    frame: Frame = LARGE,
) -> LineChart:
    """Lay lines out between the first and the last tick; `label` writes a figure."""
    floor, top = ticks[0], ticks[-1]
    columns = [_across(frame, place, len(names)) for place in range(len(names))]
    main = [one for one in series if one.kind == "main"]
    blank = [
        place
        for place in range(len(names))
        if main and all(one.amounts[place] is None for one in main)
    ]
    return LineChart(
        frame,
        tuple(
            Mark(_text(frame.left), _text(_up(frame, tick, floor, top)), label(tick), "end")
            for tick in ticks
        ),
        tuple(
            Mark(_text(x), _text(frame.height - 10), name)
            for x, name in zip(columns, names, strict=True)
        ),
        tuple(_line(one, columns, frame, (floor, top), label) for one in series),
        tuple(Mark(_text(columns[place]), _text(frame.floor)) for place in blank),
    )


def bar(amount: Amount, ticks: Sequence[Decimal], general: Amount = None) -> Bar | None:
    """Return the length of a figure on a scale that holds 0; None for a blank."""
    if amount is None:
        return None
    floor, span = ticks[0], ticks[-1] - ticks[0]
    zero, here = (BAR * (one - floor) / span for one in (Decimal(0), amount))
    at = "" if general is None else _text(float(BAR * (general - floor) / span))
    return Bar(_text(float(min(zero, here))), _text(float(abs(here - zero))), at)


def _line(
    one: Series,
    columns: Sequence[float],
    frame: Frame,
    ends: tuple[Decimal, Decimal],
    label: Callable[[Decimal], str],
) -> Line:
    strokes: list[list[str]] = [[]]
    points = []
    for x, amount in zip(columns, one.amounts, strict=True):
        if amount is None:
            strokes.append([])
            continue
        y = _up(frame, amount, *ends)
        strokes[-1].append(f"{_text(x)},{_text(y)}")
        points.append(Mark(_text(x), _text(y), label(amount)))
    return Line(
        one.name,
        one.kind,
        tuple(" ".join(run) for run in strokes if len(run) > 1),
        tuple(points),
    )


def _across(frame: Frame, place: int, count: int) -> float:
    """Return the middle of a column: the outermost ones keep half a column to the edge."""
    room = frame.width - frame.left - frame.right
    return frame.left + room * (place + 0.5) / count


def _up(frame: Frame, amount: Decimal, floor: Decimal, top: Decimal) -> float:
    share = float((amount - floor) / (top - floor))
    return frame.floor - share * (frame.floor - frame.top)


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
