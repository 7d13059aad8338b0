"""Two reporting periods of the sample communes: windows as ministries set them, figures, a request."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings

from config.sample.posts import Posts
from config.sample.province import AFTER, REFORM, Place
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.periods import (
    CutOff,
    Period,
    PeriodKind,
    PeriodRule,
    PeriodRules,
    Window,
)
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.indicators.services.requesting import ask

SET = "xa-2025"
ASKED_BY = "Công văn về báo cáo cải cách hành chính định kỳ (dữ liệu mẫu)"
DUE_AFTER = timedelta(days=3)
# The days of Bộ Nội vụ's letter 581/BNV-CCHC: periods begin on the 15th of a month.
RULES = PeriodRules(
    (
        PeriodRule.until(PeriodKind.QUARTER, 1, CutOff(12, 15, -1), CutOff(3, 14)),
        PeriodRule.until(PeriodKind.HALF, 1, CutOff(12, 15, -1), CutOff(6, 14)),
        PeriodRule.until(PeriodKind.QUARTER, 3, CutOff(6, 15), CutOff(9, 14)),
        PeriodRule.until(PeriodKind.YEAR, 1, CutOff(12, 15, -1), CutOff(12, 14)),
    )
)
TYPED = {
    "1.7": Typed("Có", None),
    "1.8": Typed("Duy trì “Ngày không hẹn” vào thứ Năm hằng tuần.", None),
    "4.2.6": Typed("12", None),
    "7.5.1": Typed("38", None),
}
ASKED = ("4.2.6", "7.5.1")


def load_figures(posts: Posts, *, until: datetime) -> int:
    """Open the last period that is over and the one that runs; return how many there are.

    Every commune's figures are computed; those that people hold are typed for the first of the
    two, and asked of an officer for the second.
    """
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=until)
    province = posts.units["province"]
    keeper = posts.staff[f"home/{Role.PROVINCE_OFFICER.value}/"]
    opened = 0
    for code, window in chosen_periods(until.date()):
        period = open_period(
            province.pk,
            newest_version(SET),
            code,
            window,
            due_on=window.last_day + DUE_AFTER,
            asked_by=ASKED_BY,
            by=keeper,
            at=_moment(window.starts_on, until),
        )
        opened += 1
        for place in AFTER:
            _fill(posts, place, period, until)
    return opened


def chosen_periods(today: date) -> list[tuple[str, Window]]:
    """Return the last period that is over and the next one to end, of those after the reform."""
    found = sorted(
        (window.ends_on, -window.days, period.code, window)
        for year in range(REFORM.year, today.year + 1)
        for rule in RULES.rows
        for period in [Period(year, rule.kind, rule.number)]
        for window in [RULES.window(period)]
        if REFORM <= window.starts_on <= today
    )
    over = [one for one in found if one[0] <= today][-1:]
    running = [one for one in found if one[0] > today][:1]
    return [(code, window) for _ends, _days, code, window in (*over, *running)]


def _fill(posts: Posts, place: Place, period: ReportingPeriod, until: datetime) -> None:
    unit = posts.units[place.key]
    writer = posts.staff[f"{place.key}/{Role.REFORM_OFFICER.value}/secretariat"]
    at = _moment(period.ends_on, until)
    refresh(unit.pk, period.pk, by=writer, at=at)
    rows = {row.code for row in sheet(unit.pk, period.pk).rows}
    if period.ends_on <= until.date():
        cells = {code: typed for code, typed in TYPED.items() if code in rows}
        enter_many(writer, unit.pk, period.pk, cells, at=at)
    elif asked := [code for code in ASKED if code in rows]:
        officer = posts.staff[f"{place.key}/{Role.OFFICER.value}/economy"]
        _ask(unit.pk, period, asked, by=writer, of=officer, at=at)


def _ask(
    unit_id: int, period: ReportingPeriod, codes: list[str], *, by: Staff, of: Staff, at: datetime
) -> None:
    ask(
        by,
        unit_id,
        period.pk,
        codes,
        due_on=max(period.due_on, at.date()),
        position_id=of.position_id,
        note="Nhờ anh/chị ghi số đến ngày cuối kỳ.",
        at=at,
    )


def _moment(day: date, until: datetime) -> datetime:
    """Return nine o'clock of the day, or the last moment of the sample before it."""
    return min(datetime.combine(day, time(9), VIETNAM), until)
