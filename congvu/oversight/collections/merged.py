"""The merged file: every unit's answers side by side, with totals that say whom they hold."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil
from typing import Any, Final

import xlsxwriter

from congvu.oversight.collections.rules.cells import BLANK, Value, as_typed
from congvu.oversight.collections.rules.columns import (
    Column,
    ColumnType,
    Label,
    Total,
    cell_key,
)
from congvu.oversight.collections.rules.merging import of_unit, totals
from congvu.oversight.collections.rules.sheets import Merged, Told

_HEAD: Final = 3
_HEAD_LINES: Final = 4
_MOST_LINES: Final = 12
_SAID: Final = {
    Total.SUM: "Tổng",
    Total.RECOMPUTE: "Tính lại",
    Total.MAX: "Lớn nhất",
    Total.ANY: "Có ít nhất một",
}


def write(merged: Merged) -> bytes:
    """Return the merged answers as a spreadsheet: a line per unit, or per unit and row."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    _Writer(book, merged).write()
    book.close()
    return file.getvalue()


class _Writer:
    """Draws the sheet; a cell with two answers shows both and is in no total."""

    def __init__(self, book: Any, merged: Merged) -> None:
        self._merged, self._form = merged, merged.form
        self._page = book.add_worksheet("Tong hop")
        base = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman"}
        total = {"bold": True, "bg_color": "#E9EDEA"}
        self._plain = book.add_format(base)
        self._bold = book.add_format(base | total)
        head = {"align": "center", "valign": "vcenter"}
        self._head = book.add_format(base | total | head)
        self._contested = book.add_format(base | {"bg_color": "#FBE3C8"})
        self._title = book.add_format(
            {"bold": True, "font_size": 14, "font_name": "Times New Roman"}
        )
        self._note = book.add_format({"font_name": "Times New Roman", "italic": True})
        self._numbers = {
            (one, is_total): book.add_format(base | {"num_format": f} | (total if is_total else {}))
            for one, f in _FORMATS.items()
            for is_total in (False, True)
        }

    @property
    def _shift(self) -> int:
        return 3 if self._form.labels else 2

    def write(self) -> None:
        page, merged = self._page, self._merged
        page.write_string(0, 0, merged.title, self._title)
        page.write_string(1, 0, merged.note, self._note)
        page.set_column(0, 0, 5)
        page.set_column(1, 1, 30)
        heads = ["TT", "Đơn vị", *(["Nội dung"] if self._form.labels else [])]
        heads += [one.heading for one in self._form.columns]
        for place, text in enumerate([*heads, "Tình trạng"]):
            page.write_string(_HEAD, place, text, self._head)
        if self._form.labels:
            page.set_column(2, 2, 36)
        last = self._shift + len(self._form.columns)
        for place, column in enumerate(self._form.columns, self._shift):
            page.set_column(place, place, _width(column))
        page.set_column(last, last, 30)
        page.set_row(_HEAD, 15 * _HEAD_LINES)
        line = _HEAD + 1
        for number, told in enumerate(merged.units, 1):
            for row in self._form.rows:
                self._unit(line, number, told, row)
                line += 1
        for row in self._form.rows:
            self._total(line, row)
            line += 1
        page.freeze_panes(_HEAD + 1, self._shift)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD)

    def _unit(self, line: int, number: int, told: Told, row: Label) -> None:
        page = self._page
        page.write_number(line, 0, number, self._plain)
        page.write_string(line, 1, told.unit_name, self._plain)
        if self._form.labels:
            page.write_string(line, 2, row.name, self._plain)
        values = of_unit(self._form, row, told.cells if told.counts else {})
        for place, column in enumerate(self._form.columns, self._shift):
            rivals = told.contested.get(cell_key(row, column), ()) if told.counts else ()
            if rivals:
                both = " / ".join(as_typed(column, one) or "(trống)" for one in rivals)
                page.write_string(line, place, f"Hai số liệu: {both}", self._contested)
            else:
                self._value(line, place, column, values[column.key], is_total=False)
        place = self._shift + len(self._form.columns)
        page.write_string(line, place, told.standing, self._plain)
        texts = [(as_typed(one, values[one.key]), _width(one)) for one in self._form.columns]
        self._high(line, [*texts, (row.name, 36), (told.unit_name, 30), (told.standing, 30)])

    def _total(self, line: int, row: Label) -> None:
        page = self._page
        page.write_string(line, 0, "", self._bold)
        page.write_string(line, 1, "Tổng hợp", self._bold)
        if self._form.labels:
            page.write_string(line, 2, row.name, self._bold)
        counted = [one.cells for one in self._merged.units if one.counts]
        found = totals(self._form, row, counted)
        for place, column in enumerate(self._form.columns, self._shift):
            self._value(line, place, column, found[column.key], is_total=True)
        said = "; ".join(
            f"{one.name[:40]}: {_SAID[one.total].lower()}"
            for one in self._form.columns
            if one.total in _SAID and one.total is not Total.SUM
        )
        page.write_string(line, self._shift + len(self._form.columns), said, self._bold)
        self._high(line, [(said, 26), (row.name, 32)])

    def _high(self, line: int, texts: Sequence[tuple[str, int]]) -> None:
        """Make a line as high as its longest text: not every program does that by itself."""
        most = max(ceil(len(text) / (width - 2)) for text, width in texts)
        if most > 1:
            self._page.set_row(line, 15 * min(most, _MOST_LINES))

    def _value(
        self, line: int, place: int, column: Column, value: Value, *, is_total: bool
    ) -> None:
        style = self._bold if is_total else self._plain
        counts_yes = is_total and column.total is Total.SUM
        number = self._numbers.get((column.type, is_total))
        if column.type is ColumnType.YES_NO and counts_yes:
            number = self._numbers[ColumnType.COUNT, True]
        if value == BLANK:
            self._page.write_blank(line, place, None, style)
        elif value.day is not None and number is not None:
            self._page.write_datetime(line, place, value.day, number)
        elif value.amount is not None and number is not None:
            self._page.write_number(line, place, float(value.amount), number)
        else:
            self._page.write_string(line, place, as_typed(column, value), style)


def _width(column: Column) -> int:
    return 36 if column.type is ColumnType.TEXT else 16


_FORMATS: Final = {
    ColumnType.COUNT: "#,##0",
    ColumnType.MONEY: "#,##0.####",
    ColumnType.PERCENT: "0.00",
    ColumnType.DATE: "dd/mm/yyyy",
}
