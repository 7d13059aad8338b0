"""Formulas that use one another: their order, and circles."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.formula import Circular, calculation_order, parse


def formulas(**texts):
    return {name: parse(text) for name, text in texts.items()}


def test_what_is_used_comes_first_and_inputs_are_left_out():
    order = calculation_order(formulas(rate="100 * done / total", total="a + b", done="a"))
    assert set(order) == {"rate", "total", "done"}
    assert order.index("rate") > max(order.index("total"), order.index("done"))


def test_last_period_of_the_same_row_is_no_circle():
    assert calculation_order({"1.1": parse("[1.1.previous] + new")}) == ("1.1",)


def test_a_circle_is_told_with_its_path():
    with pytest.raises(Circular) as caught:
        calculation_order(formulas(a="b + 1", b="c", c="a", d="a"))
    path = caught.value.path
    assert path[0] == path[-1]
    assert set(path) == {"a", "b", "c"}
    steps = {"a": "b", "b": "c", "c": "a"}
    assert all(steps[user] == used for user, used in pairwise(path))
    assert " → " in caught.value.message


def test_a_formula_of_itself_is_a_circle():
    with pytest.raises(Circular) as caught:
        calculation_order(formulas(a="a + 1"))
    assert caught.value.path == ("a", "a")


@given(st.lists(st.lists(st.integers(0, 11), max_size=4), min_size=1, max_size=12))
@settings(max_examples=80)
def test_each_name_comes_after_all_that_it_uses(uses):
    # only lower numbers are used, so there is no circle
    drawn = {
        f"n{at}": parse(" + ".join(["1", *(f"n{used % at}" for used in used_ones if at)]))
        for at, used_ones in enumerate(uses)
    }
    order = calculation_order(drawn)
    assert sorted(order) == sorted(drawn)
    place = {name: at for at, name in enumerate(order)}
    for name, formula in drawn.items():
        assert all(place[used] < place[name] for used in formula.names)
    assert order == calculation_order(drawn)
