"""Opens spreadsheets that people bring: values only, no macros, no giants."""

from __future__ import annotations

import zipfile
from typing import IO, Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from congvu.foundation.files.worksheets import is_giant
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import format_number
from congvu.oversight.indicators.errors import TableRefused

MOST_ROWS: Final = 5_000
MOST_UNPACKED: Final = 100 * 1024 * 1024


def open_book(file: IO[bytes]) -> CalamineWorkbook:
    """Open a spreadsheet. Raises TableRefused for what is none, has macros or is too large."""
    _refuse_unsafe(file)
    try:
        return CalamineWorkbook.from_filelike(file)
    except (CalamineError, OSError, ValueError) as problem:
        raise _unreadable() from problem


def read_page(book: CalamineWorkbook, which: int | str) -> tuple[CalamineSheet, list[list[Any]]]:
    """Return a page by its place or name, with its lines. Raises TableRefused."""
    try:
        page = (
            book.get_sheet_by_index(which)
            if isinstance(which, int)
            else book.get_sheet_by_name(which)
        )
    except (CalamineError, OSError, ValueError, IndexError) as problem:
        raise _unreadable() from problem
    if page.total_height > MOST_ROWS:
        raise TableRefused(
            gettext_noop("Bảng có hơn %(most)s dòng; chưa dòng nào được đọc."),
            most=format_number(MOST_ROWS),
        )
    return page, page.to_python(skip_empty_area=False)


def _unreadable() -> TableRefused:
    return TableRefused(
        gettext_noop("Tệp này không mở được như một bảng tính XLSX; hãy lưu lại rồi thử.")
    )


def _refuse_unsafe(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as problem:
        raise TableRefused(gettext_noop("Tệp này không phải bảng tính XLSX.")) from problem
    if any(member.filename.lower().endswith("vbaproject.bin") for member in members):
        raise TableRefused(
            gettext_noop("Tệp có macro; hãy lưu lại thành sổ tính XLSX không có macro.")
        )
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise TableRefused(gettext_noop("Tệp quá lớn; chưa dòng nào được đọc."))
    if is_giant(file):
        raise TableRefused(gettext_noop("Tệp quá lớn; chưa dòng nào được đọc."))
