"""The screen of a long list that a worker looks at before it is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from congvu.casework.documents import queue
from congvu.casework.documents.models import Document, ImportLook, ImportRun
from congvu.casework.documents.rules import progress
from congvu.casework.documents.services import looking
from congvu.casework.documents.tests.test_importing import HEAD_OUT, OUT, book
from congvu.interfaces.office.documents.tests.conftest import SignIn
from tests.world import NOW

HEAD_OTHER = ("STT", "Mã", "Ngày ban hành", "Trích yếu", "Người ký", "Nơi nhận", "Độ mật")
START = "office-documents-import"


@pytest.fixture(autouse=True)
def _long_from_four_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LOOKED_AT_AT_ONCE", 3)


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(queue.look_at), "enqueue", lambda *_: None)


def given(client: Client, content: bytes) -> str:
    """Give a file and return the address of its page."""
    file = SimpleUploadedFile("so.xlsx", content)
    answer = client.post(
        reverse(START), {"direction": "outgoing", "source": "iOffice", "file": file}
    )
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def read(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def columns_of(run: ImportRun, **changed: str) -> dict[str, str]:
    chosen = {f"col_{name}": str(place) for name, place in run.columns.items()}
    return chosen | {f"col_{name}": place for name, place in changed.items()}


def press(client: Client, url: str, name: str, columns: dict[str, str]) -> HttpResponse:
    return client.post(url, {**columns, name: "1"}, follow=True)  # type: ignore[return-value]


def test_a_long_list_is_looked_at_by_the_worker_and_written_when_pressed(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, [*OUT, OUT[0]]))
    page = read(dung, url)
    assert "Nếu nhập bây giờ" in page
    assert "Máy xem xong lúc" in page
    assert "Trùng với một dòng ở trên" in page
    assert "05/01/2026" in page
    assert Document.objects.count() == 0
    assert "Đã xem trước, chưa nhập" in read(dung, reverse(START))
    written = press(dung, url, "take", columns_of(ImportRun.objects.get())).content.decode()
    assert "Đã nhập xong" in written
    assert (Document.objects.count(), ImportLook.objects.count()) == (4, 0)


@pytest.mark.usefixtures("no_worker")
def test_the_page_says_how_far_the_look_is_and_opens_no_file_for_it(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, OUT))
    ImportLook.objects.update(read=2, made=2)
    ImportRun.objects.update(file=None)
    page = read(dung, url)
    assert 'hx-trigger="every 2s"' in page
    assert "2/4" in page
    assert "rồi quay lại" in page
    assert "Nhập vào sổ" not in page
    assert "Đang chờ máy xem trước" in read(dung, reverse(START))


@pytest.mark.usefixtures("no_worker")
def test_a_list_is_not_written_before_it_was_looked_at(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, OUT))
    page = press(dung, url, "take", columns_of(ImportRun.objects.get())).content.decode()
    assert "Đang chờ máy xem trước" in page
    assert (Document.objects.count(), ImportRun.objects.get().asked_at) == (0, None)


def test_changed_columns_are_looked_at_again_before_they_are_written(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, OUT))
    changed = columns_of(ImportRun.objects.get(), signer="")
    page = press(dung, url, "take", changed).content.decode()
    assert "Nếu nhập bây giờ" in page
    assert Document.objects.count() == 0
    assert ImportLook.objects.get().examples[0]["signer"] == ""
    press(dung, url, "take", changed)
    assert Document.objects.filter(signer="").count() == 4


@pytest.mark.usefixtures("no_worker")
def test_an_interrupted_look_goes_on_by_a_press(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, OUT))
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        page = read(dung, url)
        assert "bị ngắt giữa chừng" in page
        assert "every 2s" not in page
        page = press(dung, url, "columns", columns_of(ImportRun.objects.get())).content.decode()
        assert "Đang chờ máy xem trước" in page


def test_a_file_whose_columns_are_unknown_waits_for_them(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OTHER, OUT))
    run = ImportRun.objects.get()
    assert "Ghép đủ cột ở dưới" in read(dung, url)
    refused = press(dung, url, "columns", columns_of(run))
    assert refused.status_code == 422
    assert "Chưa chọn cột" in refused.content.decode()
    page = press(dung, url, "columns", columns_of(run, code="1")).content.decode()
    assert "Máy xem xong lúc" in page


def test_a_run_from_before_is_looked_at_when_asked(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, OUT))
    ImportLook.objects.all().delete()
    assert "Ghép đủ cột ở dưới" in read(dung, url)
    page = press(dung, url, "columns", columns_of(ImportRun.objects.get())).content.decode()
    assert "Máy xem xong lúc" in page


def test_what_stopped_the_look_is_told(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "work_off", lambda *_, **__: None)
    dung = sign_in("dung")
    url = given(dung, book(HEAD_OUT, OUT))
    ImportLook.objects.update(failure="Đĩa đã đầy.")
    assert "Đĩa đã đầy." in read(dung, url)
    assert "Việc xem trước đã dừng" in read(dung, reverse(START))


@pytest.mark.usefixtures("no_worker")
def test_nobody_of_another_office_or_calling_sees_the_look(sign_in: SignIn) -> None:
    url = given(sign_in("dung"), book(HEAD_OUT, OUT))
    seen = {name: sign_in(name).get(url).status_code for name in ("kien", "minh", "lan", "yen")}
    assert set(seen.values()) <= {403, 404}, seen


def test_a_short_list_is_looked_at_at_once_as_before(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "LOOKED_AT_AT_ONCE", 4)
    dung = sign_in("dung")
    page = read(dung, given(dung, book(HEAD_OUT, OUT)))
    assert "Nếu nhập bây giờ" in page
    assert "Máy xem xong lúc" not in page
    assert ImportLook.objects.count() == 0
