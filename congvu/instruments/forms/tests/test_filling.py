"""Filling a form: conditions, numbers, blanks, and data that breaks the contract."""

from datetime import datetime

import pytest

from congvu.instruments.forms.errors import TooManyRows
from congvu.instruments.forms.rules.filling import (
    MOST_ROWS,
    UnknownField,
    all_words,
    clean,
    fill,
)
from congvu.instruments.forms.rules.reading import read_form
from congvu.instruments.forms.rules.tables import lay_out
from congvu.instruments.forms.rules.templates import plain
from congvu.instruments.forms.tests import make


def words(text, sample=False, kind="receipt_slip", **data):
    spec = read_form(f'kind = "{kind}"\n{text}', kind=kind)
    return all_words(fill(spec, data, sample=sample))


def test_lines_with_a_condition_are_printed_only_with_a_value():
    text = """
[[blocks]]
type = "lines"
lines = [{ text = "{email}", when = "email" }, { text = "không có", unless = "email" }]
"""
    assert words(text, email="a@hoamai.example") == ["a@hoamai.example"]
    assert words(text, email="  ") == ["không có"]


def test_numbers_run_on_through_the_form_and_skip_what_is_not_printed():
    text = """
[[blocks]]
type = "lines"
numbered = true
lines = ["A", { text = "B", when = "email" }]

[[blocks]]
type = "lines"
when = "total"
numbered = true
lines = ["C"]

[[blocks]]
type = "lines"
numbered = true
lines = ["D"]
"""
    assert words(text) == ["1. A", "2. D"]
    assert words(text, email="x", total=1) == ["1. A", "2. B", "3. C", "4. D"]


def test_a_list_repeats_its_line_and_adds_the_note_where_there_is_one():
    text = """
[[blocks]]
type = "list"
repeat = "items"
text = "{content}"
note = "({reason})"
"""
    items = [{"content": "Giấy chứng sinh", "reason": "thiếu"}, {"content": "Văn bản uỷ quyền"}]
    assert words(text, kind="supplement_request", items=items) == [
        "1. Giấy chứng sinh (thiếu)",
        "2. Văn bản uỷ quyền",
    ]
    assert words(text, kind="supplement_request") == ["1. ……"]


def test_a_table_numbers_its_rows_and_leaves_missing_cells_empty():
    text = """
[[blocks]]
type = "table"
repeat = "papers"
min_rows = 3
columns = [{ title = "STT", value = "{index}" }, { title = "Bản sao", value = "{copies:count}" }]
"""
    spec = read_form(f'kind = "receipt_slip"\n{text}', kind="receipt_slip")
    sheet = fill(spec, {"papers": [{"copies": 2}, {}]}, sample=False)
    [grid] = sheet.blocks
    cells = [[plain(cell) for cell in row] for row in grid.rows]
    assert cells == [["1", "02"], ["2", ""], ["", ""]]


def test_a_group_with_a_value_spans_its_columns_in_every_row():
    data = make.data("control_sheet")
    sheet = fill(make.form("control_sheet"), data, sample=False)
    [layout] = [lay_out(block) for block in sheet.blocks if type(block).__name__ == "Grid"]
    above, below = layout.body[0]
    assert [(cell.at, cell.across, cell.down) for cell in above] == [
        (0, 1, 2),
        (1, 2, 1),
        (3, 1, 2),
        (4, 1, 2),
    ]
    assert [cell.at for cell in below] == [1, 2]
    assert plain(above[1].text) == "09 giờ 30 phút, ngày 02/03/2026"
    assert len(layout.head) == 1


def test_heads_with_groups_have_two_rows_and_column_numbers_a_third():
    slip = fill(make.form("receipt_slip"), make.data("receipt_slip"), sample=False)
    [layout] = [lay_out(block) for block in slip.blocks if type(block).__name__ == "Grid"]
    first, second = layout.head
    assert [plain(cell.text) for cell in first] == ["STT", "Tên giấy tờ", "Số lượng", "Ghi chú"]
    assert [cell.at for cell in second] == [2, 3, 4]
    book = fill(make.form("dossier_register"), make.data("dossier_register"), sample=False)
    [layout] = [lay_out(block) for block in book.blocks if type(block).__name__ == "Grid"]
    assert plain(layout.head[1][14].text) == "(15)"


def test_every_sheet_says_that_it_is_not_signed_and_a_sample_says_so_too():
    sheet = fill(make.form("receipt_slip"), {}, sample=True)
    assert (sheet.foot, sheet.mark) == ("Bản này chưa được ký số", "DỮ LIỆU MẪU")
    assert fill(make.form("receipt_slip"), {}, sample=False).mark == ""


def test_without_a_code_no_codes_are_drawn():
    kinds = [
        type(block).__name__ for block in fill(make.form("refusal_notice"), {}, sample=False).blocks
    ]
    assert "Codes" not in kinds


def test_a_name_outside_the_contract_is_refused():
    with pytest.raises(UnknownField, match="submiter_name"):
        fill(make.form("receipt_slip"), {"submiter_name": "Ông Tư"}, sample=False)
    with pytest.raises(UnknownField, match=r"papers\.count"):
        fill(make.form("receipt_slip"), {"papers": [{"count": 1}]}, sample=False)


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(TypeError, match="aware"):
        fill(make.form("receipt_slip"), {"due": datetime(2026, 3, 5, 17)}, sample=False)


def test_a_book_is_printed_volume_by_volume():
    entries = [{"entry_no": "1"}] * (MOST_ROWS + 1)
    with pytest.raises(TooManyRows, match=r"1001 dòng; in thành từng quyển"):
        fill(make.form("dossier_register"), {"entries": entries}, sample=False)


def test_signs_that_no_paper_can_show_are_dropped():
    assert clean("a\x00b\x1b\u200b\ud800c\td\ne\u00a0f") == "abc d\ne\u00a0f"
