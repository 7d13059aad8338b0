"""What chị Mai types in place of a bound figure is pointed out where she writes and where it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import writing
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

SECTION = "II.2.b"
TYPED = (
    "Số hồ sơ TTHC do UBND cấp xã tiếp nhận là 120 hồ sơ. "
    "Số hồ sơ TTHC do UBND cấp xã giải quyết và trả kết quả là 300 hồ sơ."
)
EQUAL = "Số 120 gõ tay bằng chỉ tiêu 3.6.6 (Số hồ sơ TTHC do UBND cấp xã tiếp nhận)."
DIFFERS = "Chữ viết 300, biểu ghi 100: chỉ tiêu 3.6.7 (Số hồ sơ TTHC do UBND cấp xã giải quyết"
BOUND = TYPED.replace("120", "{{3.6.6}}").replace("300", "{{3.6.7}}")


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.later(30), tick=False):
        yield


def _said(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    text = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 200
    return text


def _write(world: World, report: Report, text: str, seen: int) -> None:
    mai = quarter.who(world, "mai")
    writing.write_section(report, SECTION, text, seen=seen, by=mai, at=quarter.later(seen + 1))


def test_typed_numbers_are_pointed_out_beside_the_text_in_the_margin_and_in_the_checks(
    world: World, report: Report
) -> None:
    mai = signed_in(world, "mai")
    _write(world, report, TYPED, 0)
    for name, args in (
        ("office-reporting-section", (report.uuid, SECTION)),
        ("office-reporting-page", (report.uuid,)),
        ("office-reporting-findings", (report.uuid,)),
    ):
        page = _said(mai, name, *args)
        assert EQUAL in page, name
        assert "{{3.6.6}}" in page, name
        assert DIFFERS in page, name
    # who does not write the section is told what differs, not what could be bound
    hoa = _said(signed_in(world, "hoa"), "office-reporting-page", report.uuid)
    assert DIFFERS in hoa
    assert EQUAL not in hoa
    _write(world, report, BOUND, 1)
    for name, args in (
        ("office-reporting-section", (report.uuid, SECTION)),
        ("office-reporting-page", (report.uuid,)),
        ("office-reporting-findings", (report.uuid,)),
    ):
        page = _said(mai, name, *args)
        assert "gõ tay bằng" not in page, name
        assert "biểu ghi" not in page, name


def test_what_is_being_typed_is_judged_before_it_is_saved(world: World, report: Report) -> None:
    mai = signed_in(world, "mai")
    url = reverse("office-reporting-unfinished", args=[report.uuid, SECTION])

    def typed(text: str) -> list[dict[str, str]]:
        answer = mai.post(url, {"text": text, "seen": "0"})
        told = json.loads(answer.content)
        put_away(answer)
        return list(told["typed"])

    assert [one["tone"] for one in typed(TYPED)] == ["info", "soon"]
    assert typed(BOUND) == []
    assert typed("Số hồ sơ là {{3.6") == []  # not whole yet


def test_the_prose_that_the_outline_writes_is_passed_over(world: World, report: Report) -> None:
    page = _said(signed_in(world, "mai"), "office-reporting-findings", report.uuid)
    assert "gõ tay bằng" not in page
    assert "biểu ghi" not in page


def test_a_section_without_a_text_of_its_own_offers_the_codes_it_is_about(
    world: World, report: Report
) -> None:
    page = _said(signed_in(world, "mai"), "office-reporting-section", report.uuid, "II.2")
    assert "<code>{{3.6.6}}</code>" in page
    assert "<code>{{4.2.1}}</code>" not in page


def test_a_bound_figure_says_its_source_to_the_office_and_only_its_name_above_it(
    world: World, report: Report
) -> None:
    title = 'title="Số hồ sơ TTHC do UBND cấp xã tiếp nhận; nguồn: nhập"'
    mai = signed_in(world, "mai")
    assert title in _said(mai, "office-reporting-page", report.uuid)
    assert title in _said(mai, "office-reporting-section", report.uuid, SECTION)
    handed_in = quarter.submitted(world, report)
    above = _said(signed_in(world, "quan"), "office-reporting-page", handed_in.uuid)
    assert "nguồn: nhập" not in above
