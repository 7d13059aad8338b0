"""A declaration that cannot be right is refused when the program starts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congvu.instruments.registers.declared import declare, list_registers
from congvu.instruments.registers.rules.declaring import Column, Kind


def test_a_column_may_not_take_the_name_of_what_every_row_has():
    register = list_registers()[0]
    columns = (*register.columns, Column("reason", Kind.TEXT))
    with pytest.raises(ValueError, match="every row has one of its own"):
        declare(replace(register, code="so-thu", columns=columns))
