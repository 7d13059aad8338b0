"""Spreadsheets of other people are opened as large as they really are, or refused with what to do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
import xlsxwriter

from congvu.foundation.files import workbooks
from congvu.foundation.files.tests.make import make_office
from congvu.kernel.errors import Invalid

_SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
_ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
_FIRST = "xl/worksheets/sheet1.xml"


def lines(file: io.BytesIO | bytes, **bounds: int | bool) -> list[list[object]]:
    with workbooks.opened(file, refused=Invalid, **bounds) as book:
        return book.sheet(0).to_python()


def refusal(file: io.BytesIO | bytes, **bounds: int | bool) -> str:
    with pytest.raises(Invalid) as refused:
        lines(file, **bounds)
    return refused.value.message


def written(rows: int = 3, sheets: int = 1) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    for _sheet in range(sheets):
        page = book.add_worksheet()
        for row in range(rows):
            page.write_row(row, 0, ["x", row])
    book.close()
    return file.getvalue()


def changed(parts: dict[str, str | bytes], content: bytes = b"", *more: str) -> bytes:
    """Return a spreadsheet with some parts written otherwise, some twice."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or written())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
        for name in more:
            new.writestr(name, old.read(name))
    return file.getvalue()


def declared(content: bytes, name: str, size: int, check: int | None = None) -> bytes:
    """Return the archive with another unpacked size, and checksum, in its directory."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = archive.getinfo(name).CRC if check is None else check
    place = content.index(name.encode(), content.index(b"PK\x01\x02")) - 46
    changed_entry = content[: place + 16] + struct.pack("<L", told) + content[place + 20 :]
    return changed_entry[: place + 24] + struct.pack("<L", size) + changed_entry[place + 28 :]


def test_a_table_that_people_write_is_read_and_the_file_stays_at_its_beginning() -> None:
    file = io.BytesIO(written())
    assert lines(file) == [["x", 0.0], ["x", 1.0], ["x", 2.0]]
    assert file.tell() == 0


def test_a_style_out_to_the_last_cell_holds_nothing() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write(0, 0, "x")
    page.write_blank(1048575, 16383, None, book.add_format({"bold": True}))
    book.close()
    assert lines(file) == [["x"]]


def test_sheets_are_read_by_name_and_parts_have_true_sizes() -> None:
    with workbooks.opened(written(sheets=2), refused=Invalid) as book:
        assert book.sheet_names == ("Sheet1", "Sheet2")
        assert book.sheet("Sheet2").to_python()[1] == ["x", 1.0]
        assert len(book.parts.read(_FIRST)) == book.parts.getinfo(_FIRST).file_size
        for which in (5, "Sheet9"):
            with pytest.raises(Invalid, match="không mở được"):
                book.sheet(which)


def test_two_cells_at_both_ends_are_refused_before_room_is_made() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    page = book.add_worksheet()
    page.write(0, 0, "x")
    page.write(1048575, 16383, 1)
    book.close()
    assert len(file.getvalue()) < 10_000
    assert "quá lớn" in refusal(file)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="9"><c r="B9"><v>1</v></c></row>' + _ONE,
        _ONE + '<row r="9999999"><c r="ZZ9999999"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>' + "<c/>" * 9000 + "<c><v>1</v></c></row>"
        '<row r="9000"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1" x="/>"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v>',
    ],
)
def test_what_readers_would_make_room_for_is_too_large(rows: str) -> None:
    assert "quá lớn" in refusal(changed({_FIRST: _SHEET.format(rows)}))


@pytest.mark.parametrize(
    "sheet",
    [
        _SHEET.format("<row>&none;</row>"),
        _SHEET.format(_ONE)[:-5],
        "<!DOCTYPE worksheet []>" + _SHEET.format(_ONE),
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + _SHEET.format("<row>&b;</row>"),
    ],
)
def test_broken_parts_and_entities_are_refused(sheet: str) -> None:
    assert "lưu lại rồi thử" in refusal(changed({_FIRST: sheet}))


def test_a_picture_that_no_reader_reads_need_not_be_well_formed() -> None:
    content = changed({"xl/drawings/vmlDrawing1.vml": "<xml><br></xml>", "docProps/x.xml": "<"})
    assert lines(content)[0] == ["x", 0.0]


def test_what_comes_out_is_measured_whatever_the_directory_says() -> None:
    bomb = changed({_FIRST: _SHEET.format(_ONE) + " " * 5_000_000})
    assert len(bomb) < 20_000
    assert lines(bomb) == [[1.0]]
    assert "quá lớn" in refusal(bomb, most_unpacked=1_000_000)
    assert "lưu lại rồi thử" in refusal(declared(bomb, _FIRST, 10))
    assert lines(declared(bomb, _FIRST, 2**31)) == [[1.0]]


def test_behind_a_size_that_lies_well_nothing_is_read() -> None:
    honest = _SHEET.format(_ONE)
    two = changed({_FIRST: honest + " " * 5_000_000})
    lie = declared(two, _FIRST, len(honest), zlib.crc32(honest.encode()))
    with workbooks.opened(lie, refused=Invalid, most_unpacked=1_000_000) as book:
        assert book.parts.getinfo(_FIRST).file_size == len(honest)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused() -> None:
    assert "lưu lại rồi thử" in refusal(changed({}, b"", _FIRST))
    assert "lưu lại rồi thử" in refusal(changed({_FIRST.upper(): _SHEET.format(_ONE)}))


def test_sheets_that_share_a_part_are_refused() -> None:
    content = written(sheets=2)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
    for target in (b"worksheets/sheet1.xml", b"/xl/worksheets/./sheet1.xml"):
        shared = relations.replace(b"worksheets/sheet2.xml", target)
        assert "lưu lại" in refusal(changed({"xl/_rels/workbook.xml.rels": shared}, content))


def test_too_many_sheets_strings_and_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(sheets=3)
    for bound in ("MOST_SHEETS", "MOST_PARTS"):
        with monkeypatch.context() as patched:
            patched.setattr(workbooks, bound, 2)
            assert "quá lớn" in refusal(content)
    monkeypatch.setattr(workbooks, "MOST_STRINGS", 100)
    strings = f"<sst>{'<si/>' * 101}</sst>"
    assert "quá lớn" in refusal(changed({"xl/sharedStrings.xml": strings}))


def test_macros_are_refused_where_values_alone_are_not_asked_for() -> None:
    content = changed({"xl/vbaProject.bin": b"x"})
    assert "macro" in refusal(content)
    with workbooks.opened(content, refused=Invalid, takes_macros=True) as book:
        assert book.sheet(0).to_python()[0] == ["x", 0.0]
        assert "xl/vbaProject.bin" not in book.parts.namelist()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "bỏ mật khẩu",
        ),
        ("Mã;Tên\n1;Xã Hòa Bình".encode(), "CSV"),
        (b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>", "HTML"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "không phải bảng tính"),
        (written()[:-40], "lưu lại rồi thử"),
        (make_office(), "không phải bảng tính"),
    ],
)
def test_what_is_no_xlsx_is_told_what_it_is(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_another_kind_of_spreadsheet_is_asked_to_be_saved_as_xlsx() -> None:
    for name in ("content.xml", "xl/workbook.bin"):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, "<office/>")
        assert "loại .xlsx" in refusal(file)


def test_an_archive_with_a_password_or_packed_unusually_is_refused() -> None:
    locked = bytearray(written())
    place = locked.index(b"PK\x01\x02")
    locked[place + 8] |= 1
    assert "mật khẩu" in refusal(bytes(locked))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "lưu lại rồi thử" in refusal(file)


def test_formulas_give_the_values_that_were_kept() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>7</v></c></row>'
    assert lines(changed({_FIRST: _SHEET.format(rows)})) == [[7.0]]
