"""What the days of one row may not say, whatever the register: an end before its beginning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.rules.declaring import Check, Facts, Values, fault
from congvu.kernel.errors import gettext_noop


def ends_after(starts: str, ends: str) -> Check:
    """Refuse an end that is not after the beginning; `ends` is the first day without it."""

    def check(values: Values, _facts: Facts) -> Iterator[Fault]:
        first, last = values.get(starts), values.get(ends)
        if first and last and last <= first:
            yield fault(ends, gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))

    return check


def in_order(*columns: str) -> Check:
    """Refuse a day before an earlier step's day; columns in the order of the steps."""

    def check(values: Values, _facts: Facts) -> Iterator[Fault]:
        said = [(name, values[name]) for name in columns if values.get(name)]
        for (_before, earlier), (name, later) in pairwise(said):
            if later < earlier:
                yield fault(name, gettext_noop("Ngày này không được trước ngày của bước trước."))

    return check
