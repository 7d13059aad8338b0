"""The annex: the rows of a set with their figures, as the paper and the spreadsheet print them."""

from __future__ import annotations

from typing import Final

from congvu.kernel.formula import Rounding
from congvu.oversight.indicators.rules.cells import Cell as FigureCell
from congvu.oversight.indicators.rules.sets import Indicator
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.reporting.rules.manuscript import Cell, Column, Row

COLUMNS: Final = (
    Column("STT", width=6, align="center"),
    Column("Chỉ tiêu thống kê", width=52),
    Column("Đơn vị tính", group="Kết quả", width=16, align="center"),
    Column("Số liệu", group="Kết quả", width=12, align="right"),
    Column("Ghi chú", width=30),
)


def group_row(number: str, name: str) -> Row:
    """Return the heading of a part of the annex."""
    return Row((Cell(number), Cell(name.upper()), Cell(), Cell(), Cell()), heading=True, level=0)


def row_of(indicator: Indicator, cell: FigureCell, note: str, rounding: Rounding) -> Row:
    """Return one row; a blank figure is printed blank, 0/0 as “–”, never as 0."""
    return Row(
        (
            Cell(indicator.number),
            Cell(indicator.name),
            Cell(indicator.unit),
            Cell() if indicator.is_heading else _figure(indicator, cell, rounding),
            Cell(note),
        ),
        heading=indicator.is_heading,
        level=indicator.depth,
    )


def _figure(indicator: Indicator, cell: FigureCell, rounding: Rounding) -> Cell:
    """Return the figure as it is printed and as a spreadsheet reads it."""
    shown = printed(indicator, cell, rounding)
    if cell.amount is None:
        return Cell(shown, code=indicator.code)
    return Cell(shown, cell.amount, len(shown.partition(",")[2]), indicator.code)
