"""Places, general levels, differences and scales: cases by hand, and what always holds."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.oversight.indicators.rules.cells import BLANK, Cell, ratio
from congvu.oversight.indicators.rules.comparing import (
    Place,
    difference,
    general,
    is_comparable,
    is_small,
    places,
    ranked,
    scale_of_bars,
    scale_of_lines,
    ticks,
)
from congvu.oversight.indicators.tests.make import SET

D = Decimal
AMOUNTS = st.dictionaries(
    st.integers(1, 200), st.none() | st.decimals(0, 100, places=1), max_size=40
)
NUMBERS = st.decimals(-10_000_000, 10_000_000, places=4)


def of_fraction(above: int, below: int) -> Cell:
    return ratio(D(above), D(below), SET.rounding)


def test_equal_figures_share_the_better_place_and_the_next_place_is_left_out() -> None:
    amounts = {"a": D("97.5"), "b": D(100), "c": D("97.5"), "d": D(60)}
    assert places(amounts) == {
        "b": Place(1),
        "a": Place(2, shared=True),
        "c": Place(2, shared=True),
        "d": Place(4),
    }
    assert ranked(amounts) == ["b", "a", "c", "d"]
    assert ranked(amounts, lowest_first=True) == ["d", "a", "c", "b"]


def test_whoever_said_nothing_has_no_place_and_is_not_the_last_of_those_who_did() -> None:
    amounts = {"said-nothing": None, "nought": D(0), "one": D(1)}
    assert places(amounts) == {"one": Place(1), "nought": Place(2)}
    assert ranked(amounts) == ["one", "nought", "said-nothing"]
    assert ranked(amounts, lowest_first=True) == ["nought", "one", "said-nothing"]


def test_the_general_ratio_is_that_of_the_sums_and_no_mean_of_per_cents() -> None:
    found = general(SET.get("2.5"), [of_fraction(1, 2), of_fraction(90, 100)], SET.rounding)
    assert found.cell == Cell(D("89.22"), D(91), D(102))
    assert (found.total, found.counted, found.without_fraction) == (None, 2, 0)


def test_a_per_cent_without_its_numbers_is_left_out_and_said_to_be() -> None:
    found = general(SET.get("2.5"), [of_fraction(1, 2), Cell(D(100)), BLANK], SET.rounding)
    assert found.cell.amount == 50
    assert (found.counted, found.without_fraction) == (1, 1)


def test_counts_are_shared_out_among_those_that_said_something() -> None:
    found = general(SET.get("2.1"), [Cell(D(3)), BLANK, Cell(D(0)), Cell(D(5))], SET.rounding)
    assert (found.cell.amount, found.total, found.counted) == (D("2.67"), D(8), 3)


def test_nothing_said_gives_a_blank_and_nothing_of_nothing_a_dash() -> None:
    assert general(SET.get("2.1"), [BLANK], SET.rounding).cell.is_blank
    assert general(SET.get("2.5"), [], SET.rounding).cell.is_blank
    assert general(SET.get("2.5"), [of_fraction(0, 0)], SET.rounding).cell.is_nothing_of_nothing


def test_a_difference_with_a_blank_is_blank() -> None:
    assert difference(D(5), D("7.5")) == D("-2.5")
    assert difference(None, D(1)) is None
    assert difference(D(1), None) is None


@pytest.mark.parametrize(
    ("cell", "small"),
    [
        (of_fraction(4, 9), True),
        (of_fraction(4, 10), False),
        (of_fraction(0, 0), False),
        (Cell(D(50)), False),
        (BLANK, False),
    ],
)
def test_a_share_of_fewer_than_ten_is_marked(cell: Cell, small: bool) -> None:
    assert is_small(cell) is small


def test_words_choices_and_headings_are_not_compared() -> None:
    assert {one.code for one in SET.indicators if not is_comparable(one)} == {
        "1.1", "1.1.3", "1.2", "1.3", "2.9",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "whole", "wanted"),
    [
        (0, 100, False, (0, 20, 40, 60, 80, 100)),
        (0, 7, True, (0, 2, 4, 6, 8)),
        (0, 1, True, (0, 1)),
        (0, 1234, True, (0, 500, 1000, 1500)),
        (D("91.7"), 100, False, (90, 92, 94, 96, 98, 100)),
        (5, 5, True, (5, 6)),
    ],
)
def test_ticks_are_round_numbers(low: D, high: D, whole: bool, wanted: tuple[int, ...]) -> None:
    assert ticks(D(low), D(high), whole=whole) == wanted


def test_bars_begin_at_nought_and_lines_may_begin_where_the_figures_are() -> None:
    close = [D("96.2"), None, D("98.4")]
    assert list(scale_of_bars(close, percent=True)) == [0, 20, 40, 60, 80, 100]
    assert scale_of_lines(close, percent=True)[0] == 96
    assert list(scale_of_lines([D(3), D(90)], percent=True)) == [0, 20, 40, 60, 80, 100]
    assert list(scale_of_lines([], percent=False)) == [0, 1]
    assert max(scale_of_lines([D(100), D(100)], percent=True)) == 100


@given(AMOUNTS, st.booleans())
def test_a_ranking_is_a_permutation_and_who_is_equal_shares_a_place(
    amounts: dict[int, D | None], lowest_first: bool
) -> None:
    order = ranked(amounts, lowest_first=lowest_first)
    found = places(amounts, lowest_first=lowest_first)
    assert Counter(order) == Counter(list(amounts))
    known = {key: amount for key, amount in amounts.items() if amount is not None}
    assert set(found) == set(known)
    for key, amount in known.items():
        better = sum(
            (other < amount) if lowest_first else (other > amount) for other in known.values()
        )
        same = sum(other == amount for other in known.values())
        assert found[key] == Place(better + 1, shared=same > 1)
    numbers = [found[key].number for key in order if key in found]
    assert numbers == sorted(numbers)
    assert order[: len(known)] == [key for key in order if key in known]


@given(NUMBERS, NUMBERS, st.integers(3, 9), st.booleans())
def test_a_scale_holds_its_figures_in_few_even_steps(
    one: D, other: D, most: int, whole: bool
) -> None:
    found = ticks(one, other, most=most, whole=whole)
    assert found[0] <= min(one, other)
    assert found[-1] >= max(one, other)
    assert 2 <= len(found) <= most
    steps = {after - before for before, after in pairwise(found)}
    assert len(steps) == 1
    assert not whole or all(tick % 1 == 0 for tick in found)
