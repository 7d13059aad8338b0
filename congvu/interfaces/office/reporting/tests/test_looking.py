"""Figures that deserve a look on the screen: the view of the sheet, the list before an act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.interfaces.office.reporting.looking import WORDS
from congvu.oversight.indicators.rules.looking import Beside, Why
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db
LIST, TYPED = 'id="can-xem"', "nhập tay"


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


def said(client: Client, url: str) -> str:
    answer = client.get(url)
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 200
    return text


def page(report: Report) -> str:
    return reverse("office-reporting-page", args=[report.uuid])


def figures(report: Report, query: str) -> str:
    return f"{reverse('office-reporting-figures', args=[report.uuid])}{query}"


def test_the_list_stands_before_the_act_of_whoever_carries_the_report_on(
    world: World, report: Report
) -> None:
    clients = {name: signed_in(world, name) for name in ("mai", "hoa", "dung", "quan")}
    draft = {name: said(clients[name], page(report)) for name in ("mai", "hoa", "dung")}
    assert "Số cần xem trước khi trình" in draft["mai"]
    assert LIST not in draft["hoa"] + draft["dung"]
    mai = quarter.who(world, "mai")
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    approving = said(clients["hoa"], page(report))
    assert "Số cần xem trước khi duyệt" in approving
    assert f"{LIST} open" in approving
    assert reverse("office-reporting-cell", args=[report.uuid, "4.2.1"]) in approving
    assert "số còn lại do hệ thống tính từ hồ sơ, không có phát hiện" in approving
    assert "không chặn việc gì" in approving
    hoa, dung = quarter.who(world, "hoa"), quarter.who(world, "dung")
    report = life.approve(
        report, quarter.SIGNATURE, seen=report.revision, by=hoa, at=quarter.later(2)
    )
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    report = life.submit(report, seen=report.revision, by=dung, at=quarter.later(4))
    assert "Số cần xem trước khi tiếp nhận" in said(clients["quan"], page(report))
    assert LIST not in said(clients["hoa"], page(report))


def test_the_view_shows_what_deserves_a_look_and_everything_is_one_click_away(
    world: World, report: Report
) -> None:
    mai = signed_in(world, "mai")
    only, every = (said(mai, figures(report, q)) for q in ("?nhom=4&xem=can", "?nhom=4"))
    assert 'name="v-4.2.1"' in only
    assert 'name="v-1.1.1"' in only  # of another part: all parts are there
    assert 'name="v-4.1.1"' not in only
    assert TYPED in only
    assert 'name="v-4.1.1"' in every
    assert 'name="v-1.1.1"' not in every
    for text in (only, every):
        assert "?nhom=4&amp;xem=can" in text
        assert "Tất cả" in text
        assert "data-copied" in text
    assert "nhom=&lt;" not in said(mai, figures(report, "?nhom=<b>&xem=<b>"))


def test_what_is_typed_in_the_view_stays_in_the_view(world: World, report: Report) -> None:
    mai = signed_in(world, "mai")
    answer = mai.post(figures(report, "?nhom=4&xem=can"), {"v-5.4.1": "32"})
    assert answer.status_code == 302
    assert answer["Location"].endswith("?nhom=4&xem=can")
    put_away(answer)
    refused = mai.post(figures(report, "?nhom=4&xem=can"), {"v-4.1.1": "ba"})
    text = refused.content.decode()
    put_away(refused)
    assert refused.status_code == 422
    assert 'name="v-4.1.1" value="ba"' in text


def test_the_page_of_a_figure_says_why_to_look(world: World, report: Report) -> None:
    minh = signed_in(world, "minh")
    typed, counted = (
        said(minh, reverse("office-reporting-cell", args=[report.uuid, code]))
        for code in ("4.2.1", "4.1.1")
    )
    assert "Nên xem vì:" in typed
    assert "Nên xem vì:" not in counted


def test_every_reason_has_its_words() -> None:
    besides = {Why.GONE_BLANK, Why.ZERO, Why.NOT_ZERO, Why.CHANGED, Why.OTHER}
    asked = {(why, beside) for why in besides for beside in Beside}
    asked |= {(why, None) for why in Why if why not in besides}
    assert set(WORDS) == asked


def test_the_sheet_asks_the_database_few_questions(
    world: World, report: Report, django_assert_max_num_queries: Any
) -> None:
    mai = signed_in(world, "mai")
    url = figures(report, "?xem=can")
    said(mai, url)
    with django_assert_max_num_queries(20):
        said(mai, url)
