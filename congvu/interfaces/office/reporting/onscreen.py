"""A manuscript as lines that a template draws: pieces of text, figures that open, numbered notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from congvu.oversight.reporting.rules import manuscript as m


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one look; a figure has an address, a note its number."""

    text: str
    kind: str = "text"
    bold: bool = False
    italic: bool = False
    url: str = ""
    hint: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A block: "heading", "body", "remark", "centred", "item", "subitem" or "grid"."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A section on the screen; `url` leads to where it is written, "" when it is closed."""

    code: str
    number: str
    title: str
    level: int
    lines: tuple[DrawnLine, ...]
    url: str = ""
    by: str = ""
    gaps: int = 0
    remarks: int = 0


@dataclass
class Drawn:
    """All parts, and the footnotes in the order of their numbers."""

    report: UUID
    hints: Mapping[str, str] = field(default_factory=dict)
    notes: list[tuple[Piece, ...]] = field(default_factory=list)

    def part(self, part: m.Part, **more: Any) -> DrawnPart:
        """Return a part with its figures linked and its notes numbered on."""
        lines = tuple(self._line(block) for block in part.blocks)
        gaps = sum(piece.kind == "gap" for line in lines for piece in _pieces(line))
        return DrawnPart(part.code, part.number, part.title, part.level, lines, gaps=gaps, **more)

    def blocks(self, blocks: tuple[m.Block, ...]) -> tuple[DrawnLine, ...]:
        """Return blocks without the section around them."""
        return tuple(self._line(block) for block in blocks)

    def runs(self, runs: m.Runs) -> tuple[Piece, ...]:
        return tuple(self._piece(run) for run in runs)

    def _line(self, block: m.Block) -> DrawnLine:
        if isinstance(block, m.Heading):
            words = f"{block.number} {block.text}".strip()
            return DrawnLine("heading", (Piece(words, bold=True),))
        if isinstance(block, m.Grid):
            rows = tuple(tuple(self.runs(cell) for cell in row) for row in block.rows)
            return DrawnLine("grid", columns=block.columns, rows=rows)
        if isinstance(block, m.Item):
            return DrawnLine("item" if block.level == 1 else "subitem", self.runs(block.runs))
        return DrawnLine(block.style.value, self.runs(block.runs))

    def _piece(self, run: m.Run) -> Piece:
        if isinstance(run, m.Note):
            self.notes.append(())
            number = len(self.notes)
            self.notes[number - 1] = self.runs(run.runs)
            return Piece(str(number), "note", note=number)
        if isinstance(run, m.Text):
            return Piece(run.text, "text", run.bold, run.italic)
        return self._figure(run)

    def _figure(self, run: m.Figure) -> Piece:
        if run.code.startswith("@"):
            return Piece(run.shown, "text", run.bold, run.italic)
        return Piece(
            run.shown,
            "gap" if run.gap else "figure",
            run.bold,
            run.italic,
            url=reverse("office-reporting-cell", args=[self.report, run.code]),
            hint=self.hints.get(run.code, run.code),
        )


def _pieces(line: DrawnLine) -> Iterator[Piece]:
    yield from line.pieces
    for row in line.rows:
        for cell in row:
            yield from cell
