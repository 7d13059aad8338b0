"""What a header row asks: columns, labels of rows, and what is left out of it."""

import pytest

from congvu.oversight.collections.errors import FileRefused
from congvu.oversight.collections.rules.columns import ColumnType as T
from congvu.oversight.collections.rules.header import recognise


def test_a_header_is_found_below_a_title_and_known_columns_are_left_out():
    found = recognise(
        [
            ["TỔNG HỢP TẬP HUẤN NĂM 2026", "", "", ""],
            [],
            ["STT", "Đơn vị", "Số lượt tập huấn", "Kinh phí (triệu đồng)", "Ghi chú"],
            ["1", "Xã Minh Tâm", "", "", ""],
        ]
    )
    assert found.title == "TỔNG HỢP TẬP HUẤN NĂM 2026"
    assert [(one.key, one.name, one.type, one.unit) for one in found.columns] == [
        ("c1", "Số lượt tập huấn", T.COUNT, ""),
        ("c2", "Kinh phí (triệu đồng)", T.MONEY, "triệu đồng"),
        ("c3", "Ghi chú", T.TEXT, ""),
    ]
    assert found.labels == ()


def test_rows_that_every_unit_fills_in_become_labels():
    found = recognise(
        [
            ["TT", "Nội dung", "Số lượng", "Ghi chú"],
            ["A", "B", "1", "2"],
            [1.0, "Hội nghị", "", ""],
            [2.0, "Tờ rơi", "", ""],
            ["", "Tổng cộng", "", ""],
        ]
    )
    assert [one.name for one in found.labels] == ["Hội nghị", "Tờ rơi"]
    assert [one.name for one in found.columns] == ["Số lượng", "Ghi chú"]


def test_lines_beyond_what_can_be_asked_are_refused_and_never_dropped():
    head = [["TT", "Nội dung", "Số lượng"]]
    rows = [[n, f"Việc thứ {n}", ""] for n in range(1, 131)]
    assert len(recognise([*head, *rows[:100], ["", "Tổng cộng", ""]]).labels) == 100
    gaps = [["", "", ""]] * 60
    assert len(recognise([*head, *rows[:70], *gaps, *rows[70:100]]).labels) == 100
    with pytest.raises(FileRefused, match=r"130 dòng nội dung.*tối đa 100 dòng"):
        recognise([*head, *rows])
    with pytest.raises(FileRefused, match="101 dòng"):
        recognise([*head, *rows[:70], *gaps, *rows[70:101]])


@pytest.mark.parametrize(
    "name",
    ["Đơn vị", "Tên đơn vị", "ĐƠN VỊ BÁO CÁO", "Cơ quan, đơn vị", "Xã, phường", "Tên xã/phường",
     "Địa phương", "UBND cấp xã", "UBND các xã, phường", "Sở, ban, ngành", "Đơn vị (xã, phường, đặc khu)", "Đơn vị hành chính", "Đơn vị trực thuộc"],
)  # fmt: skip
def test_the_column_of_those_who_report_is_left_out(name):
    found = recognise(
        [["TT", name, "Số lượng"], ["1", "Xã Minh Tâm", ""], ["2", "Xã Minh Lộc", ""]]
    )
    assert ([one.name for one in found.columns], found.labels) == (["Số lượng"], ())


@pytest.mark.parametrize(
    "name",
    ["Đơn vị chủ trì", "Cơ quan phối hợp", "Địa phương có mô hình hay", "Đơn vị tỉnh giao", "Đơn vị thực hiện"],
)  # fmt: skip
def test_a_column_that_asks_about_a_unit_is_asked_and_the_rows_stay(name):
    rows = [["1", "Hội nghị", "", "", ""], ["2", "Tờ rơi", "", "", ""]]
    found = recognise([["TT", "Nội dung", "Số lượng", name, "Tỷ lệ (%)"], *rows])
    assert [one.name for one in found.columns] == ["Số lượng", name, "Tỷ lệ (%)"]
    assert [one.name for one in found.labels] == ["Hội nghị", "Tờ rơi"]


def test_rows_are_named_by_what_is_done_and_not_by_who_does_it():
    rows = [["1", "Sở Nội vụ", "Hội nghị", ""], ["2", "Sở Tư pháp", "Tờ rơi", ""]]
    found = recognise([["TT", "Cơ quan chủ trì", "Nội dung", "Số lượng"], *rows])
    assert [one.name for one in found.labels] == ["Hội nghị", "Tờ rơi"]
    assert [one.name for one in found.columns] == ["Cơ quan chủ trì", "Số lượng"]


def test_the_column_of_units_of_measure_is_left_out():
    rows = [["Hội nghị", "cuộc", ""], ["Tờ rơi", "tờ", ""]]
    for name in ("Đơn vị tính", "ĐVT", "Đơn vị tính (triệu đồng)"):
        found = recognise([["Nội dung", name, "Số lượng"], *rows])
        assert [one.name for one in found.columns] == ["Số lượng"]


def test_a_header_of_two_merged_lines_gives_joined_names():
    lines = [
        ["TT", "Đơn vị", "Hồ sơ", "", "Ghi chú"],
        ["", "", "Số tiếp nhận", "Số giải quyết", ""],
    ]
    merged = [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((0, 4), (1, 4))]
    assert [one.name for one in recognise(lines, merged).columns] == [
        "Hồ sơ – Số tiếp nhận",
        "Hồ sơ – Số giải quyết",
        "Ghi chú",
    ]


def test_a_line_of_numbers_and_lines_of_texts_are_no_header():
    lines = [
        ["BIỂU TỔNG HỢP", "", "", "", ""],
        ["TT", "Đơn vị", "Hội nghị", "", "Khó khăn, vướng mắc"],
        ["", "", "Số cuộc", "Số lượt người dự", ""],
        ["1", "2", "3", "4", "5"],
        ["01", "Xã Minh Tâm", "hai cuộc", "không rõ", "Thiếu kinh phí"],
    ]
    for merged in ([((1, 2), (1, 3))], [((1, 0), (2, 0)), ((1, 2), (1, 3)), ((1, 4), (2, 4))]):
        assert [(one.name, one.type) for one in recognise(lines, merged).columns] == [
            ("Hội nghị – Số cuộc", T.COUNT),
            ("Hội nghị – Số lượt người dự", T.COUNT),
            ("Khó khăn, vướng mắc", T.TEXT),
        ]


def test_a_title_over_the_whole_width_is_no_part_of_the_names():
    lines = [["BIỂU TỔNG HỢP", "", ""], ["Số lượng", "Kinh phí", "Ghi chú"]]
    found = recognise(lines, [((0, 0), (0, 2))])
    assert [one.name for one in found.columns] == ["Số lượng", "Kinh phí", "Ghi chú"]


@pytest.mark.parametrize("lines", [[], [[]], [["STT", "Đơn vị"]], [[1.0, 2.0]]])
def test_a_sheet_without_a_column_to_ask_for_is_refused(lines):
    with pytest.raises(FileRefused):
        recognise(lines)
