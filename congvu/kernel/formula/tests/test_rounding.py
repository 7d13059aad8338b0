"""Ways to round a figure."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.errors import Invalid
from congvu.kernel.formula.rounding import Rounding, RoundingMode, modes_that_give


@pytest.mark.parametrize(
    ("code", "value", "rounded"),
    [
        ("half_up:2", "92.857142", "92.86"),
        ("truncate:2", "92.857142", "92.85"),
        ("half_up:1", "0.25", "0.3"),
        ("half_even:1", "0.25", "0.2"),
        ("half_up:0", "-0.5", "-1"),
        ("truncate:0", "-0.9", "0"),
        ("half_up:2", "123456789012345678901234567890.005", "123456789012345678901234567890.01"),
    ],
)
def test_each_rule_rounds_in_its_own_way(code, value, rounded):
    rule = Rounding.named(code)
    assert rule.apply(Decimal(value)) == Decimal(rounded)
    assert rule.code == code
    assert str(rule.places) in rule.label


@pytest.mark.parametrize("code", ["", "half_up", "half_up:10", "half_down:2", "truncate:-1"])
def test_an_unknown_rule_is_refused(code):
    with pytest.raises(Invalid):
        Rounding.named(code)


def test_truncation_is_recognised_behind_a_printed_figure():
    exact = Decimal(100) * 26 / 28
    assert modes_that_give(exact, Decimal("92.85"), 2) == (RoundingMode.TRUNCATE,)
    assert RoundingMode.HALF_UP in modes_that_give(exact, Decimal("92.86"), 2)
    assert modes_that_give(exact, Decimal("92.80"), 2) == ()


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.integers(0, 6),
    st.sampled_from(RoundingMode),
)
@settings(max_examples=100)
def test_rounding_moves_less_than_one_last_place_and_stays_there(value, places, mode):
    rule = Rounding(mode, places)
    rounded = rule.apply(value)
    step = Decimal(1).scaleb(-places)
    assert abs(rounded - value) < step
    assert rule.apply(rounded) == rounded
    if mode is RoundingMode.TRUNCATE:
        assert abs(rounded) <= abs(value)
    else:
        assert abs(rounded - value) <= step / 2
