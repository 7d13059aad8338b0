"""From a finding to what mends it, back again, and on to what still lacks a text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from congvu.interfaces.office.reporting.tests.test_page_and_writing import _post, _said, _url
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.services import writing
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

BLANK = "3.6.10"


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


def test_who_came_from_the_findings_goes_back_there_after_saving(
    world: World, report: Report
) -> None:
    mai = signed_in(world, "mai")
    writing.write_section(
        report, quarter.SHORTCOMINGS, "", seen=1, by=quarter.who(world, "mai"), at=quarter.later(1)
    )
    findings = reverse("office-reporting-findings", args=[report.uuid])
    there = f"{_url(report, quarter.SHORTCOMINGS)}?tu=kiem-tra"
    assert f'href="{there}"' in _said(mai, findings)
    answer = mai.post(there, {"text": "Trong kỳ có hai hồ sơ trễ.", "seen": "2"})
    assert answer["Location"] == there
    put_away(answer)
    page = _said(mai, there)
    assert f'<a href="{findings}">' in page
    assert "Về trang Kiểm tra" in page
    plain = _said(mai, _url(report, quarter.SHORTCOMINGS))
    assert f"#muc-{quarter.SHORTCOMINGS}" in plain
    assert "Về trang Kiểm tra" not in _said(mai, f"{there}-la-gi")


def test_a_section_leads_to_the_next_one_without_a_text(world: World, report: Report) -> None:
    mai = signed_in(world, "mai")
    assert "Mọi mục bắt buộc đã có nội dung" in _said(mai, _url(report, "I.1"))
    writing.write_section(
        report, quarter.SHORTCOMINGS, "", seen=1, by=quarter.who(world, "mai"), at=quarter.later(1)
    )
    page = _said(mai, f"{_url(report, 'I.1')}?tu=kiem-tra")
    assert f'href="{_url(report, quarter.SHORTCOMINGS)}?tu=kiem-tra"' in page
    assert "Mục chưa viết tiếp theo:" in _said(mai, _url(report, "V"))  # round the end
    assert "Mục chưa viết tiếp theo:" not in _said(mai, _url(report, quarter.SHORTCOMINGS))


def test_the_blank_figures_of_what_is_typed_are_named_with_each_keeping(
    world: World, report: Report
) -> None:
    mai = signed_in(world, "mai")
    beside = reverse("office-reporting-unfinished", args=[report.uuid, "IV.1"])

    def told(text: str) -> str:
        return str(json.loads(_post(mai, beside, 200, text=text, seen="0"))["blanks"])

    assert told(f"Có {{{{{BLANK}}}}} và {{{{3.6.6}}}}.").startswith("1 số liệu")
    assert BLANK in _said(mai, _url(report, "IV.1"))
    assert told("Có {{3.6.6}}.") == ""
    assert told("Có {{3.6") == ""


def test_after_a_reason_the_next_finding_without_one_is_shown(world: World, report: Report) -> None:
    mai = quarter.who(world, "mai")
    same = {"7.4.1": Typed("2", None), "7.4.2": Typed("3", None), "3.7.2": Typed("9", None)}
    more = {"6.3": Typed("2", None), "4.1.2": Typed("7", None)}
    enter_many(mai, report.unit_id, report.period_id, same | more, at=quarter.later(2))
    open_ones = findings_of(report).unanswered
    assert open_ones
    url = reverse("office-reporting-findings", args=[report.uuid])
    client = signed_in(world, "mai")
    for left, one in enumerate(reversed(open_ones), start=1 - len(open_ones)):
        answer = client.post(
            url,
            {
                "finding": one.finding.code,
                "computation": one.finding.computation,
                "reason": "Hai nguồn khác nhau.",
                "seen": "0",
            },
        )
        place = f"#{open_ones[0].finding.code}" if left else ""
        assert answer["Location"] == f"{url}{place}"
        put_away(answer)
    assert "chỗ cần giải trình</span>" not in _said(client, url)
