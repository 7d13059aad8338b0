"""What the tests of registers stand on beside the world."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.services.lives import create_unit
from congvu.foundation.units.services.successions import merge_units
from tests.world import FOUNDED, LONG_AGO


@pytest.fixture
def ended_unit(world):
    """The names of a commune that was merged away, and of its successor."""
    made = {"by": SYSTEM, "at": LONG_AGO}
    old, new = (
        create_unit(
            kind="xa",
            name=name,
            starts_on=FOUNDED,
            parent=world.units["province"],
            org_code=code,
            **made,
        )
        for name, code in (("Xã Cũ Rồi", "H99.777"), ("Xã Mới Đây", "H99.778"))
    )
    merge_units(from_units=[old], to_unit=new, on=date(2025, 7, 1), decision="Nghị quyết", **made)
    return old.name, new.name
