"""Figures from Excel on the screen: previewed, chosen where they are asked about, then written."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.oversight.indicators import exchange
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in

HEAD = ("Mã chỉ tiêu", "Số liệu nhập", "Lý do")


@pytest.fixture
def mai(world, report):
    client = signed_in(world, "mai")
    url = reverse("office-reporting-from-xlsx", args=[report.uuid])

    def post(data):
        answer = client.post(url, data)
        text = answer.content.decode()
        put_away(answer)
        return answer.status_code, text

    return post


def upload(*rows):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    for line, row in enumerate((HEAD, *rows)):
        page.write_row(line, 0, row)
    book.close()
    return {"tep": SimpleUploadedFile("so-lieu.xlsx", file.getvalue())}


def entered(report, code):
    found = sheet(report.unit_id, report.period_id).row(code).entered
    return None if found is None else found.cell.amount


def test_a_preview_writes_nothing_and_a_second_press_writes(mai, report):
    status, text = mai(upload(("5.4.1", 32, ""), ("5.4.2", "hai mươi", ""), ("9.9", 1, "")))
    assert status == 200
    for told in ("1 số mới", "1 không nhận", "không có mã này"):
        assert told in text
    assert entered(report, "5.4.1") is None
    assert mai({"ghi": "1", "v-5.4.1": "32", "s-5.4.1": "", "r-5.4.1": ""})[0] == 302
    assert entered(report, "5.4.1") == 32


def test_a_number_that_may_mean_two_is_asked_about_and_not_taken_by_itself(mai, report):
    _status, text = mai(upload(("5.4.1", "1,234", "")))
    assert "hiểu được hai cách" in text
    assert "giữ như đang có" in text
    mai({"ghi": "1", "v-5.4.1": "", "s-5.4.1": ""})
    assert entered(report, "5.4.1") is None


def test_what_somebody_wrote_meanwhile_is_shown_beside_and_kept_unless_chosen(world, mai, report):
    mai_staff = quarter.who(world, "mai")
    place = (report.unit_id, report.period_id)
    first = enter(mai_staff, *place, "5.4.1", "30", seen=None, at=quarter.later(0))
    book = exchange.write_xlsx(sheet(*place))
    enter(mai_staff, *place, "5.4.1", "31", seen=first.pk, at=quarter.later(1))
    _status, text = mai({"tep": SimpleUploadedFile("so-lieu.xlsx", book)})
    assert "hai người cùng ghi" in text
    assert entered(report, "5.4.1") == 31
    stale = {"ghi": "1", "v-5.4.1": "30", "s-5.4.1": str(first.pk), "r-5.4.1": ""}
    status, text = mai(stale)
    assert (status, entered(report, "5.4.1")) == (409, 31)
    assert "1 dòng chưa ghi được" in text
    seen = sheet(*place).row("5.4.1").seen
    mai({**stale, "s-5.4.1": str(seen)})
    assert entered(report, "5.4.1") == 30


def test_odd_posts_write_nothing(mai, report):
    assert mai({"ghi": "1"})[0] == 302
    assert mai({"ghi": "1", "v-9.9": "1", "s-9.9": "x" * 50})[0] in {302, 409}
    assert mai({})[0] == 422
