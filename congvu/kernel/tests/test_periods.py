"""Periods, the days they mean, and how Vietnamese names them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.errors import Invalid
from congvu.kernel.periods import (
    CALENDAR,
    CutOff,
    Period,
    PeriodKind,
    PeriodRule,
    PeriodRules,
    Window,
    parse,
)

DECEMBER = CutOff(12, 15, -1)
# Công văn 581/BNV-CCHC, as a catalogue would state it
CV_581 = PeriodRules(
    (
        PeriodRule.until(PeriodKind.QUARTER, 1, DECEMBER, CutOff(3, 14)),
        PeriodRule.until(PeriodKind.HALF, 1, DECEMBER, CutOff(6, 14)),
        PeriodRule.until(PeriodKind.QUARTER, 3, CutOff(6, 15), CutOff(9, 14)),
        PeriodRule.until(PeriodKind.YEAR, 1, DECEMBER, CutOff(12, 14)),
    )
)


@pytest.mark.parametrize(
    ("code", "first", "last", "label", "before"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "năm 2022", "2021"),
        ("2022Q1", date(2022, 1, 1), date(2022, 3, 31), "quý I năm 2022", "2021Q4"),
        ("2022Q4", date(2022, 10, 1), date(2022, 12, 31), "quý IV năm 2022", "2022Q3"),
        ("2022H1", date(2022, 1, 1), date(2022, 6, 30), "6 tháng đầu năm 2022", "2021H2"),
        ("2022H2", date(2022, 7, 1), date(2022, 12, 31), "6 tháng cuối năm 2022", "2022H1"),
        ("2022N1", date(2022, 1, 1), date(2022, 9, 30), "9 tháng đầu năm 2022", "2021N1"),
        ("2022M03", date(2022, 3, 1), date(2022, 3, 31), "tháng 3 năm 2022", "2022M02"),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29), "tháng 2 năm 2024", "2024M01"),
        ("2022M12", date(2022, 12, 1), date(2022, 12, 31), "tháng 12 năm 2022", "2022M11"),
        ("2022M01", date(2022, 1, 1), date(2022, 1, 31), "tháng 1 năm 2022", "2021M12"),
    ],
)
def test_calendar_periods(code, first, last, label, before):
    period = parse(code)
    assert period.code == code
    assert CALENDAR.window(period) == Window.inclusive(first, last)
    assert CALENDAR.window(period).last_day == last
    assert period.label() == label
    assert period.previous().code == before


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2022Q1", date(2021, 12, 15), date(2022, 3, 14)),
        ("2022H1", date(2021, 12, 15), date(2022, 6, 14)),
        ("2022Q3", date(2022, 6, 15), date(2022, 9, 14)),
        ("2022", date(2021, 12, 15), date(2022, 12, 14)),
    ],
)
def test_cut_offs_of_a_ministry_are_rows(code, first, last):
    assert CV_581.window(parse(code)) == Window.inclusive(first, last)


def test_a_period_that_the_regime_does_not_have_is_refused():
    with pytest.raises(Invalid, match="quý II năm 2022"):
        CV_581.window(parse("2022Q2"))


def test_two_rows_for_one_period_are_refused():
    with pytest.raises(ValueError):
        PeriodRules((*CV_581.rows, CV_581.rows[0]))


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022Q", "2022Q0", "2022Q5", "2022M13", "2022H3", "2022N2", "2022X1", "Q1", "0000"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(Invalid) as caught:
        parse(text)
    assert caught.value.code == "period_wrong"


def test_codes_are_read_generously():
    assert parse(" 2022q1 ") == parse("2022Q1")
    assert parse("2022M3").code == "2022M03"


def test_the_same_period_of_last_year():
    assert parse("2022Q3").same_of_last_year() == parse("2021Q3")


def test_a_window_is_half_open():
    window = Window.inclusive(date(2026, 1, 1), date(2026, 3, 31))
    assert window.ends_on == date(2026, 4, 1)
    assert date(2026, 3, 31) in window
    assert date(2026, 4, 1) not in window
    assert date(2025, 12, 31) not in window
    assert window.days == 90
    assert window.label() == "từ ngày 01/01/2026 đến ngày 31/03/2026"
    assert window.overlaps(Window.inclusive(date(2026, 3, 31), date(2026, 4, 1)))
    assert not window.overlaps(Window.inclusive(date(2026, 4, 1), date(2026, 4, 2)))


def test_an_empty_window_is_refused():
    with pytest.raises(Invalid):
        Window(date(2026, 1, 1), date(2026, 1, 1))
    assert Window.inclusive(date(2026, 1, 1), date(2026, 1, 1)).days == 1


def test_a_cut_off_on_the_leap_day_is_refused_in_other_years():
    with pytest.raises(Invalid):
        CutOff(2, 29).on(2025)
    assert CutOff(2, 29).on(2024) == date(2024, 2, 29)
    with pytest.raises(Invalid):
        PeriodRule.until(PeriodKind.QUARTER, 1, DECEMBER, CutOff(2, 29))


kinds = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}


@settings(max_examples=100, deadline=None)
@given(st.integers(1901, 2200), st.sampled_from(list(kinds)), st.integers(0, 11))
def test_each_calendar_period_begins_where_the_one_before_it_ended(year, kind, place):
    period = Period(year, kind, place % kinds[kind] + 1)
    window, before = CALENDAR.window(period), CALENDAR.window(period.previous())
    assert before.ends_on == window.starts_on
    assert before.last_day + timedelta(days=1) == window.starts_on
    assert parse(period.code) == period
