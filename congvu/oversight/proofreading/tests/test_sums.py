"""Totals and parts: what is proven, and what only looks like it."""

import pytest

from congvu.oversight.proofreading.rules.findings import Severity
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.tests.reading import kinds, told

WRONG = {
    "Tổng số: 40 cuộc; trong đó: định kỳ 25 cuộc, đột xuất 16 cuộc.": "25 + 16 = 41 ≠ 40",
    "Đã trả 90 hồ sơ (trước hạn 30 hồ sơ; đúng hạn 50 hồ sơ; trễ hạn 9 hồ sơ).": "30 + 50 + 9 = 89 ≠ 90",
    "Có 120 hồ sơ, bao gồm:\n- Cấp huyện: 70 hồ sơ\n- Cấp xã: 60 hồ sơ\n": "70 + 60 = 130 ≠ 120",
    "Trong 15 đơn đã nhận, có 9 đơn khiếu nại và 7 đơn tố cáo.": "9 + 7 = 16 ≠ 15",
    "Kinh phí 500 triệu đồng (ngân sách tỉnh 300 triệu đồng, ngân sách huyện 250 triệu đồng).": "300 + 250 = 550 ≠ 500",
    "Tiếp nhận 300 hồ sơ. Đã giải quyết 250 hồ sơ; đang giải quyết 45 hồ sơ.": "250 + 45 = 295 ≠ 300",
    "Giao 60 chỉ tiêu, trong đó: Giáo dục: 57 chỉ tiêu; Văn phòng: 04 chỉ tiêu.": "57 + 4 = 61 ≠ 60",
    "Có 90 hồ sơ mức độ 3, 4, trong đó: cấp huyện: 70 hồ sơ, cấp xã: 19 hồ sơ.": "70 + 19 = 89 ≠ 90",
    "1\tSố thủ tục đã tích hợp\tThủ tục\t30\tCấp huyện: 20 Cấp xã: 11": "20 + 11 = 31 ≠ 30",
    "Hoàn thành 26/28 nhiệm vụ. Còn lại 03 nhiệm vụ chuyển sang kỳ sau.": "26 + 3 = 29 ≠ 28",
    "Tổng số tiếp nhận 500 hồ sơ. Tiếp nhận mới 410 hồ sơ, kỳ trước chuyển sang 80 hồ sơ.": "410 + 80 = 490 ≠ 500",
    "Hồ sơ đã giải quyết: 80; trong đó: (giải quyết trước và đúng hạn: 75;\n trễ hạn: 4).": "75 + 4 = 79 ≠ 80",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_it_tells_a_sum_that_no_reading_saves(text):
    assert kinds(text) == [("sum_mismatch", WRONG[text])]


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận 1.250 hồ sơ, trong đó có 320 hồ sơ trực tuyến.",
        "Có 45 cán bộ, trong đó 30 đảng viên, 40 người có trình độ đại học.",
        "Có 10 cuộc họp, trong đó 6 cuộc trực tuyến, 5 cuộc có lãnh đạo huyện dự.",
        "Trễ hạn 12 hồ sơ (đất đai 7 hồ sơ, xây dựng 3 hồ sơ).",
        "Đã tổ chức 05 lớp với 250 lượt người; phát 500 tờ rơi.",
        "Tuyển dụng khoảng 100 người, gồm: nam 60 người, nữ 45 người.",
        "Dân số 150.000 người, chủ yếu gồm: Kinh 80.000 người, Tày 30.000 người.",
        "Cấp 1.200 giấy cho 1.150 hộ; trong đó: cấp lần đầu 400 giấy, cấp đổi 800 giấy.",
        "Tổng số 60 hồ sơ; trong đó: (trực tiếp: 40; trực tuyến: 15); kỳ trước chuyển qua: 5.",
        "Giao 700 biên chế, gồm: hành chính 70; sự nghiệp 630, trong đó: giáo dục 600; khác 30.",
        "Tiếp nhận 400 hồ sơ (trực tiếp 300, trực tuyến 100); kỳ trước chuyển sang 50 hồ sơ.",
        "Hoàn thành 26/28 nhiệm vụ, còn lại 2 nhiệm vụ.",
        "Đạt 26/28 chỉ tiêu; chưa đạt 2 chỉ tiêu. Đã xử lý 5/9 đơn, còn 4 đơn.",
        "Tiếp nhận 1.200 hồ sơ, trong đó mức độ 3: 900 hồ sơ, mức độ 4: 290 hồ sơ, còn lại nộp trực tiếp.",
        "Xã có 21 người, trong đó cán bộ 11 người, công chức 10 người; không chuyên trách 11 người.",
        "Có 42 đơn vị (02 văn hóa; 40 giáo dục (mầm non: 18 trường; tiểu học: 22 trường); các hội.",
        "Đã kiểm tra 11/26 đơn vị (04 phòng; 01 trung tâm; 6 xã).",
        "Tiến hành 03 cuộc kiểm tra tại 05 đơn vị. Trong đó, 01 cuộc tại 02 đơn vị; 02 cuộc tại 03 đơn vị.",
    ],
)
def test_it_is_silent_where_a_reading_holds_or_nothing_is_promised(text):
    assert kinds(text) == []


