"""Prose against annex by what is counted: the thing, the verb, the level."""

import pytest

from congvu.oversight.proofreading.tests.reading import kinds

HEAD = "BÁO CÁO\nCông tác cải cách hành chính năm 2023\n\nI. KẾT QUẢ\n\n"
ANNEX = "\nPHỤ LỤC\nSTT\tChỉ tiêu\tĐơn vị tính\tSố liệu\tGhi chú\n"

SAME = [
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Từ đầu năm, UBND xã đã cử {} cán bộ, công chức tham gia đào tạo, bồi dưỡng."),
    ("Số người đã được đào tạo, bồi dưỡng thực tế", "Người", "Đơn vị đã đào tạo, bồi dưỡng được {} người."),
    ("Số người đã tinh giảm trong kỳ báo cáo", "Người", "Trong năm 2023, huyện đã tinh giản {} người."),
    ("Số văn bản chỉ đạo đã ban hành", "Văn bản", "Đơn vị đã ban hành {} văn bản chỉ đạo."),
    ("Số lượng văn bản QPPL được ban hành trong năm", "Văn bản", "Từ đầu năm đến nay, UBND huyện đã ban hành {} văn bản quy phạm pháp luật."),
    ("Số TTHC đã được công bố mới", "Thủ tục", "Trong kỳ, có {} thủ tục hành chính được công bố mới."),
    ("Số vấn đề phát hiện đã xử lý xong", "Vấn đề", "Đến nay đã xử lý xong {} vấn đề phát hiện."),
    ("Tổng số nhiệm vụ đã hoàn thành đúng hạn", "Nhiệm vụ", "UBND xã đã hoàn thành đúng hạn {} nhiệm vụ."),
    ("Số ý kiến đã được trả lời", "Ý kiến", "Trong kỳ báo cáo có {} ý kiến được trả lời."),
    ("Số TTHC cấp xã đã được công bố mới", "Thủ tục", "Trong năm có {} thủ tục hành chính cấp xã được công bố mới."),
]  # fmt: skip


@pytest.mark.parametrize(("label", "unit", "prose"), SAME)
def test_one_thing_with_one_verb_has_one_number(label, unit, prose):
    def whole(said, answered):
        return f"{HEAD}{prose.format(said)}\n{ANNEX}1\t{label}\t{unit}\t{answered}\t\n"

    assert kinds(whole(48, 46)) == [("narrative_vs_annex", "48 ≠ 46")]
    assert kinds(whole(48, 48)) == []


OTHER = [
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Trong đó có 12 người được đào tạo, bồi dưỡng."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Tại Phòng Tư pháp, đã đào tạo, bồi dưỡng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Đã đào tạo, bồi dưỡng 12 người về chuyển đổi số."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Năm tới dự kiến đào tạo, bồi dưỡng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Đã đào tạo, bồi dưỡng khoảng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Trong tháng 5 đã đào tạo, bồi dưỡng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Đã mở 03 lớp, đào tạo, bồi dưỡng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Trong quý II đã đào tạo, bồi dưỡng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Cấp xã đã đào tạo, bồi dưỡng 12 người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Đã đào tạo, bồi dưỡng 12 lượt người."),
    ("Số người đã được đào tạo, bồi dưỡng", "Người", "Năm 2021 đã đào tạo, bồi dưỡng 12 người."),
    ("Số vấn đề phát hiện qua kiểm tra", "Vấn đề", "Đã xử lý xong 12 vấn đề phát hiện qua kiểm tra."),
    ("Số vấn đề đã xử lý xong", "Vấn đề", "Còn 12 vấn đề chưa xử lý xong."),
    ("Số văn bản QPPL đã ban hành", "Văn bản", "UBND huyện đã ban hành 12 văn bản."),
    ("Số văn bản đã ban hành", "Văn bản", "UBND huyện đã ban hành 12 văn bản quy phạm pháp luật."),
    ("Số TTHC cấp xã đã được công bố mới", "Thủ tục", "Có 12 thủ tục hành chính cấp huyện được công bố mới."),
    ("Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "Phòng Nội vụ đã hoàn thành 12 nhiệm vụ."),
    ("Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "Đã hoàn thành 12/15 nhiệm vụ."),
    ("Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "Đã hoàn thành thêm 12 nhiệm vụ."),
    ("Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "Cụ thể:\n- Xã Tân Lập:\n- Đã hoàn thành 12 nhiệm vụ."),
    ("Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "So với cùng kỳ, đã hoàn thành 12 nhiệm vụ."),
]  # fmt: skip


@pytest.mark.parametrize(("label", "unit", "prose"), OTHER)
def test_what_is_narrowed_planned_or_of_others_is_another_thing(label, unit, prose):
    assert kinds(f"{HEAD}{prose}\n{ANNEX}1\t{label}\t{unit}\t40\t\n") == []


def test_what_either_side_counts_twice_is_left_alone():
    row = "1\tSố nhiệm vụ đã hoàn thành\tNhiệm vụ\t{}\t\n"
    prose = "Đã hoàn thành {} nhiệm vụ.\n"
    assert kinds(HEAD + prose.format(12) + ANNEX + row.format(40) + row.format(12)) == []
    assert kinds(HEAD + prose.format(12) + "\n" + prose.format(40) + ANNEX + row.format(40)) == []


def test_a_row_under_a_heading_counts_what_the_heading_is_about():
    rows = "1\tKiểm tra công vụ\t\t\t\n\tSố vấn đề phát hiện đã xử lý xong\tVấn đề\t40\t\n"
    prose = "Đã xử lý xong 12 vấn đề phát hiện.\n"
    about, other = "1. Kiểm tra công vụ\n\n", "1. Giám sát đầu tư\n\n"
    assert kinds(HEAD + about + prose + ANNEX + rows) == [("narrative_vs_annex", "12 ≠ 40")]
    assert kinds(HEAD + other + prose + ANNEX + rows) == []
