"""The text of a report cut where quotes begin and end, so that it can be drawn with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

RANKS = {"error": 0, "warning": 1, "rounding": 2, "dismissed": 3}
SHORTENED_FROM = 300_000
SHOWN_AROUND = 1_500


@dataclass(frozen=True, slots=True)
class Mark:
    """One quote of a finding: places are code points of the text."""

    start: int
    end: int
    place: int
    index: int
    tone: str

    @property
    def anchor(self) -> str:
        return f"q{self.place}-{self.index}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch under the same marks; `anchors` are those of the quotes that begin here."""

    text: str
    anchors: tuple[str, ...] = ()
    place: int = 0
    tone: str = ""
    is_gap: bool = False


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """Cut the text at every beginning and end of a mark; the gravest mark gives the tone.

    A very long text keeps only what stands around its marks; each gap says so.
    """
    cuts = sorted({0, len(text), *(place for one in marks for place in (one.start, one.end))})
    starting = _by_start(marks)
    active: list[Mark] = []
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        fresh = starting.get(start, [])
        active = [one for one in active if one.end > start] + fresh
        piece = text[start:end]
        if not active:
            found.extend(_plain(piece, whole=len(text) <= SHORTENED_FROM))
            continue
        gravest = min(active, key=lambda one: (RANKS[one.tone], one.place))
        anchors = tuple(one.anchor for one in fresh)
        found.append(Segment(piece, anchors, gravest.place, gravest.tone))
    return found


def _by_start(marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    for one in marks:
        if one.end > one.start:
            found.setdefault(one.start, []).append(one)
    return found


def _plain(piece: str, *, whole: bool) -> list[Segment]:
    if whole or len(piece) <= 2 * SHOWN_AROUND:
        return [Segment(piece)]
    return [
        Segment(piece[:SHOWN_AROUND]),
        Segment("", is_gap=True),
        Segment(piece[-SHOWN_AROUND:]),
    ]
