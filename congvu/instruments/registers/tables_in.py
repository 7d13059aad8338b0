"""Reading a table from outside: a spreadsheet, or cells pasted from one.

Not here: what the cells mean (`rules.reading`) and what becomes of the rows (`services.importing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any, Final

from congvu.foundation.files import workbooks
from congvu.instruments.registers.rules.declaring import Spec
from congvu.instruments.registers.rules.showing import cell_text
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import fold, format_number

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 120
SEARCHED_LINES: Final = 30


@dataclass(frozen=True, slots=True)
class TableIn:
    """Headings, and the lines below them with their numbers as the person sees them."""

    headings: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    merged: frozenset[int] = field(default_factory=frozenset)


def from_xlsx(file: IO[bytes], specs: Sequence[Spec]) -> TableIn:
    """Return the sheet whose headings fit the register best.

    Raises Invalid for what is no spreadsheet, for one that is too large, and when no line of
    headings is found.
    """
    best: tuple[int, TableIn] | None = None
    # values are taken from a book with macros as from any other; they never run here
    with workbooks.opened(
        file,
        refused=partial(Invalid, code="table_unreadable"),
        most_unpacked=workbooks.LARGE_UNPACKED,
        takes_macros=True,
    ) as book:
        for place in range(len(book.sheet_names)):
            sheet = book.sheet(place)
            _refuse_large(sheet.total_height, sheet.total_width)
            found = _table(sheet.to_python(skip_empty_area=False), specs)
            if found is not None and (best is None or found[0] > best[0]):
                merged = _merged_lines(sheet.merged_cell_ranges or ())
                best = (found[0], TableIn(found[1].headings, found[1].lines, merged))
    if best is None:
        raise _no_headings(specs)
    return best[1]


def from_paste(text: str, specs: Sequence[Spec]) -> TableIn:
    """Return pasted cells: columns apart by tabs; without headings in the order of the register.

    A cell that was copied with line breaks comes in quotation marks, as spreadsheets write it.
    """
    cells = _split(text)
    if not any(any(cell.strip() for cell in row) for row in cells):
        raise Invalid(gettext_noop("Chưa dán dòng nào."), code="table_empty")
    _refuse_large(len(cells), max(len(row) for row in cells))
    found = _table(cells, specs)
    if found is not None:
        return found[1]
    headings = tuple(spec.label for spec in specs)
    lines = tuple((number, tuple(row)) for number, row in enumerate(cells, 1) if _is_filled(row))
    return TableIn(headings, lines)


def guessed_mapping(headings: Sequence[str], specs: Sequence[Spec]) -> dict[str, int]:
    """Return which heading each column is read from, by its label, its name or another name."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(fold(heading), place)
    found = {}
    for spec in specs:
        for said in (spec.label, spec.name, *spec.column.aliases):
            if fold(said) in places:
                found[spec.name] = places[fold(said)]
                break
    return found


def _table(rows: Sequence[Sequence[Any]], specs: Sequence[Spec]) -> tuple[int, TableIn] | None:
    """Return how well some line among the first fits as headings, and the table below it."""
    best = (0, -1)
    for number, row in enumerate(rows[:SEARCHED_LINES]):
        score = len(guessed_mapping([cell_text(cell) for cell in row], specs))
        if score > best[0]:
            best = (score, number)
    score, head = best
    if score < min(2, len(specs)):
        return None
    headings = tuple(" ".join(cell_text(cell).split()) for cell in rows[head])
    lines = tuple(
        (number, tuple(cell_text(cell) for cell in row))
        for number, row in enumerate(rows[head + 1 :], head + 2)
        if _is_filled(row)
    )
    return score, TableIn(headings, lines)


def _is_filled(row: Sequence[Any]) -> bool:
    return any(cell not in (None, "") and str(cell).strip() for cell in row)


def _merged_lines(ranges: Sequence[Any]) -> frozenset[int]:
    """Return the numbers of lines that share a cell with the line above them."""
    lines: set[int] = set()
    for (top, _left), (bottom, _right) in ranges:
        lines.update(range(top + 2, bottom + 2) if bottom > top else ())
        if bottom > top:
            lines.add(top + 1)
    return frozenset(lines)


def _refuse_large(rows: int, columns: int) -> None:
    if rows > MOST_ROWS + SEARCHED_LINES or columns > MOST_COLUMNS:
        raise _too_large()


def _too_large() -> Invalid:
    return Invalid(
        gettext_noop(
            "Bảng có hơn %(rows)s dòng hoặc %(columns)s cột; hãy tách thành nhiều tệp. "
            "Chưa dòng nào được ghi."
        ),
        code="table_too_large",
        rows=format_number(MOST_ROWS),
        columns=MOST_COLUMNS,
    )


def _no_headings(specs: Sequence[Spec]) -> Invalid:
    return Invalid(
        gettext_noop(
            "Không thấy dòng tiêu đề. Cần một dòng có tên các cột như: %(columns)s. "
            "Có thể tải tệp mẫu về để chép vào."
        ),
        code="table_no_headings",
        columns=", ".join(spec.label for spec in specs[:4]),
    )


def _split(text: str) -> list[list[str]]:
    """Split tab-separated text; inside quotation marks tabs and line breaks belong to the cell."""
    rows: list[list[str]] = [[]]
    cell, quoted = "", False
    place, text = 0, text.replace("\r\n", "\n").replace("\r", "\n")
    while place < len(text):
        letter = text[place]
        if quoted:
            if letter == '"' and text[place + 1 : place + 2] == '"':
                cell, place = cell + '"', place + 1
            elif letter == '"':
                quoted = False
            else:
                cell += letter
        elif letter == '"' and not cell and '"' in text[place + 1 :]:
            quoted = True
        elif letter in "\t\n":
            rows[-1].append(cell)
            cell = ""
            if letter == "\n":
                rows.append([])
        else:
            cell += letter
        place += 1
    rows[-1].append(cell)
    return rows
