"""A set of indicators as XLSX and as TOML, out and in: a round trip changes nothing.

Values are taken, formulas of a spreadsheet never evaluated; what a code column holds must be text,
because a spreadsheet makes 1.1 of 1.10.
"""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter

from congvu.foundation.files.workbooks import Workbook
from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold
from congvu.oversight.indicators.errors import TableRefused
from congvu.oversight.indicators.rules.contents import (
    CHECK_KEYS,
    DAYS,
    GROUP_KEYS,
    HEAD_KEYS,
    LISTS,
    ROW_KEYS,
    Values,
    tidied,
)
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.settling import Refused
from congvu.oversight.indicators.workbooks import opened, read_page

LONGEST_TOML: Final = 2 * 1024 * 1024
_HEAD: Final = "Bộ chỉ tiêu"
_PRINTED: Final = "In ở phụ lục"
_YES, _NO = "Có", "Không"
LABELS: Final = {
    "code": "Mã",
    "name": "Tên",
    "name_en": "Tên tiếng Anh",
    "issuer": "Nơi ban hành",
    "based_on": "Dựng từ bộ",
    "level": "Cấp lập báo cáo",
    "starts_on": "Từ ngày",
    "ends_on": "Đến trước ngày",
    "rounding": "Làm tròn",
    "unverified": "Mục chưa đối chiếu",
    "note": "Ghi chú",
    "group": "Thuộc phần",
    "number": "Số in",
    "type": "Loại giá trị",
    "unit": "Đơn vị tính",
    "kind": "Kiểu",
    "source": "Nguồn",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "roll_up": "Cách tổng hợp",
    "reported_by": "Số liệu của cấp",
    "evidence": "Tài liệu kèm",
    "mark": "Dấu",
    "choices": "Lựa chọn",
    "fate": "So với bộ gốc",
    "because": "Vì sao",
    "certainty": "Độ chắc chắn",
    "row": "Chỉ tiêu",
    "holds": "Phải đúng",
    "total": "Tổng",
    "parts": "Các phần",
    "part": "Phần",
    "whole": "Toàn bộ",
    "rows": "Các chỉ tiêu",
    "opening": "Đầu kỳ",
    "closing": "Cuối kỳ",
    "flow": "Trong kỳ",
    "cumulative": "Lũy kế",
    "percent": "Phần trăm",
    "only_if": "Chỉ khi",
    "missing": "Ô trống",
    "tolerance": "Sai số",
    "severity": "Mức độ",
    "message": "Lời báo",
}
"""What the columns are called; also the names of the fields on screens."""
_PAGES: Final = (
    ("groups", "Các phần", GROUP_KEYS),
    ("indicators", "Chỉ tiêu", ROW_KEYS),
    ("checks", "Phép kiểm", CHECK_KEYS),
)
_WIDE: Final = frozenset({"name", "name_en", "note", "evidence", "because", "message", "holds"})
_CODES: Final = frozenset({"code", "group", "row", "total", "part", "whole", "opening", "closing"})
_WHOLE: Final = frozenset({"percent"})


