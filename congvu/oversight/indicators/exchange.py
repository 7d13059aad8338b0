"""A period as a spreadsheet, out and in: a round trip changes nothing, nothing in it is evaluated.

Not here: writing what was read (`services.entering.enter_many`), the printed annex (reporting).
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from python_calamine import CalamineSheet

from congvu.foundation.files.formulas import Place, uncounted
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold
from congvu.oversight.indicators.errors import TableRefused
from congvu.oversight.indicators.rules.sets import ValueType
from congvu.oversight.indicators.rules.typed import as_typed, exact, printed
from congvu.oversight.indicators.selectors import Row, Sheet
from congvu.oversight.indicators.services.entering import Typed
from congvu.oversight.indicators.workbooks import opened, read_page

SEARCHED_LINES: Final = 20
_CODE, _FIGURE, _REASON, _SEEN = "code", "figure", "reason", "seen"
_HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    _CODE: ("Mã chỉ tiêu", "Mã", "Code"),
    _FIGURE: ("Số liệu nhập", "Số liệu", "Giá trị"),
    _REASON: ("Lý do", "Giải trình"),
    _SEEN: ("Bản đang có (không sửa)",),
}
"""What the columns that are read are called; the first name is the one that is written."""
_COLUMNS: Final = (
    (_HEADINGS[_CODE][0], 12),
    ("Chỉ tiêu", 60),
    ("Đơn vị tính", 16),
    (_HEADINGS[_FIGURE][0], 16),
    (_HEADINGS[_REASON][0], 40),
    ("Hệ thống tính", 14),
    ("Kỳ trước", 12),
    ("Cùng kỳ năm trước", 18),
    (_HEADINGS[_SEEN][0], 10),
)
_NUMERIC: Final = frozenset({ValueType.COUNT, ValueType.MONEY})
_MARK: Final = "congvu-figures"
_UNCOUNTED: Final = gettext_noop(
    "Ô có công thức chưa tính hoặc đang báo lỗi; hãy mở tệp bằng Excel, sửa, lưu lại, "
    "hoặc ghi giá trị."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the file that was not taken, and why; `line` is as the person sees it."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a file says anew, ready for `enter_many`; lines that say nothing new are `same`."""

    cells: Mapping[str, Typed]
    problems: tuple[Problem, ...]
    same: int


