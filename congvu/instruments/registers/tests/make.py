"""A row of any register, as an official would type it."""

from __future__ import annotations

import io
from datetime import timedelta

import xlsxwriter

from congvu.foundation.people.rules import Role
from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.lookups import OfficeLookups, rows_named
from congvu.instruments.registers.rules.declaring import DAYS, Kind
from congvu.instruments.registers.rules.reading import read_row
from congvu.instruments.registers.services import entries
from congvu.kernel.vitext import format_date
from tests.world import NOW, TODAY

EDITORS = {
    Role.REFORM_OFFICER: "mai",
    Role.REGISTRAR: "dung",
    Role.LEADER: "hoa",
    Role.OFFICER: "minh",
}
CITED = "Quyết định số 05/QĐ-UBND ngày 01/02/2026 của UBND xã Minh Tâm"


def editor(world, register, on=TODAY):
    """Return somebody of the cast who writes this register."""
    return next(
        world.staff(name, on) for role, name in EDITORS.items() if role in register.access.edits
    )


def texts(world, register, turn=1, **said):
    """Return the cells of a row: what is required and what names it; `turn` makes it another one."""
    return {
        spec.name: said.get(spec.name, _text(world, register, spec, turn))
        for spec in register.specs
        if spec.required or spec.column.key or spec.name in said
    }


def _text(world, register, spec, turn):
    day = TODAY - timedelta(days=turn)
    if spec.kind is Kind.CHOICE:
        return spec.choices[0][1]
    if spec.kind is Kind.ROW:
        return name_of(world, get_register(spec.column.above))
    number = str(max(turn, spec.column.least or 0))
    return {
        Kind.TEXT: f"Việc thứ {turn} của Đặng",
        Kind.LONG: f"Nội dung thứ {turn}",
        Kind.DATE: format_date(day),
        Kind.MONTH: f"{day.month:02d}/{day.year - turn}",
        Kind.YEAR: str(TODAY.year - (0 if _varies(register) else turn)),
        Kind.YES_NO: "Không",
        Kind.UNIT: world.units["economy"].name,
        Kind.POSITION: "Trần Văn Minh",
        Kind.DOCUMENT: CITED.replace("05/", f"{turn + 10}/"),
        Kind.LINK: f"https://vi-du.vn/{turn}",
        Kind.PERCENT: f"{turn}%",
    }.get(spec.kind, number)


def _varies(register):
    """Say whether rows differ in their names without their years."""
    varied = DAYS | {Kind.TEXT, Kind.LONG, Kind.INTEGER, Kind.DOCUMENT}
    return any(spec.column.key and spec.kind in varied for spec in register.specs)


def name_of(world, above):
    """Return the words that name the one row of a register above, made when it is not there."""
    office = world.units["commune"].pk
    row = above.rows.in_force().filter(office_id=office).first() or entry(world, above, 90)
    return rows_named(above.code, [row.pk], TODAY)[row.pk][1]


def values(world, register, turn=1, **said):
    by = editor(world, register)
    lookups = OfficeLookups(selectors.keeper_of(by, TODAY), TODAY)
    found, faults = read_row(register.specs, texts(world, register, turn, **said), lookups, TODAY)
    assert not faults, [one.text() for one in faults]
    return found


def entry(world, register, turn=1, at=NOW, **said):
    """Write one row through the service."""
    return entries.add_row(
        register, values(world, register, turn, **said), by=editor(world, register), at=at
    )


def spreadsheet(rows, *, merge=None, title=""):
    """Return an XLSX of plain cells; `merge` is a range such as "A2:A3"."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    first = 0
    if title:
        sheet.write_string(0, 0, title)
        first = 2
    for line, row in enumerate(rows, first):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell)
    if merge:
        sheet.merge_range(merge, "gộp")
    book.close()
    return file.getvalue()


def changeable(register):
    """Return a column whose cell can be changed freely, and a text for it."""
    texts_for = {
        Kind.TEXT: "Tên khác hẳn",
        Kind.LONG: "Nội dung đã sửa",
        Kind.MONEY: "7.000.000",
        Kind.INTEGER: "77",
        Kind.DECIMAL: "7,5",
        Kind.PERCENT: "7,5%",
        Kind.DATE: format_date(TODAY - timedelta(days=3)),
        Kind.DOCUMENT: CITED.replace("05/", "77/"),
        Kind.LINK: "https://vi-du.vn/khac",
        Kind.YES_NO: "Có",
    }
    order = sorted(
        (spec for spec in register.specs if spec.kind in texts_for),
        key=lambda one: (one.column.key, one.kind in DAYS, not one.required),
    )
    free = [one for one in order if one.kind in {Kind.TEXT, Kind.LONG, Kind.MONEY}]
    spec = (free or order)[0]
    return spec, texts_for[spec.kind]
