"""The spreadsheet that a unit fills in: locked labels, named cells; written and read back.

Not here: writing what was read (`services.answering`), the merged file (`merged`).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import IO, Any, Final

import xlsxwriter

from congvu.kernel.asked import whole_number
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold, format_date
from congvu.oversight.collections import workbook
from congvu.oversight.collections.errors import FileRefused
from congvu.oversight.collections.rules.cells import BLANK, Raw, Value, as_typed, raw_of
from congvu.oversight.collections.rules.columns import Column, ColumnType, Form, Label, cell_key
from congvu.oversight.collections.rules.sheets import Heading

MARK: Final = "congvu-collection"
_HEAD: Final = 5
_SHEET: Final = "Bieu"
_LABEL: Final = "cv_nhan"
_SEARCHED: Final = 40
_HINTS: Final[Mapping[ColumnType, str]] = {
    ColumnType.COUNT: "Số nguyên, ví dụ 1.234",
    ColumnType.MONEY: "Số, dấu phẩy trước phần thập phân, ví dụ 1.234,5",
    ColumnType.PERCENT: "Phần trăm, ví dụ 92,5",
    ColumnType.DATE: "Ngày/tháng/năm, ví dụ 05/03/2026",
    ColumnType.YES_NO: "Có hoặc Không",
    ColumnType.TEXT: "Chữ",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What a template holds: `seen` is the newest value when it was made; `problems` by cell."""

    seen: int
    cells: Mapping[str, Raw]
    problems: Mapping[str, str]


def write(heading: Heading, form: Form, told: Mapping[str, Value], *, seen: int) -> bytes:
    """Return the template of one unit, with what it has answered so far."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    _Writer(book, heading, form).write(told, seen)
    book.close()
    return file.getvalue()


class _Writer:
    """Draws one template; a cell that people fill in has a name, a colour and no lock."""

    def __init__(self, book: Any, heading: Heading, form: Form) -> None:
        self._book, self._heading, self._form = book, heading, form
        self._page = book.add_worksheet(_SHEET)
        base = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman"}
        head = {"bold": True, "bg_color": "#E9EDEA", "align": "center", "valign": "vcenter"}
        free = {"locked": False, "bg_color": "#FFFBE6"}
        self._head = book.add_format(base | head)
        self._label = book.add_format(base | {"bg_color": "#F4F6F4"})
        self._grey = book.add_format(base | {"bg_color": "#E9EDEA", "italic": True})
        self._text = book.add_format(base | free | {"num_format": "@"})
        self._number = book.add_format(base | free | {"num_format": "#,##0.####"})
        self._count = book.add_format(base | free | {"num_format": "#,##0"})

    def write(self, told: Mapping[str, Value], seen: int) -> None:
        page, form, heading = self._page, self._form, self._heading
        name = {"font_name": "Times New Roman"}
        bold = self._book.add_format(name | {"bold": True, "font_size": 14})
        plain = self._book.add_format(name)
        page.write_string(0, 0, heading.title, bold)
        page.write_row(1, 0, [MARK, heading.reference, heading.unit_id, str(seen)])
        page.set_row(1, None, None, {"hidden": True})
        due = f"Hạn gửi: {format_date(heading.due_on)}" if heading.due_on else ""
        page.write_string(2, 0, f"{heading.unit_name}. {due}", plain)
        page.write_string(
            3, 0, f"Chỉ điền ô màu vàng; ô để trống là chưa có số liệu. {heading.guidance}", plain
        )
        shift = 1 if form.labels else 0
        if shift:
            page.set_column(0, 0, 40)
            page.write_string(_HEAD, 0, "Nội dung", self._head)
            self._name(_LABEL, _HEAD, 0)
        for place, column in enumerate(form.columns, shift):
            page.set_column(place, place, 28 if column.type is ColumnType.TEXT else 18)
            page.write_string(_HEAD, place, column.heading, self._head)
            self._name(f"cv_{column.key}", _HEAD, place)
        page.set_row(_HEAD, 64)
        for line, row in enumerate(form.rows, _HEAD + 1):
            page.set_row(line, 15 * max(2, ceil(len(row.name) / 36)))
            if shift:
                page.write_string(line, 0, row.name, self._label)
                self._name(f"cv_{row.key}", line, 0)
            for place, column in enumerate(form.columns, shift):
                self._cell(line, place, row, column, told.get(cell_key(row, column), BLANK))
        self._finish(shift)

    def _finish(self, shift: int) -> None:
        page = self._page
        page.freeze_panes(_HEAD + 1, shift)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD)

    def _cell(self, line: int, place: int, row: Label, column: Column, value: Value) -> None:
        if column.is_worked_out:
            self._page.write_string(line, place, "tự tính", self._grey)
            return
        self._name(_cell_name(cell_key(row, column)), line, place)
        style = self._style(column)
        if value.is_blank:
            self._page.write_blank(line, place, None, style)
        elif value.amount is not None and style is not self._text:
            self._page.write_number(line, place, float(value.amount), style)
        else:
            self._page.write_string(line, place, as_typed(column, value), style)
        self._page.data_validation(line, place, line, place, _validation(column))

    def _style(self, column: Column) -> Any:
        # text keeps what was typed: a day or a per cent would be turned round by some settings
        styles = {ColumnType.COUNT: self._count, ColumnType.MONEY: self._number}
        return styles.get(column.type, self._text)

    def _name(self, name: str, line: int, place: int) -> None:
        cell = xlsxwriter.utility.xl_rowcol_to_cell(line, place, row_abs=True, col_abs=True)
        self._book.define_name(name, f"={_SHEET}!{cell}")


def _validation(column: Column) -> dict[str, Any]:
    """Return the hint that programs show beside a cell; only a choice is enforced."""
    hint = {"input_title": column.name[:32], "input_message": _HINTS[column.type]}
    if column.type is ColumnType.YES_NO:
        return {
            "validate": "list",
            "source": ["Có", "Không"],
            "error_type": "information",
        } | hint
    return {"validate": "any"} | hint


def read(file: IO[bytes], form: Form, *, reference: str, unit_id: int) -> Filled:
    """Read a filled template; cells are found by their names, an empty cell says nothing.

    Raises FileRefused for what is no template, and for that of another unit or collection.
    """
    page = workbook.open_page(file)
    seen = _seen(page, reference, unit_id)
    places = _places(page, form)
    renamed = _renamed(page, form)
    cells: dict[str, Raw] = {}
    problems: dict[str, str] = {}
    for key, row, column in form.cells():
        place = places.get(key)
        if place is None:
            problems[key] = gettext_noop("Không thấy ô này trong tệp; hãy dùng mẫu đã tải.")
            continue
        raw = raw_of(page.at(place))
        uncounted = place in page.uncounted
        if raw == "" and not uncounted:
            continue
        cells[key] = raw
        if row.key in renamed or column.key in renamed:
            problems[key] = gettext_noop("Tên cột hoặc tên dòng trong tệp đã bị sửa; ô chưa đọc.")
        elif _is_merged(page, place):
            problems[key] = gettext_noop("Ô gộp; hãy bỏ gộp ô rồi ghi từng ô.")
        elif uncounted:
            problems[key] = gettext_noop(
                "Ô có công thức chưa tính hoặc đang báo lỗi; hãy mở tệp bằng Excel, sửa, lưu lại, "
                "hoặc ghi giá trị."
            )
    return Filled(seen, cells, problems)


def _seen(page: workbook.Page, reference: str, unit_id: int) -> int:
    """Return what the template knew when it was made. Raises FileRefused for another's."""
    for line in page.lines[:_SEARCHED]:
        if not line or line[0] != MARK:
            continue
        told = [*line, "", "", ""][1:4]
        if str(told[0]) != reference:
            raise FileRefused(
                gettext_noop("Tệp này là mẫu của một báo cáo nhanh khác; chưa ô nào được đọc.")
            )
        if told[1] != unit_id:
            raise FileRefused(gettext_noop("Tệp này là mẫu của đơn vị khác; chưa ô nào được đọc."))
        return whole_number(str(told[2])) or 0
    raise FileRefused(
        gettext_noop("Tệp này không phải mẫu của báo cáo nhanh; hãy tải mẫu rồi điền.")
    )


