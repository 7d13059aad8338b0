"""What a collection asks: its columns with their types and totals, and the labels of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold
from congvu.oversight.collections.errors import FormWrong

MOST_COLUMNS: Final = 40
MOST_LABELS: Final = 100
MOST_CELLS: Final = 800
LONGEST_NAME: Final = 200


class ColumnType(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"


class Total(StrEnum):
    """How the cells of a column become one; a percentage is never added."""

    SUM = "sum"
    RECOMPUTE = "recompute"
    MAX = "max"
    ANY = "any"
    NONE = "none"


NUMBERS: Final = frozenset({ColumnType.COUNT, ColumnType.MONEY})
TOTALS: Final[Mapping[ColumnType, tuple[Total, ...]]] = {
    ColumnType.COUNT: (Total.SUM, Total.MAX, Total.NONE),
    ColumnType.MONEY: (Total.SUM, Total.MAX, Total.NONE),
    ColumnType.PERCENT: (Total.NONE, Total.RECOMPUTE, Total.MAX),
    ColumnType.YES_NO: (Total.ANY, Total.SUM, Total.NONE),
    ColumnType.DATE: (Total.NONE, Total.MAX),
    ColumnType.TEXT: (Total.NONE,),
}
"""The rules a type allows, the usual one first; a yes is added as one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; one with `numerator` and `denominator` is worked out and never typed."""

    key: str
    name: str
    type: ColumnType
    total: Total
    unit: str = ""
    numerator: str = ""
    denominator: str = ""

    @property
    def is_worked_out(self) -> bool:
        return self.total is Total.RECOMPUTE

    @property
    def heading(self) -> str:
        """The name with its unit of measure."""
        unit = self.unit or ("%" if self.type is ColumnType.PERCENT else "")
        return f"{self.name} ({unit})" if unit and f"({unit})" not in self.name else self.name


@dataclass(frozen=True, slots=True)
class Label:
    """A row that every unit fills in; a collection without labels has one row without a name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Form:
    """The columns and rows of a collection."""

    columns: tuple[Column, ...]
    labels: tuple[Label, ...] = ()

    @property
    def rows(self) -> tuple[Label, ...]:
        """The labelled rows, or the one row of a collection without labels."""
        return self.labels or (Label("r1", ""),)

    @property
    def typed(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(one for one in self.columns if not one.is_worked_out)

    def column(self, key: str) -> Column | None:
        """Return the column of that key, or None."""
        return next((one for one in self.columns if one.key == key), None)

    def cells(self) -> Iterator[tuple[str, Label, Column]]:
        """Yield every cell that people fill in with its key, row by row."""
        for row in self.rows:
            for column in self.typed:
                yield cell_key(row, column), row, column

    def find(self, cell: str) -> tuple[Label, Column] | None:
        """Return row and column of a cell that people fill in, or None."""
        return next(((row, column) for key, row, column in self.cells() if key == cell), None)


def cell_key(row: Label, column: Column) -> str:
    """Return the name under which a cell is kept: "r1.c2"."""
    return f"{row.key}.{column.key}"


def checked(form: Form) -> Form:
    """Return the form when it can be asked for.

    Raises FormWrong: no column, too many cells, a name that is missing or stands twice, a total
    that the type does not allow, a percentage worked out from columns that are no figures.
    """
    if not form.typed:
        raise FormWrong(gettext_noop("Hãy giữ ít nhất một cột để đơn vị điền."), field="columns")
    if (
        len(form.columns) > MOST_COLUMNS
        or len(form.labels) > MOST_LABELS
        or len(form.rows) * len(form.columns) > MOST_CELLS
    ):
        raise FormWrong(
            gettext_noop(
                "Biểu quá lớn: tối đa %(columns)s cột, %(rows)s dòng và %(cells)s ô mỗi đơn vị."
            ),
            columns=MOST_COLUMNS,
            rows=MOST_LABELS,
            cells=MOST_CELLS,
        )
    _check_names([one.name for one in form.columns])
    _check_names([one.name for one in form.labels])
    for column in form.columns:
        _check_total(form, column)
    return form


def _check_names(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name.strip() or len(name) > LONGEST_NAME:
            raise FormWrong(
                gettext_noop("Mỗi cột, mỗi dòng cần một tên, tối đa %(most)s ký tự."),
                most=LONGEST_NAME,
            )
        if fold(name) in seen:
            raise FormWrong(
                gettext_noop("Tên “%(name)s” có hai lần; hãy đặt hai tên khác nhau."),
                name=name[:60],
            )
        seen.add(fold(name))


def _check_total(form: Form, column: Column) -> None:
    if column.total not in TOTALS[column.type]:
        raise FormWrong(
            gettext_noop("Cột “%(name)s”: cách tổng hợp này không hợp với kiểu dữ liệu."),
            name=column.name[:60],
        )
    if column.total is not Total.RECOMPUTE:
        return
    parts = (form.column(column.numerator), form.column(column.denominator))
    if any(one is None or one.type not in NUMBERS for one in parts) or parts[0] == parts[1]:
        raise FormWrong(
            gettext_noop(
                "Cột “%(name)s”: tỷ lệ tính lại cần hai cột số khác nhau, tử số và mẫu số."
            ),
            name=column.name[:60],
        )


def as_json(form: Form) -> dict[str, Any]:
    """Return the form as a table keeps it."""
    return {
        "columns": [
            {
                "key": one.key,
                "name": one.name,
                "type": one.type.value,
                "total": one.total.value,
                "unit": one.unit,
                "numerator": one.numerator,
                "denominator": one.denominator,
            }
            for one in form.columns
        ],
        "labels": [{"key": one.key, "name": one.name} for one in form.labels],
    }


def from_json(kept: Mapping[str, Any]) -> Form:
    """Return what `as_json` gave."""
    return Form(
        tuple(
            Column(
                one["key"],
                one["name"],
                ColumnType(one["type"]),
                Total(one["total"]),
                one["unit"],
                one["numerator"],
                one["denominator"],
            )
            for one in kept["columns"]
        ),
        tuple(Label(one["key"], one["name"]) for one in kept["labels"]),
    )
