"""Totals over units: each column by its own rule; blanks are no zeros, a percentage is never added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from congvu.oversight.collections.rules.cells import BLANK, Value
from congvu.oversight.collections.rules.columns import Column, Form, Label, Total, cell_key

PLACES: Final = Decimal("0.01")


def worked_out(form: Form, row: Label, column: Column, told: Mapping[str, Value]) -> Value:
    """Return the percentage of a unit from its two columns; blank without both, or over nothing."""
    above, below = (_part(form, row, key, told) for key in (column.numerator, column.denominator))
    if above is None or not below:
        return BLANK
    return Value(amount=(above * 100 / below).quantize(PLACES, ROUND_HALF_UP))


def of_unit(form: Form, row: Label, told: Mapping[str, Value]) -> dict[str, Value]:
    """Return every column of one row of one unit by the columns' keys."""
    return {
        column.key: worked_out(form, row, column, told)
        if column.is_worked_out
        else told.get(cell_key(row, column), BLANK)
        for column in form.columns
    }


def totals(form: Form, row: Label, units: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """Return the total of each column of a row over units' answers, by the columns' keys.

    A percentage is worked out from the sums of those units that gave both its columns.
    """
    return {column.key: _total(form, row, column, units) for column in form.columns}


def _total(form: Form, row: Label, column: Column, units: Sequence[Mapping[str, Value]]) -> Value:
    if column.total is Total.NONE:
        return BLANK
    if column.total is Total.RECOMPUTE:
        return _recomputed(form, row, column, units)
    told = [told.get(cell_key(row, column), BLANK) for told in units]
    days = [one.day for one in told if one.day is not None]
    amounts = [one.amount for one in told if one.amount is not None]
    if not amounts:
        return Value(day=max(days)) if days else BLANK
    added = {
        Total.SUM: sum(amounts, Decimal(0)),
        Total.ANY: Decimal(int(any(amounts))),
        Total.MAX: max(amounts),
    }
    return Value(amount=added[column.total])


def _recomputed(
    form: Form, row: Label, column: Column, units: Sequence[Mapping[str, Value]]
) -> Value:
    pairs = [
        (above, below)
        for told in units
        if (above := _part(form, row, column.numerator, told)) is not None
        and (below := _part(form, row, column.denominator, told)) is not None
    ]
    below = sum((one for _above, one in pairs), Decimal(0))
    if not below:
        return BLANK
    above = sum((one for one, _below in pairs), Decimal(0))
    return Value(amount=(above * 100 / below).quantize(PLACES, ROUND_HALF_UP))


def _part(form: Form, row: Label, key: str, told: Mapping[str, Value]) -> Decimal | None:
    column = form.column(key)
    return told.get(cell_key(row, column), BLANK).amount if column else None
