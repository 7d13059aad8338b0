"""The board says how many rows are blank in a report that was handed in, as it was approved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from congvu.oversight.indicators.models import ReportingPeriod, Value
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.gaps import blank_rows
from congvu.oversight.reporting.selectors.page import page_of
from congvu.oversight.reporting.tests import quarter
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def board(world: World, period: ReportingPeriod, only: str = "") -> str:
    url = reverse("office-reporting-board", args=[period.pk])
    return signed_in(world, "quan").get(f"{url}{only}").content.decode()


def fill(report: Report, **moment: Any) -> None:
    """Put a figure into every blank row, as if it had been there at that moment."""
    blank = [
        row.code
        for row in sheet(report.unit_id, report.period_id).rows
        if row.chosen is None and not row.indicator.is_heading
    ]
    Value.objects.bulk_create(
        Value(
            unit_id=report.unit_id,
            period_id=report.period_id,
            code=code,
            origin=Origin.ENTERED,
            amount=0,
            as_of=quarter.AT,
            recorded_by="mai",
            **moment,
        )
        for code in blank
    )


def test_blank_rows_of_what_was_handed_in_are_counted_as_its_own_page_counts_them(
    world: World, report: Report
) -> None:
    period = report.period
    assert "thiếu" not in board(world, period)
    assert not blank_rows(period)
    report = quarter.submitted(world, report)
    told = page_of(report, quarter.who(world, "quan"), quarter.later(9))
    blank = told.asked - told.filled
    assert blank > 0
    assert blank_rows(period) == {report.pk: blank}
    shown = board(world, period)
    assert f"thiếu {blank} dòng" in shown
    assert "Thiếu số liệu" in shown
    only = board(world, period, "?tinh_trang=thieu")
    assert "Xã Minh Tâm" in only
    assert "Xã Minh Lộc" not in only


def test_what_is_typed_after_the_approval_fills_no_row_of_it(world: World, report: Report) -> None:
    report = quarter.submitted(world, report)
    before = blank_rows(report.period)
    fill(report, recorded_at=quarter.later(30))
    assert blank_rows(report.period) == before


def test_a_whole_report_says_nothing_of_blank_rows(world: World, report: Report) -> None:
    report = quarter.submitted(world, report)
    fill(report, recorded_at=quarter.AT - timedelta(days=1))
    assert not blank_rows(report.period)
    shown = board(world, report.period)
    assert "thiếu" not in shown
    assert "Thiếu số liệu" not in shown


def test_all_units_are_counted_in_one_statement(
    world: World, report: Report, django_assert_num_queries: Any
) -> None:
    report = quarter.submitted(world, report)
    blank_rows(report.period)
    with django_assert_num_queries(1):
        blank_rows(report.period)
