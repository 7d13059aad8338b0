"""Reading an XLSX of another system: its lines, the head among them, the merged cells that spoil it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import IO, Any

from python_calamine import CalamineSheet

from congvu.casework.documents import library
from congvu.casework.documents.errors import ImportRefused
from congvu.casework.documents.rules.importing import HEAD_WITHIN, Head, find_head
from congvu.foundation.files import workbooks
from congvu.kernel.errors import gettext_noop

MOST_ROWS = 60_000
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its head; lines are numbered as the spreadsheet program numbers them."""

    head: Head
    rows: int
    merged: frozenset[int]
    _sheet: CalamineSheet

    def lines(self, *, after: int = 0) -> Iterator[tuple[int, list[Any]]]:
        """Walk the lines below the head, `after` of them left out, each with its number."""
        skip = self.head.line + 1 + after
        for number, cells in enumerate(islice(self._sheet.iter_rows(), skip, None), start=skip + 1):
            yield number + self._sheet.start[0] if self._sheet.start else number, cells

    def examples(self) -> list[list[Any]]:
        return [cells for _number, cells in islice(self.lines(), EXAMPLES)]


def open_sheet(file: IO[bytes]) -> Sheet:
    """Open the first sheet. Raises ImportRefused for what is no spreadsheet, has no head, or is too long."""
    # values are taken from a book with macros as from any other; they never run here
    with workbooks.opened(
        file,
        refused=partial(ImportRefused, field="file"),
        most_unpacked=workbooks.LARGE_UNPACKED,
        takes_macros=True,
    ) as book:
        sheet = book.sheet(0)
    if sheet.total_height > MOST_ROWS + HEAD_WITHIN:
        raise _too_long()
    head = find_head(list(islice(sheet.iter_rows(), HEAD_WITHIN)), library.usual_columns())
    top = sheet.start[0] if sheet.start else 0
    merged = frozenset(
        line + 1
        for (first, _left), (last, _right) in (sheet.merged_cell_ranges or ())
        for line in range(first, min(last, first + MOST_ROWS) + 1)
        if line > head.line + top
    )
    return Sheet(head, max(0, sheet.height - head.line - 1), merged, sheet)


def _too_long() -> ImportRefused:
    return ImportRefused(
        gettext_noop("Tệp có hơn %(most)s dòng. Hãy chia thành nhiều tệp, ví dụ theo năm."),
        most=MOST_ROWS,
        field="file",
    )
