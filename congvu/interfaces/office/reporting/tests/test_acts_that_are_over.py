"""What was done already, and what comes after a report was returned: told in the office's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.interfaces.office.reporting.tests.test_page_and_writing import _said
from congvu.interfaces.office.reporting.words import steps_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

REASON = "Mục 7.4.2: 36 + 83 khác 16."


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


@pytest.fixture
def sent(world: World, report: Report) -> Report:
    """The report as chú Dũng has sent it."""
    return quarter.submitted(world, report)


@pytest.fixture
def returned(world: World, sent: Report) -> Report:
    """The report as anh Quân gave it back."""
    quan = quarter.who(world, "quan")
    return life.send_back(sent, reason=REASON, seen=sent.revision, by=quan, at=quarter.later(20))


def _act(report: Report, action: str) -> str:
    return reverse("office-reporting-act", args=[report.uuid, action])


def _told_after(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    put_away(answer)
    return answer.content.decode()


def test_an_act_that_is_over_leads_back_to_the_report(world: World, sent: Report) -> None:
    page = _told_after(signed_in(world, "dung"), _act(sent, "submit"))
    assert "Báo cáo đang ở bước “Đã gửi cấp trên”" in page
    assert sent.subject in page


def test_an_act_that_is_pressed_again_is_refused_in_vietnamese(world: World, sent: Report) -> None:
    answer = signed_in(world, "dung").post(_act(sent, "submit"), {"seen": sent.revision})
    put_away(answer)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ở bước “Đã gửi cấp trên”, không “Gửi cấp trên” được nữa" in page
    assert "Mở báo cáo" in page
    assert "submitted" not in page


def test_a_returned_report_leads_to_its_correction(world: World, returned: Report) -> None:
    page = _said(signed_in(world, "mai"), reverse("office-reporting-page", args=[returned.uuid]))
    assert re.search(rf'button--primary[^>]*href="{_act(returned, "correct")}"', page)
    assert REASON in page
    assert steps_of(returned)[-1].name == "Bị trả lại"


def test_a_correction_says_why_the_version_before_it_was_returned(
    world: World, returned: Report
) -> None:
    mai = quarter.who(world, "mai")
    draft = life.correct(
        returned, reason="Sửa 7.4.2", seen=returned.revision, by=mai, at=quarter.later(25)
    )
    page = _said(signed_in(world, "mai"), reverse("office-reporting-page", args=[draft.uuid]))
    assert "Ý kiến của cấp trên về bản trước" in page
    assert REASON in page
