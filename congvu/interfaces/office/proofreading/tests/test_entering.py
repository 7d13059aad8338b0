"""Figures of a report from outside become data: proposed, compared, chosen, kept with their words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from congvu.foundation.journal.models import Entry
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.proofreading import queue
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.rules.recognised import line_for
from congvu.oversight.proofreading.services.uploads import delete_expired, delete_upload
from congvu.oversight.proofreading.tests.make import proven_here
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

TRAINED = "Số người đã được đào tạo, bồi dưỡng thực tế"
TEXT = f"""ỦY BAN NHÂN DÂN
XÃ MINH TÂM
Số: 12/BC-UBND
BÁO CÁO
Kết quả công tác cải cách hành chính quý I năm 2026
I. KẾT QUẢ
Trong kỳ đã tổ chức 9 buổi tập huấn tại nhà văn hóa.
Trong kỳ có 27 thủ tục hành chính được công bố mới.
PHỤ LỤC
STT\tChỉ tiêu\tĐơn vị tính\tKết quả
1\tSố nhiệm vụ đề ra trong kế hoạch\tNhiệm vụ\t12
2\tSố nhiệm vụ đã hoàn thành\tNhiệm vụ\t5
3\t{TRAINED}\tNgười\t31
"""


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.AT, tick=False), proven_here():
        yield


@pytest.fixture
def report(world: World) -> Report:
    return quarter.begin(world, quarter.ask(world))


@pytest.fixture
def upload(world: World) -> Upload:
    queue.submit(
        [("bao-cao-cu.txt", io.BytesIO(TEXT.encode()))], by=quarter.who(world, "mai"), at=quarter.AT
    )
    return Upload.objects.get()


def url(upload: Upload, report: Report, query: str = "") -> str:
    return reverse("office-entering-period", args=[upload.uuid, report.period_id]) + query


def fields(answer: HttpResponse) -> dict[str, str]:
    """Return what a browser would send: every hidden field, text and chosen option of the page."""
    page = answer.content.decode()
    found = dict(
        re.findall(r'<input type="(?:hidden|text)"[^>]*?name="(\w-\d+)" value="([^"]*)"', page)
    )
    for name, options in re.findall(r'<select name="(\w-\d+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        first = re.search(r'<option value="([^"]*)"', options)
        assert first is not None
        found[name] = (chosen or first).group(1)
    return found


def place(posted: dict[str, str], code: str) -> str:
    """Return the number of the line whose row is the code."""
    return next(
        name[2:] for name, value in posted.items()
        if name.startswith("k-") and value.partition("/")[0] == code
    )  # fmt: skip


def ticked(client: Client, where: str, *codes: str, **more: str) -> HttpResponse:
    posted = fields(client.get(where))
    marks = {f"t-{place(posted, code)}": "1" for code in codes}
    return client.post(where, {**posted, **marks, **more, "ghi": "1"})


def test_an_annex_figure_becomes_the_value_of_its_row_with_its_words(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    page = client.get(url(upload, report)).content.decode()
    assert f"5.4.2 {TRAINED}" in page
    assert "cùng tên dòng trong bảng" in page
    assert ticked(client, url(upload, report), "5.4.2").status_code == 302
    row = sheet(report.unit_id, report.period_id).row("5.4.2")
    assert row.entered is not None
    assert row.cell.amount == 31
    assert (row.entered.evidence["file"], row.entered.evidence["figure"]) == (
        "bao-cao-cu.txt",
        "31",
    )
    assert TRAINED in str(row.entered.evidence["before"])
    assert Entry.objects.filter(action="proofreading.enter").count() == 1


def test_a_report_of_another_office_says_so_before_anything_is_ticked(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    assert "không nêu tên cơ quan bạn" not in client.get(url(upload, report)).content.decode()
    Upload.objects.update(text=upload.text.replace("MINH TÂM", "MINH LỘC"))
    assert "không nêu tên cơ quan bạn" in client.get(url(upload, report)).content.decode()


def test_figures_read_from_pictures_are_to_be_read_again_on_paper(
    world: World, report: Report, upload: Upload
) -> None:
    Upload.objects.update(text=f"{line_for([1])}{upload.text}")
    page = signed_in(world, "mai").get(url(upload, report)).content.decode()
    assert "đọc lại từng số trên bản giấy" in page


def test_nothing_is_entered_that_nobody_ticked(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    before = sheet(report.unit_id, report.period_id)
    answer = ticked(client, url(upload, report))
    assert "Chưa chọn số liệu nào" in answer.content.decode()
    assert sheet(report.unit_id, report.period_id) == before


def test_prose_is_quoted_beside_the_figures_and_not_among_them(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    assert ticked(client, url(upload, report), "3.2.1").status_code == 302
    row = sheet(report.unit_id, report.period_id).row("3.2.1")
    assert row.quoted is not None
    assert row.quoted.cell.amount == 27
    assert row.entered is None


def test_the_same_figure_says_so_and_another_wants_a_reason(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    page = client.get(url(upload, report)).content.decode()
    assert "giống: 12" in page
    assert "khác: 3" in page
    refused = ticked(client, url(upload, report), "1.1.2")
    assert refused.status_code == 422
    assert "hãy ghi lý do" in refused.content.decode()
    assert sheet(report.unit_id, report.period_id).row("1.1.2").cell.amount == 3
    posted = fields(client.get(url(upload, report)))
    at = place(posted, "1.1.2")
    done = client.post(
        url(upload, report), {**posted, f"t-{at}": "1", f"r-{at}": "Đếm cả việc cũ", "ghi": "1"}
    )
    assert done.status_code == 302
    row = sheet(report.unit_id, report.period_id).row("1.1.2")
    assert row.entered is not None
    assert (row.cell.amount, row.entered.reason) == (5, "Đếm cả việc cũ")


def test_a_figure_without_a_proposal_is_given_a_row_by_words_without_accents(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    where = url(upload, report, "?loc=tat-ca")
    posted = fields(client.get(where))
    at = next(name[2:] for name, value in posted.items() if name.startswith("k-") and not value)
    several = client.post(where, {**posted, f"c-{at}": "dao tao boi duong", "xem": "1"})
    assert f'<select name="c-{at}"' in several.content.decode()
    one = client.post(where, {**posted, f"c-{at}": "dao tao thuc te", "xem": "1"})
    assert fields(one)[f"c-{at}"] == f"5.4.2 {TRAINED}"
    # nothing goes into a row that was not seen beside the figure
    unseen = client.post(where, {**posted, f"c-{at}": "5.4.2", f"t-{at}": "1", "ghi": "1"})
    assert unseen.status_code == 422
    assert "Chỉ tiêu vừa đổi" in unseen.content.decode()
    none = client.post(
        where, {**posted, f"c-{at}": "khong co gi nhu vay", f"t-{at}": "1", "ghi": "1"}
    )
    assert none.status_code == 422
    assert sheet(report.unit_id, report.period_id).row("5.4.2").entered is None


def test_two_figures_for_one_row_are_both_held_back(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    where = url(upload, report, "?loc=tat-ca")
    posted = fields(client.get(where))
    first, second = place(posted, "5.4.2"), place(posted, "1.1.1")
    look = client.post(where, {**posted, f"c-{second}": "5.4.2", "xem": "1"})
    answer = client.post(where, {**fields(look), f"t-{first}": "1", f"t-{second}": "1", "ghi": "1"})
    assert answer.content.decode().count("Hai số khác nhau cho một chỉ tiêu") == 2
    assert sheet(report.unit_id, report.period_id).row("5.4.2").entered is None


def test_what_another_person_wrote_meanwhile_is_shown_and_not_overwritten(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    posted = fields(client.get(url(upload, report)))
    enter(
        quarter.who(world, "mai"), report.unit_id, report.period_id, "5.4.2", "40",
        seen=None, at=quarter.AT,
    )  # fmt: skip
    at = place(posted, "5.4.2")
    answer = client.post(
        url(upload, report), {**posted, f"t-{at}": "1", f"r-{at}": "theo báo cáo", "ghi": "1"}
    )
    assert answer.status_code == 422
    assert "khác: 40" in answer.content.decode()
    assert sheet(report.unit_id, report.period_id).row("5.4.2").cell.amount == 40


def test_a_report_that_was_handed_on_takes_no_more_figures(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    life.check(report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(1))
    choose = client.get(reverse("office-entering", args=[upload.uuid]))
    assert "Đã trình, không nhập thêm" in choose.content.decode()
    refused = client.get(url(upload, report))
    assert refused.status_code == 409
    put_away(refused)


def test_a_report_deleted_meanwhile_enters_nothing(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    posted = fields(client.get(url(upload, report)))
    delete_upload(upload, by=quarter.who(world, "mai"), at=quarter.AT)
    gone = client.post(
        url(upload, report), {**posted, f"t-{place(posted, '5.4.2')}": "1", "ghi": "1"}
    )
    assert gone.status_code == 404
    put_away(gone)
    assert sheet(report.unit_id, report.period_id).row("5.4.2").entered is None


def test_the_words_outlive_the_file(world: World, report: Report, upload: Upload) -> None:
    client = signed_in(world, "mai")
    ticked(client, url(upload, report), "5.4.2")
    cell = reverse("office-reporting-cell", args=[report.uuid, "5.4.2"])
    link = re.search(r'href="([^"]*so-lieu/\?so=\d+#so)"', client.get(cell).content.decode())
    assert link is not None
    assert 'id="so"' in client.get(link.group(1).partition("#")[0]).content.decode()
    assert delete_expired(quarter.AT + timedelta(days=4000)) == 1
    page = client.get(cell).content.decode()
    assert "tệp đã xóa theo thời hạn giữ" in page
    assert TRAINED in page
    assert "bao-cao-cu.txt" in page
    assert 'href="/soat-loi/' not in page.partition("<blockquote")[2].partition("</blockquote>")[0]


@pytest.mark.parametrize("name", ["kien", "quan", "hoa", "yen"])
def test_other_units_find_no_such_report(
    world: World, report: Report, upload: Upload, name: str
) -> None:
    client = signed_in(world, name)
    for where in (url(upload, report), reverse("office-entering", args=[upload.uuid])):
        refused = client.get(where)
        assert refused.status_code == 404
        put_away(refused)


def test_whoever_was_not_asked_reads_the_report_and_enters_nothing(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "dung")
    assert "Đưa số liệu vào kỳ" not in client.get(
        reverse("office-proofreading-figures", args=[upload.uuid])
    ).content.decode()  # fmt: skip
    refused = client.get(url(upload, report))
    assert refused.status_code == 403
    put_away(refused)


def test_whoever_was_asked_for_a_figure_enters_that_one_and_no_other(
    world: World, report: Report, upload: Upload
) -> None:
    mai = signed_in(world, "mai")
    asked = mai.post(
        reverse("office-reporting-ask", args=[report.uuid]),
        {"whom": f"phong-{upload.unit_id}", "codes": ["5.4.2"], "due_on": "20/03/2026"},
    )
    assert asked.status_code == 302
    dung = signed_in(world, "dung")
    page = dung.get(url(upload, report)).content.decode()
    assert page.count("không phải phần bạn nhập") == 3
    posted = fields(dung.get(url(upload, report)))
    other = f"t-{place(posted, '3.2.1')}"
    refused = dung.post(url(upload, report), {**posted, other: "1", "ghi": "1"})
    assert refused.status_code == 422
    assert ticked(dung, url(upload, report), "5.4.2").status_code == 302
    assert sheet(report.unit_id, report.period_id).row("5.4.2").cell.amount == 31


def test_an_estimate_or_a_computed_figure_is_never_written_from_a_report(
    world: World, report: Report, upload: Upload
) -> None:
    client = signed_in(world, "mai")
    posted = fields(client.get(url(upload, report)))
    at = place(posted, "5.4.2")
    client.post(url(upload, report), {**posted, f"o-{at}": "computed", f"t-{at}": "1", "ghi": "1"})
    row = sheet(report.unit_id, report.period_id).row("5.4.2")
    assert row.entered is not None
    assert row.entered.origin is Origin.ENTERED
