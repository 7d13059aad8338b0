"""Offsets survive every tidying; numbers are read as they were meant."""

import unicodedata
from decimal import Decimal

import pytest

from congvu.oversight.proofreading.rules.blocks import Kind, blocks_of
from congvu.oversight.proofreading.rules.numbers import from_words
from congvu.oversight.proofreading.rules.proof import proofread

MESSY = "Đã giải quyết 1.250 hồ sơ \n\n  (đúng hạn <i>1.200</i>;\u200b quá\u00a0hạn  **49** hồ sơ)."


@pytest.mark.parametrize(
    "text",
    [MESSY, unicodedata.normalize("NFD", MESSY), "\u202e" + MESSY, MESSY.replace("\n", "\r\n")],
)
def test_a_figure_stands_where_the_source_has_it(text):
    proof = proofread(text)
    assert [text[slice(*figure.span)] for figure in proof.figures] == ["1.250", "1.200", "49"]
    assert [finding.computation for finding in proof.findings] == ["1.200 + 49 = 1.249 ≠ 1.250"]


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("nhận 1.234 hồ sơ", "1234", "hồ sơ"),
        ("nhận 1,234 hồ sơ", "1234", "hồ sơ"),
        ("nhận 1234 hồ sơ", "1234", "hồ sơ"),
        ("đạt 12,5% kế hoạch", "12.5", "%"),
        ("đạt 98.44 % số phiếu", "98.44", "%"),
        ("có 05 cuộc họp", "5", "cuộc họp"),
        ("có05 cuộc họp", "5", "cuộc họp"),
        ("khoảng 10,18 nghìn lượt người", "10180", "lượt người"),
        ("thu 124.004 triệu đồng", "124004", "triệu đồng"),
        ("tăng 1.234.567,8 đồng", "1234567.8", "đồng"),
        ("có hai mươi lăm hộ nghèo", "25", "hộ nghèo"),
        ("cho 37 nữ đoàn viên", "37", "nữ"),
    ],
)
def test_it_reads_numbers_with_their_units(written, value, unit):
    figure = proofread(written).figures[0]
    assert (figure.value, figure.unit.name) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện từ ngày 05 tháng 3 năm 2024, quý II/2024, giai đoạn 2021-2025.",
        "Dịch vụ công mức độ 3, mức độ 4; khoản 2 Điều 15; đối tượng 3.",
        "Theo Nghị định số 61/2018/NĐ-CP và tiêu chuẩn TCVN ISO 9001:2015.",
        "Liên hệ 0912.345.678 trước 15 giờ 30 thứ 5 hằng tuần.",
        "Báo cáo 6 tháng đầu năm 2024[1].",
    ],
)
def test_dates_ordinals_and_codes_are_no_figures(text):
    assert [figure.written for figure in proofread(text).figures] == []


def test_approximate_figures_are_marked():
    text = "Có khoảng 200 người, gần 30 hộ và 15 thôn."
    assert [figure.exact for figure in proofread(text).figures] == [False, False, True]


@pytest.mark.parametrize(
    ("words", "value"), [("hai mươi", 20), ("một trăm linh năm", 105), ("ba nghìn hai trăm", 3200)]
)
def test_it_reads_words_for_numbers(words, value):
    assert from_words(words) == value


WRAPPED = """I. KẾT QUẢ THỰC HIỆN
Trong quý, Ủy ban nhân dân xã đã tiếp nhận và giải quyết các thủ tục hành chính theo
đúng quy định, tổng số hồ sơ đã giải quyết là 150 hồ sơ, ban hành Quyết định số 15/QĐ-
UBND ngày 02/3/2024 về việc phân công nhiệm vụ cho các thành viên của tổ công tác
1
 và

____________________
1 Quyết định thay thế văn bản cũ của xã về phân công.
\f tổ chức thực hiện đầy đủ các nội dung theo chương trình công tác đã đề ra từ đầu năm.
2. Nội dung khác
"""


def test_lines_notes_and_pages_do_not_break_a_paragraph():
    blocks = blocks_of(WRAPPED)
    kinds = [block.kind for block in blocks]
    assert kinds == [Kind.HEADING, Kind.TEXT, Kind.NOTE, Kind.HEADING]
    assert "công tác và tổ chức thực hiện" in blocks[1].text
    citation = proofread(WRAPPED).citations[0]
    assert (citation.number, citation.symbol, str(citation.on)) == ("15", "QĐ-UBND", "2024-03-02")


def test_numbers_longer_than_anybody_counts_are_no_figures():
    long = "9" * 40
    text = f"Tổng số {long} hồ sơ, gồm: trực tuyến {long} hồ sơ, trực tiếp 5 hồ sơ.\n"
    assert [str(figure.value) for figure in proofread(text).figures] == ["5"]
    huge = "1.234.567.890.123"
    assert proofread(f"Đạt 0,0001% ({huge}/0,000000001 tỷ đồng).").text
