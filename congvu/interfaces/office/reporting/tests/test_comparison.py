"""Figures side by side on the screen: places, blanks, whose figures, how few statements."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

UNITS = "office-comparison-units"
COURSES = "office-comparison-courses"
PERIODS = "office-comparison-periods"
COUNTED = "5.4.2"
RATIO = "06a.xa.tyle"
MOST_STATEMENTS = 12
MOST_OF_DOSSIERS = 16
"""Folding the tail takes three statements, every period one."""


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return quarter.ask(world)


@pytest.fixture
def report(world: World, period: ReportingPeriod) -> Report:
    """The commune's report, with a count and a ratio that people entered."""
    report = quarter.begin(world, period)
    _enter(world, report.unit_id, period, {COUNTED: "31", RATIO: "7/8"})
    return report


def _enter(world: World, unit_id: int, period: ReportingPeriod, cells: dict[str, str]) -> None:
    typed = {code: Typed(text, None, "theo sổ") for code, text in cells.items()}
    done = enter_many(quarter.who(world, "mai"), unit_id, period.pk, typed, at=quarter.AT)
    assert not done.refused


def _page(world: World, name: str, view: str, *args: int, status: int = 200, **query: str) -> str:
    answer = signed_in(world, name).get(reverse(view, args=args), query)
    assert answer.status_code == status
    said = answer.content.decode()
    put_away(answer)
    return said


def _words(said: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", said).split())


def test_what_is_not_handed_in_is_not_seen_from_above(world: World, report: Report) -> None:
    said = _words(_page(world, "quan", UNITS, report.period_id, chi_tieu=COUNTED))
    assert "chưa gửi" in said
    assert "đang soạn" not in said
    assert " 31 " not in said


def test_what_the_office_typed_stays_unseen_though_computed_figures_are_asked_for(
    world: World, report: Report
) -> None:
    said = _words(_page(world, "quan", UNITS, report.period_id, chi_tieu=COUNTED, tu_tinh="1"))
    assert "hệ thống tính" in said
    assert " 31 " not in said


def test_what_was_handed_in_is_compared_as_it_was_approved(world: World, report: Report) -> None:
    quarter.submitted(world, report)
    said = _words(_page(world, "quan", UNITS, report.period_id, chi_tieu=RATIO))
    assert "87,5" in said
    assert "7/8" in said
    assert "chờ tiếp nhận" in said
    assert "mẫu số dưới 10" in said


def test_an_office_sees_its_own_past_and_no_other_office(
    world: World, report: Report, period: ReportingPeriod
) -> None:
    own = _words(_page(world, "mai", PERIODS, period.pk, report.unit_id, chi_tieu=COUNTED))
    assert "31" in own
    assert "đang soạn" in own
    for other in (world.units["neighbour"].pk, world.units["province"].pk, 999_999, 10**25):
        _page(world, "mai", PERIODS, period.pk, other, status=404, chi_tieu=COUNTED)
    _page(world, "mai", UNITS, period.pk, status=404)
    _page(world, "mai", COURSES, period.pk, status=404)


def test_a_period_without_a_figure_is_a_gap_and_never_nought(
    world: World, report: Report, period: ReportingPeriod
) -> None:
    for code, first, last in (
        ("2025Q2", date(2025, 3, 15), date(2025, 6, 15)),
        ("2025Q3", date(2025, 6, 15), date(2025, 9, 15)),
        ("2025Q4", date(2025, 9, 15), date(2025, 12, 15)),
    ):
        made = open_period(
            period.superior_id, period.set_version, code, Window(first, last),
            due_on=last, asked_by="", by=quarter.who(world, "quan"), at=quarter.AT,
        )  # fmt: skip
        if code != "2025Q3":
            _enter(world, report.unit_id, made, {COUNTED: "20"})
    said = _page(world, "mai", PERIODS, period.pk, report.unit_id, chi_tieu=COUNTED)
    assert said.count('class="chart__gap"') == 1
    assert said.count('class="chart__point chart__point--main"') == 3
    assert "kỳ này +11 Người" in _words(said)


def test_what_is_counted_from_dossiers_is_compared_without_any_report(
    world: World, period: ReportingPeriod
) -> None:
    said = _words(_page(world, "quan", UNITS, period.pk))
    assert "đúng hạn (biểu II.06a)" in said
    assert "không phải số trong báo cáo đã gửi" in said
    assert "Mức chung" in said


@pytest.mark.parametrize("code", ["1.1", "7.9.9", "x" * 200, "1.7"])
def test_what_cannot_be_compared_is_not_found(
    world: World, period: ReportingPeriod, code: str
) -> None:
    _page(world, "quan", UNITS, period.pk, status=404, chi_tieu=code)


@pytest.mark.parametrize(("code", "most"), [(COUNTED, MOST_STATEMENTS), ("", MOST_OF_DOSSIERS)])
def test_every_page_of_a_comparison_takes_few_statements(
    world: World, report: Report, code: str, most: int, django_assert_max_num_queries: Any
) -> None:
    report = quarter.submitted(world, report)
    quan = signed_in(world, "quan")
    put_away(quan.get(reverse(UNITS, args=[report.period_id]), {"chi_tieu": code}))
    for view, args in (
        (UNITS, [report.period_id]),
        (COURSES, [report.period_id]),
        (PERIODS, [report.period_id, report.unit_id]),
    ):
        with django_assert_max_num_queries(most):
            answer = quan.get(reverse(view, args=args), {"chi_tieu": code})
        assert b"data-copied=" in answer.content  # its table goes to Word or Excel
        put_away(answer)


def test_the_spreadsheet_has_the_numbers_and_leaves_blanks_empty(
    world: World, report: Report
) -> None:
    quarter.submitted(world, report)
    quan = signed_in(world, "quan")
    for view in (UNITS, COURSES):
        url = reverse(f"{view}-xlsx", args=[report.period_id])
        answer = quan.get(url, {"chi_tieu": RATIO})
        rows = _rows(b"".join(answer.streaming_content))
        put_away(answer)
        filled = next(row for row in rows if 87.5 in row)
        assert world.units["commune"].name in filled
        blank = next(row for row in rows if world.units["neighbour"].name in row)
        assert 0 not in blank


def _rows(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def test_a_per_cent_that_is_whole_shows_its_decimals_too(
    world: World, period: ReportingPeriod
) -> None:
    report = quarter.begin(world, period)
    _enter(world, report.unit_id, period, {RATIO: "1/2"})
    said = _words(_page(world, "mai", PERIODS, period.pk, report.unit_id, chi_tieu=RATIO))
    assert "50,00" in said
