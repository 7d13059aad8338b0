"""What draws files may fail: the person reads what to do, the log names nobody, the report is unharmed."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import typst
from django.urls import reverse

from congvu.oversight.reporting import printing
from congvu.oversight.reporting.models import Report, ReportEvent
from congvu.oversight.reporting.rendering import pdf
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

SECRET = "Lê Thị Hoa 0912345678"


def failing(*_args: Any, **_named: Any) -> bytes:
    raise typst.TypstError(f"unknown font near {SECRET}")


class Broken:
    """A typesetter that stops half-way."""

    compile = eval = failing


def file_of(report: Report, kind: str) -> str:
    return reverse("office-reporting-file", args=[report.uuid, kind])


def standing(report: Report) -> tuple[Any, ...]:
    report.refresh_from_db()
    return (report.state, report.revision, ReportEvent.objects.filter(report=report).count())


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_file_that_cannot_be_drawn_is_told_in_words_and_the_report_is_unharmed(
    world: World,
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    client, before = signed_in(world, "mai"), standing(report)
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(printing, f"to_{kind}", failing)
        refused = client.get(file_of(report, kind))
    page = refused.content.decode()
    assert refused.status_code == 500
    assert refused["Content-Type"].startswith("text/html")
    assert "Chưa làm được tệp báo cáo" in page
    assert "Báo cáo và số liệu vẫn nguyên như trước" in page
    assert reverse("office-reporting-page", args=[report.uuid]) in page
    assert SECRET not in page
    assert f"report {report.uuid} not drawn as {kind}: TypstError" in caplog.text
    assert SECRET not in caplog.text
    put_away(refused)
    assert standing(report) == before
    whole = client.get(file_of(report, kind))
    assert whole.status_code == 200
    put_away(whole)


def test_a_typesetter_that_stops_half_way_stops_no_page_without_words(
    world: World, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = quarter.submitted(world, report)
    client, before = signed_in(world, "mai"), standing(report)
    kept = report.snapshot.digest
    monkeypatch.setattr(pdf, "_compiler", Broken)
    for url in (file_of(report, "pdf"), reverse("office-reporting-printed", args=[report.uuid])):
        refused = client.get(url)
        assert refused.status_code == 500
        assert "Chưa làm được tệp báo cáo" in refused.content.decode()
        put_away(refused)
    assert standing(report) == before
    assert Report.objects.get(pk=report.pk).snapshot.digest == kept


def test_beside_the_text_that_is_typed_a_failure_is_a_line(
    world: World, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_compiler", Broken)
    url = reverse("office-reporting-section-printed", args=[report.uuid, "I.1"])
    answer = signed_in(world, "mai").post(url, {"text": "Một câu."})
    assert answer.status_code == 200
    assert "Máy chưa làm được tệp này" in answer.json()["said"]