def write_xlsx(sheet: Sheet) -> bytes:
    """Return a sheet as a spreadsheet: what was entered can be changed, the rest is told."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    page = book.add_worksheet(f"Ky {sheet.period.code}")
    bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
    page.write_string(
        0, 0, f"{sheet.set.name}, {sheet.period.label}", book.add_format({"bold": True})
    )
    page.write_row(1, 0, [_MARK, sheet.unit_id, sheet.period.pk])
    page.set_row(1, None, None, {"hidden": True})
    for place, (heading, width) in enumerate(_COLUMNS):
        page.set_column(place, place, width, None, {"hidden": heading == _HEADINGS[_SEEN][0]})
        page.write_string(2, place, heading, bold)
    page.freeze_panes(3, 2)
    writer = _Writer(book, page, sheet)
    for line, row in enumerate(sheet.rows, 3):
        writer.write(line, row)
    book.close()
    return file.getvalue()


class _Writer:
    """Writes the lines of one sheet; a figure is a number where spreadsheets keep it exactly."""

    def __init__(self, book: Any, page: Any, sheet: Sheet) -> None:
        self._page = page
        self._sheet = sheet
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})
        self._heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"num_format": "@", "bg_color": "#FFFBE6", "border": 1})
        self._number = book.add_format({"bg_color": "#FFFBE6", "border": 1})

    def write(self, line: int, row: Row) -> None:
        page, indicator, rounding = self._page, row.indicator, self._sheet.set.rounding
        style = self._heading if indicator.is_heading else self._plain
        page.write_string(line, 0, row.code, style)
        page.write_string(line, 1, indicator.name, style)
        page.write_string(line, 2, indicator.unit, style)
        if indicator.is_heading:
            return
        self._figure(line, row)
        page.write_string(line, 4, row.entered.reason if row.entered else "", self._text)
        other = row.consolidated or row.computed
        page.write_string(line, 5, printed(indicator, other.cell, rounding) if other else "")
        page.write_string(line, 6, printed(indicator, row.previous, rounding))
        page.write_string(line, 7, printed(indicator, row.last_year, rounding))
        page.write_string(line, 8, str(row.seen or ""))

    def _figure(self, line: int, row: Row) -> None:
        cell = row.entered.cell if row.entered else None
        if cell is not None and row.indicator.value_type in _NUMERIC and cell.amount is not None:
            self._page.write_number(line, 3, float(cell.amount), self._number)
            return
        typed = as_typed(row.indicator, cell, self._sheet.set.rounding) if cell else ""
        style = self._number if row.indicator.value_type in _NUMERIC else self._text
        if typed:
            self._page.write_string(line, 3, typed, style)
        else:
            self._page.write_blank(line, 3, None, style)


def read_xlsx(file: IO[bytes], sheet: Sheet) -> TableRead:
    """Read what a file says anew about a sheet; only values are taken, an empty cell says nothing.

    A line whose formula nobody worked out, or that shows an error, is told as a problem.
    Raises TableRefused for what is no spreadsheet, one with macros, one that is too large, one of
    another unit or period, and one without the columns of code and figure.
    """
    with opened(file) as book:
        page, lines = read_page(book, 0)
        unsaid = uncounted(book)
    _refuse_other(lines, sheet)
    head, places = _columns(lines)
    merged = _merged(page)
    known = {row.code: row for row in sheet.rows if not row.indicator.is_heading}
    headings = {row.code for row in sheet.rows} - known.keys()
    cells: dict[str, Typed] = {}
    problems: list[Problem] = []
    same = 0
    met: set[str] = set()
    for number, line in enumerate(lines[head + 1 :], head + 2):
        told = {name: line[place] if place < len(line) else "" for name, place in places.items()}
        code, figure = _text(told[_CODE]), told[_FIGURE]
        is_unsaid = _is_unsaid(unsaid, number - 1, places, told)
        if code in headings or not (is_unsaid or (code and figure not in {"", None})):
            continue
        problem = _UNCOUNTED if is_unsaid else ""
        problem = problem or _problem(code, figure, known, met, is_merged=number in merged)
        met.add(code)
        if problem:
            problems.append(Problem(number, code, problem))
            cells.pop(code, None)
            continue
        typed = _typed(figure, told, known[code])
        if _is_same(typed, known[code], sheet):
            same += 1
        else:
            cells[code] = typed
    return TableRead(cells, tuple(problems), same)


def _is_unsaid(
    unsaid: Collection[Place], line: int, places: Mapping[str, int], told: Mapping[str, object]
) -> bool:
    """Whether a line would say something had its formulas been worked out."""
    code, figure = (
        (line, places[name]) in unsaid or told[name] not in {"", None} for name in (_CODE, _FIGURE)
    )
    return code and figure and any((line, places[name]) in unsaid for name in (_CODE, _FIGURE))


def _problem(
    code: str,
    figure: object,
    known: Mapping[str, Row],
    met: Collection[str],
    *,
    is_merged: bool,
) -> str:
    """Say why a line cannot be taken, "" when it can."""
    if code not in known:
        return gettext_noop("Bộ chỉ tiêu của kỳ này không có mã này.")
    if code in met:
        return gettext_noop("Mã này có hai dòng trong tệp; hãy để lại một.")
    if is_merged:
        return gettext_noop("Dòng có ô gộp; hãy bỏ gộp ô rồi ghi số vào từng dòng.")
    if isinstance(figure, date | time | timedelta):
        return gettext_noop(
            "Bảng tính đã đổi ô này thành ngày; hãy định dạng ô là Văn bản rồi ghi lại."
        )
    return ""


def _typed(figure: object, told: Mapping[str, object], row: Row) -> Typed:
    reason = _text(told[_REASON]) if _REASON in told else None
    seen = row.seen
    if _SEEN in told:
        seen = whole_number(_text(told[_SEEN]))
    return Typed(_figure_of(figure), seen, reason)


def _figure_of(value: object) -> str | Decimal:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return exact(value)
    return str(value)


def _is_same(typed: Typed, row: Row, sheet: Sheet) -> bool:
    """Whether the line says what stands there already."""
    if row.entered is None:
        return False
    same_reason = typed.reason in {None, row.entered.reason}
    cell, indicator = row.entered.cell, row.indicator
    if isinstance(typed.typed, Decimal):
        same = typed.typed == cell.amount and not cell.has_fraction
    else:
        same = typed.typed == as_typed(indicator, cell, sheet.set.rounding)
    return same and same_reason


def _text(value: object) -> str:
    """Return a cell as text; a code that a spreadsheet made a number is read as it was written."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _refuse_other(lines: Sequence[Sequence[Any]], sheet: Sheet) -> None:
    """Raise when the file says that it is of another unit or period; one that says nothing may be."""
    for line in lines[:SEARCHED_LINES]:
        if (
            len(line) > 2
            and line[0] == _MARK
            and (line[1], line[2])
            != (
                sheet.unit_id,
                sheet.period.pk,
            )
        ):
            raise TableRefused(
                gettext_noop("Tệp này là của cơ quan khác hoặc kỳ khác; chưa dòng nào được đọc.")
            )


def _columns(lines: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """Return the line of headings and where each column stands."""
    for number, line in enumerate(lines[:SEARCHED_LINES]):
        said = {fold(str(cell)): place for place, cell in reversed(list(enumerate(line))) if cell}
        found = dict(_places(said))
        if _CODE in found and _FIGURE in found:
            return number, found
    raise TableRefused(
        gettext_noop(
            "Không thấy cột “%(code_heading)s” và “%(figure_heading)s”; hãy giữ nguyên tên cột."
        ),
        code_heading=_HEADINGS[_CODE][0],
        figure_heading=_HEADINGS[_FIGURE][0],
    )


def _places(said: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for name, headings in _HEADINGS.items():
        for heading in headings:
            if fold(heading) in said:
                yield name, said[fold(heading)]
                break


def _merged(page: CalamineSheet) -> frozenset[int]:
    """Return the numbers of lines that share a cell with another line."""
    lines: set[int] = set()
    for (top, _left), (bottom, _right) in page.merged_cell_ranges or ():
        if bottom > top:
            lines.update(range(top + 1, bottom + 2))
    return frozenset(lines)
