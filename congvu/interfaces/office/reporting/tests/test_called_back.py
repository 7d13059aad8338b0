"""A report whose document was called back before it was handed in: who still sees what of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from congvu.casework.documents.services.outgoing import cancel_number, issue, recall
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.acts import acts_for
from congvu.interfaces.office.reporting.tests.test_page_and_writing import _said
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.page import page_of
from congvu.oversight.reporting.selectors.periods import waiting_for
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
CHANGED = "5.4.2"


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


@pytest.fixture
def report(world: World) -> Report:
    dung = quarter.who(world, "dung")
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    document = report.document
    assert document is not None
    issued = issue(document, seen=document.version, by=dung, at=quarter.later(4))
    assert waiting_for(dung, quarter.ON) == [report]
    recall(issued, seen=issued.version, reason="Sai số liệu.", by=dung, at=quarter.later(5))
    report.refresh_from_db()
    return report


def test_a_struck_number_waits_for_the_leader(world: World) -> None:
    dung, hoa, mai = (quarter.who(world, name) for name in ("dung", "hoa", "mai"))
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    document = report.document
    assert document is not None
    cancel_number(document, seen=document.version, reason="Nhầm.", by=dung, at=quarter.later(4))
    report.refresh_from_db()
    assert [waiting_for(one, quarter.ON) for one in (dung, hoa, mai)] == [[], [report], []]
    acts = acts_for(report, Acting(hoa, quarter.later(6), quarter.ON))
    assert [one.value for one, _label in acts] == ["rework"]


def test_nobody_above_takes_a_word_file_back(world: World) -> None:
    report = quarter.submitted(world, quarter.begin(world, quarter.ask(world)))
    url = reverse("office-reporting-word", args=[report.uuid])
    assert signed_in(world, "quan").get(url).status_code == 404
    assert signed_in(world, "mai").get(url).status_code == 200


def test_it_waits_for_nobody_to_be_sent_any_more(world: World, report: Report) -> None:
    dung, mai = quarter.who(world, "dung"), quarter.who(world, "mai")
    assert waiting_for(dung, quarter.ON) == []
    assert acts_for(report, Acting(dung, quarter.later(6), quarter.ON)) == []
    acts = acts_for(report, Acting(mai, quarter.later(6), quarter.ON))
    assert [one.value for one, _label in acts] == ["correct"]
    assert waiting_for(mai, quarter.ON) == [report]


def test_a_superior_reads_nothing_of_it_beside_the_next_version(
    world: World, report: Report
) -> None:
    mai, quan = quarter.who(world, "mai"), quarter.who(world, "quan")
    fresh = life.correct(report, reason="Nhầm.", seen=report.revision, by=mai, at=quarter.later(6))
    seen = sheet(fresh.unit_id, fresh.period_id).row(CHANGED).seen
    enter(mai, fresh.unit_id, fresh.period_id, CHANGED, "77", seen=seen, at=quarter.later(7))
    fresh = quarter.submitted(world, fresh)
    assert not any(one.is_since for one in page_of(fresh, quan, quarter.later(9)).looks.rows)
    compared = reverse("office-reporting-versions", args=[fresh.uuid])
    page = reverse("office-reporting-page", args=[fresh.uuid])
    above, inside = signed_in(world, "quan"), signed_in(world, "mai")
    assert "Đây là bản đầu tiên" in _said(above, compared)
    assert CHANGED in _said(inside, compared)
    assert compared not in _said(above, page)
    assert compared in _said(inside, page)
