"""The template out and in: named cells, another's files, and everything people do to a spreadsheet."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from congvu.kernel.errors import Invalid
from congvu.oversight.collections import merged, template, workbook
from congvu.oversight.collections.errors import FileRefused
from congvu.oversight.collections.rules.cells import BLANK, Value, as_typed, raw_of, read
from congvu.oversight.collections.rules.columns import Column, ColumnType, Form, Label, Total
from congvu.oversight.collections.rules.sheets import Merged, Told
from congvu.oversight.collections.tests import refill
from congvu.oversight.collections.tests.make import FORM, ROWS, blank, sheet

D = Decimal
TOLD = {
    "r1.c1": Value(amount=D(1234)),
    "r1.c4": Value(amount=D("12.5")),
    "r1.c5": Value(amount=D(1)),
    "r1.c6": Value(day=date(2026, 3, 5)),
    "r1.c7": Value(amount=D("92.5")),
    "r1.c8": Value(text="=không phải công thức"),
}


def taken(content: bytes, form: Form = FORM, *, reference: str = "abc", unit_id: int = 7):
    return template.read(BytesIO(content), form, reference=reference, unit_id=unit_id)


def values(form: Form, filled: template.Filled) -> dict[str, Value]:
    return {key: read(form.find(key)[1], raw) for key, raw in filled.cells.items()}


def test_a_template_out_and_in_says_the_same():
    found = taken(blank(FORM, TOLD, seen=41))
    assert found.seen == 41
    assert found.problems == {}
    assert values(FORM, found) == TOLD


def test_an_empty_template_says_nothing():
    assert taken(blank()) == template.Filled(0, {}, {})


def test_what_is_filled_in_is_read_by_the_names_of_the_cells():
    content = refill.fill(blank(ROWS), {"cv_r1_c1": 12, "cv_r2_c1": "1.234", "cv_r2_c2": "đủ"})
    for file in (content, refill.without_names(content)):
        found = taken(file, ROWS)
        assert found.problems == {}
        assert values(ROWS, found) == {
            "r1.c1": Value(amount=D(12)),
            "r2.c1": Value(amount=D(1234)),
            "r2.c2": Value(text="đủ"),
        }


def test_a_formula_gives_its_kept_value_and_one_without_is_asked_about():
    content = refill.fill(blank(), {"cv_r1_c1": ("=2+3", 5), "cv_r1_c2": ("=2+3", None)})
    found = taken(content)
    assert found.cells["r1.c1"] == D(5)
    assert list(found.problems) == ["r1.c2"]


def test_a_cell_that_shows_an_error_is_asked_about():
    content = refill.fill(blank(), {"cv_r1_c1": ("=1/0", "#DIV/0!")})
    found = taken(content)
    assert "đang báo lỗi" in found.problems["r1.c1"]


def test_a_renamed_column_is_not_read_and_what_it_held_is_kept():
    content = refill.fill(blank(), {"cv_r1_c1": 5, "cv_r1_c2": 6})
    found = taken(refill.rename(content, "Tổng số cán bộ", "Số người khác"))
    assert list(found.problems) == ["r1.c2"]
    assert found.cells["r1.c2"] == D(6)


def test_merged_cells_are_asked_about():
    content = refill.fill(blank(), {"cv_r1_c1": 5, "cv_r1_c8": "x"})
    found = taken(refill.with_merge(content, "A7:B7"))
    assert list(found.problems) == ["r1.c1"]


@pytest.mark.parametrize(
    ("reference", "unit_id", "said"),
    [("another", 7, "báo cáo nhanh khác"), ("abc", 8, "đơn vị khác")],
)
def test_the_template_of_another_is_refused(reference, unit_id, said):
    with pytest.raises(FileRefused, match=said):
        taken(blank(), reference=reference, unit_id=unit_id)


def test_what_is_no_template_is_refused():
    for file in (sheet([["Số cán bộ được tập huấn"], [5]]), BytesIO(b"not a zip"), BytesIO()):
        with pytest.raises(FileRefused):
            template.read(file, FORM, reference="abc", unit_id=7)


def test_macros_and_other_zips_are_refused():
    for content in (
        refill.with_part(blank(), "xl/vbaProject.bin"),
        refill.with_part(_zip(), "a.txt"),
    ):
        with pytest.raises(FileRefused):
            taken(content)


def test_a_hundred_thousand_rows_are_refused_clearly():
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    page = book.add_worksheet()
    for line in (0, 99_999):
        page.write_string(line, 0, "x")
    book.close()
    file.seek(0)
    with pytest.raises(FileRefused, match="tối đa 5"):
        workbook.open_page(file)


def test_a_cell_that_shows_an_error_is_refused_when_read():
    content = refill.fill(blank(), {"cv_r1_c8": "#REF!"})
    assert taken(content).cells["r1.c8"] == "#REF!"


def _zip() -> bytes:
    import zipfile

    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "text/plain")
    return file.getvalue()


COUNTS = st.integers(0, 10**12).map(D)
MONEY = st.integers(-(10**13), 10**13).map(lambda n: D(n).scaleb(-2))
VALUES = {
    ColumnType.COUNT: COUNTS.map(lambda n: Value(amount=n)),
    ColumnType.MONEY: MONEY.map(lambda n: Value(amount=n)),
    ColumnType.PERCENT: st.integers(0, 10**5).map(lambda n: Value(amount=D(n).scaleb(-2))),
    ColumnType.YES_NO: st.booleans().map(lambda yes: Value(amount=D(int(yes)))),
    ColumnType.DATE: st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(lambda d: Value(day=d)),
    ColumnType.TEXT: st.from_regex(r"[a-zđăâêôơư]{1,6}( [A-Z0-9]{1,4}){0,2}", fullmatch=True).map(
        lambda text: Value(text=text)
    ),
}


@st.composite
def answers(draw):
    kinds = draw(st.lists(st.sampled_from(list(ColumnType)), min_size=1, max_size=6))
    labels = draw(st.integers(0, 3))
    form = Form(
        tuple(Column(f"c{n}", f"Cột {n}", k, Total.NONE) for n, k in enumerate(kinds, 1)),
        tuple(Label(f"r{n}", f"Dòng {n}") for n in range(1, labels + 1)),
    )
    told = {
        key: draw(st.one_of(st.just(BLANK), VALUES[column.type]))
        for key, _row, column in form.cells()
    }
    return form, {key: value for key, value in told.items() if value != BLANK}


@given(answers(), st.booleans())
@settings(max_examples=40, deadline=None)
def test_whatever_is_filled_in_is_read_back(made, by_hand):
    form, told = made
    if by_hand:
        typed = {
            f"cv_{key.replace('.', '_')}": as_typed(form.find(key)[1], value)
            for key, value in told.items()
        }
        content = refill.fill(blank(form), typed)
    else:
        content = blank(form, told)
    found = taken(content, form)
    assert found.problems == {}
    assert values(form, found) == told


FIGURES = st.fixed_dictionaries(
    {},
    optional={
        "r1.c1": COUNTS,
        "r1.c2": COUNTS,
        "r1.c4": st.integers(0, 10**9).map(lambda n: D(n).scaleb(-2)),
    },
)


@given(st.lists(FIGURES, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_what_units_fill_in_is_what_the_merged_file_adds_up(units):
    told = []
    for number, figures in enumerate(units):
        typed = {
            f"cv_{key.replace('.', '_')}": as_typed(FORM.find(key)[1], Value(amount=amount))
            for key, amount in figures.items()
        }
        found = values(FORM, taken(refill.fill(blank(), typed)))
        assert found == {key: Value(amount=amount) for key, amount in figures.items()}
        told.append(Told(f"Xã {number}", "Đã gửi", found, counts=True))
    content = merged.write(Merged("Tập huấn", "", FORM, tuple(told)))
    lines = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    total = next(line for line in lines if line[1] == "Tổng hợp")
    for place, key in ((2, "r1.c1"), (3, "r1.c2"), (5, "r1.c4")):
        given_by = [figures[key] for figures in units if key in figures]
        expected = float(sum(given_by)) if given_by else ""
        assert total[place] == expected
    both = [one for one in units if {"r1.c1", "r1.c2"} <= one.keys()]
    below = sum(one["r1.c2"] for one in both)
    share = sum(one["r1.c1"] for one in both) * 100 / below if below else ""
    assert total[4] == (pytest.approx(float(share), abs=0.0051) if below else "")


def test_a_small_file_that_names_the_last_cell_is_refused():
    content = refill.rename_cell(refill.fill(blank(), {"cv_r1_c1": 5}), "A7", "XFD1048576")
    with pytest.raises(FileRefused, match="quá lớn"):
        taken(content)


def test_a_name_for_a_cell_that_cannot_be_is_no_name():
    content = refill.with_name(blank(), "x", f"Bieu!$A${'1' * 5000}")
    assert taken(content).problems == {}


@pytest.mark.parametrize("number", [1e300, float("inf"), float("nan")])
def test_numbers_without_measure_are_texts_that_no_column_takes(number):
    with pytest.raises(Invalid):
        read(FORM.columns[0], raw_of(number))
