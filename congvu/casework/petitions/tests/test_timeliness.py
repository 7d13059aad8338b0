"""Handled in time, late, overdue: counted by the limits of the catalogue, opened to the lines."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.casework.petitions.tests.make import feedback, petition, reception
from congvu.instruments.registers.counting import counted, reading
from congvu.instruments.registers.declared import get_register
from congvu.kernel.periods import Window
from tests.world import NOW

pytestmark = pytest.mark.django_db
QUARTER = Window(date(2026, 1, 1), date(2026, 4, 1))


def values(world, code, *counts, window=QUARTER):
    register = get_register(code)
    asked = {"offices": {world.units["commune"].pk}, "window": window, "known_at": NOW}
    return [reading(register, register.count(one), **asked).value for one in counts]


def test_visits_are_answered_in_time_late_or_wait_too_long(world):
    # ten working days from 05/01/2026, with the make-up Saturday 10/01, end on 16/01/2026
    day = date(2026, 1, 5)
    reception(world, received_on=day, answered_on=date(2026, 1, 16))
    reception(world, received_on=day, visitor="Bà Sáu", answered_on=date(2026, 1, 20))
    reception(world, received_on=day, visitor="Bà Bảy")
    reception(world, received_on=date(2026, 3, 5), visitor="Bà Tám")
    assert values(world, "tiep-cong-dan", "dung-han", "tre-han", "qua-han") == [1, 1, 1]
    january = Window(date(2026, 1, 1), date(2026, 1, 20))
    assert values(world, "tiep-cong-dan", "tre-han", "qua-han", window=january) == [0, 2]


def test_feedback_passed_on_is_measured_by_the_limit_of_passing_on(world):
    day = date(2026, 1, 5)
    passed = {"handling": "transferred", "transferred_to": "Sở Nội vụ", "received_on": day}
    feedback(world, handled_on=date(2026, 1, 10), **passed)
    feedback(world, sender="Bà Chín", handled_on=date(2026, 1, 12), **passed)
    feedback(world, sender="Bà Mười", received_on=day)
    counts = ("dung-han", "tre-han", "qua-han", "chuyen-tre")
    assert values(world, "phan-anh-kien-nghi", *counts) == [0, 0, 1, 1]


def test_a_complaint_has_its_suspended_days_back_and_a_reflection_has_no_limit(world):
    path = {"routing": "accepted", "received_on": date(2026, 1, 2), "routed_on": date(2026, 1, 5)}
    right = {"outcome": "right", "settled_on": date(2026, 2, 9)}
    late = petition(world, **path, **right)
    petition(world, sender="Bà Hai", paused_on=date(2026, 1, 20), resumed_on=date(2026, 1, 28),
             **path, **right)  # fmt: skip
    petition(world, sender="Bà Ba", **path)
    petition(world, sender="Bà Tư", paused_on=date(2026, 1, 20), **path)
    petition(world, sender="Bà Năm", kind="reflection", **path)
    counts = ("thu-ly-dung-han", "thu-ly-tre-han", "dung-han", "tre-han", "qua-han")
    assert values(world, "don-thu", *counts) == [4, 0, 1, 1, 1]
    register = get_register("don-thu")
    rows = counted(register, register.count("tre-han"), window=QUARTER, known_at=NOW,
                   offices={world.units["commune"].pk})  # fmt: skip
    assert list(rows) == [late]
