"""The screen of a list that is read in by a worker: it may be closed, and says what happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from congvu.casework.documents import queue
from congvu.casework.documents.models import Document, ImportRun
from congvu.casework.documents.services import importing
from congvu.casework.documents.tests.test_importing import HEAD_OUT, OUT, book, take
from congvu.interfaces.office.documents.tests.conftest import SignIn
from tests.world import NOW, World


@pytest.fixture
def begun(world: World, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """A run that was handed over; its worker is busy or gone."""
    monkeypatch.setattr(type(queue.read_in), "enqueue", lambda *_: None)
    run = take(world, book(HEAD_OUT, OUT), most=2)
    return importing.ask(run, by=world.staff("dung"), at=NOW)


def url_of(run: ImportRun) -> str:
    return reverse("office-documents-import-run", kwargs={"pk": run.pk})


def test_the_page_asks_how_far_it_is_and_may_be_closed(sign_in: SignIn, begun: ImportRun) -> None:
    page = sign_in("dung").get(url_of(begun)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "Có thể đóng trang này" in page
    assert "2/4" in page
    assert "Nhập tiếp" not in page


def test_what_was_interrupted_is_gone_on_with_by_a_press(
    sign_in: SignIn, begun: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        dung = sign_in("dung")
        page = dung.get(url_of(begun)).content.decode()
        assert "bị ngắt giữa chừng" in page
        assert "every 2s" not in page
        monkeypatch.undo()
        page = dung.post(url_of(begun), {"take": "1"}, follow=True).content.decode()
    assert "Đã nhập xong" in page
    assert Document.objects.count() == 4


def test_a_failure_is_told_and_the_list_of_runs_names_every_step(
    sign_in: SignIn, begun: ImportRun
) -> None:
    ImportRun.objects.filter(pk=begun.pk).update(failure="Đĩa đã đầy.")
    dung = sign_in("dung")
    assert "Đĩa đã đầy." in dung.get(url_of(begun)).content.decode()
    assert "Việc nhập đã dừng" in dung.get(reverse("office-documents-import")).content.decode()


def test_refused_lines_that_are_not_shown_are_counted(sign_in: SignIn, world: World) -> None:
    rows = [(n, f"{n}/BC-UBND", "31/02/2026", "x", "", "", "") for n in range(1, 231)]
    run = take(world, book(HEAD_OUT, rows))
    page = sign_in("dung").get(url_of(run)).content.decode()
    assert "Còn 30 dòng bị từ chối nữa" in page
