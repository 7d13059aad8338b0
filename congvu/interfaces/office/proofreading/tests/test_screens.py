"""Checking reports on the screens: up, found, read, judged, printed, gone; never the neighbour's."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from congvu.foundation.journal.models import Entry
from congvu.oversight.proofreading import queue
from congvu.oversight.proofreading.models import FalseAlarm, Upload
from congvu.oversight.proofreading.tests import reports
from congvu.oversight.proofreading.tests.make import checked, proven_here
from tests.answers import put_away
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
LIST = "office-proofreading"


@pytest.fixture(autouse=True)
def _here():
    with time_machine.travel(NOW, tick=False), proven_here():
        yield


def as_(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.account(name))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def given(world: World, name: str = "bao-cao.txt", by: str = "mai") -> Upload:
    queue.submit([(name, io.BytesIO(reports.as_text()))], by=world.staff(by), at=NOW)
    return Upload.objects.latest("pk")


def of(upload: Upload, route: str, **more: object) -> str:
    return reverse(f"{LIST}-{route}", kwargs={"uuid": upload.uuid, **more})


def files(*contents: bytes) -> dict[str, list[SimpleUploadedFile]]:
    return {
        "tep": [
            SimpleUploadedFile(f"bao-cao-{at}.docx", content) for at, content in enumerate(contents)
        ]
    }


def test_one_file_leads_to_its_page_where_each_finding_points_into_the_text(world):
    client = as_(world, "mai")
    answer = client.post(reverse(LIST), files(reports.as_text()))
    page = client.get(answer["Location"]).content.decode()
    assert 'href="#q1-0"' in page
    assert 'id="q1-0"' in page
    assert 'id="f1"' in page
    assert "<mark" in page
    assert "style=" not in page


def test_several_files_stand_in_the_list_and_the_refused_say_why(world):
    client = as_(world, "mai")
    client.post(reverse(LIST), files(reports.as_text(), reports.spreadsheet(), b""))
    page = client.get(reverse(LIST)).content.decode()
    assert "Đây là bảng tính" in page
    assert "Tệp rỗng" in page
    assert Upload.objects.filter(state="read").count() == 1


def test_no_file_and_too_many_are_told_beside_the_field(world):
    client = as_(world, "mai")
    assert client.post(reverse(LIST), {"them": "1"}).status_code == 422
    answer = client.post(reverse(LIST), files(*[b"a"] * 11))
    assert answer.status_code == 422
    assert "nhiều nhất 10 tệp" in answer.content.decode()
    assert not Upload.objects.exists()


def test_the_list_searches_without_accents_and_without_words_in_the_address(world):
    client = as_(world, "mai")
    given(world, "Quý một.txt")
    given(world, "Tháng hai.txt")
    answer = client.post(reverse(LIST), {"q": "quy mot"})
    key = answer["Location"].partition("?tim=")[2]
    assert key
    assert "quy" not in answer["Location"]
    page = client.get(answer["Location"]).content.decode()
    assert "Quý một.txt" in page
    assert "Tháng hai.txt" not in page
    export = client.get(f"{reverse(f'{LIST}-xlsx')}?tim={key}")
    assert export.status_code == 200
    put_away(export)


def test_an_empty_list_says_what_to_do(world):
    assert (
        "Đơn vị chưa đưa báo cáo nào lên" in as_(world, "hoa").get(reverse(LIST)).content.decode()
    )


def test_findings_are_narrowed_by_severity_and_by_kind(world):
    upload, client = given(world), as_(world, "mai")
    here = of(upload, "result")
    assert 'id="f1"' in client.get(f"{here}?muc=error&loai=arithmetic").content.decode()
    for wrong in ("?muc=dismissed", "?loai=date", "?muc=error&loai=notation"):
        assert 'id="f1"' not in client.get(here + wrong).content.decode()
    assert client.get(f"{here}?muc=khong&loai=co").status_code == 200


def test_a_false_alarm_is_kept_with_its_reason_and_reaches_the_administrator(world):
    upload, client = given(world), as_(world, "mai")
    here = of(upload, "judge", place=1)
    assert client.post(here, {"ly_do": " "}).status_code == 422
    assert client.post(here, {"ly_do": "Hai nguồn khác nhau"}).status_code == 302
    page = client.get(of(upload, "result")).content.decode()
    assert "Hai nguồn khác nhau" in page
    told = as_(world, "yen").get(reverse(f"{LIST}-alarms")).content.decode()
    assert "Hai nguồn khác nhau" in told
    client.post(here, {"lai": "1"})
    assert not FalseAlarm.objects.exists()


def test_the_note_is_printed_without_what_is_no_contradiction(world):
    upload, client = given(world), as_(world, "mai")
    pdf = client.get(of(upload, "pdf"))
    assert pdf.content.startswith(b"%PDF")

    def words() -> str:
        content = io.BytesIO(client.get(of(upload, "docx")).content)
        return ZipFile(content).read("word/document.xml").decode()

    assert "trực tuyến" in words()
    for finding in upload.findings.all():
        client.post(of(upload, "judge", place=finding.place), {"ly_do": "Không đúng"})
    assert "Không chứng minh được" in words()


def test_figures_stand_in_their_words(world):
    page = as_(world, "mai").get(of(given(world), "figures")).content.decode()
    assert "<strong>120" in page


def test_a_waiting_report_looks_again_by_itself_and_is_not_journalled_as_read(world):
    upload, client = given(world), as_(world, "mai")
    Upload.objects.update(state="waiting")
    page = client.get(of(upload, "result")).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert 'http-equiv="refresh"' in page
    assert client.get(of(upload, "figures")).status_code == 404
    assert not Entry.objects.filter(action="proofreading.open").exists()


def test_the_administrator_sets_how_long_reports_stay(world):
    client, here = as_(world, "yen"), reverse(f"{LIST}-alarms")
    assert client.post(here, {"days": "0"}).status_code == 422
    assert client.post(here, {"days": "14"}).status_code == 302
    assert "14 ngày" in client.get(reverse(LIST)).content.decode()


def test_what_is_deleted_is_gone(world):
    upload, client = given(world), as_(world, "mai")
    assert client.get(of(upload, "delete")).status_code == 405
    client.post(of(upload, "delete"))
    assert client.get(of(upload, "result")).status_code == 404


def test_the_original_leaves_as_an_attachment_that_may_do_nothing(world):
    upload = checked(by=world.staff("mai"), at=NOW)
    answer = as_(world, "mai").get(of(upload, "original"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    put_away(answer)


def test_a_page_of_the_list_costs_few_statements(world, django_assert_max_num_queries):
    client = as_(world, "mai")
    for at in range(6):
        given(world, f"{at}.txt")
    client.get(reverse(LIST))
    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))
    upload = Upload.objects.latest("pk")
    with django_assert_max_num_queries(14):
        client.get(of(upload, "result"))
