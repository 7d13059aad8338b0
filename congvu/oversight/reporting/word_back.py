"""An edited Word file as prose again: section by section, with its figures still bound.

Leaders edit in Word. What they wrote comes back as text of `prose`; a figure that they typed over
is told, never taken; a control that is gone is told too. Files with macros are refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import nfc
from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers.archive import xml_part
from congvu.oversight.reporting.rendering.docx_parts import REFERENCE
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import tags
from congvu.oversight.reporting.rules.prose import escape, written
from congvu.oversight.reporting.rules.returned import (
    Returned,
    ReturnedFigure,
    ReturnedRemark,
    ReturnedRow,
)
from congvu.oversight.reporting.word_reading import Line, Reader, W, trimmed

MOST_FILE: Final = 30 * 1024 * 1024
MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_PARTS: Final = 2000
_NO_PART: Final = "@"
_ANNEX: Final = "annex"
_GROUNDS: Final = "grounds"


class HasMacros(Invalid):
    """The file carries programs; nobody needs them to edit a report."""

    code = "word_macros"


class NotWord(Invalid):
    """The file is no DOCX."""

    code = "word_type"


class NotOurReport(Invalid):
    """The file has no section of a report of ours."""

    code = "word_not_ours"


def read_back(content: bytes) -> Returned:
    """Read a DOCX that was made by `rendering.to_docx` and edited since.

    Tracked changes are taken as accepted; pictures, signs of symbol fonts and mathematics are left
    out and counted; remarks, end notes, head, closing and annex come beside the text. Raises CannotRead for what is
    broken or unpacks too large, NotWord, HasMacros and NotOurReport, all of them Invalid.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unsafe(archive, len(content))
            return _Back(archive).returned()
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        secret = isinstance(error, RuntimeError) and "encrypted" in str(error)
        raise CannotRead(Reason.ENCRYPTED if secret else Reason.BROKEN) from error


