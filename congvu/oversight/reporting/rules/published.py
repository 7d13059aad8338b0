"""Figures of a report that was published elsewhere, as a file: codes, values, notes; no prose.

The grammar is in catalogue/samples/README.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.toml_tables import Table, Wrong
from congvu.kernel.periods import Window


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row as it was printed, "" where it was blank.

    `value` is typed as people type it; `quoted` is what the prose says of the same row, `estimate`
    its “ước”; `parts` and `listed` are what stands enumerated beside the figure.
    """

    code: str
    value: str = ""
    quoted: str = ""
    estimate: str = ""
    note: str = ""
    parts: tuple[str, ...] = ()
    listed: int | None = None

    @property
    def evidence(self) -> dict[str, Any]:
        """What the checks read of the list beside the figure."""
        found: dict[str, Any] = {"parts": list(self.parts)} if self.parts else {}
        return found if self.listed is None else {**found, "listed": self.listed}


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of one unit and period; `alias` is the invented name that a sample shows.

    `rows` are those of the annex in its order, `figures` those that only the prose has.
    """

    code: str
    name: str
    kind: str
    level: str
    province: str
    alias: str
    set_code: str
    outline: str
    period: str
    window: Window
    due_on: date
    rows: tuple[PublishedRow, ...]
    figures: tuple[PublishedRow, ...] = ()
    group_windows: Mapping[str, Window] = field(default_factory=dict)

    @property
    def all_rows(self) -> tuple[PublishedRow, ...]:
        return (*self.rows, *self.figures)


def read_published(text: str, file: str) -> Published:
    """Read one file. Raises BadFiles with what is wrong."""
    try:
        table = Table(tomllib.loads(text), file)
        published = _published(table)
        table.done()
    except tomllib.TOMLDecodeError as error:
        fault = Fault(file, "", f"không đọc được TOML ({error}).", "Sửa cú pháp ở dòng đó.")
        raise BadFiles([fault]) from error
    except Wrong as wrong:
        raise BadFiles([wrong.fault]) from wrong
    codes = [row.code for row in published.all_rows]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        fault = Fault(file, ", ".join(twice), "ghi hai lần.", "Mỗi chỉ tiêu một dòng.")
        raise BadFiles([fault])
    return published


def _published(table: Table) -> Published:
    return Published(
        code=table.text("code"),
        name=table.text("name"),
        kind=table.text("kind"),
        level=table.text("level"),
        province=table.text("province"),
        alias=table.text("alias"),
        set_code=table.text("set"),
        outline=table.text("outline"),
        period=table.text("period"),
        window=_window(table),
        due_on=table.day("due_on"),
        rows=_rows(table, "rows"),
        figures=_rows(table, "figures"),
        group_windows={
            one.text("group"): _window(one) for one in table.tables("group_windows", required=False)
        },
    )


def _window(table: Table) -> Window:
    return Window.inclusive(table.day("first_day"), table.day("last_day"))


def _rows(table: Table, key: str) -> tuple[PublishedRow, ...]:
    return tuple(_row(one) for one in table.tables(key))


def _row(table: Table) -> PublishedRow:
    row = PublishedRow(
        code=table.text("code"),
        value=table.text("value", ""),
        quoted=table.text("quoted", ""),
        estimate=table.text("estimate", ""),
        note=table.text("note", ""),
        parts=table.texts("parts", ()),
        listed=table.whole("listed") if table.has("listed") else None,
    )
    table.done()
    return row
