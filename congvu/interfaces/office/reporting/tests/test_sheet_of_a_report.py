"""The sheet on the screen: what was typed is kept, what was approved stays, links open own records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.sources import At, _url
from congvu.oversight.indicators import exchange
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


def _sheet_page(report: Report) -> str:
    return f"{reverse('office-reporting-figures', args=[report.uuid])}?nhom=5"


def test_the_reason_beside_a_refused_cell_is_kept(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    answer = signed_in(world, "mai").post(
        _sheet_page(report), {"v-5.4.2": "hai mươi", "s-5.4.2": "", "r-5.4.2": "theo sổ tay"}
    )
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 422
    assert "hai mươi" in text
    assert "theo sổ tay" in text


def test_what_is_typed_into_a_report_that_was_handed_on_is_refused_and_kept(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai = quarter.who(world, "mai")
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    answer = signed_in(world, "mai").post(
        _sheet_page(report), {"v-5.4.2": "77", "s-5.4.2": "", "r-5.4.2": ""}
    )
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 422
    assert 'value="77"' in text
    assert sheet(report.unit_id, report.period_id).row("5.4.2").entered is None


def test_the_superior_sees_the_figures_that_were_approved(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai = quarter.who(world, "mai")
    place = (report.unit_id, report.period_id, "5.4.2")
    first = enter(mai, *place, "4123", seen=None, at=quarter.later(1))
    assert first is not None
    report = quarter.submitted(world, report)
    enter(mai, *place, "5321", seen=first.pk, at=quarter.later(20))
    client = signed_in(world, "quan")
    for page in (
        _sheet_page(report),
        reverse("office-reporting-cell", args=[report.uuid, "5.4.2"]),
    ):
        answer = client.get(page)
        text = answer.content.decode()
        put_away(answer)
        assert "4.123" in text
        assert "5.321" not in text


def test_a_figure_never_leads_a_superior_to_records_of_the_superior(world: World) -> None:
    report = quarter.submitted(world, quarter.begin(world, quarter.ask(world)))
    opens = {"kind": "documents", "count": "x", "from": "2026-01-01", "to": "2026-03-14"}
    quan = Acting(quarter.who(world, "quan"), quarter.later(30), quarter.ON)
    assert _url(At(report, "1.1.3", "source"), opens, quan) == ""


def test_a_spreadsheet_changes_nothing_in_a_report_that_was_handed_on(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai = quarter.who(world, "mai")
    place = (report.unit_id, report.period_id, "1.4.1")
    first = enter(mai, *place, "4", seen=None, at=quarter.later(0))
    content = exchange.write_xlsx(sheet(report.unit_id, report.period_id))
    assert first is not None
    enter(mai, *place, "", seen=first.pk, at=quarter.later(1))
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(2))
    answer = signed_in(world, "mai").post(
        reverse("office-reporting-from-xlsx", args=[report.uuid]),
        {"tep": SimpleUploadedFile("so-lieu.xlsx", content)},
    )
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 422
    assert "không còn mở cho bạn" in text
    assert sheet(report.unit_id, report.period_id).row("1.4.1").entered is None
