"""Figures asked of people: seen where the day begins, by name, with the day, the reminder and the way."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from congvu.oversight.indicators.models import FigureRequest
from congvu.oversight.indicators.selectors import set_of
from congvu.oversight.indicators.services import requesting
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 20)


def asked(world: World, report: Report, *codes: str, **whom: int) -> FigureRequest:
    return requesting.ask(
        quarter.who(world, "mai"),
        report.unit_id,
        report.period_id,
        codes or ("5.4.1", "4.2.3"),
        due_on=DUE,
        note="Tính đến 14/3",
        at=quarter.AT,
        **(whom or {"position_id": world.position("minh").pk}),
    )


def shown(world: World, name: str, url: str = "/", moment: datetime = quarter.AT) -> str:
    with at(moment):
        answer = signed_in(world, name).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def sheet_of(report: Report, group: str) -> str:
    return f"{reverse('office-reporting-figures', args=[report.uuid])}?nhom={group}"


def test_whoever_is_asked_by_name_finds_it_on_the_first_screen(
    world: World, report: Report
) -> None:
    asked(world, report)
    page = shown(world, "minh")
    assert "2 số liệu của báo cáo quý I năm 2026" in page
    assert "20/03/2026" in page
    assert "còn 4 ngày" in page
    assert "Tính đến 14/3" in page
    assert f'href="{sheet_of(report, "5")}"' in page
    for other in ("hoa", "dung", "mai", "kien", "lan"):
        assert "số liệu của báo cáo quý I" not in shown(world, other)


def test_whoever_works_in_the_section_asked_finds_it_too(world: World, report: Report) -> None:
    asked(world, report, "5.4.1", section_id=world.units["economy"].pk)
    page = shown(world, "minh")
    assert "1 số liệu của báo cáo quý I năm 2026" in page
    assert "hỏi cả phòng" in page
    assert "5.4.1" in page


def test_a_reminder_that_was_pressed_shows_on_it_and_late_is_said_in_words(
    world: World, report: Report
) -> None:
    one = asked(world, report)
    assert "nhắc lúc" not in shown(world, "minh")
    with at(quarter.later(61)):
        ask_url = reverse("office-reporting-ask", args=[report.uuid])
        mai = signed_in(world, "mai")
        mai.post(ask_url, {"remind": one.pk})
        assert "đã nhắc 1 lần, gần nhất lúc 10:01 16/03/2026" in mai.get(ask_url).content.decode()
    late = quarter.AT + timedelta(days=9)
    for url in ("/", reverse("office-reporting")):
        page = shown(world, "minh", url, late)
        assert "nhắc lúc 10:01 16/03/2026" in page
        assert "quá hạn 5 ngày" in page


def test_the_figures_are_named_beside_their_codes_and_each_leads_to_its_part(
    world: World, report: Report
) -> None:
    one = asked(world, report)
    by_code = {row.code: row.name for row in set_of(one.period).indicators}
    page = shown(world, "minh", reverse("office-reporting"))
    for code in one.codes:
        assert by_code[code] in page
        assert f'href="{sheet_of(report, code[0])}"' in page
    assert by_code["4.2.3"] in shown(
        world, "mai", reverse("office-reporting-ask", args=[report.uuid])
    )


def test_before_a_report_is_begun_it_says_who_begins_it_and_links_to_no_sheet(
    world: World, report: Report
) -> None:
    asked(world, report)
    mai = quarter.who(world, "mai")
    life.discard(report, seen=report.revision, by=mai, at=quarter.later(1))
    page = shown(world, "minh")
    assert "chưa lập báo cáo: công chức cải cách hành chính" in page
    assert f'href="{reverse("office-reporting")}"' in page
    assert "/so-lieu/" not in page
    own = shown(world, "minh", reverse("office-reporting"))
    assert "Chưa lập báo cáo: công chức cải cách hành chính" in own
    assert "/so-lieu/" not in own


def test_a_report_that_went_on_says_that_its_figures_are_locked(
    world: World, report: Report
) -> None:
    asked(world, report)
    mai = quarter.who(world, "mai")
    life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    assert "số liệu của báo cáo quý I" not in shown(world, "minh")
    own = shown(world, "minh", reverse("office-reporting"))
    assert "Báo cáo đã trình, đang khóa số liệu" in own
    assert "/so-lieu/" not in own


def test_only_who_can_open_the_report_is_offered(world: World, report: Report) -> None:
    page = shown(world, "mai", reverse("office-reporting-ask", args=[report.uuid]))
    assert f'value="nguoi-{world.position("minh").pk}"' in page
    assert f'value="nguoi-{world.position("lan").pk}"' not in page


def test_many_requests_cost_no_more_questions_than_one(
    world: World, report: Report, django_assert_max_num_queries
) -> None:
    asked(world, report)
    url = reverse("office-reporting")
    client = signed_in(world, "minh")
    client.get(url)
    for _again in range(4):
        asked(world, report)
    with django_assert_max_num_queries(24):
        client.get(url)
