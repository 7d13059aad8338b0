"""How wide the columns of a printed book are."""

from __future__ import annotations

import pytest

from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.printing import PAPER, SCALE, STIFF, widths_of
from congvu.instruments.registers.rules.declaring import Kind


@pytest.mark.parametrize("register", list_registers(), ids=lambda one: one.code)
def test_a_day_and_a_number_keep_their_room_in_every_book(register):
    kinds = [spec.kind for spec in register.specs]
    widths, scale = widths_of(kinds)
    for kind, width in zip(kinds, widths, strict=True):
        assert width >= STIFF.get(kind, 0) * scale // SCALE
        assert width >= 75
    assert sum(widths) <= PAPER.inner_width * 10 - 80


def test_few_columns_fill_the_sheet_in_the_usual_letters():
    widths, scale = widths_of([Kind.DATE, Kind.TEXT, Kind.LONG])
    assert scale == SCALE
    assert sum(widths) > PAPER.inner_width * 10 - 85
