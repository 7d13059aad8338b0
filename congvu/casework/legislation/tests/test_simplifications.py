"""A simplification's state and its days agree."""

from __future__ import annotations

import pytest

from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import entry

pytestmark = pytest.mark.django_db
DAYS = {"registered_on": "02/01/2026", "proposed_on": "10/01/2026", "decided_on": "20/01/2026"}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"state": "Đã thông qua", "decided_on": "20/01/2026"}, {"proposed_on"}),
        ({"state": "Đã đăng ký rà soát", "done_on": "01/02/2026"}, {"done_on"}),
        ({"state": "Không được thông qua", **DAYS, "done_on": "01/02/2026"}, {"done_on"}),
        ({"state": "Đã thông qua", **DAYS, "proposed_on": "01/01/2026"}, {"proposed_on"}),
    ],
)
def test_a_state_has_the_days_of_its_steps_in_order_and_no_later_ones(world, said, wrong):
    said = {"registered_on": "02/01/2026", **said}
    with pytest.raises(RowRefused) as told:
        entry(world, get_register("don-gian-hoa"), **said)
    assert {one.column for one in told.value.faults} == wrong


def test_a_simplification_that_went_all_the_way_is_written(world):
    done = {"state": "Đã thực hiện", **DAYS, "done_on": "01/02/2026", "saved": "12.000.000"}
    assert entry(world, get_register("don-gian-hoa"), **done).saved == 12_000_000
