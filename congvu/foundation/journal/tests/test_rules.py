"""What is hashed."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.foundation.journal import rules


def test_the_same_moment_in_two_zones_is_the_same_number():
    hanoi = timezone(timedelta(hours=7))
    there = datetime(2026, 3, 2, 12, 0, 0, 1, tzinfo=hanoi)

    assert rules.to_micros(there) == rules.to_micros(there.astimezone(UTC))
    assert rules.from_micros(rules.to_micros(there)) == there


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError):
        rules.to_micros(datetime(2026, 3, 2))


def test_values_are_written_in_one_way_only():
    class State(StrEnum):
        OPEN = "open"

    one = {"b": State.OPEN, "a": Decimal("1.50"), "on": date(2026, 3, 2)}
    other = dict(reversed(one.items()))

    assert rules.values_text(one) == rules.values_text(other)
    assert rules.values_text(one) == '{"a":"1.50","b":"open","on":"2026-03-02"}'


def test_a_value_that_cannot_be_written_down_is_refused_aloud():
    with pytest.raises(TypeError):
        rules.values_text({"thing": object()})


def test_ids_times_and_sets_can_be_written_down():
    text = rules.values_text(
        {
            "id": UUID(int=1),
            "at": datetime(2026, 3, 2, 7, tzinfo=timezone(timedelta(hours=7))),
            "roles": {"b", "a"},
        }
    )

    assert '"2026-03-02T00:00:00.000000+00:00"' in text
    assert '["a","b"]' in text


def test_the_digest_needs_the_salt():
    assert rules.digest("a", "{}") != rules.digest("b", "{}")


TEXT = st.text(max_size=6)
SAID = st.tuples(TEXT, st.integers(0, 10**16), TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)


@given(SAID, SAID)
def test_two_different_entries_never_have_the_same_text(one, other):
    assert (rules.body(one) == rules.body(other)) == (one == other)
