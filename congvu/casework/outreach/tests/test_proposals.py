"""Proposals to authorities above."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import entry
from congvu.kernel.periods import Window
from tests.world import NOW

pytestmark = pytest.mark.django_db


def test_a_proposal_waits_until_its_reply_and_a_reply_is_whole(world):
    register = get_register("kien-nghi-cap-tren")
    with pytest.raises(RowRefused):
        entry(world, register, replied_on="09/03/2026")
    entry(world, register, sent_on="05/01/2026", replied_on="09/03/2026",
          reply="Tiếp thu một phần")  # fmt: skip

    def value(code, window):
        asked = {"offices": {world.units["commune"].pk}, "window": window, "known_at": NOW}
        return reading(register, register.count(code), **asked).value

    january = Window(date(2026, 1, 1), date(2026, 2, 1))
    march = Window(date(2026, 3, 1), date(2026, 4, 1))
    assert [value(code, january) for code in ("gui", "cho-tra-loi", "tiep-thu")] == [1, 1, 0]
    assert [value(code, march) for code in ("gui", "cho-tra-loi", "tiep-thu")] == [0, 0, 1]