def write_set(values: Mapping[str, Any]) -> bytes:
    """Return the contents of a set as a spreadsheet of four pages."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    tidy = from_json(tidied(values))
    head = book.add_worksheet(_HEAD)
    head.set_column(0, 0, 22)
    head.set_column(1, 1, 100)
    for line, key in enumerate(HEAD_KEYS):
        head.write_string(line, 0, LABELS[key], bold)
        _write(head, (line, 1), tidy.get(key), text, day)
    for name, title, keys in _PAGES:
        page = book.add_worksheet(title)
        columns = (*keys, *((_PRINTED,) if name == "indicators" else ()))
        for place, key in enumerate(columns):
            page.set_column(place, place, 50 if key in _WIDE else 16)
            page.write_string(0, place, LABELS.get(key, key), bold)
        page.freeze_panes(1, 2)
        for line, row in enumerate(_rows(tidy, name), 1):
            for place, key in enumerate(columns):
                _write(page, (line, place), row.get(key), text, day)
    book.close()
    return file.getvalue()


def _rows(values: Values, name: str) -> Iterator[Values]:
    if name != "indicators":
        yield from values.get(name, ())
        return
    for row in values.get("indicators", ()):
        yield {**row, _PRINTED: _YES}
    for row in values.get("figures", ()):
        yield {**row, _PRINTED: _NO}


def _write(page: Any, place: tuple[int, int], value: Any, text: Any, day: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(*place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    else:
        page.write_string(*place, _said(value), text)


def _said(value: Any) -> str:
    """Return a value as the text of one cell; a list has one line for each of its items."""
    if isinstance(value, list):
        return "\n".join(_said(one).replace("\\", "\\\\").replace("\n", "\\n") for one in value)
    if isinstance(value, Mapping):
        return f"{value.get('value', '')} = {value.get('label', '')}"
    return "" if value is None else str(value)


def read_file(file: IO[bytes], name: str) -> tuple[Values, tuple[Refused, ...]]:
    """Return what a TOML or XLSX file says, with days as days, and lines that are none.

    Raises TableRefused for a spreadsheet that cannot be read as a set, BadFiles for bad TOML.
    """
    if name.lower().endswith(".toml"):
        return _read_toml(file, name), ()
    with opened(file) as book:
        return _read_book(book)


def _read_book(book: Workbook) -> tuple[Values, tuple[Refused, ...]]:
    refused: list[Refused] = []
    titles = {fold(title): title for title in book.sheet_names}
    for wanted in (_HEAD, *(title for _name, title, _keys in _PAGES[:2])):
        if fold(wanted) not in titles:
            raise TableRefused(
                gettext_noop(
                    "Sổ tính không có trang “%(page)s”; hãy giữ tên các trang như bản tải về."
                ),
                page=wanted,
            )
    values = _read_head(book, titles[fold(_HEAD)])
    for key, title, keys in _PAGES:
        if fold(title) in titles:
            rows = list(_read_rows(book, titles[fold(title)], keys, refused))
            values |= _parted(rows) if key == "indicators" else {key: rows}
    return tidied(values), tuple(refused)


def _read_toml(file: IO[bytes], name: str) -> Values:
    content = file.read(LONGEST_TOML + 1)
    if len(content) > LONGEST_TOML:
        raise BadFiles([Fault(name, "", "tệp quá lớn.", "Nộp một bộ mỗi tệp.")])
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:  # also numbers of thousands of digits
        fault = Fault(name, "", f"không đọc được TOML ({problem}).", "Sửa cú pháp ở dòng đó.")
        raise BadFiles([fault]) from problem


def _read_head(book: Workbook, title: str) -> Values:
    _page, lines = read_page(book, title)
    keys = {fold(LABELS[key]): key for key in HEAD_KEYS}
    found: Values = {}
    for line in lines:
        if line and (key := keys.get(fold(_text(line[0])))) and len(line) > 1:
            found[key] = _value(key, line[1])
    return found


def _read_rows(
    book: Workbook, title: str, keys: Sequence[str], refused: list[Refused]
) -> Iterator[Values]:
    page, lines = read_page(book, title)
    wanted = {fold(LABELS.get(key, key)): key for key in (*keys, _PRINTED)}
    head = lines[0] if lines else []
    places = {
        place: wanted[fold(_text(cell))]
        for place, cell in enumerate(head)
        if fold(_text(cell)) in wanted
    }
    if not {"code", keys[1]} <= set(places.values()):
        raise TableRefused(
            gettext_noop(
                "Trang “%(page)s” không có cột “%(first)s” và “%(second)s”; hãy giữ tên cột."
            ),
            page=title,
            first=LABELS["code"],
            second=LABELS[keys[1]],
        )
    unknown = [
        _text(cell) for place, cell in enumerate(head) if place not in places and _text(cell)
    ]
    if unknown:
        raise TableRefused(
            gettext_noop("Trang “%(page)s” có cột lạ “%(column)s”; hãy giữ nguyên tên cột."),
            page=title,
            column=unknown[0][:60],
        )
    merged = {
        number
        for (top, _left), (bottom, _right) in page.merged_cell_ranges or ()
        for number in range(top + 1, bottom + 2)
    }
    for number, line in enumerate(lines[1:], 2):
        cells = {key: line[place] for place, key in places.items() if place < len(line)}
        if not any(_text(cell) for cell in cells.values()):
            continue
        if problem := _problem(cells, is_merged=number in merged):
            refused.append(Refused(f"{title}, {number}", problem))
            continue
        yield {key: _value(key, cell) for key, cell in cells.items()}


def _problem(cells: Mapping[str, Any], *, is_merged: bool) -> str:
    """Say why a line is none, "" when it is one."""
    if is_merged:
        return "Dòng có ô gộp; hãy bỏ gộp ô rồi ghi lại."
    for key in _CODES & set(cells):
        cell = cells[key]
        if isinstance(cell, float) and not cell.is_integer():
            return (
                f"Cột “{LABELS[key]}” là số {_text(cell)}: bảng tính có thể đã đổi 1.10 thành 1.1. "
                "Hãy định dạng ô là Văn bản rồi ghi lại mã."
            )
        if isinstance(cell, date):
            return f"Cột “{LABELS[key]}” đã bị đổi thành ngày; hãy định dạng ô là Văn bản."
    return ""


def _parted(rows: Sequence[Values]) -> Values:
    lists: dict[str, list[Values]] = {"indicators": [], "figures": []}
    for row in rows:
        is_printed = fold(_text(row.pop(_PRINTED, ""))) != fold(_NO)
        lists["indicators" if is_printed else "figures"].append(row)
    return {name: found for name, found in lists.items() if found}


def _value(key: str, cell: Any) -> Any:
    """Return a cell as the file of the catalogue would say it; what it cannot be the reader says."""
    if key in DAYS:
        return _day(cell)
    text = _text(cell)
    if key in LISTS:
        return [_unescaped(one) for one in text.split("\n")] if text else []
    if key == "choices":
        return [_choice(one) for one in text.split("\n")] if text else []
    if key in _WHOLE:
        return _whole(text)
    return text


def _whole(text: str) -> int | str:
    number = whole_number(text)
    return text if number is None else number


def _day(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return text


def _choice(line: str) -> Values:
    value, _, label = _unescaped(line).partition("=")
    number = value.strip()
    return {"value": _whole(number), "label": label.strip()}


def _unescaped(text: str) -> str:
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\n", "\n") for part in parts)


def _text(cell: Any) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(Decimal(repr(cell))).replace(".", ",")
    return "" if cell is None else str(cell)
