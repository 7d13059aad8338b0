"""What registers remind of on the first screen: tasks, terms that end, findings that are not mended."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from congvu.casework.plans.tests.make import plan, task
from congvu.foundation.units.models import Unit
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.services.entries import add_row
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from congvu.interfaces.office.home.tests.test_home import home_of
from congvu.oversight.reporting.selectors.board import Standing, board
from congvu.oversight.reporting.selectors.periods import owed_by, pressing
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.world import NOW, World

TASKS, TERMS = "Nhiệm vụ kế hoạch gấp của tôi", "Chức vụ sắp hết thời hạn"
FINDINGS = "Vấn đề phát hiện quá hạn khắc phục"


def keep(world: World, register: str, **values: Any) -> Any:
    return add_row(get_register(register), values, by=world.staff("mai"), at=NOW)


def post(world: World, term_ends_on: date, holder: str = "Lê Thị Hoa", **said: Any) -> Any:
    values = {
        "unit": world.units["commune"].pk,
        "rank": "committee",
        "post": "Chủ tịch",
        "holder": holder,
        "starts_on": date(2021, 5, 4),
        "term_ends_on": term_ends_on,
    }
    return keep(world, "chuc-vu-lanh-dao", **{**values, **said})


def finding(world: World, due_on: date, progress: str = "open") -> Any:
    inspection = keep(
        world,
        "cuoc-kiem-tra",
        purpose="reform",
        manner="planned",
        inspected_unit=world.units["economy"].pk,
        planned_on=date(2026, 1, 12),
        inspected_on=date(2026, 1, 14),
    )
    return keep(
        world,
        "van-de-phat-hien",
        inspection=inspection.pk,
        number=1,
        content="Chưa niêm yết thủ tục",
        duty=world.units["economy"].pk,
        due_on=due_on,
        progress=progress,
    )


def test_a_person_finds_the_own_tasks_that_are_late_or_due_soon(world: World) -> None:
    of = plan(world)
    mine = {"person": world.position("minh").pk}
    task(world, of, 1, due_on=date(2026, 3, 6), **mine)
    task(world, of, 2, due_on=date(2026, 3, 16), **mine)
    task(world, of, 3, due_on=date(2026, 3, 30), **mine)
    page = home_of(world, "minh")
    assert TASKS in page
    assert page.index("Việc 1.0") < page.index("Việc 2.0")
    assert "Việc 3.0" not in page
    assert "Kế hoạch cải cách hành chính năm 2026" in page
    assert TASKS not in home_of(world, "hoa")


def test_leader_and_reform_officer_learn_which_terms_end(world: World) -> None:
    post(world, date(2026, 5, 4))
    post(world, date(2027, 5, 4), "Trần Thị Sau", post="Phó Chủ tịch")
    for name in ("hoa", "mai"):
        page = home_of(world, name)
        assert TERMS in page
        assert "Chủ tịch: Lê Thị Hoa" in page
        assert "còn 55 ngày" in page
        assert "Trần Thị Sau" not in page
    for name in ("minh", "dung", "kien"):
        assert TERMS not in home_of(world, name)


def test_a_term_is_told_once_and_a_post_that_was_left_not_at_all(world: World) -> None:
    post(world, date(2026, 5, 4))
    post(world, date(2026, 4, 4), "Trần Văn Thôi", post="Phó Chủ tịch", ends_on=date(2026, 2, 1))
    keep(
        world,
        "nhan-su",
        decided_on=date(2021, 5, 4),
        move="appointed",
        corps="commune_leader",
        person="Lê Thị Hoa",
        unit=world.units["commune"].pk,
        post="Chủ tịch UBND",
        term_ends_on=date(2026, 5, 4),
    )
    page = home_of(world, "hoa")
    assert page.count("còn 55 ngày") == 1
    assert "Trần Văn Thôi" not in page


def test_findings_that_are_overdue_are_told_until_they_are_mended(world: World) -> None:
    finding(world, date(2026, 3, 1))
    page = home_of(world, "hoa")
    assert FINDINGS in page
    assert "quá hạn 9 ngày" in page


def test_findings_in_time_are_not_told(world: World) -> None:
    finding(world, date(2026, 3, 11))
    assert FINDINGS not in home_of(world, "hoa")


def raw_home(world: World, name: str, moment: datetime) -> str:
    with at(moment):
        return signed_in(world, name).get("/").content.decode()


def _late_row(page: str) -> bool:
    return (
        re.search(r'<tr class="is-late">(?:(?!</tr>).)*Báo cáo quý I', page, re.DOTALL) is not None
    )


def test_a_report_that_is_late_is_marked_alike_for_whoever_it_waits_for(world: World) -> None:
    """The due day was 18/03; the reform officer, the leader and the board say the same."""
    period = quarter.ask(world)
    report = quarter.begin(world, period)
    long_after = quarter.AT + timedelta(days=67)
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    assert "quá hạn 65 ngày" in home_of(world, "mai", long_after)
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    assert not _late_row(raw_home(world, "hoa", quarter.later(2)))
    for name in ("mai", "hoa"):
        page = raw_home(world, name, long_after)
        assert _late_row(page)
        assert "quá hạn 65 ngày" in page
    [row] = [one for one in board(period, long_after.date()).rows if one.newest == report]
    assert (row.standing, row.days_late) == (Standing.LATE, 65)
    [owed] = [one for one in owed_by(hoa, long_after.date()) if one.report == report]
    assert owed.overdue(long_after.date()) == 65


def test_a_correction_of_what_was_sent_in_time_is_not_called_late(world: World) -> None:
    report = quarter.submitted(world, quarter.begin(world, quarter.ask(world)))
    quan, mai = quarter.who(world, "quan"), quarter.who(world, "mai")
    long_after = quarter.AT + timedelta(days=67)
    why = "Thiếu phụ lục."
    report = life.send_back(report, reason=why, seen=report.revision, by=quan, at=quarter.later(5))
    page = home_of(world, "mai", long_after)
    assert "bị trả lại, cần đính chính" in page
    assert "quá hạn 65 ngày" not in page
    report = life.correct(report, reason=why, seen=report.revision, by=mai, at=quarter.later(6))
    life.check(report, seen=report.revision, by=mai, at=quarter.later(7))
    page = raw_home(world, "hoa", long_after)
    assert "Báo cáo định kỳ chờ anh/chị" in page
    assert not _late_row(page)


def test_a_unit_that_began_after_the_period_owes_nothing_by_its_due_day(world: World) -> None:
    period = quarter.ask(world)
    mai = quarter.who(world, "mai")
    long_after = (quarter.AT + timedelta(days=67)).date()
    assert pressing(mai, long_after)
    day_after = period.last_day + timedelta(days=1)
    Unit.objects.filter(pk=world.units["commune"].pk).update(starts_on=day_after)
    [owed] = [one for one in owed_by(mai, long_after) if one.period == period]
    assert owed.overdue(long_after) == 0
    assert not pressing(mai, long_after)
