"""Pages of spreadsheets that people bring with figures or a set, up to a stated number of lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from python_calamine import CalamineSheet

from congvu.foundation.files import workbooks
from congvu.foundation.files.workbooks import Workbook
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import format_number
from congvu.oversight.indicators.errors import TableRefused

MOST_ROWS: Final = 5_000


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Workbook]:
    """Open a spreadsheet. Raises TableRefused for what is none, has macros or is too large."""
    with workbooks.opened(file, refused=TableRefused) as book:
        yield book


def read_page(book: Workbook, which: int | str) -> tuple[CalamineSheet, list[list[Any]]]:
    """Return a page by its place or name, with its lines. Raises TableRefused."""
    page = book.sheet(which)
    if page.total_height > MOST_ROWS:
        raise TableRefused(
            gettext_noop("Bảng có hơn %(most)s dòng; chưa dòng nào được đọc."),
            most=format_number(MOST_ROWS),
        )
    return page, page.to_python(skip_empty_area=False)
