"""A small file that names far cells is a giant; what programs write is none."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from congvu.foundation.files.worksheets import is_giant

_SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"


def _packed(sheet: str, name: str = "xl/worksheets/sheet1.xml") -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, sheet)
    return file


def test_a_table_that_people_write_is_no_giant() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    for row in range(200):
        page.write_row(row, 0, ["x"] * 20)
    # a style out to the last cell holds nothing
    page.write_blank(1048575, 16383, None, book.add_format({"bold": True}))
    book.close()
    assert not is_giant(file)
    assert file.tell() == 0


def test_two_cells_at_both_ends_are_a_giant() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write(0, 0, "x")
    page.write(1048575, 16383, 1)
    book.close()
    assert len(file.getvalue()) < 10_000
    assert is_giant(file)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999999"><c r="ZZ9999999"><v>1</v></c></row>',
        '<row r="9"><c r="B9"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>' + "<c/>" * 9000 + "<c><v>1</v></c></row>"
        '<row r="9000"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" x="/>"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v>',
    ],
)
def test_what_readers_would_make_room_for_is_told(rows: str) -> None:
    assert is_giant(_packed(_SHEET.format(rows)))


def test_what_is_not_well_formed_is_a_giant_where_it_is_a_sheet() -> None:
    assert is_giant(_packed("<worksheet><sheetData><row>&none;</row></sheetData></worksheet>"))
    assert not is_giant(_packed("<xml><br></xml>", "xl/drawings/vmlDrawing1.vml"))


def test_what_is_no_xlsx_is_left_to_the_reader() -> None:
    assert not is_giant(io.BytesIO(b"no archive"))
    assert is_giant(_packed("<office/>", "content.xml"))
