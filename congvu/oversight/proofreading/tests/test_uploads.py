"""Uploaded reports: taken in, proven apart, refused by name, gone when their time is over."""

from __future__ import annotations

import io
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command

from congvu.foundation.files.content import place_of
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal.models import Entry
from congvu.kernel.errors import Invalid, NotAllowed, NotFound
from congvu.oversight.proofreading import queue, shelf
from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.labels import why_refused
from congvu.oversight.proofreading.models import FalseAlarm, Upload
from congvu.oversight.proofreading.services import judging, uploads
from congvu.oversight.proofreading.tests import make, reports
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    with make.proven_here():
        yield


def given(world: World, content: bytes, name: str = "bao-cao.txt", by: str = "mai") -> Upload:
    queue.submit([(name, io.BytesIO(content))], by=world.staff(by), at=NOW)
    return Upload.objects.latest("pk")


def test_a_stored_report_is_read_and_proven_in_processes_apart(world):
    upload = given(world, reports.as_docx(), "Báo cáo tháng 2.docx")
    assert (upload.state, upload.kind, upload.errors) == ("read", "docx", 1)
    finding = shelf.list_findings(upload).get(severity="error")
    quoted = " ".join(upload.text[start:end] for start, end in finding.quotes)
    assert "120" in quoted
    assert upload.file.name == "Báo cáo tháng 2.docx"


@pytest.mark.usefixtures("here")
def test_plain_text_is_kept_as_text_and_a_report_that_holds_has_no_errors(world):
    upload = given(world, reports.as_text(reports.RIGHT))
    assert (upload.state, upload.file, upload.errors) == ("read", None, 0)
    assert upload.text == "\n".join(reports.lines(reports.RIGHT))
    assert {one["value"] for one in upload.figures} >= {110, 70, 40}


@pytest.mark.usefixtures("here")
def test_each_recognised_figure_keeps_the_words_it_came_from(world):
    upload = given(world, reports.as_text(reports.RIGHT))
    figures = shelf.list_figures(upload)
    received = next(one for one in figures if one.value == 110)
    assert (received.unit, received.indicator) == ("hồ sơ", "dossiers.received")
    assert "110" in received.quote
    assert all(upload.text[one.start : one.end] == one.quote for one in figures)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (reports.spreadsheet(), Reason.SPREADSHEET),
        (b"PK\x03\x04 torn", Reason.BROKEN),
        (reports.locked(), Reason.ENCRYPTED),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), Reason.TYPE),
    ],
)
def test_what_cannot_be_read_says_why_and_its_file_is_not_kept(
    world, content, reason, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        upload = given(world, content, "bao-cao.docx")
    assert (upload.state, upload.reason) == ("refused", reason.value)
    assert why_refused(upload.reason)
    assert not StoredFile.objects.filter(kind=uploads.STORED_KIND).exists()


def test_a_zip_bomb_is_refused_by_its_name(world):
    assert given(world, reports.bomb(), "bao-cao.docx").reason == Reason.BOMB.value


def test_a_proof_that_takes_too_long_is_ended_and_said(world):
    with patch.object(uploads, "prove_apart", side_effect=CannotRead(Reason.TOO_SLOW)):
        upload = given(world, reports.as_text())
    assert (upload.state, upload.reason) == ("refused", "too_slow")


def test_what_its_worker_left_is_given_up_after_hours(world):
    content = io.BytesIO(reports.as_text())
    upload = uploads.take_in(content, name="a.txt", by=world.staff("mai"), at=NOW)
    assert upload.state == "waiting"
    assert uploads.give_up_forgotten(NOW + timedelta(hours=1)) == 0
    assert uploads.give_up_forgotten(NOW + timedelta(hours=3)) == 1


@pytest.mark.usefixtures("here")
def test_only_the_own_unit_finds_it(world):
    upload = given(world, reports.as_text())
    assert shelf.get_upload(world.staff("dung"), upload.uuid) == upload
    for name in ("kien", "lan", "hoa", "yen"):
        assert not shelf.list_uploads(world.staff(name)).exists()
        with pytest.raises(NotFound):
            shelf.get_upload(world.staff(name), upload.uuid)


@pytest.mark.usefixtures("here")
def test_letters_that_no_database_keeps_leave_the_places_where_they_are(world):
    assert uploads._storable("a\0b\ud800c") == "a\ufffdb\ufffdc"


def test_after_the_term_nothing_is_left_but_the_false_alarm(
    world, django_capture_on_commit_callbacks
):
    upload = make.checked(by=world.staff("mai"), at=NOW)
    place = place_of(upload.file.sha256)
    finding = shelf.get_finding(world.staff("mai"), upload.uuid, 1)
    judging.call_false(finding, reason="Hai kỳ khác nhau", by=world.staff("mai"), at=NOW)
    judging.set_keeping_days(7, by=world.staff("yen"), at=NOW)
    assert uploads.delete_expired(NOW + timedelta(days=7)) == 0
    assert place.is_file()
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.delete_expired(NOW + timedelta(days=7, seconds=1)) == 1
    assert not place.is_file()
    assert not Upload.objects.exists()
    alarm = FalseAlarm.objects.get()
    assert alarm.finding is None
    assert (alarm.reason, "120" in " ".join(alarm.quotes)) == ("Hai kỳ khác nhau", True)


@pytest.mark.usefixtures("here")
def test_the_scheduled_command_deletes_by_the_usual_term(world):
    given(world, reports.as_text())
    call_command("proofreading", "tidy")  # long after NOW
    assert not Upload.objects.exists()


@pytest.mark.usefixtures("here")
def test_a_false_alarm_needs_a_reason_can_change_and_be_taken_back(world):
    mai = world.staff("mai")
    finding = shelf.get_finding(mai, given(world, reports.as_text()).uuid, 1)
    with pytest.raises(Invalid):
        judging.call_false(finding, reason="  ", by=mai, at=NOW)
    judging.call_false(finding, reason="Một", by=mai, at=NOW)
    judging.call_false(finding, reason="Hai", by=mai, at=NOW)
    assert FalseAlarm.objects.get().reason == "Hai"
    judging.take_back(finding, by=mai, at=NOW)
    assert not FalseAlarm.objects.exists()


def test_only_an_administrator_sets_the_term_and_only_within_a_year(world):
    with pytest.raises(NotAllowed):
        judging.set_keeping_days(7, by=world.staff("hoa"), at=NOW)
    for days in (0, 366):
        with pytest.raises(Invalid):
            judging.set_keeping_days(days, by=world.staff("yen"), at=NOW)
    assert shelf.keeping_days() == 30


@pytest.mark.usefixtures("here")
def test_every_act_is_in_the_journal_and_names_no_file(world):
    mai = world.staff("mai")
    upload = given(world, reports.as_text(), "Nguyễn Văn Mẫu.txt")
    uploads.record_use(upload, "open", by=mai, at=NOW)
    code = str(upload.uuid)
    uploads.delete_upload(upload, by=mai, at=NOW)
    entries = Entry.objects.filter(object_type="proofreading")
    assert {(one.action, one.object_code) for one in entries} == {
        (f"proofreading.{act}", code) for act in ("upload", "open", "delete")
    }