def _places(page: workbook.Page, form: Form) -> dict[str, tuple[int, int]]:
    """Return where each cell stands: by its name, else where its row and column cross."""
    places: dict[str, tuple[int, int]] = {}
    lines, columns = _by_words(page, form)
    for key, row, column in form.cells():
        named = page.names.get(_cell_name(key))
        line, place = lines.get(row.key), columns.get(column.key)
        if named is not None:
            places[key] = named
        elif line is not None and place is not None:
            places[key] = (line, place)
    return places


def _by_words(page: workbook.Page, form: Form) -> tuple[dict[str, int], dict[str, int]]:
    """Find lines and columns by their words, for programs that drop the names of cells."""
    headings = {fold(one.heading): one.key for one in form.columns}
    for number, line in enumerate(page.lines[:_SEARCHED]):
        found = {
            headings[fold(str(cell))]: place
            for place, cell in enumerate(line)
            if fold(str(cell)) in headings
        }
        if len(found) * 2 < len(form.columns):
            continue
        if not form.labels:
            return {form.rows[0].key: number + 1}, found
        labels = {fold(one.name): one.key for one in form.labels}
        lines = {
            labels[fold(str(below[0]))]: at
            for at, below in enumerate(page.lines[number + 1 :], number + 1)
            if below and fold(str(below[0])) in labels
        }
        return lines, found
    return {}, {}


def _renamed(page: workbook.Page, form: Form) -> frozenset[str]:
    """Return the columns and rows whose words are not those that were asked for any more."""
    changed = set()
    words = [(one.key, one.heading) for one in form.columns]
    words += [(one.key, one.name) for one in form.labels]
    for key, said in words:
        place = page.names.get(f"cv_{key}")
        if place is not None and fold(str(page.at(place))) != fold(said):
            changed.add(key)
    return frozenset(changed)


def _is_merged(page: workbook.Page, place: tuple[int, int]) -> bool:
    line, column = place
    return any(
        top <= line <= bottom and left <= column <= right
        for (top, left), (bottom, right) in page.merged
    )


def _cell_name(key: str) -> str:
    return f"cv_{key.replace('.', '_')}"
