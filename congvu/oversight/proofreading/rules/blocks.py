"""The parts of a report: headings, paragraphs, items of a list, rows of a table, notes.

A line of the file is not a paragraph: text from a PDF breaks inside sentences, and notes and
page numbers stand between two halves of one. Not here: what the words mean.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from congvu.oversight.proofreading.rules.text import Piece, bare, tidy


class Kind(Enum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, eq=False)
class Block:
    """One part. `depth` grows inwards: I = 1, 1. = 2, 1.1 = 3, a) = 4, - = 5, + = 6."""

    number: int
    kind: Kind
    piece: Piece
    marker: str = ""
    depth: int = 9
    annex: bool = False
    table: int = -1

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def bare(self) -> str:
        return self.piece.bare

    @cached_property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Where the cells of a row lie in its text."""
        found, start = [], 0
        for end in [*(at for at, letter in enumerate(self.text) if letter == "\t"), len(self.text)]:
            lead = len(self.text[start:end]) - len(self.text[start:end].lstrip())
            tail = len(self.text[start:end].rstrip())
            found.append((start + lead, start + max(lead, tail)))
            start = end + 1
        return tuple(found)

    def cell(self, index: int) -> str:
        start, end = self.cells[index]
        return self.text[start:end]


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str  # stripped, converter's marks taken off
    after_gap: bool  # a blank line stands before it
    seam: bool  # a page begins here
    rule: bool  # a blank or drawn rule stands before it, as above notes


_MARKERS = (
    (1, re.compile(r"(?:[IVX]{1,5}|[A-H])[.)]\s*(?=[^\W\d_])")),
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+(?=[^\W\d_])")),
    (2, re.compile(r"\d{1,2}[.)]\s*(?=[^\W\d_“\"(])")),
    (4, re.compile(r"[a-zđ]\)\s*(?=\S)|[a-zđ]\.\s+(?=\S)")),
    (5, re.compile(r"[-–—]\s*(?=[^\W_])(?!(?:19|20)\d\d\b)")),
    (6, re.compile(r"\+\s*(?=\S)")),
    (7, re.compile(r"[•●▪◦·]\s*(?=\S)")),
)
_CLUTTER = re.compile(r"^[\s#*_>|]*(?=[^\s#*_>|])")
_WRAPPED_WIDTH = 130
_NEVER = 10_000
_LONGEST_LINE = 12_000  # no sentence is longer; what is, is cut
_LONGEST_PART = 12_000
_LINE = rf"[^\n\f]{{0,{_LONGEST_LINE}}}[\n\f]?"
_RULE = re.compile(r"[ \u00a0]{20,}|[_\-–—]{5,}")
_LONE_NUMBER = re.compile(r"\[?\d{1,3}\]?")
_NOTE = re.compile(r"\[?(\d{1,2})\]?[.)]?\s*(?=[^\W\d_])")
_ANNEX = re.compile(r"(?:phu luc|bieu mau|bieu so|bieu)\b[\s\divxlc.:]*", re.IGNORECASE)


def marker_of(text: str) -> tuple[int, int]:
    """Return depth and length of the mark that opens a line, (9, 0) when none does."""
    for depth, pattern in _MARKERS:
        if match := pattern.match(text):
            return depth, match.end()
    return 9, 0


def blocks_of(source: str, *, whole_lines: bool = False) -> list[Block]:
    """Cut a text into its parts, in reading order; notes follow the paragraph they interrupt.

    `whole_lines` says that no sentence breaks across lines, as in a word processor's file.
    """
    lines = list(_lines(source))
    flow, notes = _without_notes(_without_page_numbers(lines))
    width = _NEVER if whole_lines else _width([line for line in flow if "\t" not in line.text])
    groups = [(Kind.TEXT, group) for group in _paragraphs(flow, width)]
    groups += [(Kind.NOTE, group) for group in notes]
    groups.sort(key=lambda pair: pair[1][0].start)
    return list(_as_blocks(source, groups))


def _lines(source: str) -> Iterator[_Line]:
    gap = seam = rule = False
    before = ""
    for match in re.finditer(_LINE, source):
        raw = match.group()
        if not raw:
            break
        body = raw.rstrip("\n\f\r")
        stripped = body.strip()
        if not stripped or _RULE.fullmatch(stripped):
            gap = True
            rule = rule or bool(_RULE.match(body.strip("\r")))
            before = ""
        else:
            joined = body[:1].isspace() and before != "" and not _LONE_NUMBER.fullmatch(before)
            row = "\t" in body
            clutter = None if row else _CLUTTER.match(body)
            lead = clutter.end() if clutter else 0
            text = body if row else stripped.replace("*", "").strip(" #_")
            yield _Line(
                match.start() + lead,
                match.start() + len(body.rstrip("\r") if row else body.rstrip()),
                text,
                gap,
                seam or (joined and not gap and not row),
                rule,
            )
            gap, seam, rule, before = False, False, False, stripped
        seam = seam or raw.endswith("\f")


