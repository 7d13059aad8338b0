"""Sets as contents: out and in is the identity, changes one at a time, differences word by word."""

from __future__ import annotations

import io
import tomllib
from functools import cache

import pytest
import xlsxwriter
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from congvu.instruments.catalogue.errors import BadFiles
from congvu.kernel.errors import Conflict, Invalid, NotFound
from congvu.oversight.indicators.errors import TableRefused
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.contents import as_toml, tidied
from congvu.oversight.indicators.rules.differing import (
    Mark,
    Part,
    counted,
    differences,
    words_between,
)
from congvu.oversight.indicators.rules.reading import as_json, from_json, read_set, tables_of
from congvu.oversight.indicators.rules.sets import Fate
from congvu.oversight.indicators.rules.settling import made_whole, settle
from congvu.oversight.indicators.set_files import read_file, write_set
from congvu.oversight.indicators.tests.make import CONTENT, row

FOLDER = settings.CATALOGUE / "indicators"
SMALL = tidied(as_json(CONTENT))


@cache
def shipped():
    return {code: tidied(as_json(values)) for code, values in tables_of(FOLDER).items()}


def through_xlsx(values):
    read, refused = read_file(io.BytesIO(write_set(values)), "bo.xlsx")
    assert refused == ()
    return tidied(as_json(read))


def through_toml(values):
    read, _refused = read_file(io.BytesIO(as_toml(values).encode()), "bo.toml")
    return tidied(as_json(read))


@pytest.mark.parametrize("code", ["huyen-2021", "xa-2025"])
def test_a_shipped_set_goes_out_and_comes_in_unchanged(code):
    values = shipped()[code]
    assert through_xlsx(values) == values
    assert through_toml(values) == values
    assert read_set(from_json(values), "x") == read_set(tables_of(FOLDER)[code], "x")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=' "\\\n=[]_'),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip())
KINDS = st.sampled_from(["flow", "stock", "cumulative", "attestation"])


@st.composite
def _rows(draw):
    rows = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        type_ = draw(st.sampled_from(["count", "ratio", "yes_no", "choice", "text", "money"]))
        more = {"kind": draw(KINDS), "name": draw(WORDS), "name_en": draw(WORDS)}
        for key in ("unit", "evidence", "note"):
            if draw(st.booleans()):
                more[key] = draw(WORDS)
        if type_ == "choice":
            labels = draw(st.lists(WORDS, min_size=1, max_size=3))
            more["choices"] = [{"value": at, "label": one} for at, one in enumerate(labels)]
        if draw(st.booleans()):
            more |= {"starts_on": "2026-01-01", "ends_on": "2027-01-01"}
        rows.append(row(f"1.{number}", type_, **more))
    return rows


@hypothesis_settings(max_examples=40, deadline=None)
@given(rows=_rows(), name=WORDS, notes=st.lists(WORDS, max_size=3))
def test_out_and_in_is_the_identity_for_any_set(rows, name, notes):
    checks = [{"code": "K", "kind": "statement", "holds": "[1.1] >= 0", "message": name}]
    more = {"name": name, "unverified": notes, "indicators": rows, "checks": checks}
    values = tidied({**SMALL, **more})
    read_set(from_json(values), "x")
    assert through_xlsx(values) == values
    assert through_toml(values) == values


def test_a_changed_row_is_told_word_by_word():
    new = editing.with_changed(SMALL, "2.1", {"name": "Chỉ tiêu mới 2.1", "code": "9.9"})
    [line] = [one for one in differences(SMALL, new) if one.fate is not Fate.KEEP]
    assert (line.part, line.code, line.fate) == (Part.ROW, "2.1", Fate.CHANGE)
    [change] = line.changes
    assert [piece.text for piece in change.pieces if piece.mark is Mark.NEW] == ["mới "]


def test_words_that_went_and_came_are_both_there():
    pieces = list(words_between("giao cho xã", "giao cho phường"))
    assert [(one.mark, one.text) for one in pieces] == [
        (Mark.SAME, "giao cho "),
        (Mark.OLD, "xã"),
        (Mark.NEW, "phường"),
    ]


def test_each_fate_is_counted_and_what_went_stands_where_it_stood():
    new = editing.with_row(SMALL, row("2.10", "count"), after="2.2")
    new = editing.without_row(new, "3.4", because="Sổ khác giữ", origin=SMALL)
    new = editing.moved(new, "2.8", up=True)
    lines = differences(SMALL, new)
    rows = [one for one in lines if one.part is Part.ROW]
    told = counted(lines, Part.ROW)
    assert (told[Fate.NEW], told[Fate.DROP], told[Fate.CHANGE]) == (1, 1, 1)
    assert [one.code for one in rows].index("2.10") == [one.code for one in rows].index("2.2") + 1
    assert [one.code for one in rows if one.moved]


def test_without_an_older_one_everything_is_new():
    assert counted(differences(None, SMALL))[Fate.KEEP] == 0


def test_a_heading_moves_with_what_is_below_it():
    new = editing.moved(SMALL, "1.2", up=True)
    codes = [one["code"] for one in new["indicators"]]
    assert codes[:5] == ["1.2", "1.1", "1.1.1", "1.1.2", "1.1.3"]
    assert editing.moved(new, "1.2", up=True) == new