def test_parts_beyond_a_full_total_are_a_warning():
    text = "Tổng số: 50 thủ tục. Trong đó, cấp huyện 30 thủ tục; cấp xã 20 thủ tục; ngành dọc 5 thủ tục."
    finding = proofread(text).findings[0]
    assert (finding.severity, finding.computation) == (
        Severity.WARNING, "30 + 20 + 5 = 55 ≠ 50 (30 + 20 = 50)",
    )  # fmt: skip


def test_what_was_returned_has_no_place_in_a_closed_balance():
    text = (
        "Tổng số hồ sơ tiếp nhận: 500. Đã giải quyết 400 hồ sơ; đang giải quyết 100 hồ sơ; "
        "trả lại 20 hồ sơ, rút 3 hồ sơ."
    )
    assert kinds(text) == [("exceeds_total", "400 + 100 + 20 + 3 = 523 > 500")]


def test_the_whole_is_the_sum_of_the_levels_below():
    text = (
        "Toàn huyện đã giải quyết 300 hồ sơ (đúng hạn 291; quá hạn 9 hồ sơ), cụ thể:\n"
        "+ Cấp huyện giải quyết 100 hồ sơ (đúng hạn 96 hồ sơ, quá hạn 4 hồ sơ)\n"
        "+ Cấp xã đã giải quyết 200 hồ sơ (đúng hạn 194 hồ sơ, quá hạn 6 hồ sơ)\n"
    )
    assert ("sum_mismatch", "96 + 194 = 290 ≠ 291") in kinds(text)


TABLE = """STT\tĐơn vị\tTiếp nhận\tĐã giải quyết\tTỷ lệ (%)
1\tXã A\t200\t150\t75,00
2\tXã B\t100\t90\t90,00
3\tXã C\t300\t240\t80,00
\tTổng cộng\t600\t480\t80,00
"""


def test_tables_are_added_down_and_divided_across():
    assert kinds(TABLE) == []
    assert kinds(TABLE.replace("\t480\t80,00", "\t490\t81,67")) == [
        ("sum_mismatch", "150 + 90 + 240 = 480 ≠ 490")
    ]
    assert told(TABLE.replace("90,00", "91,00")) == {"percent_mismatch"}


GROUPED = """TT\tLĩnh vực\tTiếp nhận\tĐúng hạn\tQuá hạn\tĐang giải quyết\tTỷ lệ đúng hạn (%)
I\tCấp huyện\t300\t270\t5\t25\t98,18
1\tHộ tịch\t100\t95\t1\t4\t98,96
2\tXây dựng\t200\t175\t4\t21\t97,77
II\tCấp xã\t500\t480\t2\t18\t99,59
\tTổng cộng\t800\t750\t7\t43\t99,08
"""


def test_groups_are_not_added_twice_and_a_share_may_be_of_two_columns():
    assert kinds(GROUPED) == []
    assert kinds(GROUPED.replace("97,77", "96,77")) == [
        ("percent_mismatch", "175 / (175 + 4) = 97,7654 % ≠ 96,77 %")
    ]
    assert ("sum_mismatch", "270 + 480 = 750 ≠ 760") in kinds(GROUPED.replace("750", "760"))


def test_subrows_give_their_total():
    table = "1\tTổng số TTHC\tThủ tục\t{}\n\t- cấp huyện\tThủ tục\t20\n\t- cấp xã\tThủ tục\t15\n"
    assert kinds(table.format(35)) == []
    assert kinds(table.format(36)) == [("sum_mismatch", "20 + 15 = 35 ≠ 36")]