def _without_page_numbers(lines: list[_Line]) -> list[_Line]:
    """Leave out page numbers and note marks that stand alone on a line, counting up."""
    kept: list[_Line] = []
    page, note = 1, 0
    for line in lines:
        if _LONE_NUMBER.fullmatch(line.text):
            value = int(line.text.strip("[]"))
            if line.rule or 0 < value <= note + 1:
                note = max(note, value)
                line.text = ""
                kept.append(line)
                continue
            if value in (page, page + 1):
                page = value
                continue
        kept.append(line)
    return kept


def _without_notes(lines: list[_Line]) -> tuple[list[_Line], list[list[_Line]]]:
    """Take the notes at the foot of a page out of the text that they interrupt."""
    flow: list[_Line] = []
    notes: list[list[_Line]] = []
    inside = False
    for line in lines:
        if inside and (line.seam or (not notes and line.text and "\t" in line.text)):
            inside = False
        opens = _NOTE.match(line.text)
        if line.rule and (opens or not line.text):
            inside = True
            notes.append([])
        elif inside and opens and notes[-1]:
            notes.append([])
        if inside:
            if line.text:
                notes[-1].append(line)
        elif line.text:
            flow.append(line)
    return flow, [note for note in notes if note]


def _width(lines: list[_Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _paragraphs(lines: list[_Line], width: int) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    length = 0
    for line in lines:
        if group and (length > _LONGEST_PART or not _continues(group[-1], line, width)):
            yield group
            group, length = [], 0
        group.append(line)
        length += len(line.text)
    if group:
        yield group


def _continues(line: _Line, after: _Line, width: int) -> bool:
    if "\t" in line.text or "\t" in after.text or marker_of(after.text)[1] or width >= _NEVER:
        return False
    first, last = after.text[:1], line.text[-1:]
    if first in "KN" and bare(after.text[:8]) in ("kinh gui", "noi nhan"):
        return False
    open_end = last not in ".:;!?"
    if width > _WRAPPED_WIDTH:
        return open_end and (first.islower() or first in ".,;)") and len(line.text) > 40
    if first.islower() or first in ".,;)”":
        return open_end or len(line.text) >= 0.6 * width
    if line.text.isupper() or after.text.isupper():
        return line.text.isupper() and after.text.isupper() and open_end and not _is_annex(after)
    full = len(line.text) >= 0.78 * width or last in "-,"
    return full or (first in "(“" and open_end) or (first.isdigit() and (open_end or last == ":"))


def _is_annex(line: _Line) -> bool:
    return bool(_ANNEX.match(bare(line.text)))


def _as_blocks(source: str, groups: list[tuple[Kind, list[_Line]]]) -> Iterator[Block]:
    annex, table, in_table = False, -1, False
    for kind, group in groups:
        first = group[0]
        piece = tidy(source, [(line.start, line.end) for line in group])
        if not piece.text.strip():
            continue
        number = first.start
        if "\t" in piece.text:
            if not in_table:
                table += 1
            in_table = True
            yield Block(number, Kind.ROW, piece, annex=annex, table=table)
            continue
        in_table = False
        opening = piece.text
        if opening[:9].isupper() and _ANNEX.fullmatch(piece.bare[:12].split(" ke")[0]):
            annex = True
        depth, length = marker_of(opening)
        shape = kind if kind is Kind.NOTE else _shape(opening, depth, length)
        yield Block(number, shape, piece, opening[:length].strip(), depth, annex)


_COUNTS = re.compile(r"[:–=] ?\d|\d[\d.,]* [a-zđ]")


def _shape(text: str, depth: int, length: int) -> Kind:
    """A numbered line without a final sign heads what follows, unless it counts something itself."""
    if text.isupper():
        return Kind.HEADING
    if not length:
        return Kind.TEXT
    heads = depth <= 4 and len(text) < 200 and text[-1] not in ".;:,"
    return Kind.HEADING if heads and not _COUNTS.search(text, length) else Kind.ITEM
