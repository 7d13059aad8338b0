"""The first sheet of a spreadsheet that people bring, with what tells cells apart."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from lxml import etree

from congvu.foundation.files.workbooks import Workbook, opened
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import format_number
from congvu.oversight.collections.errors import FileRefused

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 400
MOST_OF_A_PART: Final = 20 * 1024 * 1024
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Page:
    """The first sheet: its lines, merged cells, names of cells, formulas without a kept value.

    Places are (line, column), counted from 0.
    """

    lines: list[list[Any]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    uncounted: frozenset[tuple[int, int]] = frozenset()

    def at(self, place: tuple[int, int]) -> Any:
        """Return a cell, "" where there is none."""
        line, column = place
        there = line < len(self.lines) and column < len(self.lines[line])
        return self.lines[line][column] if there else ""


def open_page(file: IO[bytes]) -> Page:
    """Return the first sheet of an XLSX.

    Raises FileRefused for what is none, for macros, and for more than a collection can hold.
    """
    with opened(file, refused=FileRefused) as book:
        sheet = book.sheet(0)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise FileRefused(
                gettext_noop(
                    "Bảng quá lớn: tối đa %(most)s dòng, %(wide)s cột; chưa dòng nào được đọc."
                ),
                most=format_number(MOST_ROWS),
                wide=format_number(MOST_COLUMNS),
            )
        names, uncounted = _structure(book)
    lines = sheet.to_python(skip_empty_area=False)
    merged = tuple(sheet.merged_cell_ranges or ())
    if len(merged) > MOST_ROWS:
        raise FileRefused(gettext_noop("Tệp quá lớn; chưa dòng nào được đọc."))
    return Page(lines, merged, names, uncounted)


def _structure(
    opened_book: Workbook,
) -> tuple[dict[str, tuple[int, int]], frozenset[tuple[int, int]]]:
    """Read what calamine does not tell: names of cells, and formulas that nobody has worked out."""
    parts, first = opened_book.parts, opened_book.sheet_names[0]
    book = _part(parts, "xl/workbook.xml")
    if book is None:
        return {}, frozenset()
    names = {
        str(one.get("name")): place
        for one in book.iter(f"{_MAIN}definedName")
        if (place := _named_place(one.text or "", first)) is not None
    }
    sheet = _part(parts, _path_of(parts, book))
    if sheet is None:
        return names, frozenset()
    blank = (
        one.get("r", "")
        for one in sheet.iter(f"{_MAIN}c")
        if one.find(f"{_MAIN}f") is not None and not one.findtext(f"{_MAIN}v")
    )
    return names, frozenset(place for one in blank if (place := _place(one)) is not None)


def _path_of(archive: zipfile.ZipFile, book: Any) -> str:
    """Return where the first sheet is kept in the file."""
    first = next(book.iter(f"{_MAIN}sheet"), None)
    relations = _part(archive, "xl/_rels/workbook.xml.rels")
    if first is not None and relations is not None:
        for one in relations:
            if one.get("Id") == first.get(_RELATION):
                target = str(one.get("Target", "")).lstrip("/")
                return target if target.startswith("xl/") else f"xl/{target}"
    return "xl/worksheets/sheet1.xml"


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """Return a part of the file as a tree, None when it is not there or cannot be read safely."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        if archive.getinfo(name).file_size > MOST_OF_A_PART:
            return None
        return etree.fromstring(archive.read(name), parser)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return None


def _named_place(text: str, sheet: str) -> tuple[int, int] | None:
    """Return the one cell of the first sheet that a name stands for."""
    of, _bang, cell = text.rpartition("!")
    if of.strip("'").replace("''", "'") != sheet:
        return None
    return _place(cell.replace("$", "").split(":")[0])


def _place(cell: str) -> tuple[int, int] | None:
    """Return line and column of "B7"."""
    letters = cell.rstrip("0123456789")
    number = cell[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and 0 < len(number) <= 7 and len(letters) <= 3):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(number) - 1, column - 1
