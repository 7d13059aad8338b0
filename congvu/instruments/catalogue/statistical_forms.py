"""Statistical forms as data: columns, identities, cell rules, read from `catalogue/statistics/`.

Not the counting: the statistics room counts and asks here what the form looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from congvu.instruments.catalogue.errors import BadFiles, Fault, UnknownForm
from congvu.instruments.catalogue.toml_tables import Table, Wrong, open_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_RULE = re.compile(r"([0-9]+)=([0-9]+(?:\+[0-9]+)*)")
_CODE = re.compile(r"[0-9a-zđ]{1,10}")
_COLUMN_KINDS: Final = frozenset({"index", "label", "count", "total"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `header` goes from the group down to the column's own words."""

    number: int
    header: tuple[str, ...]
    header_en: tuple[str, ...]
    kind: str
    parts: tuple[int, ...]

    @property
    def key(self) -> str:
        """The name of the figure: "c3"."""
        return f"c{self.number}"


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that must hold in every row: column `total` equals the sum of `parts`."""

    rule: str
    total: int
    parts: tuple[int, ...]
    message: str

    def holds(self, figures: Mapping[int, int]) -> bool:
        """Tell whether it holds for figures by column number."""
        return figures[self.total] == sum(figures[part] for part in self.parts)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence or a name in both languages, with a code where it is a choice."""

    code: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class StatisticalForm:
    """A whole form: what is printed around the figures and how they hang together."""

    code: str
    number: str
    title: str
    title_en: str
    unit: str
    unit_en: str
    legal_basis: str
    row_header: str
    row_kind: str
    total_label: str
    note: str
    unverified: frozenset[str]
    columns: tuple[Column, ...]
    identities: tuple[Identity, ...]
    cells: tuple[tuple[str, int], ...]
    rules: tuple[Words, ...]
    definitions: tuple[Words, ...]
    against: tuple[Words, ...]

    def cell(self, situation: str) -> int:
        """Give the column in which a dossier in this situation is counted."""
        return dict(self.cells)[situation]

    def figures(self) -> tuple[Column, ...]:
        """List the columns that hold figures."""
        return tuple(column for column in self.columns if column.kind in {"count", "total"})


def read_forms(folder: Path) -> tuple[StatisticalForm, ...]:
    """Read all forms of the folder. Raises BadFiles with every fault found."""
    faults: list[Fault] = []
    forms = []
    for path in sorted(folder.glob("*.toml")):
        try:
            forms.append(_form(open_table(path)))
        except Wrong as wrong:
            faults.append(wrong.fault)
        except BadFiles as bad:
            faults.extend(bad.faults)
    if faults:
        raise BadFiles(faults)
    return tuple(forms)


def read_form(folder: Path, code: str) -> StatisticalForm:
    """Read one form. Raises UnknownForm, or BadFiles."""
    path = folder / f"{code}.toml"
    if not _CODE.fullmatch(code) or not path.is_file():
        raise UnknownForm(code)
    try:
        return _form(open_table(path))
    except Wrong as wrong:
        raise BadFiles([wrong.fault]) from wrong


def _form(table: Table) -> StatisticalForm:
    columns = tuple(_column(part) for part in table.tables("columns"))
    form = StatisticalForm(
        code=table.text("code"),
        number=table.text("number"),
        title=table.text("title"),
        title_en=table.text("title_en"),
        unit=table.text("unit"),
        unit_en=table.text("unit_en"),
        legal_basis=table.text("legal_basis"),
        row_header=table.text("row_header"),
        row_kind=table.choice("row_kind", {"field", "unit"}),
        total_label=table.text("total_label"),
        note=table.text("note", ""),
        unverified=frozenset(table.texts("unverified", ())),
        columns=columns,
        identities=tuple(_identity(part) for part in table.tables("identities")),
        cells=_cells(table.table("cells"), columns),
        rules=_sentences(table, "rules"),
        definitions=_names(table, "definitions"),
        against=_names(table, "against"),
    )
    table.done()
    _check_columns(table, form)
    return form


def _check_columns(table: Table, form: StatisticalForm) -> None:
    numbers = [column.number for column in form.columns]
    if numbers != list(range(1, len(numbers) + 1)):
        raise table.wrong(
            "columns", "cột không đánh số liên tục.", "Đánh số 1, 2, 3, … theo thứ tự."
        )
    known = {column.number for column in form.figures()}
    for identity in form.identities:
        if not {identity.total, *identity.parts} <= known:
            raise table.wrong(
                "identities", f"“{identity.rule}” có cột không phải số liệu.", "Sửa số cột."
            )


def _column(table: Table) -> Column:
    number = table.whole("number")
    kind = table.choice("kind", _COLUMN_KINDS)
    header = table.texts("header")
    parts: tuple[int, ...] = ()
    if kind == "total":
        parts = _split(table, "formula", f"{number}={table.text('formula')}")[1]
    column = Column(number, header, table.texts("header_en", header), kind, parts)
    table.done()
    return column


def _identity(table: Table) -> Identity:
    rule = table.text("rule")
    total, parts = _split(table, "rule", rule)
    identity = Identity(rule, total, parts, table.text("message"))
    table.done()
    return identity


def _split(table: Table, key: str, rule: str) -> tuple[int, tuple[int, ...]]:
    match = _RULE.fullmatch(rule)
    if not match:
        raise table.wrong(key, f"“{rule}” không phải phép cộng cột.", "Viết dạng 3=4+5+6.")
    return int(match[1]), tuple(int(part) for part in match[2].split("+"))


def _cells(table: Table, columns: tuple[Column, ...]) -> tuple[tuple[str, int], ...]:
    counts = {column.number for column in columns if column.kind == "count"}
    cells = []
    for situation in _SITUATIONS:
        number = table.whole(situation)
        if number not in counts:
            raise table.wrong(situation, f"cột {number} không phải cột đếm.", "Chọn cột đếm.")
        cells.append((situation, number))
    table.done()
    return tuple(cells)


_SITUATIONS: Final = (
    "received_online",
    "received_direct",
    "received_postal",
    "carried_over",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "closed_without_result",
    "paused",
    "running_in_time",
    "running_overdue",
)


def _sentences(table: Table, key: str) -> tuple[Words, ...]:
    found = []
    for part in table.tables(key):
        found.append(Words("", part.text("text"), part.text("text_en")))
        part.done()
    return tuple(found)


def _names(table: Table, key: str) -> tuple[Words, ...]:
    found = []
    for part in table.tables(key):
        found.append(Words(part.text("code"), part.text("name"), part.text("name_en")))
        part.done()
    return tuple(found)
