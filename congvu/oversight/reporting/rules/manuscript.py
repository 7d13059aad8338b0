"""A report as it will be printed: frozen values that know neither database nor file format.

Rendering knows nothing else. Equal manuscripts give equal files, and `facts.py` turns one into
JSON and back without loss, so that what was approved can be drawn again years later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

GAP: Final = "…"
"""What stands where a figure is not known; never 0."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one look; a newline is a line break inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A bound figure: it can be moved in Word, its value is the platform's.

    `code` names what it shows ("3.6.3", or a word such as "@ky"). `key` is the whole expression of
    the prose ("3.6.3|%") and, from its second occurrence on, "#2": see `keyed`. `shown` is what is
    printed. `gap` says that the value is not known and `shown` is GAP.
    """

    key: str
    code: str
    shown: str
    gap: bool = False
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote at this place of the text."""

    runs: tuple[Text | Figure, ...]


Run = Text | Figure | Note
Runs = tuple[Run, ...]


class Style(StrEnum):
    """How a paragraph looks: running text, a centred line, a note in italics."""

    BODY = "body"
    CENTRED = "centred"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the text; `level` 1 is "I.", 2 is "1.", 3 is "a)"; `number` may be empty."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; `level` 1 is drawn with "-", 2 with "+"."""

    runs: Runs
    level: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the text. `widths` are shares, one for each column; every row is as long."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...] = ()
    landscape: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError when a row or the widths do not fit the columns."""
        count = len(self.columns)
        if any(len(row) != count for row in self.rows) or len(self.widths) not in (0, count):
            raise ValueError("a row of the table does not fit its columns")


Block = Heading | Paragraph | Item | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the outline with its texts. Without a title no heading is printed.

    `code` is the outline's, unique in the manuscript; `number` is printed ("II.1" is "1.").
    """

    code: str
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    level: int = 1

    @property
    def heading(self) -> Heading | None:
        """The heading that is printed above the texts."""
        return Heading(self.level, self.number, self.title) if self.title else None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text: NĐ 30/2020/NĐ-CP, Phụ lục I, ô 1–5 and 9a.

    `number` and `signed_on` are empty until the office of documents gives them; what is missing is
    printed as room to write in. `kind` is "BÁO CÁO", `subject` the trích yếu below it.
    """

    superior: str
    issuer: str
    number: str
    symbol: str
    place: str
    signed_on: date | None
    kind: str
    subject: str
    addressees: tuple[str, ...] = ()
    year: int | None = None
    """Printed while the day is not known: "ngày … tháng … năm 2026"."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients and signature: ô 7 and 9b.

    `capacity` are the lines above the post: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH").
    """

    recipients: tuple[str, ...]
    capacity: tuple[str, ...]
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an annex; columns side by side of one `group` share a heading above them."""

    title: str
    group: str = ""
    width: int = 10
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of an annex. With `number` it is a number to a spreadsheet; `code` binds it.

    A blank cell has neither text nor number and is printed blank. `decimals` is how many places
    `text` shows of `number`.
    """

    text: str = ""
    number: Decimal | None = None
    decimals: int = 0
    code: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an annex: a heading (bold) of a level, or a value."""

    cells: tuple[Cell, ...]
    heading: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Annex:
    """A table behind the report; its pages are numbered from 1 again.

    `number` is "", "I", "II" …; `reference` the line "(Kèm theo Báo cáo số …)".
    """

    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    landscape: bool = True
    reference: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError when a row does not fit the columns."""
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row of the annex does not fit its columns")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole report. `reference` names the version it was made from and comes back from Word.

    `mark` is printed at the head of every page ("DỰ THẢO", "DỮ LIỆU MẪU"); empty for the real one.
    """

    head: Head
    grounds: tuple[Runs, ...]
    parts: tuple[Part, ...]
    closing: Closing
    annexes: tuple[Annex, ...] = ()
    reference: str = ""
    mark: str = ""

    def part(self, code: str) -> Part | None:
        """Return the part of that code, None when there is none."""
        return next((part for part in self.parts if part.code == code), None)


