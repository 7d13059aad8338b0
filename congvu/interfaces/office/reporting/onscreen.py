"""A manuscript as lines that a template draws: pieces of text, figures that open, numbered notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
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
class Mark:
    """What stands in the margin: a finding or a contradiction, worked out."""

    message: str
    computation: str
    word: Any
    tone: str
    quotes: tuple[str, ...] = ()
    reason: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A block: "heading", "body", "remark", "centred", "item", "subitem" or "grid"."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A section on the screen; `url` leads to where it is written or read, "" when it is closed."""

    code: str
    number: str
    title: str
    level: int
    lines: tuple[DrawnLine, ...]
    url: str = ""
    may_write: bool = False
    by: str = ""
    at: datetime | None = None
    carried: bool = False
    gaps: int = 0
    remarks: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of an annex: its cells, what the prose of a published report says, its margin."""

    cells: tuple[str, ...]
    heading: bool
    level: int
    code: str = ""
    url: str = ""
    quoted: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass
class Drawn:
    """All parts, and the footnotes in the order of their numbers."""

    report: UUID
    hints: Mapping[str, str] = field(default_factory=dict)
    notes: list[tuple[Piece, ...]] = field(default_factory=list)

    def part(
        self, part: m.Part, beside: Mapping[int, tuple[Mark, ...]] | None = None, **more: Any
    ) -> DrawnPart:
        """Return a part with its figures linked, its notes numbered on, its margin by block."""
        told = beside or {}
        lines = tuple(
            replace(self._line(block), marks=told.get(at, ()))
            for at, block in enumerate(part.blocks)
        )
        gaps = sum(piece.kind == "gap" for line in lines for piece in _pieces(line))
        return DrawnPart(part.code, part.number, part.title, part.level, lines, gaps=gaps, **more)

    def blocks(self, blocks: tuple[m.Block, ...]) -> tuple[DrawnLine, ...]:
        """Return blocks without the section around them."""
        return tuple(self._line(block) for block in blocks)

    def runs(self, runs: m.Runs) -> tuple[Piece, ...]:
        return tuple(self._piece(run) for run in runs)

    def row(
        self, row: m.Row, quoted: Mapping[str, str], marks: Mapping[str, tuple[Mark, ...]]
    ) -> DrawnRow:
        """Return a row of an annex; a figure leads to where it comes from."""
        code = next((cell.code for cell in row.cells if cell.code), "")
        return DrawnRow(
            tuple(cell.text for cell in row.cells),
            row.heading,
            row.level,
            code,
            self._address(code) if code else "",
            quoted.get(code, ""),
            marks.get(code, ()),
        )

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
            url=self._address(run.code),
            hint=self.hints.get(run.code, run.code),
        )

    def _address(self, code: str) -> str:
        return reverse("office-reporting-cell", args=[self.report, code])


def _pieces(line: DrawnLine) -> Iterator[Piece]:
    yield from line.pieces
    for row in line.rows:
        for cell in row:
            yield from cell
