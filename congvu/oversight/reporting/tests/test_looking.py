"""What deserves a look in a report: what changed since somebody saw it, what stood there before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.cells import BLANK
from congvu.oversight.indicators.rules.looking import Beside, Reason, Why
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.selectors.figures import sheet_of
from congvu.oversight.reporting.selectors.looking import Looks, looks_of
from congvu.oversight.reporting.services import asking, life, rolling_up, writing
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db
CHANGED = "5.4.2"


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return quarter.ask(world)


def looks(report: Report, *, inside: bool = True) -> Looks:
    found = sheet_of(report)
    return looks_of(report, found, findings_of(report, found=found), inside=inside)


def reasons(found: Looks, code: str) -> list[Why]:
    return [one.why for one in found.of(code).reasons]


def type_figure(
    world: World, place: ReportingPeriod, code: str, figure: str, *, minutes: int = 0
) -> None:
    unit = world.units["commune"].pk
    seen = sheet(unit, place.pk).row(code).seen
    mai = quarter.who(world, "mai")
    done = enter_many(
        mai, unit, place.pk, {code: Typed(figure, seen)}, at=quarter.later(minutes)
    )  # fmt: skip
    assert not done.refused


def before(world: World) -> ReportingPeriod:
    """Let anh Quân have asked for the quarter before."""
    return asking.ask(
        set_code="xa-2025",
        period="2025Q4",
        first_day=date(2025, 9, 15),
        last_day=date(2025, 12, 14),
        due_on=date(2025, 12, 18),
        asked_by="",
        by=quarter.who(world, "quan"),
        at=quarter.AT,
    )


def test_what_was_typed_deserves_a_look_and_what_was_counted_does_not(
    world: World, period: ReportingPeriod
) -> None:
    found = looks(quarter.begin(world, period))
    assert reasons(found, "3.6.6") in ([Why.TYPED], [Why.OVER_COMPUTED])
    counted = [
        one
        for one in found.rows
        if one.row.computed and not one.row.entered and Why.FINDING not in reasons(found, one.row.code)
    ]  # fmt: skip
    assert counted
    assert not any(one.look.deserves for one in counted)
    assert not found.has_earlier
    mere = [one.is_mere_blank for one in found.deserving]
    assert mere == sorted(mere)
    assert {False, True} == set(mere)
    assert found.within == 0
    assert len(found.rows) == len(found.deserving) + found.uncompared + found.blank
    assert not any(one.row.indicator.is_heading for one in found.rows)


def test_what_changed_since_it_was_handed_on_comes_first_and_only_inside(
    world: World, period: ReportingPeriod
) -> None:
    report = quarter.begin(world, period)
    type_figure(world, period, CHANGED, "25")
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    assert not any(one.is_since for one in looks(report).rows)
    report = life.rework(
        report, note="Soát lại.", seen=report.revision, by=hoa, at=quarter.later(2)
    )
    type_figure(world, period, CHANGED, "26", minutes=3)
    for again in (False, True):  # as chị Mai sees it, and bà Hoa when it comes back
        if again:
            report = life.check(report, seen=report.revision, by=mai, at=quarter.later(4))
        found = looks(report)
        assert [one.row.code for one in found.rows if one.is_since] == [CHANGED]
        first = found.deserving[0]
        assert first.row.code == CHANGED
        assert first.was is not None
        assert first.was.amount == 25
        assert Why.SINCE_HANDED_ON not in reasons(looks(report, inside=False), CHANGED)


def test_after_a_return_comes_first_what_is_other_than_in_the_version_returned(
    world: World, period: ReportingPeriod
) -> None:
    report = quarter.begin(world, period)
    type_figure(world, period, CHANGED, "25")
    report = quarter.submitted(world, report)
    report = life.send_back(
        report, reason="Số 5.4.2 sai.", seen=report.revision, by=quarter.who(world, "quan"),
        at=quarter.later(5),
    )  # fmt: skip
    fresh = life.correct(
        report, reason="Sửa 5.4.2.", seen=report.revision, by=quarter.who(world, "mai"),
        at=quarter.later(6),
    )  # fmt: skip
    assert not any(one.is_since for one in looks(fresh).rows)
    type_figure(world, period, CHANGED, "31", minutes=7)
    for inside in (True, False):
        found = looks(fresh, inside=inside)
        assert found.deserving[0].row.code == CHANGED
        assert reasons(found, CHANGED)[0] is Why.SINCE_RETURN
        assert [one.row.code for one in found.rows if one.is_since] == [CHANGED]


def test_a_figure_is_held_against_the_quarter_before_by_the_band_of_the_set(
    world: World, period: ReportingPeriod
) -> None:
    earlier = before(world)
    for code, figure in ((CHANGED, "10"), ("4.2.1", "23"), ("7.2.2", "0"), ("4.2.6", "12")):
        type_figure(world, earlier, code, figure)
    report = quarter.begin(world, period)
    type_figure(world, period, CHANGED, "16")
    found = looks(report)
    assert found.has_earlier
    assert Reason(Why.CHANGED, Beside.PREVIOUS) in found.of(CHANGED).reasons
    assert Why.CHANGED not in reasons(found, "4.2.1")
    assert Reason(Why.NOT_ZERO, Beside.PREVIOUS) in found.of("7.2.2").reasons
    assert reasons(found, "4.2.6") == [Why.GONE_BLANK]
    blank = [one for one in found.rows if one.row.cell == BLANK and one.row.previous == BLANK]
    assert blank
    assert Why.BLANK not in {why for one in blank for why in reasons(found, one.row.code)}


def test_a_finding_is_open_until_it_has_its_reason(world: World, period: ReportingPeriod) -> None:
    report = quarter.begin(world, period)
    for code, figure in (("3.7.2", "16"), ("7.4.1", "36"), ("7.4.2", "83")):
        type_figure(world, period, code, figure)
    asked = findings_of(report).unanswered
    assert asked
    code = asked[0].finding.cells[0]
    assert Why.FINDING in reasons(looks(report), code)
    writing.give_reason(
        report,
        asked[0].finding.code,
        asked[0].finding.computation,
        "Đã đối chiếu.",
        seen=0,
        by=quarter.who(world, "mai"),
        at=quarter.later(1),
    )
    assert Why.SETTLED in reasons(looks(report), code)


def test_a_sum_opens_to_its_units_and_says_that_it_is_one(
    world: World, period: ReportingPeriod
) -> None:
    report = quarter.begin(world, period)
    type_figure(world, period, CHANGED, "25")
    report = quarter.submitted(world, report)
    quan = quarter.who(world, "quan")
    life.accept(report, seen=report.revision, by=quan, at=quarter.later(5))
    rolling_up.roll_up(period, by=quan, at=quarter.later(7))
    found = looks(life.open_report(period, "tinh", by=quan, at=quarter.later(8)))
    assert found.is_sum
    assert reasons(found, CHANGED) == []
    assert found.uncompared


def test_the_rows_are_looked_at_in_few_statements(
    world: World, period: ReportingPeriod, django_assert_max_num_queries: Any
) -> None:
    report = quarter.begin(world, period)
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(1)
    )
    found = sheet_of(report)
    told = findings_of(report, found=found)
    with django_assert_max_num_queries(3):
        looks_of(report, found, told, inside=True)
