"""An annex as XLSX: numbers are numbers, blanks are blank, names and blanks as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from congvu.oversight.reporting.rendering.paper import (
    DRAFTED,
    annex_number,
    attached_line,
    inner,
    made_on,
    says_words,
    width_of,
)
from congvu.oversight.reporting.rules.headings import annex_heading
from congvu.oversight.reporting.rules.manuscript import Annex, Cell, Head, Row

_SIZE: Final = 12
_FACE: Final = {
    "font_name": "Times New Roman",
    "font_size": _SIZE,
    "valign": "vcenter",
    "font_scheme": "",
}
_USED: Final = 0.92  # of the width of the page, so that nothing is made smaller to fit
_VIETNAMESE: Final = "[$-42A]"  # dots and commas as in Viet Nam wherever a program minds it
_LETTER: Final = 2.117  # millimetres: a digit of the workbook's type; columns count in it
_LINE: Final = 16  # points
_A4: Final = 9
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def to_xlsx(*annexes: Annex, head: Head | None = None) -> bytes:
    """Return the annexes as XLSX, a sheet each; equal annexes give equal bytes.

    With the head of their report each names it, as on paper.
    The numbers are formatted so that a Vietnamese Excel shows 1.234,5. Texts are never formulas.
    """
    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        # Columns are as wide as digits of this type, also where Excel's own is not installed.
        "default_format_properties": {
            "font_name": _FACE["font_name"],
            "font_size": _SIZE,
            "font_scheme": "",
        },
    }
    with xlsxwriter.Workbook(target, options) as book:
        moment = datetime.combine(made_on(head) if head else DRAFTED, time.min, UTC)
        book.set_properties({"title": annexes[0].title if annexes else "", "created": moment})
        for at, annex in enumerate(annexes, start=1):
            name = f"Phụ lục {annex.number or at}".translate(_FORBIDDEN)[:31]
            reference = attached_line(annex, head) if head else annex.reference
            _Sheet(book, book.add_worksheet(name), annex).write(reference)
    return target.getvalue()


class _Sheet:
    """Writes one worksheet from top to bottom."""

    def __init__(self, book: Any, sheet: Any, annex: Annex) -> None:
        self._book = book
        self._sheet = sheet
        self._annex = annex
        self._last = len(annex.columns) - 1
        self._shapes: dict[tuple[object, ...], Any] = {}
        whole = sum(column.width for column in annex.columns)
        self._letters = inner(landscape=annex.landscape) * _USED / _LETTER
        self._widths = [max(5.0, self._letters * column.width / whole) for column in annex.columns]

    def write(self, reference: str) -> None:
        sheet, annex = self._sheet, self._annex
        if annex.landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4)
        for at, width in enumerate(self._widths):
            sheet.set_column(at, at, width)
        self._across(0, annex_number(annex), bold=True)
        self._across(1, annex.title.upper(), bold=True)
        self._across(2, reference, italic=True)
        row = self._heading(4)
        sheet.repeat_rows(4, row - 1)
        sheet.freeze_panes(row, min(2, self._last))
        for one in annex.rows:
            self._row(row, one)
            row += 1
        for note in annex.notes:
            sheet.write_string(row + 1, 0, note, self._shape(italic=True))
            row += 1

    def _heading(self, top: int) -> int:
        lines = annex_heading(self._annex.columns)
        shape = self._shape(bold=True, align="center", text_wrap=True, border=1)
        for down, line in enumerate(lines):
            for cell in line:
                rows = 2 if cell.merge == "restart" else 1
                row, right = top + down, cell.at + cell.across - 1
                if rows > 1 or cell.across > 1:
                    self._sheet.merge_range(row, cell.at, row + rows - 1, right, cell.title, shape)
                elif cell.merge != "continue":
                    self._sheet.write_string(row, cell.at, cell.title, shape)
        return top + len(lines)

    def _row(self, at: int, row: Row) -> None:
        self._sheet.set_row(at, _LINE * self._lines(row.cells))
        for place, (cell, column) in enumerate(zip(row.cells, self._annex.columns, strict=True)):
            align = "left" if says_words(cell) else column.align
            shape = {"border": 1, "bold": row.heading, "align": align}
            if align == "right":
                shape["indent"] = 1  # a number does not touch the note beside it
            if cell.number is not None:
                places = f".{'0' * cell.decimals}" if cell.decimals else ""
                shape["num_format"] = f"{_VIETNAMESE}#,##0{places}"
                self._sheet.write_number(at, place, float(cell.number), self._shape(**shape))
            elif cell.text:
                self._sheet.write_string(at, place, cell.text, self._shape(**shape, text_wrap=True))
            else:
                self._sheet.write_blank(at, place, None, self._shape(**shape))

    def _lines(self, cells: Sequence[Cell]) -> int:
        """Count the lines of the tallest cell: a spreadsheet does not do so when it opens a file."""
        tall = (
            sum(self._lines_of(line, width) for line in cell.text.split("\n"))
            for cell, width in zip(cells, self._widths, strict=True)
        )
        return max(1, *tall)

    @staticmethod
    def _lines_of(text: str, width: float, *, bold: bool = False) -> int:
        """Count how often the words of a line go on in the next at this width of a column."""
        room, lines, here = width * _LETTER - 1, 1, 0.0
        for word in text.split():
            wide = width_of(f"{word} ", _SIZE, bold=bold)
            if here and here + wide > room:
                lines, here = lines + 1, 0.0
            here += wide
        return lines

    def _across(self, row: int, text: str, *, bold: bool = False, italic: bool = False) -> None:
        shape = self._shape(bold=bold, italic=italic, align="center", text_wrap=True)
        lines = self._lines_of(text, sum(self._widths), bold=bold)
        self._sheet.set_row(row, 4 + _LINE * lines)
        if self._last:
            self._sheet.merge_range(row, 0, row, self._last, text, shape)
        else:
            self._sheet.write_string(row, 0, text, shape)

    def _shape(self, **look: object) -> Any:
        key = tuple(sorted((name, value) for name, value in look.items() if value))
        if key not in self._shapes:
            self._shapes[key] = self._book.add_format({**_FACE, **dict(key)})
        return self._shapes[key]
