"""What an address or a bare form says is a number or a day only when every database can take it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.asked import LARGEST_NUMBER, is_within_reach, iso_day, whole_number


@pytest.mark.parametrize(
    "text", ["", " 1", "-1", "1.0", "²", "٣", "1_0", "9" * 25, "9" * 5000, None]
)
def test_what_is_no_number_of_a_column_is_none(text: str | None) -> None:
    assert whole_number(text) is None


@given(st.integers(0, LARGEST_NUMBER))
def test_every_number_of_a_column_is_read(number: int) -> None:
    assert whole_number(str(number)) == number


def test_a_number_beyond_the_most_is_none() -> None:
    assert whole_number(str(LARGEST_NUMBER)) == LARGEST_NUMBER
    assert whole_number(str(LARGEST_NUMBER + 1)) is None
    assert (whole_number("300", most=300), whole_number("301", most=300)) == (300, None)


@given(st.text(max_size=25))
def test_no_text_breaks_the_readers(text: str) -> None:
    number, day = whole_number(text), iso_day(text)
    assert number is None or 0 <= number <= LARGEST_NUMBER
    assert day is None or is_within_reach(day)


@pytest.mark.parametrize("text", ["", "0001-01-01", "9999-12-31", "2026-02-30", "10/03/2026"])
def test_what_is_no_day_that_people_can_mean_is_none(text: str) -> None:
    assert iso_day(text) is None


def test_a_day_is_read() -> None:
    assert iso_day("2026-03-10") == date(2026, 3, 10)
