"""A list as XLSX: real dates, real numbers, at most `MOST_ROWS` rows, which the sheet says.

Not here: which rows. They come as an iterable and are written one by one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from congvu.kernel.vitext import fold, format_number

MOST_ROWS = 20_000
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = 3


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its words and its width in letters."""

    label: str
    width: int = 18


def sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[object]],
    *,
    note: str = "",
    name: str = "",
    most: int = MOST_ROWS,
) -> FileResponse:
    """Return the list as a file to keep; text is written as text, whatever it begins with.

    After `most` rows the sheet says that it was cut.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    _write(book, columns, rows, title=title, note=note, most=most)
    book.close()
    file.seek(0)
    stem = fold(name or title).replace(" ", "-")
    return FileResponse(
        file, as_attachment=True, filename=f"{stem}.xlsx", content_type=CONTENT_TYPE
    )


def _write(
    book: Any,
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[object]],
    *,
    title: str,
    note: str,
    most: int,
) -> None:
    heading = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E9EDEA"}
    )
    formats = {
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"}),
        "moment": book.add_format({"border": 1, "valign": "top", "num_format": "hh:mm dd/mm/yyyy"}),
        "number": book.add_format({"border": 1, "valign": "top", "num_format": "#,##0"}),
        "decimal": book.add_format({"border": 1, "valign": "top", "num_format": "#,##0.0###"}),
    }
    page = book.add_worksheet(_("Danh sách"))
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD)
    page.freeze_panes(_HEAD + 1, 1)
    page.write_string(0, 0, title, heading)
    page.write_string(1, 0, note)
    for place, column in enumerate(columns):
        page.write_string(_HEAD, place, column.label, head)
    line = _HEAD
    walking = iter(rows)
    for line, row in enumerate(islice(walking, most), start=_HEAD + 1):
        for place, value in enumerate(row):
            _cell(page, line, place, value, formats)
    if next(walking, None) is not None:
        rest = _("Chỉ xuất %(count)s dòng đầu; hãy lọc danh sách hẹp hơn để có phần còn lại.")
        page.write_string(line + 1, 0, rest % {"count": format_number(most)})


def _cell(page: Any, line: int, place: int, value: object, formats: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        moment = localtime(value).replace(tzinfo=None)
        page.write_datetime(line, place, moment, formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(line, place, value, formats["date"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(line, place, value, formats["decimal" if value % 1 else "number"])
    elif value is None or value == "":
        page.write_blank(line, place, None, formats["text"])
    else:
        page.write_string(line, place, str(value), formats["text"])
