"""A part is never more than its whole."""

import pytest

from congvu.oversight.proofreading.tests.reading import kinds


@pytest.mark.parametrize(
    "text",
    [
        "Thu về {} phiếu khảo sát, trong đó 90 phiếu hài lòng.",
        "Đã ban hành {} văn bản quy phạm pháp luật, trong đó đúng tiến độ 90 văn bản.",
        "Trong kỳ đã kiểm tra {} đơn vị, trong số đó có 90 đơn vị sự nghiệp.",
        "Số hồ sơ đã tiếp nhận: {} hồ sơ; trong kỳ trả {} hồ sơ, trong đó: đúng hạn 90 hồ sơ.",
    ],
)
def test_a_part_is_not_more_than_its_whole(text):
    assert kinds(text.replace("{}", "84")) == [("exceeds_total", "90 > 84")]
    assert kinds(text.replace("{}", "95")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận 100 hồ sơ, giải quyết 84 hồ sơ, trong đó 90 hồ sơ trực tuyến.",
        "Có 12 lớp, trong đó 90 người là nữ.",
        "Đào tạo 84 người, trong đó 90 lượt người học trực tuyến.",
        "Tổng kinh phí 84 triệu đồng, trong đó 90% là ngân sách xã.",
        "Khoảng 84 người, trong đó 90 người là nữ.",
        "Kiểm tra 84 đơn vị, trong đó lũy kế từ đầu nhiệm kỳ 90 đơn vị.",
        "Kiểm tra 84 đơn vị (xã 60; phòng 24). Trong đó có nội dung nêu ở 90 đơn vị năm trước.",
    ],
)
def test_another_thing_or_another_whole_may_be_more(text):
    assert kinds(text) == []
