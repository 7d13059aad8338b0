"""The first sheet of a spreadsheet that people bring, with what tells cells apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from congvu.foundation.files.formulas import book_part, place, uncounted
from congvu.foundation.files.workbooks import Workbook, opened
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import format_number
from congvu.oversight.collections.errors import FileRefused

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 400


@dataclass(frozen=True, slots=True)
class Page:
    """The first sheet: its lines, merged cells, names of cells, formulas without a kept
    value and errors.

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
        names, unsaid = _names(book), uncounted(book)
    lines = sheet.to_python(skip_empty_area=False)
    merged = tuple(sheet.merged_cell_ranges or ())
    if len(merged) > MOST_ROWS:
        raise FileRefused(gettext_noop("Tệp quá lớn; chưa dòng nào được đọc."))
    return Page(lines, merged, names, unsaid)


def _names(book: Workbook) -> dict[str, tuple[int, int]]:
    """Return where the cells stand that have a name, which calamine does not tell."""
    tree = book_part(book)
    if tree is None:
        return {}
    first = book.sheet_names[0]
    return {
        str(one.get("name")): found
        for one in tree.iter("{*}definedName")
        if (found := _named_place(one.text or "", first)) is not None
    }


def _named_place(text: str, sheet: str) -> tuple[int, int] | None:
    """Return the one cell of the first sheet that a name stands for."""
    of, _bang, cell = text.rpartition("!")
    if of.strip("'").replace("''", "'") != sheet:
        return None
    return place(cell.replace("$", "").split(":")[0])
