"""Form 06a as rows of the screen: its merged heading, its lines, each figure with its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congvu.interfaces.office.figures.words import header, named
from congvu.oversight.statistics.rules.forms import Figures, Form06a
from congvu.oversight.statistics.rules.headings import Heading, headings
from congvu.oversight.statistics.selectors import form_layout

Address = Callable[[str, str], str]
"""The address of the dossiers behind a figure: of a column ("c8"), of a field's code or ""."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure."""

    key: str
    value: int
    url: str
    is_total: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a field, or the line of totals."""

    place: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FormTable:
    """Everything between the first line of the heading and the last figure."""

    heading: tuple[tuple[Heading, ...], ...]
    formulas: tuple[str, ...]
    total: Line
    lines: tuple[Line, ...]


def form_table(form: Form06a, address: Address) -> FormTable:
    """Lay the counted form out."""
    layout = form_layout()
    paths = [header(column) for column in layout.columns]
    cells = headings(paths)
    depth = max(len(path) for path in paths)
    return FormTable(
        heading=tuple(
            tuple(sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column))
            for row in range(depth)
        ),
        formulas=tuple(_formula(column.number, column.parts) for column in layout.columns),
        total=_line("", _("Tổng số"), form.total, "", address),
        lines=tuple(
            _line(str(place), named(row.field), row.figures, row.field.code, address)
            for place, row in enumerate(form.rows, start=1)
        ),
    )


def column_words(key: str) -> str:
    """Return a column in one line: "Cột 8: Đã giải quyết – Trước hạn"."""
    for column in form_layout().figures():
        if column.key == key:
            words = " – ".join(header(column))
            return _("Cột %(number)s: %(words)s") % {"number": column.number, "words": words}
    return ""


def _line(place: str, name: str, figures: Figures, field: str, address: Address) -> Line:
    columns = form_layout().figures()
    return Line(
        place,
        name,
        tuple(
            Cell(
                key=column.key,
                value=figures[column.number],
                url=address(column.key, field),
                is_total=bool(column.parts),
                is_late=_is_late(column.number) and figures[column.number] > 0,
            )
            for column in columns
        ),
    )


def _is_late(number: int) -> bool:
    layout = form_layout()
    return number in {layout.cell("resolved_late"), layout.cell("running_overdue")}


def _formula(number: int, parts: tuple[int, ...]) -> str:
    return f"{number} = {' + '.join(str(part) for part in parts)}" if parts else str(number)
