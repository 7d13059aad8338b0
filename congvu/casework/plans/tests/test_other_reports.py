"""Periodic reports to others: sent on time, late, or still waited for."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import CITED, entry
from congvu.kernel.periods import Window
from tests.world import NOW

pytestmark = pytest.mark.django_db
CODE = "bao-cao-khac"


def figures(world, window):
    register = get_register(CODE)
    asked = {"offices": {world.units["commune"].pk}, "window": window, "known_at": NOW}
    counts = ("den-han", "dung-han", "muon", "chua-gui")
    return [reading(register, register.count(one), **asked).value for one in counts]


def test_a_report_sent_on_its_last_day_is_on_time_and_what_was_not_sent_is_told(world):
    register = get_register(CODE)
    entry(world, register, 1, due_on="15/01/2026", sent_on="15/01/2026", document=CITED)
    entry(world, register, 2, due_on="15/01/2026", sent_on="16/01/2026")
    entry(world, register, 3, due_on="15/01/2026", sent_on="03/02/2026")
    entry(world, register, 4, due_on="31/01/2026")
    assert figures(world, Window(date(2026, 1, 1), date(2026, 2, 1))) == [4, 1, 1, 1]
    assert figures(world, Window(date(2026, 1, 1), date(2026, 3, 1))) == [4, 1, 2, 1]


def test_a_report_that_is_there_has_the_day_on_which_it_was_sent(world):
    with pytest.raises(RowRefused) as told:
        entry(world, get_register(CODE), document=CITED)
    assert {one.column for one in told.value.faults} == {"sent_on"}
