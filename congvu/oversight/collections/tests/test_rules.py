"""Headers, cells, totals and standings, by examples."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congvu.kernel.errors import Invalid
from congvu.oversight.collections.errors import FormWrong
from congvu.oversight.collections.rules.cells import BLANK, Value, as_typed, raw_of, read
from congvu.oversight.collections.rules.columns import (
    Column,
    ColumnType,
    Form,
    Label,
    Total,
    as_json,
    checked,
    from_json,
)
from congvu.oversight.collections.rules.header import guess
from congvu.oversight.collections.rules.life import LIFE, State
from congvu.oversight.collections.rules.merging import of_unit, totals
from congvu.oversight.collections.rules.standing import Standing, days_late, standing
from congvu.oversight.collections.tests.make import FORM, ROWS
from congvu.oversight.indicators.errors import Ambiguous

T = ColumnType
D = Decimal


def column(kind: ColumnType) -> Column:
    return Column("c1", "Cột", kind, Total.NONE)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Số hồ sơ tiếp nhận", T.COUNT),
        ("Tổng số cán bộ (người)", T.COUNT),
        ("Tỷ lệ đúng hạn", T.PERCENT),
        ("Kinh phí thực hiện (triệu đồng)", T.MONEY),
        ("Số, ký hiệu văn bản", T.TEXT),
        ("Ngày ban hành", T.DATE),
        ("Có/Không", T.YES_NO),
        ("Đã có kế hoạch", T.YES_NO),
        ("Khó khăn, vướng mắc", T.TEXT),
        ("Ghi chú", T.TEXT),
        ("Hoạt động hưởng ứng", T.TEXT),
    ],
)
def test_a_name_suggests_a_type(name, kind):
    assert guess(name) is kind


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (T.COUNT, "1.234", Value(amount=D(1234))),
        (T.COUNT, " 12 ", Value(amount=D(12))),
        (T.COUNT, D(5), Value(amount=D(5))),
        (T.MONEY, "1234,5", Value(amount=D("1234.5"))),
        (T.MONEY, "1.234", Value(amount=D(1234))),
        (T.MONEY, D("1234.567"), Value(amount=D("1234.567"))),
        (T.PERCENT, "92,5%", Value(amount=D("92.5"))),
        (T.PERCENT, "37/40", Value(amount=D("92.5"))),
        (T.PERCENT, D("92.5"), Value(amount=D("92.5"))),
        (T.YES_NO, "có", Value(amount=D(1))),
        (T.YES_NO, D(0), Value(amount=D(0))),
        (T.DATE, "5/3/2026", Value(day=date(2026, 3, 5))),
        (T.DATE, date(2026, 3, 5), Value(day=date(2026, 3, 5))),
        (T.TEXT, "  hai   chữ ", Value(text="hai chữ")),
        (T.TEXT, D(2026), Value(text="2026")),
        (T.COUNT, "", BLANK),
        (T.COUNT, "…", BLANK),
    ],
)
def test_cells_are_read_by_the_vietnamese_rule(kind, raw, value):
    assert read(column(kind), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (T.COUNT, "1,234"),
        (T.MONEY, "1,234"),
        (T.MONEY, D("1.234")),
        (T.COUNT, D("1.234")),
        (T.PERCENT, "1.234"),
        (T.MONEY, "0.123"),
        (T.COUNT, "012.345"),
        (T.PERCENT, D("0.925")),
        (T.PERCENT, D(1)),
    ],
)
def test_what_may_mean_two_is_asked_about(kind, raw):
    with pytest.raises(Ambiguous):
        read(column(kind), raw)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (T.COUNT, "khoảng 20"),
        (T.COUNT, "1234,5"),
        (T.COUNT, "-3"),
        (T.COUNT, date(2026, 3, 5)),
        (T.YES_NO, "có lẽ"),
        (T.DATE, "31/02/2026"),
        (T.DATE, D(46000)),
        (T.DATE, "05/03/0026"),
        (T.TEXT, "#DIV/0!"),
        (T.TEXT, "x" * 2001),
    ],
)
def test_what_a_column_cannot_hold_is_refused(kind, raw):
    with pytest.raises(Invalid):
        read(column(kind), raw)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (T.MONEY, Value(amount=D("0.125"))),
        (T.MONEY, Value(amount=D("1234567.8901"))),
        (T.COUNT, Value(amount=D(1234567))),
        (T.PERCENT, Value(amount=D("1234.5"))),
        (T.PERCENT, Value(amount=D("99.125"))),
        (T.YES_NO, Value(amount=D(0))),
        (T.DATE, Value(day=date(2026, 12, 1))),
    ],
)
def test_what_is_shown_reads_back_the_same(kind, value):
    assert read(column(kind), as_typed(column(kind), value)) == value


def test_a_spreadsheets_number_is_taken_exactly():
    assert raw_of(0.1) == D("0.1")
    assert raw_of(5.0) == D(5)
    assert raw_of(True) == "1"
    assert raw_of(None) == ""


def test_a_form_comes_back_from_its_table():
    for form in (FORM, ROWS):
        assert from_json(as_json(form)) == checked(form)


@pytest.mark.parametrize(
    "columns",
    [
        (),
        (Column("c1", "", T.COUNT, Total.SUM),),
        (Column("c1", "A", T.COUNT, Total.SUM), Column("c2", "a", T.COUNT, Total.SUM)),
        (Column("c1", "Tỷ lệ", T.PERCENT, Total.SUM),),
        (Column("c1", "Chữ", T.TEXT, Total.SUM),),
        (Column("c1", "A", T.COUNT, Total.SUM),
         Column("c2", "B", T.PERCENT, Total.RECOMPUTE, "", "c1", "c1")),
        tuple(Column(f"c{n}", f"Cột {n}", T.COUNT, Total.SUM) for n in range(41)),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_asked_for_is_refused(columns):
    with pytest.raises(FormWrong):
        checked(Form(columns))


def test_too_many_cells_are_refused():
    labels = tuple(Label(f"r{n}", f"Dòng {n}") for n in range(90))
    columns = tuple(Column(f"c{n}", f"Cột {n}", T.COUNT, Total.SUM) for n in range(20))
    with pytest.raises(FormWrong):
        checked(Form(columns, labels))


def test_totals_follow_the_rule_of_each_column():
    units = [
        {"r1.c1": Value(amount=D(9)), "r1.c2": Value(amount=D(10)), "r1.c4": Value(amount=D("1.5")),
         "r1.c5": Value(amount=D(0)), "r1.c6": Value(day=date(2026, 1, 5)),
         "r1.c7": Value(amount=D(90))},
        {"r1.c1": Value(amount=D(30)), "r1.c2": Value(amount=D(90)),
         "r1.c5": Value(amount=D(1)), "r1.c6": Value(day=date(2026, 2, 5)),
         "r1.c7": Value(amount=D(80)), "r1.c8": Value(text="x")},
        {"r1.c1": Value(amount=D(100))},
    ]  # fmt: skip
    found = totals(FORM, FORM.rows[0], units)
    assert found["c1"] == Value(amount=D(139))
    assert found["c2"] == Value(amount=D(100))
    # 39/100 of those who gave both; never the mean of 90 % and 33 %
    assert found["c3"] == Value(amount=D("39.00"))
    assert found["c4"] == Value(amount=D("1.5"))
    assert found["c5"] == Value(amount=D(1))
    assert found["c6"] == Value(day=date(2026, 2, 5))
    assert found["c7"] == found["c8"] == BLANK


def test_blanks_are_no_zeros_and_nothing_is_divided_by_nothing():
    found = totals(FORM, FORM.rows[0], [{"r1.c1": Value(amount=D(0)), "r1.c2": Value(amount=D(0))}])
    assert found["c3"] == BLANK
    assert found["c4"] == BLANK
    assert of_unit(FORM, FORM.rows[0], {})["c3"] == BLANK


@pytest.mark.parametrize(
    ("state", "answered", "on", "expected", "days"),
    [
        (State.WAITING, None, date(2026, 3, 20), Standing.WAITING, 0),
        (State.WAITING, None, date(2026, 3, 23), Standing.LATE, 3),
        (State.ANSWERED, date(2026, 3, 20), date(2026, 5, 1), Standing.ANSWERED, 0),
        (State.ANSWERED, date(2026, 3, 22), date(2026, 5, 1), Standing.ANSWERED_LATE, 2),
        (State.RETURNED, date(2026, 3, 18), date(2026, 3, 19), Standing.RETURNED, 0),
        (State.RETURNED, date(2026, 3, 18), date(2026, 3, 25), Standing.LATE, 5),
    ],
)
def test_a_unit_stands_by_its_state_and_the_day(state, answered, on, expected, days):
    due = date(2026, 3, 20)
    assert standing(state, due, answered, on) is expected
    assert days_late(state, due, answered, on) == days


@pytest.mark.parametrize(
    ("state", "answered", "ended", "expected", "days"),
    [
        # ended before the due day, after it, and on a day that is still to come
        (State.WAITING, None, date(2026, 3, 18), Standing.ENDED, 0),
        (State.WAITING, None, date(2026, 3, 22), Standing.ENDED, 0),
        (State.WAITING, None, date(2026, 3, 24), Standing.LATE, 3),
        (State.RETURNED, date(2026, 3, 17), date(2026, 3, 18), Standing.RETURNED, 0),
        # by the unit itself, before its end; by its heir, after it
        (State.ANSWERED, date(2026, 3, 17), date(2026, 3, 18), Standing.ANSWERED, 0),
        (State.ANSWERED, date(2026, 3, 21), date(2026, 3, 22), Standing.ANSWERED_LATE, 1),
        (State.ANSWERED, date(2026, 3, 23), date(2026, 3, 18), Standing.ANSWERED, 0),
    ],
)
def test_a_unit_that_is_no_more_owes_nothing(state, answered, ended, expected, days):
    due, on = date(2026, 3, 20), date(2026, 3, 23)
    assert standing(state, due, answered, on, ended) is expected
    assert days_late(state, due, answered, on, ended) == days


def test_the_readme_shows_the_table_of_states():
    readme = Path(__file__).resolve().parents[1] / "README.md"
    assert LIFE.as_mermaid().strip() in readme.read_text(encoding="utf-8")


def test_control_letters_of_a_spreadsheet_are_not_kept():
    text = Column("c1", "Ghi chú", ColumnType.TEXT, Total.NONE)
    assert read(text, "a\x00b\x1fc\nd") == Value(text="abc d")
    assert read(text, "\x00") == BLANK
