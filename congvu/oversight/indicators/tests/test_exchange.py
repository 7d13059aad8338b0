"""A period as XLSX: out and in changes nothing, bad files are told apart and write nothing."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.errors import TableRefused
from congvu.oversight.indicators.exchange import read_xlsx, write_xlsx
from congvu.oversight.indicators.exchange_preview import Meeting, meet
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services.entering import Typed, enter, enter_many
from congvu.oversight.indicators.tests.make import make_period, put
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(world):
    return world.units["commune"].pk


@pytest.fixture
def period(world):
    return make_period(world.units["province"].pk)


@pytest.fixture
def sheet(world, commune, period):
    mai = world.staff("mai")
    put(commune, period, Origin.COMPUTED, c1_1_1="4", c2_3="9")
    typed = {
        "1.1.1": Typed("1.234", None, "Thêm bài"),
        "1.1.3": Typed("Có", None),
        "1.2": Typed("1", None),
        "1.3": Typed("=1+1 không phải công thức", None),
        "2.2": Typed("0", None),
        "2.5": Typed("26/28", None),
        "2.6": Typed("98,44% (26.600/27.266)", None),
        "2.7": Typed("1234,5678", None),
    }
    assert not enter_many(mai, commune, period.pk, typed, at=NOW).refused
    return selectors.sheet(commune, period.pk)


def workbook(rows, merge=""):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_urls": False})
    page = book.add_worksheet()
    for line, row in enumerate(rows):
        page.write_row(line, 0, row)
    if merge:
        page.merge_range(merge, 7)
    book.close()
    file.seek(0)
    return file


HEAD = ("Mã chỉ tiêu", "Chỉ tiêu", "Số liệu nhập", "Lý do")


def test_out_and_in_changes_nothing(sheet):
    read = read_xlsx(io.BytesIO(write_xlsx(sheet)), sheet)
    assert (dict(read.cells), read.problems, read.same) == ({}, (), 8)


def test_what_was_changed_in_the_file_comes_in_and_the_rest_stays(world, commune, period, sheet):
    read = read_xlsx(workbook([HEAD, ("2.2", "", 7.0, ""), ("2.6", "", "3/4", "Sửa")]), sheet)
    done = enter_many(world.staff("mai"), commune, period.pk, read.cells, at=NOW)
    assert set(done.written) == {"2.2", "2.6"}
    assert Value.objects.current().count() == 10


def test_two_people_are_told_of_each_other_through_a_file_too(world, commune, period, sheet):
    file = write_xlsx(sheet)
    mai = world.staff("mai")
    enter(mai, commune, period.pk, "2.2", "5", seen=sheet.row("2.2").seen, at=NOW)
    now = selectors.sheet(commune, period.pk)
    read = read_xlsx(io.BytesIO(file), now)
    done = enter_many(mai, commune, period.pk, read.cells, at=NOW)
    assert [refusal.code for refusal in done.refused.values()] == ["value_changed"]
    assert not done.written


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("2.2", "", "hai mươi", ""), "2.2"),
        (("2.2", "", "1,234", ""), "2.2"),
        (("2.7", "", "#DIV/0!", ""), "2.7"),
    ],
)
def test_text_in_a_number_cell_is_refused_and_said(world, commune, period, sheet, row, told):
    read = read_xlsx(workbook([HEAD, row]), sheet)
    done = enter_many(world.staff("mai"), commune, period.pk, read.cells, at=NOW)
    assert set(done.refused) == {told}
    assert not done.written


def test_formulas_give_their_stored_value_and_are_never_evaluated(sheet):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    page.write_string(1, 0, "2.2")
    page.write_formula(1, 2, "=2+2", None, 99)
    book.close()
    file.seek(0)
    assert read_xlsx(file, sheet).cells["2.2"].typed == Decimal(99)


def test_a_formula_that_nobody_worked_out_and_an_error_are_told_by_row(sheet):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    for line, (code, formula, value) in enumerate(
        [("2.1", "=40+2", ""), ("2.2", "=1/0", "#DIV/0!"), ("2.3", "=40+2", 42)], 1
    ):
        page.write_string(line, 0, code)
        page.write_formula(line, 2, formula, None, value)
    page.write_formula(4, 0, "=B1", None, "#N/A")
    page.write_number(4, 2, 7)
    book.close()
    file.seek(0)
    read = read_xlsx(file, sheet)
    assert [(one.line, one.code) for one in read.problems] == [(2, "2.1"), (3, "2.2"), (5, "")]
    assert all("công thức chưa tính" in one.message for one in read.problems)
    assert list(read.cells) == ["2.3"]


def test_a_formula_worked_out_as_an_empty_text_says_nothing(sheet):
    file = workbook([HEAD, ("2.2", "", 5, "")])
    empty = b'<c r="C2" t="str"><f>IF(A1="","","")</f><v></v></c>'
    read = read_xlsx(swapped(file, b'<c r="C2"><v>5</v></c>', empty), sheet)
    assert (dict(read.cells), read.problems) == ({}, ())


def test_an_empty_cell_says_nothing(sheet):
    assert not read_xlsx(workbook([HEAD, ("2.2", "", "", "")]), sheet).cells


def test_unknown_double_and_merged_lines_are_told_by_their_number(sheet):
    rows = [
        HEAD,
        ("9.9", "", 1, ""),
        ("2.1", "", 1, ""),
        ("2.1", "", 2, ""),
        ("2.2", "", 7),
        ("2.3",),
    ]
    read = read_xlsx(workbook(rows, merge="C5:C6"), sheet)
    assert [(one.line, one.code) for one in read.problems] == [(2, "9.9"), (4, "2.1"), (5, "2.2")]
    assert not read.cells


def test_a_renamed_column_is_asked_for_by_its_name(sheet):
    with pytest.raises(TableRefused) as refused:
        read_xlsx(workbook([("Mã chỉ tiêu", "Kết quả"), ("2.2", 5)]), sheet)
    assert "Số liệu nhập" in refused.value.message


def test_columns_may_stand_in_another_order_below_a_title(sheet):
    rows = [("Báo cáo",), ("Số liệu", "", "MÃ"), (5, "", "2.2")]
    assert read_xlsx(workbook(rows), sheet).cells["2.2"].typed == Decimal(5)


def test_a_file_of_another_unit_is_refused(world, period, sheet):
    other = selectors.sheet(world.units["neighbour"].pk, period.pk)
    with pytest.raises(TableRefused):
        read_xlsx(io.BytesIO(write_xlsx(other)), sheet)


def test_macros_giants_and_what_is_no_spreadsheet_are_refused(sheet):
    with_macro = io.BytesIO(workbook([HEAD]).getvalue())
    with zipfile.ZipFile(with_macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with_macro.seek(0)
    rows = io.BytesIO()
    book = xlsxwriter.Workbook(rows, {"constant_memory": True})
    page = book.add_worksheet()
    for line in range(6000):
        page.write_number(line, 0, line)
    page.write_number(100_000, 0, 1)
    book.close()
    rows.seek(0)
    for file in (with_macro, rows, io.BytesIO(b"no spreadsheet"), io.BytesIO()):
        with pytest.raises(TableRefused):
            read_xlsx(file, sheet)


@pytest.mark.parametrize("figure", [1e300, "9" * 5000, "<inf>"])
def test_a_figure_without_measure_is_a_line_of_its_own_and_no_error(sheet, figure):
    head = ["Mã chỉ tiêu", "Số liệu nhập", "Bản đang có (không sửa)"]
    file = workbook([head, ["2.2", 5 if figure == "<inf>" else figure, "9" * 5000]])
    if figure == "<inf>":
        file = swapped(file, b"<v>5</v>", b"<v>1e999</v>")
    (met,) = meet(read_xlsx(file, sheet).cells, sheet)
    assert met.meeting is Meeting.REFUSED


def test_a_small_file_that_names_the_last_cell_is_refused(sheet):
    rows = [["Mã chỉ tiêu", "Số liệu nhập"], ["2.2", 5]]
    file = swapped(workbook(rows), b'r="B2"', b'r="XFD1048576"')
    with pytest.raises(TableRefused, match="quá lớn"):
        read_xlsx(file, sheet)


def swapped(file, old, new):
    """Return the file with one part of its first sheet written otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if "sheet1" in name else content)
    made.seek(0)
    return made
