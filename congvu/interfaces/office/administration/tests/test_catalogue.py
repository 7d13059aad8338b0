"""The catalogue for all staff: by field, by words, by version, by legal regime."""

from __future__ import annotations

import pytest

from congvu.interfaces.office.administration.tests.make import html, rows_of

CATALOGUE = "/danh-muc/"
BIRTH = "1.001193"


@pytest.fixture
def lan(browser_of):
    return browser_of("lan")


@pytest.mark.parametrize("name", ["lan", "minh", "hoa", "mai", "quan", "yen", "kien"])
def test_everybody_on_the_staff_may_read_it(browser_of, name):
    page = html(browser_of(name).get(CATALOGUE))

    assert "Hộ tịch" in page


def test_a_procedure_is_found_without_accents_and_by_code(lan):
    assert BIRTH in html(lan.get(CATALOGUE, {"q": "khai sinh"}))
    assert "đăng ký khai sinh" in html(lan.get(CATALOGUE, {"q": BIRTH}))
    assert "Không có thủ tục nào khớp" in html(lan.get(CATALOGUE, {"q": "zzz khong co"}))


def test_a_field_lists_its_procedures_of_the_day(lan):
    assert BIRTH in html(lan.get(f"{CATALOGUE}linh-vuc/ho-tich/"))
    assert lan.get(f"{CATALOGUE}linh-vuc/khong-co/").status_code == 404


def test_a_version_shows_papers_steps_fees_and_its_law(lan):
    page = html(lan.get(f"{CATALOGUE}thu-tuc/{BIRTH}/"))

    for words in (
        "Giấy chứng sinh",
        "Quy trình nội bộ",
        "trong ngày",
        "Luật Hộ tịch",
        "Toàn trình",
    ):
        assert words in page


def test_an_older_version_is_read_and_said_not_to_hold(lan):
    page = html(lan.get(f"{CATALOGUE}thu-tuc/{BIRTH}/?phien-ban=1"))

    assert "Không có hiệu lực hôm nay" in page
    assert "đến trước 01/07/2025" in page


@pytest.mark.parametrize("tail", ["9.999999/", f"{BIRTH}/?phien-ban=77"])
def test_an_unknown_procedure_or_version_is_not_found(lan, tail):
    assert lan.get(f"{CATALOGUE}thu-tuc/{tail}").status_code == 404


def test_the_past_had_other_procedures(lan):
    assert "Không có thủ tục nào vào ngày này" in html(lan.get(f"{CATALOGUE}?on=01/01/2010"))


def test_regimes_show_their_clock_their_codes_and_their_forms(lan):
    page = html(lan.get(f"{CATALOGUE}che-do/"))

    assert "H99.101-250701-0001" in page
    assert "tính lại thời hạn từ đầu" in page
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page
    assert "chưa đối chiếu bản gốc" in page


def test_the_procedures_of_the_day_go_to_a_spreadsheet(lan):
    rows = rows_of(lan.get(f"{CATALOGUE}xuat/"))

    assert BIRTH in {row[0] for row in rows}
    assert len(rows) >= 60


def test_lists_need_few_statements(lan, django_assert_max_num_queries):
    for tail in ("", "?q=khai", "linh-vuc/ho-tich/", f"thu-tuc/{BIRTH}/", "che-do/"):
        lan.get(CATALOGUE + tail)
        with django_assert_max_num_queries(12):
            lan.get(CATALOGUE + tail)
