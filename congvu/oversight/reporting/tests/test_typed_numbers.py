"""A typed number that a row of the annex says too, or says otherwise, is pointed out; nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.vitext import format_number
from congvu.oversight.indicators.rules.reading import read_sets
from congvu.oversight.indicators.rules.sets import ValueType
from congvu.oversight.reporting.rules.outline_bindings import bindings
from congvu.oversight.reporting.rules.outline_reading import read_outline
from congvu.oversight.reporting.rules.outlines import WORDS, compose
from congvu.oversight.reporting.rules.prose import fill, parse
from congvu.oversight.reporting.rules.typed_numbers import (
    Kind,
    Known,
    Line,
    Remark,
    Rows,
    codes_about,
    lines_of,
)
from congvu.oversight.reporting.rules.wording import FigureValue

CATALOGUE = Path(__file__).resolve().parents[4] / "catalogue"
SETS = read_sets(CATALOGUE / "indicators")
RECEIVED = Known("3.6.6", "Số hồ sơ TTHC do UBND cấp xã tiếp nhận", "Hồ sơ", Decimal(214), "214")
RESOLVED = Known(
    "3.6.7",
    "Số hồ sơ TTHC do UBND cấp xã giải quyết và trả kết quả",
    "Hồ sơ",
    Decimal(209),
    "209",
)
IN_TIME = Known(
    "3.6.8",
    "Tỷ lệ hồ sơ TTHC do UBND cấp xã tiếp nhận được giải quyết đúng hạn",
    "%",
    Decimal("84.21"),
    "84,21",
    is_share=True,
)
ONLINE = Known(
    "3.6.11", "Tỷ lệ hồ sơ tiếp nhận trực tuyến", "%", Decimal("7.01"), "7,01", is_share=True
)
PRESENT = Known(
    "4.2.2", "Tổng số biên chế có mặt tại thời điểm báo cáo", "Người", Decimal(28), "28"
)
PLANNED = Known(
    "5.4.1", "Số người được đào tạo, bồi dưỡng theo Kế hoạch", "Người", Decimal(32), "32"
)
TRAINED = Known("5.4.2", "Số người đã được đào tạo, bồi dưỡng thực tế", "Người", Decimal(31), "31")
WITH_CARRIED = Known(
    "06a.xa.3",
    "Tổng số hồ sơ tiếp nhận, kể cả kỳ trước chuyển sang",
    "Hồ sơ",
    Decimal(224),
    "224",
    is_told=False,
)
SET = (RECEIVED, RESOLVED, IN_TIME, ONLINE, PRESENT, PLANNED, TRAINED, WITH_CARRIED)
OWN = {"3.6.6", "3.6.7", "3.6.8", "3.6.11"}
STAFF = {"4.2.2", "5.4.1", "5.4.2"}
ROWS = Rows(SET, "quý III năm 2026 Xã Minh Tâm")
WHOLE = "Số hồ sơ TTHC do UBND cấp xã giải quyết và trả kết quả"


def said(text: str, own: set[str] | None = None, rows: Rows = ROWS) -> list[Remark]:
    return rows.remarks([Line(text)], OWN if own is None else own)


def told(text: str, own: set[str] | None = None) -> list[tuple[Kind, str, str]]:
    return [(one.kind, one.written, one.row.code) for one in said(text, own)]


def test_numbers_typed_beside_the_names_of_rows_are_told_one_by_one() -> None:
    text = (
        "Số hồ sơ thủ tục hành chính do UBND cấp xã tiếp nhận là 214 hồ sơ. Số hồ sơ TTHC do UBND "
        "cấp xã giải quyết và trả kết quả là 300 hồ sơ, tỷ lệ hồ sơ do UBND cấp xã tiếp nhận được "
        "giải quyết đúng hạn 99,81%."
    )
    assert told(text) == [
        (Kind.EQUAL, "214", "3.6.6"),
        (Kind.DIFFERS, "300", "3.6.7"),
        (Kind.DIFFERS, "99,81", "3.6.8"),
    ]
    assert said(text)[1].quote == f"{WHOLE} là 300 hồ sơ"


@pytest.mark.parametrize(
    ("text", "code", "to_paste"),
    [
        ("Trung tâm Phục vụ hành chính công tiếp nhận 214 hồ sơ", "3.6.6", "{{3.6.6}}"),
        ("đã giải quyết và trả kết quả 209 hồ sơ", "3.6.7", "{{3.6.7}}"),
        ("tỷ lệ đúng và trước hạn đạt 84,21%", "3.6.8", "{{3.6.8|%}}"),
        ("Tỷ lệ tiếp nhận trực tuyến đạt 7,0%", "", ""),  # cut to one place, and below ten
    ],
)
def test_a_number_of_the_sections_own_rows_is_known_by_two_words(
    text: str, code: str, to_paste: str
) -> None:
    found = [(one.row.code, one.to_paste) for one in said(text)]
    assert found == ([(code, to_paste)] if code else [])


def test_a_number_written_with_a_nought_before_it_is_bound_so() -> None:
    row = Known("1.4.2", "Số nhiệm vụ đã hoàn thành đúng hạn", "Nhiệm vụ", Decimal(5), "5")
    found = said("Đã hoàn thành đúng hạn 05 nhiệm vụ.", {"1.4.2"}, Rows([row]))
    assert [one.to_paste for one in found] == ["{{1.4.2|so}}"]


@pytest.mark.parametrize(
    "text",
    [
        f"Cùng kỳ năm 2025, {WHOLE.lower()} là 180 hồ sơ.",
        f"{WHOLE} là 180 hồ sơ so với quý trước.",
        f"Phấn đấu {WHOLE.lower()} là 300 hồ sơ.",
        f"Lũy kế {WHOLE.lower()} là 600 hồ sơ.",
        f"Lĩnh vực đất đai: {WHOLE.lower()} là 20 hồ sơ.",
        f"{WHOLE} tăng 20 hồ sơ.",
        f"{WHOLE} khoảng 300 hồ sơ.",
        f"{WHOLE} qua bưu chính là 4 hồ sơ.",
        f"{WHOLE} là 33/209 hồ sơ.",
        f"{WHOLE} đạt 95%.",
        f"{WHOLE} là 300 triệu đồng.",
        f"{WHOLE} là 300 người.",
        f"{WHOLE} là 300.",
        f"{WHOLE} trong tháng 8 là 70 hồ sơ.",
        f"{WHOLE} thực hiện theo Quyết định số 300/QĐ-UBND ngày 30/6/2026.",
        "Tổng số hồ sơ tiếp nhận là 300 hồ sơ.",
        "Tổng số hồ sơ tiếp nhận là 224 hồ sơ.",
        "Trong quý, xã trồng 214 cây xanh, mua 209 bộ bàn ghế.",
        "Năm 2026; khoản 3 Điều 209; Luật số 214/2025/QH15; mục 214.",
    ],
)
def test_what_may_be_another_thing_is_passed_over(text: str) -> None:
    assert told(text) == []


def test_a_heading_or_a_line_above_that_speaks_of_another_time_silences_those_below() -> None:
    below = Line(f"- {WHOLE}: 180 hồ sơ")
    assert [one.kind for one in ROWS.remarks([below], OWN)] == [Kind.DIFFERS]
    for above in ("Số liệu của quý trước như sau:", "a) Lĩnh vực đất đai", "1. Mục tiêu quý IV"):
        assert ROWS.remarks([Line(above), below], OWN) == []


def test_of_two_rows_that_fit_equally_none_is_told() -> None:
    twin = Known("4.4.2", PRESENT.name, "Người", Decimal(28), "28")
    rows = Rows([PRESENT, twin])
    own = {"4.2.2", "4.4.2"}
    for number in (28, 30):
        text = f"Tổng số biên chế có mặt tại thời điểm báo cáo: {number} người."
        assert said(text, own, rows) == []


def test_a_plan_is_not_taken_for_what_was_done() -> None:
    assert told("Đã cử 32 người tham gia đào tạo, bồi dưỡng.", STAFF) == []
    assert told("Đã cử 31 người tham gia đào tạo, bồi dưỡng.", STAFF) == [
        (Kind.EQUAL, "31", "5.4.2")
    ]


def test_a_number_that_is_another_rows_contradicts_none() -> None:
    assert told("Tổng số hồ sơ do UBND cấp xã tiếp nhận là 224 hồ sơ.") == []
    assert told("Tổng số hồ sơ do UBND cấp xã tiếp nhận là 225 hồ sơ.") == [
        (Kind.DIFFERS, "225", "3.6.6")
    ]


def test_a_row_that_no_reader_sees_is_not_spoken_of() -> None:
    text = "Tổng số hồ sơ tiếp nhận, kể cả kỳ trước chuyển sang 224 hồ sơ."
    assert told(text) == []
    assert told(text.replace("224", "230")) == []


def test_a_bound_figure_is_never_remarked() -> None:
    text = f"{WHOLE} là 300 hồ sơ"
    at = text.index("300")
    line = Line(text, ((at, at + 3),))
    assert not line.has_number
    assert ROWS.remarks([line], OWN) == []


@given(st.integers(min_value=10, max_value=999_999))
def test_a_row_named_in_full_is_told_of_every_number(number: int) -> None:
    text = f"{WHOLE} là {format_number(number)} hồ sơ."
    # the numbers of other rows of dossiers are not said to contradict this one
    expected = {209: [Kind.EQUAL], 224: [], 214: []}.get(number, [Kind.DIFFERS])
    assert [one.kind for one in said(text)] == expected


@given(st.decimals(min_value=10, max_value=100, places=2), st.integers(0, 2))
def test_a_share_agrees_with_the_places_that_were_written(share: Decimal, places: int) -> None:
    row = Known("3.6.8", IN_TIME.name, "%", share, format_number(share, 2), is_share=True)
    text = "Tỷ lệ hồ sơ do UBND cấp xã tiếp nhận được giải quyết đúng hạn {}%."
    rows = Rows([row])
    for written in (format_number(share, places), format_number(share + 2, places)):
        kind = Kind.EQUAL if written == format_number(share, places) else Kind.DIFFERS
        assert [one.kind for one in said(text.format(written), {"3.6.8"}, rows)] == [kind]


@given(st.text(max_size=200), st.sets(st.sampled_from([one.code for one in SET])))
def test_any_text_is_read(text: str, own: set[str]) -> None:
    for one in ROWS.remarks([Line(line) for line in text.split("\n")], own):
        assert one.kind in Kind


@pytest.mark.parametrize("words", ["", " do Trung tâm", " của cán bộ"])
def test_words_that_the_row_does_not_have_leave_a_doubt(words: str) -> None:
    found = told(f"{WHOLE}{words} là 300 hồ sơ.")
    assert found == ([] if words else [(Kind.DIFFERS, "300", "3.6.7")])


def test_a_table_a_footnote_and_a_bound_figure_are_read_as_what_they_are() -> None:
    text = "# a) Hồ sơ\n- Nhận {{3.6.6}} hồ sơ{^Sổ 3^}\n| Thôn | Hồ sơ |\n| Đông | 2 |"
    blocks = fill(parse(text), {"3.6.6": FigureValue(Decimal(214))})
    assert [(one.block, one.text, one.has_number) for one in lines_of(blocks)] == [
        (0, "a) Hồ sơ", False),
        (1, "- Nhận 214 hồ sơ", False),
        (2, "Đông", False),
        (2, "2", True),
    ]


def test_a_section_is_about_what_it_binds_and_what_stands_beside_it() -> None:
    bound = [("II.2.b", "3.6.6"), ("II.3", "4.2.1"), ("", "9.1")]
    codes = ["3.6.6", "3.6.7", "3.6.6.1", "4.2.1", "4.2.2", "9.1"]
    assert codes_about("II.2.b", bound, codes) == {"3.6.6", "3.6.7"}
    assert codes_about("II.2", bound, codes) == {"3.6.6", "3.6.7"}
    assert codes_about("II.2.a", bound, codes) == set()
    assert codes_about("II", bound, codes) == {"3.6.6", "3.6.7", "4.2.1", "4.2.2"}


@pytest.mark.parametrize("path", sorted((CATALOGUE / "outlines").glob("*.toml")), ids=str)
def test_the_prose_of_the_catalogue_typed_by_hand_contradicts_no_row(path: Path) -> None:
    outline = read_outline(path.read_text(encoding="utf-8"), path.name)
    rows = next(one for one in SETS if one.code == outline.indicator_set).indicators
    counted = [one for one in rows if one.value_type in (ValueType.COUNT, ValueType.RATIO)]
    amounts = {one.code: Decimal(211 + 7 * at) for at, one in enumerate(counted)}
    figures = {
        one.code: FigureValue(amounts[one.code], percent=one.value_type is ValueType.RATIO)
        for one in counted
    } | {one: FigureValue(text="Minh Tâm") for one in WORDS}
    known = Rows(
        Known(
            one.code, one.name, one.unit, amounts[one.code], str(amounts[one.code]),
            one.value_type is ValueType.RATIO, one.is_printed or one.code in outline.codes,
        )
        for one in counted
    )  # fmt: skip
    bound = [(one.where, one.code) for one in bindings(outline)]
    told = 0
    for section in outline.sections:
        text = compose(section, amounts, {}, {})
        own = codes_about(section.code, bound, amounts)
        lines = lines_of(fill(parse(text), figures))
        assert known.remarks(lines, own) == []
        for one in known.remarks([Line(line.text) for line in lines], own):
            assert one.kind is Kind.EQUAL
            assert one.row.code in parse(text).codes
            told += 1
    assert told > 5
