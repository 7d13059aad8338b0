"""Cited documents and days."""

import pytest

from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.tests.reading import kinds, told

HEAD = "Số: 15/BC-UBND\nTân Lập, ngày 20 tháng 6 năm 2023\nBÁO CÁO\nKết quả công tác 6 tháng đầu năm 2023\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Quyết định số 05/QĐ-UBND ngày 01/02/2023 của UBND xã", ("Quyết định", "05", "QĐ-UBND", "2023-02-01", "UBND xã")),
        ("Kế hoạch số 12 /KH-\nUBND ngày 05 tháng 3 năm 2023", ("Kế hoạch", "12", "KH-UBND", "2023-03-05", "")),
        ("Nghị quyết số 07-NQ/TU, ngày 9/9/2021 của Tỉnh ủy", ("Nghị quyết", "07", "NQ/TU", "2021-09-09", "Tỉnh ủy")),
        ("Quyết định 31/2020/ QĐ- UBND ngày02/3/2020", ("Quyết định", "31", "QĐ-UBND", "2020-03-02", "")),
        ("văn bản chỉ đạo số 41/UBND-NC ngày 6/1/2023", ("Công văn", "41", "UBND-NC", "2023-01-06", "")),
        ("Ngày 04/01/2023, UBND xã ban hành Kế hoạch số 03/KH-UBND", ("Kế hoạch", "03", "KH-UBND", "2023-01-04", "")),
        ("Chỉ thị 10 của Thủ tướng Chính phủ", ("Chỉ thị", "10", "", "None", "Thủ tướng Chính phủ")),
    ],
)  # fmt: skip
def test_it_reads_documents_in_all_their_spellings(written, expected):
    one = proofread(written).citations[0]
    assert (one.type, one.number, one.symbol, str(one.on), one.issuer) == expected


WRONG = {
    "document_two_dates": "Theo Quyết định số 9/2020/QĐ-UBND ngày 02/3/2020 của UBND tỉnh; nay Quyết định số 9/2020/QĐ-UBND ngày 03/3/2020 của UBND tỉnh được thay.",
    "document_symbol_mismatch": "Theo Công văn số 41/UBND ngày 6/1/2023 và Công văn số 41/UBND-NC ngày 06/01/2023.",
    "wrong_year": "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2019 của Chính phủ.",
    "impossible_date": "Gửi trước ngày 31/6/2023.",
    "weekday_mismatch": "Họp vào thứ hai, ngày 13/6/2023.",
    "chronology": "Kế hoạch số 8/KH-UBND ngày 02/3/2022 triển khai thực hiện Nghị quyết số 5-NQ/TU ngày 15/4/2022 của Tỉnh ủy.",
    "future_date": "UBND xã có Thông báo số 77/TB-UBND ngày 21/7/2023.",
    "outside_period": "Trong quý I, UBND xã đã ban hành Kế hoạch số 30/KH-UBND ngày 05/5/2023.",
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_it_tells_what_the_calendar_excludes(kind):
    assert told(HEAD + WRONG[kind]) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 10/CT-TTg ngày 22/4/2019 của Thủ tướng; Chỉ thị số 10/CT-UBND ngày 28/12/2012 của UBND tỉnh.",
        "Kế hoạch số 05/KH-UBND ngày 10/01/2023 của UBND xã; Kế hoạch số 05/KH-UBND ngày 11/01/2023 của UBND tỉnh.",
        "Kế hoạch số 29/KH-UBND ngày 08/03/2023; Kế hoạch số 29/KH-UBND ngày 8/3/2023.",
        "Sẽ tổ chức đối thoại vào ngày 22/7/2023.",
        "Trong 6 tháng đầu năm, UBND xã ban hành Kế hoạch số 90/KH-UBND ngày 20/12/2022.",
        "Quyết định số 20/QĐ-UBND ngày 05/01/2023 phê duyệt Bộ chỉ số cải cách hành chính năm 2023.",
    ],
)  # fmt: skip
def test_other_issuers_spellings_and_plans_are_left_alone(text):
    assert kinds(HEAD + text) == []


def test_a_year_cannot_be_judged_before_it_is_over():
    text = "Quyết định số 31/QĐ-UBND ngày 09/01/2022 về công bố Chỉ số cải cách hành chính năm 2022 của các xã."
    finding = proofread(HEAD + text).findings[0]
    assert (finding.kind, finding.suggestion) == ("wrong_year", "09/01/2023")


def test_numbers_of_one_series_grow_with_their_days():
    text = "; ".join(
        f"Kế hoạch số {number}/KH-UBND ngày {day:02d}/02/2023" for number, day in ((3, 1), (5, 3), (9, 20), (12, 7), (14, 21))
    )  # fmt: skip
    assert told(HEAD + text) == {"number_order"}
    assert told(HEAD + text.replace("20/02", "06/02")) == set()


OFFICE = "ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 15/BC-UBND\nTân Lập, ngày 20 tháng 6 năm 2023\nBÁO CÁO\nKết quả công tác 6 tháng đầu năm 2023\n"
FIRST = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2023 về kiểm tra kỷ luật, kỷ cương công vụ.\n\n"
)


@pytest.mark.parametrize(
    "again",
    [
        "Kế hoạch số 12/KH-UBND ngày 15/01/2023 của UBND xã về kiểm tra kỷ luật, kỷ cương công vụ.",
        "Theo Kế hoạch số 12/KH-UBND (ngày 15 tháng 01 năm 2023) về kiểm tra kỷ luật công vụ.",
        "Ngày 15/01/2023, UBND xã ban hành Kế hoạch số 12/KH-UBND về kiểm tra kỷ luật, kỷ cương công vụ.",
        "Kế hoạch 12 ngày 15/01/2023 về kiểm tra kỷ luật, kỷ cương công vụ đã được quán triệt.",
        "1\tKế hoạch kiểm tra công vụ\tCó = 1 Không = 0\t1\tKế hoạch số 12/KH-UBND ngày 15/01/2023",
    ],
)
def test_one_plan_of_ours_has_one_day_in_whatever_words_it_is_cited(again):
    assert kinds(OFFICE + FIRST + again) == [("document_two_dates", "05/01/2023 ≠ 15/01/2023")]
    assert kinds(OFFICE + FIRST + again.replace("15/01", "05/01").replace("15 th", "05 th")) == []


@pytest.mark.parametrize(
    "other",
    [
        "Kế hoạch số 12/KH-UBND ngày 15/01/2023 của UBND huyện về kiểm tra kỷ luật, kỷ cương công vụ.",
        "Kế hoạch số 12/KH-UBND ngày 15/01/2023 của UBND xã về phòng, chống dịch bệnh gia súc.",
        "Kế hoạch số 12/KH-UBND ngày 15/01/2022 của UBND xã về chuyển đổi số.",
        "Kế hoạch 12 ngày 15/01/2023 về tuyển quân.",
    ],
)
def test_another_body_another_subject_or_another_year_is_another_plan(other):
    assert kinds(OFFICE + FIRST + other) == []


def test_a_plan_of_a_year_cannot_be_of_two_years():
    text = (
        "Kế hoạch số 9/KH-UBND ngày 05/01/2023 về cải cách hành chính, chuyển đổi số năm 2023.\n\n"
        "Kế hoạch số 9/KH-UBND ngày 05/01/2022 về cải cách hành chính, chuyển đổi số năm 2023.\n"
    )
    assert kinds(OFFICE + text) == [("document_two_dates", "05/01/2023 ≠ 05/01/2022")]
    assert kinds(OFFICE + text.replace("/2022", "/2023")) == []
