"""Cells of a spreadsheet that readers give as empty although they are not: formulas, errors."""

from __future__ import annotations

import zipfile
from typing import Any, Final

from lxml import etree

from congvu.foundation.files.workbooks import Workbook

Place = tuple[int, int]
"""Line and column, counted from 0."""
MOST_OF_A_PART: Final = 20 * 1024 * 1024
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_LETTERS, _MOST_DIGITS = 3, 7


def uncounted(book: Workbook) -> frozenset[Place]:
    """Return the cells of the first sheet that say nothing only because nobody worked them out.

    A formula whose value was not kept with it, and an error such as #DIV/0!. A formula that was
    worked out as an empty text is not among them: it says nothing.
    """
    sheet = part(book.parts, _first_sheet(book.parts))
    if sheet is None:
        return frozenset()
    cells = (one.get("r", "") for one in sheet.iter("{*}c") if _is_uncounted(one))
    return frozenset(found for one in cells if (found := place(one)) is not None)


def book_part(book: Workbook) -> Any:
    """Return the part that names sheets and cells as a tree, None without one."""
    return part(book.parts, _BOOK)


def part(archive: zipfile.ZipFile, name: str) -> Any:
    """Return a part of the file as a tree, None when it is not there or cannot be read safely."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        if archive.getinfo(name).file_size > MOST_OF_A_PART:
            return None
        return etree.fromstring(archive.read(name), parser)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
        return None


def place(cell: str) -> Place | None:
    """Return line and column of "B7"."""
    letters = cell.rstrip("0123456789")
    number = cell[len(letters) :]
    is_named = letters.isascii() and letters.isalpha() and len(letters) <= _MOST_LETTERS
    if not (is_named and 0 < len(number) <= _MOST_DIGITS):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(number) - 1, column - 1


def _is_uncounted(cell: Any) -> bool:
    kind = cell.get("t", "")
    is_blank = cell.find("{*}f") is not None and not cell.findtext("{*}v")
    return kind == "e" or (is_blank and kind != "str")


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Return where the first sheet is kept in the file."""
    book, relations = part(archive, _BOOK), part(archive, _RELATIONS)
    first = None if book is None else next(book.iter("{*}sheet"), None)
    if first is not None and relations is not None:
        for one in relations:
            if one.get("Id") == first.get(_RELATION):
                target = str(one.get("Target", "")).lstrip("/")
                return target if target.startswith("xl/") else f"xl/{target}"
    return "xl/worksheets/sheet1.xml"
