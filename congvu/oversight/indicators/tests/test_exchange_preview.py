"""What a spreadsheet would change, before it does: new, changed, conflict, ambiguous, refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.exchange_preview import Meeting, meet
from congvu.oversight.indicators.services.entering import Typed, enter, enter_many
from congvu.oversight.indicators.tests.make import make_period
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(world):
    return make_period(world.units["province"].pk)


@pytest.fixture
def sheet(world, period):
    commune = world.units["commune"].pk
    enter(world.staff("mai"), commune, period.pk, "2.2", "7", reason="Sổ giấy", seen=None, at=NOW)
    return selectors.sheet(commune, period.pk)


def one(sheet, code, typed, seen=None, reason=None):
    found = meet({code: Typed(typed, seen, reason)}, sheet)
    return found[0] if found else None


def test_what_stands_there_already_is_left_out(sheet):
    seen = sheet.row("2.2").seen
    assert one(sheet, "2.2", Decimal(7), seen) is None
    assert one(sheet, "2.2", "7", None) is None
    assert one(sheet, "2.2", "7", seen, "Lý do khác").meeting is Meeting.CHANGED


def test_each_line_is_called_by_how_it_meets_the_cell(sheet):
    seen = sheet.row("2.2").seen
    assert one(sheet, "2.3", Decimal(5)).meeting is Meeting.NEW
    changed = one(sheet, "2.2", "1.234", seen)
    assert (changed.meeting, changed.now, changed.typed) == (Meeting.CHANGED, "7", "1.234")
    conflict = one(sheet, "2.2", "8", None)
    assert (conflict.meeting, conflict.seen) == (Meeting.CONFLICT, seen)
    asked = one(sheet, "2.7", "1,234")
    assert (asked.meeting, asked.readings) == (Meeting.AMBIGUOUS, ("1.234", "1,2340"))
    refused = one(sheet, "2.2", "hai mươi", seen)
    assert refused.meeting is Meeting.REFUSED
    assert refused.refusal is not None


@pytest.mark.parametrize(
    ("code", "typed", "readings"),
    [
        ("2.5", "0.925", ("0,9250%", "92,5%")),
        ("2.7", "1.234", ("1234", "1,2340")),
        ("2.2", "1.234", ("1234",)),
    ],
)
def test_numbers_that_a_spreadsheet_may_have_changed_are_asked_about(sheet, code, typed, readings):
    asked = one(sheet, code, Decimal(typed), sheet.row(code).seen)
    assert (asked.meeting, asked.readings) == (Meeting.AMBIGUOUS, readings)
    for reading in readings:
        assert one(sheet, code, reading).meeting is not Meeting.AMBIGUOUS


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("2.7", Decimal("1234.5")),
        ("2.7", "1234,5"),
        ("2.5", "26/28"),
        ("2.6", "98,44% (26.600/27.266)"),
        ("1.1.3", "Có"),
        ("1.2", "1"),
        ("1.3", "Lời văn 1,234"),
    ],
)
def test_what_is_shown_reads_back_as_what_the_file_says(world, sheet, period, code, typed):
    commune = world.units["commune"].pk
    met = one(sheet, code, typed)
    enter_many(world.staff("mai"), commune, period.pk, {code: Typed(met.typed, None)}, at=NOW)
    after = selectors.sheet(commune, period.pk)
    assert one(after, code, typed, after.row(code).seen) is None
