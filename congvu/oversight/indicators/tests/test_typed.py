"""What people type: the Vietnamese rule, and questions where a number may mean two."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.errors import Invalid
from congvu.oversight.indicators.errors import Ambiguous
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.typed import as_typed, printed, read_typed
from congvu.oversight.indicators.tests.make import SET

COUNT, RATIO, MONEY = SET.get("2.2"), SET.get("2.6"), SET.get("2.7")
YES_NO, CHOICE, TEXT = SET.get("2.9"), SET.get("1.2"), SET.get("1.3")


def read(indicator, typed):
    return read_typed(indicator, typed, SET.rounding)


@pytest.mark.parametrize(
    ("indicator", "typed", "amount"),
    [
        (COUNT, "1.234", "1234"),
        (COUNT, "12 345", "12345"),
        (COUNT, " 7 ", "7"),
        (MONEY, "1234,5", "1234.5"),
        (MONEY, "1.234,5", "1234.5"),
        (MONEY, "1.234", "1234"),
        (MONEY, "0,123", "0.123"),
        (RATIO, "99,81", "99.81"),
        (RATIO, "99,81 %", "99.81"),
        (RATIO, Decimal("1.234"), "1.234"),
        (YES_NO, "Có", "1"),
        (YES_NO, "không", "0"),
        (CHOICE, "phát phiếu", "1"),
        (CHOICE, Decimal(0), "0"),
    ],
)
def test_it_reads_numbers_as_vietnamese_write_them(indicator, typed, amount):
    assert read(indicator, typed) == Cell(Decimal(amount))


def test_a_count_with_a_fraction_is_told_to_be_whole():
    with pytest.raises(Invalid, match="có phần lẻ; ô này là số đếm") as refusal:
        read(COUNT, "1.234,5")
    assert refusal.value.code == "count_not_whole"


@pytest.mark.parametrize(
    ("indicator", "typed", "readings"),
    [
        (COUNT, "1,234", ["1.234"]),
        (MONEY, "1,234", ["1.234", "1,2340"]),
        (RATIO, "1.234", ["1234", "1,2340"]),
        (RATIO, "99.81", ["99,81", "9981"]),
        (MONEY, "1,234.5", ["1.234,5", "12.345"]),
        (MONEY, "0.123", ["0,1230", "123"]),
        (RATIO, "0.123", ["0,1230", "123"]),
        (COUNT, "0.123", ["123"]),
        (MONEY, "00.123", ["0,1230", "123"]),
        (MONEY, "012.345", ["12,3450", "12.345"]),
        (COUNT, "012.345", ["12.345"]),
    ],
)
def test_it_asks_about_what_may_mean_two_and_never_guesses(indicator, typed, readings):
    with pytest.raises(Ambiguous) as asked:
        read(indicator, typed)
    assert asked.value.facts["readings"] == readings
    for reading in readings:
        read(indicator, reading)  # each of them is an answer


@pytest.mark.parametrize(
    ("indicator", "typed"),
    [
        (COUNT, "hai"),
        (COUNT, "1234,5"),
        (COUNT, "-4"),
        (COUNT, "26/28"),
        (COUNT, "123456789012345"),
        (COUNT, Decimal("1.5")),
        (COUNT, "0,123"),
        (MONEY, "0,123.4"),
        (MONEY, "0.123.456"),
        (MONEY, "0.123,4"),
        (RATIO, "3/0"),
        (RATIO, "50/-2"),
        (RATIO, "-50/-2"),
        (RATIO, "-2/50"),
        (RATIO, "-4% (-2/50)"),
        (RATIO, "0/-2"),
        (MONEY, "12345678901234,5678"),
        (YES_NO, "2"),
        (CHOICE, "7"),
        (TEXT, "a" * 4001),
        (SET.get("1.1"), "5"),
    ],
)
def test_what_the_indicator_cannot_be_is_refused(indicator, typed):
    with pytest.raises(Invalid):
        read(indicator, typed)


def test_a_ratio_keeps_its_numbers_and_nothing_of_nothing_prints_a_dash():
    assert read(RATIO, "26/28") == Cell(Decimal("92.86"), Decimal(26), Decimal(28))
    empty = read(RATIO, "0/0")
    assert empty.amount is None
    assert not empty.is_blank
    assert printed(RATIO, empty, SET.rounding) == "–"
    assert printed(RATIO, Cell(), SET.rounding) == ""
    assert printed(COUNT, Cell(Decimal(0)), SET.rounding) == "0"


@pytest.mark.parametrize(
    ("indicator", "typed"),
    [(COUNT, "1.234"), (RATIO, "26/28"), (RATIO, "92,85% (26/28)"), (RATIO, "1.234/5.678"), (RATIO, "1234%"), (RATIO, "99,81%"), (RATIO, "0/0"), (MONEY, "1,2340"),
     (YES_NO, "Có"), (CHOICE, "1"), (TEXT, "Có 2 việc"), (COUNT, "")],
)  # fmt: skip
def test_what_is_shown_in_the_grid_reads_back_the_same(indicator, typed):
    found = read(indicator, typed)
    assert as_typed(indicator, found, SET.rounding) == typed
    assert read(indicator, as_typed(indicator, found, SET.rounding)) == found


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([COUNT, RATIO, MONEY]), st.integers(0, 10**14 - 1), st.integers(0, 4))
def test_every_figure_that_is_shown_reads_back_the_same(indicator, units, places):
    number = Decimal(units).scaleb(0 if indicator is COUNT else -places)
    found = read(indicator, as_typed(indicator, Cell(number)))
    assert found == Cell(number)


def test_a_change_may_be_below_zero_and_its_denominator_never():
    change = replace(RATIO, name="Tỷ lệ tăng thu so với cùng kỳ")
    assert read(change, "-2/50") == Cell(Decimal(-4), Decimal(-2), Decimal(50))
    with pytest.raises(Invalid) as refused:
        read(change, "2/-50")
    assert refused.value.code == "denominator_negative"


def test_a_per_cent_printed_otherwise_than_its_numbers_is_kept_as_it_was_printed():
    found = read(RATIO, "98,44% (26.600/27.266)")
    assert found == Cell(Decimal("98.44"), Decimal(26600), Decimal(27266))
    assert printed(RATIO, found, SET.rounding) == "98,44"
    assert printed(RATIO, Cell(Decimal("46.2")), SET.rounding) == "46,20"
    assert printed(RATIO, Cell(Decimal(100)), SET.rounding) == "100"


@pytest.mark.parametrize("indicator", [COUNT, RATIO, MONEY])
@pytest.mark.parametrize(
    "typed",
    [
        "9" * 5000,
        "-" + "9" * 50,
        "1" + ",000" * 20,
        "1." + "9" * 100,
        "26/" + "9" * 50,
        "9" * 26,
        "98% (" + "9" * 40 + "/1)",
        "1,234,567." + "9" * 40,
    ],
)
def test_numbers_of_any_length_are_refused_and_are_no_error(indicator, typed):
    with pytest.raises(Invalid):
        read(indicator, typed)
