"""Percentages against fractions and counts."""

import pytest

from congvu.oversight.proofreading.rules.findings import Severity
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.tests.reading import kinds, told


@pytest.mark.parametrize(
    "text",
    [
        "Hoàn thành 26/28 nhiệm vụ, đạt 90%.",
        "Đạt tỷ lệ 90% (26/28 nhiệm vụ).",
        "Có 26 nhiệm vụ trên tổng số 28 nhiệm vụ, đạt 90%.",
        "Kế hoạch giao 28 tỷ đồng, đã thực hiện 26 tỷ đồng, bằng 90% kế hoạch.",
        "Đã trả 28 hồ sơ (đúng hạn 26 hồ sơ, trễ hạn 2 hồ sơ), tỷ lệ đúng hạn đạt 90%.",
        "Giao kế hoạch vốn đầu tư 28 triệu đồng; đã giải ngân vốn đầu tư 26 triệu đồng chiếm 90% so với kế hoạch.",
        "1\tTỷ lệ hài lòng\t%\t90,0\tSố phiếu hài lòng 26/28 phiếu\n",
    ],
)
def test_a_share_must_be_its_fraction(text):
    assert told(text) == {"percent_mismatch"}
    assert kinds(text.replace("90%", "92,86%").replace("90,0", "92,86")) == []


def test_truncation_is_a_rounding_remark():
    finding = proofread("Hoàn thành 26/28 nhiệm vụ, đạt tỷ lệ 92,85%.").findings[0]
    assert (finding.kind, finding.severity) == ("percent_rounding", Severity.ROUNDING)
    assert finding.suggestion == "92,86%"


@pytest.mark.parametrize(
    "text",
    [
        "Thu 414 triệu đồng trong tổng số 962 triệu đồng, bằng 31,7% dự toán tỉnh giao.",
        "Giải quyết 120 hồ sơ (tăng 20 hồ sơ so với cùng kỳ), đạt 98,5% kế hoạch năm.",
        "Nộp trực tuyến 300/400 hồ sơ, tăng 5% so với cùng kỳ năm trước.",
        "Phấn đấu đạt trên 90% hồ sơ trực tuyến.",
        "Tỷ lệ giảm từ 5,2% xuống 4,1%, giảm 1,1%.",
        "Đạt từ 80% - 90%; đã cấp 20/25 tài khoản.",
    ],
)
def test_other_bases_and_targets_are_left_alone(text):
    assert kinds(text) == []


def test_the_rate_of_the_whole_report_must_come_from_its_counts():
    text = (
        "- Cấp huyện: đã giải quyết 100 hồ sơ (đúng hạn 98; trễ hạn 2).\n"
        "- Cấp xã: đã giải quyết 300 hồ sơ (đúng hạn 299; trễ hạn 1).\n"
        "Tỷ lệ hồ sơ giải quyết đúng hạn trên địa bàn đạt {}%.\n"
    )
    assert kinds(text.format("99,25")) == []
    assert told(text.format("97,5")) == {"percent_mismatch"}


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải quyết 1.150 hồ sơ (đạt {}%) của 1.180 hồ sơ tiếp nhận.",
        "Giải quyết xong 1.150 hồ sơ, đạt {}% trên tổng số 1.180 hồ sơ.",
        "Số hóa 1.150 hồ sơ đã giải quyết, chiếm tỷ lệ {}% trong tổng số 1.180 hồ sơ.",
        "Cử 1.150 (đạt {}%) của 1.180 công chức đi học.",
    ],
)
def test_a_share_may_stand_between_part_and_whole(text):
    assert kinds(text.format("98,2")) == [("percent_mismatch", "1.150 / 1.180 = 97,458 % ≠ 98,2 %")]
    assert kinds(text.format("97,5")) == []
    assert told(text.format("97,4")) == {"percent_rounding"}


@pytest.mark.parametrize(
    "text",
    [
        "Trả 1.150 hồ sơ (đúng hạn đạt 98,2%) của 1.180 hồ sơ tiếp nhận.",
        "Đã giải quyết 50 hồ sơ (đạt 98,2%) trong 03 ngày.",
        "Giải quyết khoảng 1.150 hồ sơ (đạt 98,2%) của 1.180 hồ sơ.",
        "Đã giải quyết 1.150 hồ sơ, đạt 98,2%. Trong tổng số 1.180 hồ sơ có 40 hồ sơ đất đai.",
        "Đã giải quyết 1.150 hồ sơ (tăng 98,2%) so với 1.180 hồ sơ của năm trước.",
    ],
)
def test_a_share_of_something_else_is_left_alone(text):
    assert kinds(text) == []
