"""A collection that anh Quân asks of the sample province's communes, and what chị Mai answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import xlsxwriter

from congvu.foundation.people.rules import Staff
from congvu.oversight.collections import template
from congvu.oversight.collections.models import Collection
from congvu.oversight.collections.rules.columns import Column, ColumnType, Form, Label, Total
from congvu.oversight.collections.rules.sheets import Heading
from congvu.oversight.collections.selectors.access import Answering, get_answering
from congvu.oversight.collections.services import answering, asking
from tests.world import VIETNAM, World

AT = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
ON = AT.date()
DUE = date(2026, 3, 20)
FORM = Form(
    (
        Column("c1", "Số cán bộ được tập huấn", ColumnType.COUNT, Total.SUM, "người"),
        Column("c2", "Tổng số cán bộ", ColumnType.COUNT, Total.SUM, "người"),
        Column("c3", "Tỷ lệ tập huấn", ColumnType.PERCENT, Total.RECOMPUTE, "", "c1", "c2"),
        Column("c4", "Kinh phí", ColumnType.MONEY, Total.SUM, "triệu đồng"),
        Column("c5", "Đã ban hành kế hoạch", ColumnType.YES_NO, Total.ANY),
        Column("c6", "Ngày ban hành", ColumnType.DATE, Total.MAX),
        Column("c7", "Mức hài lòng tự đánh giá", ColumnType.PERCENT, Total.NONE),
        Column("c8", "Ghi chú", ColumnType.TEXT, Total.NONE),
    )
)
ROWS = Form(
    (
        Column("c1", "Số lượt", ColumnType.COUNT, Total.SUM),
        Column("c2", "Ghi chú", ColumnType.TEXT, Total.NONE),
    ),
    (Label("r1", "Tập huấn trực tiếp"), Label("r2", "Tập huấn trực tuyến")),
)


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def who(world: World, name: str) -> Staff:
    return world.staff(name, ON)


def ask(world: World, form: Form = FORM, *, due_on: date = DUE, by: str = "quan") -> Collection:
    units = frozenset({world.units["commune"].pk, world.units["neighbour"].pk})
    if by == "mai":
        units = frozenset({world.units["economy"].pk, world.units["society"].pk})
    request = asking.Request("Tập huấn chuyển đổi số", form, units, due_on, "Số liệu đến 15/3.")
    return asking.ask(request, by=who(world, by), at=AT)


def reach(
    world: World, one: Collection, name: str = "mai", unit: str = "commune", *, on: date = ON
) -> Answering:
    return get_answering(world.staff(name, on), one.uuid, world.units[unit].pk, on)


def fill(
    world: World,
    one: Collection,
    cells: dict,
    *,
    seen: int = 10**9,
    name: str = "mai",
    at=AT,
    **more,
) -> answering.Written:
    reached = reach(world, one, name)
    return answering.write(reached, cells, seen=seen, by=who(world, name), at=at, **more)


def heading(unit_id: int = 7, reference: str = "abc") -> Heading:
    return Heading(reference, unit_id, "Xã Minh Tâm", "Tập huấn", DUE)


def blank(form: Form = FORM, told: dict | None = None, *, seen: int = 0) -> bytes:
    return template.write(heading(), form, told or {}, seen=seen)


def sheet(lines, merges=()) -> BytesIO:
    """Return a spreadsheet of those lines, as somebody else's program writes it."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet("Sheet1")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, line in enumerate(lines):
        for place, cell in enumerate(line):
            if isinstance(cell, date):
                page.write_datetime(number, place, cell, day)
            elif cell not in ("", None):
                page.write(number, place, cell)
    for top, left, bottom, right, text in merges:
        page.merge_range(top, left, bottom, right, text)
    book.close()
    file.seek(0)
    return file
