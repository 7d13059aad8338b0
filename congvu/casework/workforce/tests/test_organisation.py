"""Units at a date: counted from the tree, no book beside it."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.casework.workforce.registers.organisation import BOOK
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.services.lives import create_unit
from congvu.kernel.periods import Window
from tests.world import FOUNDED, LONG_AGO

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2027, 1, 1))


def names(world, code, offices=("commune",), window=YEAR):
    ids = {world.units[key].pk for key in offices}
    return [unit.name for unit in BOOK.count(code).select(ids, window)]


@pytest.fixture
def school(world):
    """A school of the commune with a section of its own, and a department that ends in 2026."""

    def make(kind, name, parent, code, ends_on=None):  # fmt: skip
        return create_unit(kind=kind, name=name, starts_on=FOUNDED, ends_on=ends_on, parent=parent,
                           org_code=code, by=SYSTEM, at=LONG_AGO)  # fmt: skip

    school = make(
        "public_service_unit", "Trường Tiểu học Mẫu", world.units["commune"], "H99.101.21"
    )
    make("department", "Tổ chuyên môn Mẫu", school, "H99.101.21.1")
    make("department", "Phòng Y tế Mẫu", world.units["commune"], "H99.101.31", date(2026, 3, 1))
    return school


def test_departments_are_counted_by_day_and_those_of_a_school_apart(world, school):
    assert len(names(world, "phong")) == 3
    assert len(names(world, "phong", window=Window(date(2026, 1, 1), date(2026, 2, 1)))) == 4
    assert names(world, "su-nghiep") == [school.name]
    assert names(world, "phong-su-nghiep") == ["Tổ chuyên môn Mẫu"]
    assert names(world, "phong-giam") == ["Phòng Y tế Mẫu"]
    assert names(world, "phong-giam", window=Window(date(2025, 1, 1), date(2026, 1, 1))) == []
    assert names(world, "phong-su-nghiep-giam") == []


def test_a_unit_counts_for_its_own_authority_and_not_for_the_one_above(world, school):
    assert names(world, "su-nghiep", offices=("province",)) == []
    assert names(world, "phong", offices=("province",)) == ["Sở Nội vụ tỉnh Minh Châu"]
    assert names(world, "mot-cua", offices=("commune", "neighbour")) != names(world, "mot-cua")
    assert names(world, "cap-xa", offices=("province", "commune", "neighbour")) == [
        "Xã Minh Lộc", "Xã Minh Tâm",
    ]  # fmt: skip
