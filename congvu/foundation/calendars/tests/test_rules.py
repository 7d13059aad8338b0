"""What makes a calendar file impossible, and which years are asked for."""

from dataclasses import replace
from datetime import date

import pytest

from congvu.foundation.calendars import rules
from congvu.foundation.calendars.rules import DayKind, PlannedDay, Problem, YearPlan

SATURDAY, MONDAY, TUESDAY = date(2026, 3, 14), date(2026, 3, 16), date(2026, 3, 17)


def plan(*days: PlannedDay, holidays: int = 1) -> YearPlan:
    return YearPlan(2026, holidays, "luật", "nguồn", days)


def holiday(day: date) -> PlannedDay:
    return PlannedDay(day, DayKind.HOLIDAY, "Lễ")


def found(*days: PlannedDay, holidays: int = 1) -> set[str]:
    return {problem.what for problem in rules.problems(plan(*days, holidays=holidays))}


def test_a_year_that_keeps_the_rules_has_no_problems():
    lieu = PlannedDay(MONDAY, DayKind.SUBSTITUTE_OFF, "Nghỉ bù", in_lieu_of=SATURDAY)
    assert found(holiday(SATURDAY), lieu) == set()


def test_a_missing_or_misplaced_day_in_lieu_is_found():
    late = PlannedDay(TUESDAY, DayKind.SUBSTITUTE_OFF, "Nghỉ bù", in_lieu_of=SATURDAY)
    assert found(holiday(SATURDAY)) == {"day_in_lieu"}
    assert found(holiday(SATURDAY), late) == {"day_in_lieu"}
    assert found(holiday(TUESDAY), replace(late, day=date(2026, 3, 18), in_lieu_of=TUESDAY)) == {
        "day_in_lieu"
    }


def test_too_few_holidays_a_double_day_and_a_day_of_another_year_are_found():
    assert found(holiday(MONDAY), holidays=11) == {"number_of_holidays"}
    assert "day_twice" in found(holiday(MONDAY), holiday(MONDAY))
    assert "day_of_another_year" in found(holiday(date(2025, 3, 17)))


@pytest.mark.parametrize(
    ("day", "kind", "what"),
    [
        (MONDAY, DayKind.MAKEUP_DAY, "makeup_on_a_working_day"),
        (SATURDAY, DayKind.SUBSTITUTE_OFF, "substitute_on_a_day_off"),
    ],
)
def test_a_swap_on_the_wrong_weekday_is_found(day, kind, what):
    swapped = PlannedDay(day, kind, "Hoán đổi", swapped_with=TUESDAY)
    assert found(swapped, holidays=0) == {what}


def test_a_substitute_needs_exactly_one_ground():
    without = PlannedDay(MONDAY, DayKind.SUBSTITUTE_OFF, "Nghỉ")
    assert found(without, holidays=0) == {"substitute_without_ground"}


def test_swapped_days_must_name_each_other():
    off = PlannedDay(MONDAY, DayKind.SUBSTITUTE_OFF, "Nghỉ", swapped_with=SATURDAY)
    worked = PlannedDay(SATURDAY, DayKind.MAKEUP_DAY, "Làm bù", swapped_with=MONDAY)
    assert list(rules.unmatched_swaps([off, worked])) == []
    assert list(rules.unmatched_swaps([off])) == [Problem("swap_without_partner", MONDAY)]
    assert list(rules.unmatched_swaps([off, replace(worked, swapped_with=TUESDAY)])) != []


def test_the_next_year_is_needed_from_the_first_of_october():
    assert rules.years_needed(date(2027, 9, 30)) == (2027,)
    assert rules.years_needed(date(2027, 10, 1)) == (2027, 2028)
    assert rules.file_of(2028) == "catalogue/calendar/2028.toml"