def keyed(manuscript: Manuscript) -> Manuscript:
    """Return the manuscript with every figure's key unique: "3.6.1", "3.6.1#2", "3.6.1#3" …

    Counted in the order of print: grounds, parts with their footnotes, annexes. Doing it twice
    changes nothing.
    """
    return _Keys().manuscript(manuscript)


def plain(runs: Runs) -> str:
    """Return the words as they are read, figures as shown, without footnotes."""
    return "".join(_plain(run) for run in runs)


def _plain(run: Run) -> str:
    if isinstance(run, Text):
        return run.text
    return run.shown if isinstance(run, Figure) else ""


def figures(manuscript: Manuscript) -> Iterator[Figure]:
    """Yield the figures of grounds and parts in the order of print, those of footnotes too."""
    for runs in (*manuscript.grounds, *(runs for part in manuscript.parts for runs in texts(part))):
        yield from _figures(runs)


def figures_of(block: Block) -> Iterator[Figure]:
    """Yield the figures of one block, those of its footnotes too."""
    for runs in texts(Part("", "", (block,))):
        yield from _figures(runs)


def aligns(grid: Grid) -> tuple[str, ...]:
    """Return how each column stands: "center" the numbers of rows, "right" figures, else "left"."""
    return tuple(
        "center" if title in _ROW_NUMBERS else _align([row[at] for row in grid.rows])
        for at, title in enumerate(grid.columns)
    )


_ROW_NUMBERS: Final = ("TT", "STT", "Số TT")


def _align(cells: list[Runs]) -> str:
    return "right" if cells and all(_is_figure(cell) for cell in cells) else "left"


def _is_figure(runs: Runs) -> bool:
    return all(isinstance(run, Figure) for run in runs) or plain(runs).strip(" .,%0123456789") == ""


def texts(part: Part) -> Iterator[Runs]:
    """Yield the runs of each paragraph, item and cell of a part."""
    for block in part.blocks:
        if isinstance(block, Paragraph | Item):
            yield block.runs
        elif isinstance(block, Grid):
            for row in block.rows:
                yield from row


def gaps(manuscript: Manuscript) -> tuple[str, ...]:
    """List the codes of figures that are not known, each once, in the order of print."""
    return tuple(dict.fromkeys(figure.code for figure in figures(manuscript) if figure.gap))


def _figures(runs: Runs) -> Iterator[Figure]:
    for run in runs:
        if isinstance(run, Figure):
            yield run
        elif isinstance(run, Note):
            yield from _figures(run.runs)


class _Keys:
    """Counts the expressions met so far."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()

    def manuscript(self, it: Manuscript) -> Manuscript:
        return replace(
            it,
            grounds=tuple(self._runs(runs) for runs in it.grounds),
            parts=tuple(
                replace(part, blocks=tuple(self._block(block) for block in part.blocks))
                for part in it.parts
            ),
            annexes=tuple(
                replace(annex, rows=tuple(self._row(row) for row in annex.rows))
                for annex in it.annexes
            ),
        )

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph | Item):
            return replace(block, runs=self._runs(block.runs))
        if isinstance(block, Grid):
            rows = tuple(tuple(self._runs(cell) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
        return block

    def _runs(self, runs: Runs) -> Runs:
        return tuple(self._run(run) for run in runs)

    def _run(self, run: Run) -> Run:
        if isinstance(run, Figure):
            return replace(run, key=self._next(run.key))
        if isinstance(run, Note):
            inner = tuple(
                replace(one, key=self._next(one.key)) if isinstance(one, Figure) else one
                for one in run.runs
            )
            return Note(inner)
        return run

    def _row(self, row: Row) -> Row:
        cells = tuple(
            replace(cell, key=self._next(cell.key or cell.code)) if cell.code else cell
            for cell in row.cells
        )
        return replace(row, cells=cells)

    def _next(self, key: str) -> str:
        expression = key.partition("#")[0]
        self._met[expression] += 1
        count = self._met[expression]
        return expression if count == 1 else f"{expression}#{count}"
