"""The page of a file that came back from Word: what is offered, chosen, refused and told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.document import Document as Word

from congvu.oversight.reporting import printing
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.texts import current_texts
from congvu.oversight.reporting.services import writing
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
KEEP = re.compile(r'name="keep" value="([^"]+)"')
NEWER = "Viết trên hệ thống trong khi tệp ở chỗ lãnh đạo."
FIELD = f"chon-section:{quarter.SHORTCOMINGS}"


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


def _upload(report: Report, edit: Callable[[Word], object]) -> SimpleUploadedFile:
    content = printing.as_file(report, "docx", at=quarter.later(1))
    document, out = Document(io.BytesIO(content)), io.BytesIO()
    edit(document)
    document.save(out)
    return SimpleUploadedFile("bao-cao.docx", out.getvalue())


def _leaders_words(document: Word) -> None:
    found = next(one for one in document.paragraphs if quarter.UNTROUBLED in one.text)
    found.runs[0].text = "Lãnh đạo sửa."


def _write(world: World, report: Report) -> None:
    mai = quarter.who(world, "mai")
    writing.write_section(report, quarter.SHORTCOMINGS, NEWER, seen=1, by=mai, at=quarter.later(2))


def _address(report: Report) -> str:
    return reverse("office-reporting-word", args=[report.uuid])


def _look(client: Client, report: Report, file: SimpleUploadedFile) -> str:
    return _said(client, report, 200, {"tep": file})


def _said(client: Client, report: Report, status: int, data: dict[str, object]) -> str:
    answer = client.post(_address(report), data)
    said = answer.content.decode()
    put_away(answer)
    assert answer.status_code == status, said[-500:]
    return said


def _token(page: str) -> str:
    found = KEEP.search(page)
    assert found is not None
    return found[1]


def test_a_changed_section_is_ticked_and_kept(world: World, report: Report) -> None:
    client = signed_in(world, "mai")
    page = _look(client, report, _upload(report, _leaders_words))
    assert f'name="{FIELD}" value="file" checked' in page
    _said(client, report, 302, {"keep": _token(page), FIELD: "file"})
    assert current_texts(report)[quarter.SHORTCOMINGS].text == "Lãnh đạo sửa."


def test_what_is_not_ticked_is_not_kept(world: World, report: Report) -> None:
    client = signed_in(world, "mai")
    page = _look(client, report, _upload(report, _leaders_words))
    _said(client, report, 302, {"keep": _token(page)})
    assert current_texts(report)[quarter.SHORTCOMINGS].text == quarter.UNTROUBLED


def test_where_both_changed_nothing_is_chosen_beforehand_and_a_choice_is_asked_for(
    world: World, report: Report
) -> None:
    client, file = signed_in(world, "mai"), _upload(report, _leaders_words)
    _write(world, report)
    page = _look(client, report, file)
    assert page.count(f'name="{FIELD}"') == 3
    assert " checked" not in page
    refused = _said(client, report, 422, {"keep": _token(page)})
    assert "hãy chọn giữ bản nào" in refused
    assert "Lãnh" in refused
    _said(client, report, 302, {"keep": _token(refused), FIELD: "both"})
    assert current_texts(report)[quarter.SHORTCOMINGS].text == f"{NEWER}\nLãnh đạo sửa."


def test_who_writes_between_looking_and_keeping_makes_a_conflict_that_shows_all(
    world: World, report: Report
) -> None:
    client = signed_in(world, "mai")
    page = _look(client, report, _upload(report, _leaders_words))
    _write(world, report)
    said = _said(client, report, 409, {"keep": _token(page), FIELD: "file"})
    assert "chỗ lãnh đạo" in said
    assert "Chưa nhận gì" in said
    assert " checked" not in said
    assert current_texts(report)[quarter.SHORTCOMINGS].text == NEWER


def test_a_file_with_nothing_new_says_so_and_one_with_a_changed_heading_does_not(
    world: World, report: Report
) -> None:
    def heading(document: Word) -> None:
        next(it for it in document.paragraphs if it.style and it.style.name == "Heading 1").add_run(
            " SỬA"
        )

    client = signed_in(world, "mai")
    same = _look(client, report, _upload(report, lambda _document: None))
    assert "Tệp không khác bản đã tải" in same
    other = _look(client, report, _upload(report, heading))
    assert "Tệp không khác bản đã tải" not in other
    assert "Không nhận vào hệ thống" in other


def test_an_old_comparison_brings_back_the_form(world: World, report: Report) -> None:
    said = _said(signed_in(world, "mai"), report, 409, {"keep": "abc"})
    assert "quá hạn" in said
    assert 'name="tep"' in said
