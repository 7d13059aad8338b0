"""The calendar files 2018–2027, read without a database, against the law and known days."""

from datetime import date, timedelta
from functools import cache

import pytest
from django.conf import settings

from congvu.foundation.calendars import loading
from congvu.foundation.calendars.rules import DayKind, YearPlan

YEARS = range(2018, 2028)


@cache
def plans() -> dict[int, YearPlan]:
    return {plan.year: plan for plan in loading.read(settings.CATALOGUE / "calendar")}


@cache
def kinds() -> dict[date, DayKind]:
    return {planned.day: planned.kind for plan in plans().values() for planned in plan.days}


def test_every_year_from_2018_to_2027_has_a_file():
    assert set(plans()) == set(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_the_year_has_the_holidays_that_the_law_of_its_time_gives(year):
    """Ten under the Labour Code of 2012; eleven since 2021 (one more for the National Day)."""
    holidays = [d for d in plans()[year].days if d.kind is DayKind.HOLIDAY]
    assert len(holidays) == (10 if year <= 2020 else 11)
    assert plans()[year].law.startswith(
        "Bộ luật Lao động số " + ("10/2012" if year <= 2020 else "45/2019")
    )


@pytest.mark.parametrize("year", YEARS)
def test_the_fixed_holidays_are_there_and_tet_has_five_days_in_a_row(year):
    names = {d.day: d.name for d in plans()[year].days if d.kind is DayKind.HOLIDAY}
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        assert date(year, month, day) in names
    tet = sorted(day for day, name in names.items() if name == "Tết Âm lịch")
    assert tet == [tet[0] + timedelta(days=n) for n in range(5)]
    assert date(year, 1, 20) <= tet[0] <= date(year, 2, 18)


@pytest.mark.parametrize(
    ("off", "worked"),
    [
        ((2018, 12, 31), (2019, 1, 5)),
        ((2019, 4, 29), (2019, 5, 4)),
        ((2024, 4, 29), (2024, 5, 4)),
        ((2025, 5, 2), (2025, 4, 26)),
        ((2026, 1, 2), (2026, 1, 10)),
        ((2026, 8, 31), (2026, 8, 22)),
    ],
)
def test_a_swapped_day_is_off_and_its_partner_worked(off, worked):
    assert kinds()[date(*off)] is DayKind.SUBSTITUTE_OFF
    assert kinds()[date(*worked)] is DayKind.MAKEUP_DAY


def test_a_holiday_on_a_weekly_day_off_is_given_on_the_next_working_day():
    assert kinds()[date(2022, 1, 3)] is DayKind.SUBSTITUTE_OFF
    assert kinds()[date(2023, 5, 2)] is kinds()[date(2023, 5, 3)] is DayKind.SUBSTITUTE_OFF
    assert kinds()[date(2018, 2, 19)] is kinds()[date(2018, 2, 20)] is DayKind.SUBSTITUTE_OFF


def test_the_culture_day_is_not_a_holiday_until_a_law_says_so():
    assert date(2026, 11, 24) not in kinds()
    assert date(2027, 11, 24) not in kinds()


def test_what_no_decision_was_seen_for_is_marked():
    doubtful = {d.day for plan in plans().values() for d in plan.days if not d.verified}
    assert {date(2026, 8, 31), date(2027, 2, 6), date(2027, 4, 16)} <= doubtful
    assert date(2027, 1, 1) not in doubtful
    assert min(doubtful).year == 2026