def _refuse_unsafe(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    if size > MOST_FILE or len(entries) > MOST_PARTS:
        raise CannotRead(Reason.TOO_LARGE)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise CannotRead(Reason.BOMB)
    names = {entry.filename.lower() for entry in entries}
    if "word/document.xml" not in names:
        raise NotWord(gettext_noop("Cần tệp Word .docx; hãy lưu lại thành .docx rồi đưa lên."))
    kinds = xml_part(archive, "[Content_Types].xml")
    said = "" if kinds is None else etree.tostring(kinds, encoding="unicode")
    if any("vbaproject" in name for name in names) or "macroEnabled" in said:
        raise HasMacros(
            gettext_noop("Tệp có macro nên không nhận; hãy lưu lại thành .docx không có macro.")
        )


class _Back:
    """Walks the body from top to bottom and knows in which section it is."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._reader = Reader(archive)
        self._body = self._find_body(archive)
        self._reference = _reference(archive)
        self._section = _NO_PART
        self._lines: dict[str, list[str]] = {}
        self._headings: dict[str, str] = {}
        self._figures: list[ReturnedFigure] = []
        self._carried: list[m.Run] = []
        self._outside: dict[str, list[str]] = {}
        self._rows: list[ReturnedRow] = []
        self._remarks: list[ReturnedRemark] = []

    @staticmethod
    def _find_body(archive: zipfile.ZipFile) -> etree._Element:
        document = xml_part(archive, "word/document.xml")
        body = None if document is None else document.find(f"{W}body")
        if body is None:
            raise CannotRead(Reason.BROKEN)
        return body

    def returned(self) -> Returned:
        self._walk(self._body, 0)
        grounds = "\n".join(self._lines.pop(_GROUNDS, []))
        for hidden in (_NO_PART, _ANNEX):
            self._lines.pop(hidden, None)
        if not self._lines:
            raise NotOurReport(
                gettext_noop(
                    "Tệp không có mục nào của báo cáo này; hãy sửa trên tệp tải từ hệ thống."
                )
            )
        return Returned(
            sections={code: "\n".join(lines) for code, lines in self._lines.items()},
            headings=self._headings,
            grounds=grounds,
            figures=tuple(self._figures),
            reference=self._reference,
            tracked=self._reader.tracked,
            left_out=self._reader.left_out,
            authors=len(_authors(self._body)),
            outside={style: "\n".join(lines) for style, lines in self._outside.items()},
            rows=tuple(self._rows),
            remarks=tuple(self._remarks)
            + tuple(ReturnedRemark("", text) for text in self._reader.left_remarks()),
            endnotes=tuple(self._reader.endnotes),
        )

    def _walk(self, parent: etree._Element, depth: int) -> None:
        if depth > 20:
            raise CannotRead(Reason.BROKEN)
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(self._reader.line(child))
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}bookmarkStart":
                self._turn(child.get(f"{W}name", ""))
            elif child.tag in (
                f"{W}sdt",
                f"{W}sdtContent",
                f"{W}customXml",
                f"{W}ins",
                f"{W}moveTo",
            ):
                self._walk(child, depth + 1)

    def _turn(self, mark: str) -> bool:
        """Go on to the section that the bookmark begins; tell whether it is a part's."""
        code = tags.part_in_bookmark(mark)
        if code is not None:
            self._section = code
            self._lines.setdefault(code, [])
            return True
        if mark == tags.GROUNDS:
            self._section = _GROUNDS
        elif mark == tags.END:
            self._section = _NO_PART
        elif mark.startswith(tags.ANNEX):
            self._section = _ANNEX
        return False

    def _paragraph(self, line: Line) -> None:
        begins = [self._turn(mark) for mark in line.marks]
        self._note_remarks()
        if line.merges:
            self._carried += line.runs
            return
        runs, self._carried = [*self._carried, *line.runs], []
        if any(begins) and line.style.startswith("heading"):
            self._headings[self._section] = " ".join(m.plain(tuple(runs)).split())
            return
        self._keep(runs)
        if self._section in (_NO_PART, _ANNEX):
            self._keep_outside(line.style, runs)
            return
        text = _line(runs, line)
        if text:
            self._lines.setdefault(self._section, []).append(text)

    def _note_remarks(self) -> None:
        section = "" if self._section in (_NO_PART, _ANNEX, _GROUNDS) else self._section
        self._remarks += [ReturnedRemark(section, text) for text in self._reader.remarks]
        self._reader.remarks.clear()

    def _keep_outside(self, style: str, runs: list[m.Run]) -> None:
        lines = [" ".join(line.split()) for line in m.plain(tuple(runs)).splitlines()]
        kept = [nfc(line) for line in lines if line]
        if kept:
            place = _ANNEX if self._section == _ANNEX else style
            self._outside.setdefault(place, []).extend(kept)

    def _keep(self, runs: list[m.Run]) -> None:
        for run in runs:
            if isinstance(run, m.Note):
                self._keep(list(run.runs))
            elif isinstance(run, m.Figure) and self._section != _NO_PART:
                self._figures.append(ReturnedFigure(run.key, run.code, run.shown, self._section))

    def _table(self, table: etree._Element) -> None:
        standing = [row for row in table.iter(f"{W}tr") if _stands(row, table)]
        rows = [[*self._cells(row)] for row in standing]
        marks = [mark for row in rows for _, found in row for mark in found]
        for mark in marks:
            self._turn(mark)
        self._note_remarks()
        for row in rows:
            for runs, _ in row:
                self._keep(runs)
        if self._section == _ANNEX:
            bare = [row.find(f"{W}trPr/{W}tblHeader") is None for row in standing]
            self._rows += [_row(cells) for cells, is_row in zip(rows, bare, strict=True) if is_row]
            return
        if self._section == _NO_PART:
            for paragraph in table.iter(f"{W}p"):
                line = self._reader.line(paragraph)
                self._keep_outside(line.style, line.runs)
            return
        width = max((len(row) for row in rows), default=0)
        lines = self._lines.setdefault(self._section, [])
        for at, row in enumerate(rows):
            cells = [_cell(runs, head=at == 0) for runs, _ in row] + [""] * (width - len(row))
            lines.append(f"| {' | '.join(cells)} |")

    def _cells(self, row: etree._Element) -> Iterator[tuple[list[m.Run], list[str]]]:
        """Yield the runs of each cell and the marks in it; an annex's blank cell is a figure."""
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            runs: list[m.Run] = []
            marks: list[str] = []
            for paragraph in cell.iter(f"{W}p"):
                line = self._reader.line(paragraph)
                runs += ([m.Text(" ")] if runs else []) + line.runs
                marks += line.marks
            yield _filled(cell, runs), marks
            for _ in range(_span(cell) - 1):
                yield [], []


def _row(cells: list[tuple[list[m.Run], list[str]]]) -> ReturnedRow:
    """Return a row of an annex; the figure in it is compared by itself, so its words are left out."""
    code, said = "", []
    for runs, _ in cells:
        figure = next((run for run in runs if isinstance(run, m.Figure)), None)
        code = code or (figure.key.partition("#")[0] if figure else "")
        said.append("" if figure else nfc(" ".join(m.plain(tuple(runs)).split())))
    return ReturnedRow(code, tuple(said))


def _authors(body: etree._Element) -> set[str]:
    """Return who tracked changes, to be counted."""
    marks = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
    return {author for one in body.iter(*marks) if (author := one.get(f"{W}author", ""))}


def _filled(cell: etree._Element, runs: list[m.Run]) -> list[m.Run]:
    """Return the runs of a cell; what was typed into one that was sent blank is its figure."""
    if any(isinstance(run, m.Figure) for run in runs):
        return runs
    for start in cell.iter(f"{W}bookmarkStart"):
        key = tags.key_in_bookmark(start.get(f"{W}name", ""))
        if key is not None:
            code = key.partition("#")[0].partition("|")[0]
            return [m.Figure(key, code, " ".join(m.plain(tuple(runs)).split()))]
    return runs


def _line(runs: list[m.Run], line: Line) -> str:
    """Return the line of prose that a paragraph is; "" for an empty one."""
    runs = trimmed(runs)
    if not runs:
        return ""
    if line.style.startswith("heading"):
        return f"# {escape(' '.join(m.plain(tuple(runs)).split()))}"
    first = runs[0]
    for sign in ("- ", "+ "):
        if isinstance(first, m.Text) and first.text.startswith(sign):
            rest = trimmed([m.Text(first.text[2:], first.bold, first.italic), *runs[1:]])
            return sign + written(tuple(rest), first=False)
    if line.bulleted:
        return f"- {written(tuple(runs), first=False)}"
    sign = "> " if line.style == "Dòng nghiêng" else ""
    return sign + written(tuple(runs), first=not sign)


def _cell(runs: list[m.Run], *, head: bool) -> str:
    kept = trimmed(runs)
    if head:  # headings are bold by themselves
        return escape(" ".join(m.plain(tuple(kept)).split()))
    return written(tuple(kept), first=False)


def _stands(row: etree._Element, table: etree._Element) -> bool:
    """Whether the row is this table's own and was not deleted."""
    own = next(row.iterancestors(f"{W}tbl")) is table
    return own and row.find(f"{W}trPr/{W}del") is None


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    said = "1" if found is None else found.get(f"{W}val", "1")
    return min(50, int(said)) if said.isdecimal() else 1


def _reference(archive: zipfile.ZipFile) -> str:
    root = xml_part(archive, "docProps/custom.xml")
    for prop in [] if root is None else root:
        if prop.get("name") == REFERENCE:
            return "".join(prop.itertext())
    return ""