def test_a_row_that_the_version_knew_stays_with_the_reason_and_comes_back():
    with pytest.raises(Invalid):
        editing.without_row(SMALL, "1.3", because=" ", origin=SMALL)
    dropped = editing.without_row(SMALL, "1.3", because="Không dùng nữa", origin=SMALL)
    assert editing.find(dropped, "indicators", "1.3")["fate"] == "drop"
    assert editing.as_it_was(dropped, "1.3", SMALL) == SMALL
    added = editing.with_row(SMALL, row("1.4", "count"))
    assert editing.without_row(added, "1.4", because="", origin=SMALL) == SMALL


def test_codes_are_taken_once_and_must_be_there():
    with pytest.raises(Conflict):
        editing.with_row(SMALL, row("1.3", "count"))
    for change in (
        lambda: editing.with_changed(SMALL, "9.9", {}),
        lambda: editing.moved(SMALL, "9.9", up=True),
        lambda: editing.with_row(SMALL, row("1.9", "count"), after="9.9"),
        lambda: editing.without_check(SMALL, "T9"),
    ):
        with pytest.raises(NotFound):
            change()
    with pytest.raises(Conflict):
        editing.with_check(SMALL, "T1", {**SMALL["checks"][1]})


def test_a_kept_row_of_a_set_based_on_another_becomes_a_changed_one():
    values = shipped()["xa-2025"]
    new = editing.with_changed(values, "1.1.1", {"name": "Tên khác"})
    assert editing.find(new, "indicators", "1.1.1")["fate"] == "change"
    with pytest.raises(BadFiles, match="because"):
        read_set(from_json(new), "x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"roll_up": "recompute"}, "không gộp kiểu recompute"),
        ({"source": "khong:co"}, "không phải nguồn số liệu"),
        ({"source": "formula:__import__('os')"}, "2.2"),
        ({"type": "so"}, "không hợp lệ"),
        ({"starts_on": "hôm nay"}, "phải là ngày"),
        ({"mau": "do"}, "không có trong danh mục"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_and_the_version_in_use_speaks(change, told):
    rows = [
        {**one, **change, "note": "từ tệp"} if one["code"] == "2.2" else one
        for one in CONTENT["indicators"]
    ]
    settled = settle({**CONTENT, "indicators": rows}, CONTENT, "x")
    assert [one.where for one in settled.refused] in (["2.2"], ["indicators[8].starts_on"])
    assert told in settled.refused[0].why or told in settled.refused[0].where
    assert settled.set.get("2.2").note == ""
    assert len(settled.set.indicators) == len(CONTENT["indicators"])


def test_a_cycle_is_named_and_refuses_the_file():
    rows = [
        *CONTENT["indicators"],
        row("2.20", "count", "formula:[2.21] + 1"),
        row("2.21", "count", "formula:[2.20] + 1"),
    ]
    with pytest.raises(BadFiles, match=r"2\.20 → 2\.21"):
        settle({**CONTENT, "indicators": rows}, CONTENT, "x")


def test_a_check_of_a_row_that_is_gone_is_left_out_and_told():
    checks = [*CONTENT["checks"], {"code": "T9", "kind": "required", "rows": ["9.9"]}]
    settled = settle({**CONTENT, "checks": checks}, CONTENT, "x")
    assert [one.where for one in settled.refused] == ["T9"]
    assert {check.code for check in settled.set.checks} == {"T1", "T2"}


def test_a_file_that_says_only_what_differs_is_made_whole():
    raw = tomllib.loads((FOLDER / "xa-2025.toml").read_text(encoding="utf-8"))
    base = tables_of(FOLDER)["huyen-2021"]
    assert made_whole(raw, base, "x") == tables_of(FOLDER)["xa-2025"]
    with pytest.raises(BadFiles, match="không có bộ"):
        made_whole(raw, None, "x")
    for odd in ("chữ", [1], [{"code": []}]):
        with pytest.raises(BadFiles):
            settle(made_whole({**raw, "indicators": odd}, base, "x"), None, "x")


def workbook(pages):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    for title, lines in pages.items():
        page = book.add_worksheet(title)
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
    book.close()
    file.seek(0)
    return file


HEAD = {"Bộ chỉ tiêu": [("Mã", "mau")], "Các phần": [("Mã", "Số in"), ("1", "I")]}


def test_a_code_that_a_spreadsheet_made_a_number_is_asked_for_as_text():
    pages = {**HEAD, "Chỉ tiêu": [("Mã", "Tên", "Loại giá trị"), (1.1, "Tên", "count")]}
    _values, refused = read_file(workbook(pages), "bo.xlsx")
    assert [one.where for one in refused] == ["Chỉ tiêu, 2"]
    assert "1.10 thành 1.1" in refused[0].why


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ({"Bộ chỉ tiêu": [("Mã", "mau")]}, "Các phần"),
        ({**HEAD, "Chỉ tiêu": [("Mã số", "Tên")]}, "“Mã”"),
        ({**HEAD, "Chỉ tiêu": [("Mã", "Tên", "Màu"), ("1.1", "x", "đỏ")]}, "cột lạ “Màu”"),
    ],
)
def test_renamed_pages_and_columns_are_asked_for_by_name(pages, told):
    with pytest.raises(TableRefused) as refused:
        read_file(workbook(pages), "bo.xlsx")
    assert told in refused.value.message


def test_what_is_no_file_of_a_set_is_refused():
    with pytest.raises(TableRefused):
        read_file(io.BytesIO(b"khong phai"), "bo.xlsx")
    for content in (b"a = ", b"\xff\xfe", b"a = " + b"[" * 5000):
        with pytest.raises(BadFiles):
            read_file(io.BytesIO(content), "bo.toml")
