"""What was read from pictures is named, and a slip of recognition is never told as a contradiction."""

from __future__ import annotations

import pytest

from congvu.oversight.proofreading.rules.findings import Severity
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.rules.recognised import line_for, pages_of, without_line

HEAD = """ỦY BAN NHÂN DÂN
XÃ MINH TÂM
Số: 12/BC-UBND
Minh Tâm, ngày 05 tháng 3 năm 2026
BÁO CÁO
Kết quả công tác cải cách hành chính tháng 02 năm 2026
"""
SLIPS = """II. KẾT QUẢ

Tỷ lệ đúng hạn đạt 88,42%, tỷ lệ trực tuyến đạt 53.85%.

II. ĐÁNH GIÁ CHUNG

Đã rà soát 3 văn bản quy phạm pháp luật.

IV. NHIỆM VỤ
"""
WRONG = "Tiếp nhận 120 hồ sơ, trong đó trực tuyến 70 hồ sơ, trực tiếp 40 hồ sơ.\n"


def test_pages_are_named_in_spans():
    assert line_for([1, 2, 3, 7]) == "[Nhận dạng từ ảnh: trang 1–3, 7]\n"
    assert line_for([]) == ""
    assert pages_of(line_for([1, 2, 3, 7]) + "Báo cáo") == "1–3, 7"
    assert pages_of("Báo cáo\n[Nhận dạng từ ảnh: trang 2]\n") == ""


def test_the_line_takes_no_place_in_the_report_and_moves_no_offset():
    text = line_for([1]) + HEAD
    assert len(without_line(text)) == len(text)
    assert proofread(text).document == proofread(HEAD).document
    number = next(one for one in proofread(text + WRONG).figures if one.value == 120)
    start, end = number.span
    assert (text + WRONG)[start:end] == "120"


def test_numbering_and_separators_of_a_scan_are_not_told():
    assert proofread(HEAD + SLIPS).findings
    assert not proofread(line_for([1]) + HEAD + SLIPS).findings


def test_a_sum_inside_one_sentence_of_a_scan_is_for_a_person_to_compare():
    (plain,) = proofread(HEAD + WRONG).findings
    (told,) = proofread(line_for([1]) + HEAD + WRONG).findings
    assert plain.severity is Severity.ERROR
    assert told.severity is Severity.WARNING
    assert told.computation == plain.computation


@pytest.mark.parametrize(("page", "severity"), [(1, Severity.ERROR), (2, Severity.WARNING)])
def test_only_the_pages_named_are_doubted(page: int, severity: Severity):
    (told,) = proofread(f"{line_for([page])}{HEAD}\f{WRONG}").findings
    assert told.severity is severity
