"""Which levels of administration there are on a day: what a line about district leaders must know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from congvu.foundation.units import kinds
from congvu.foundation.units.rules import Level
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.rules.declaring import fault
from congvu.kernel.errors import gettext_noop


def no_district_on(day: date, column: str) -> Iterator[Fault]:
    """Yield a fault for a line about a district on a day on which there was no such level."""
    if Level.DISTRICT not in kinds.levels(day):
        yield fault(column, gettext_noop("Vào ngày này không còn cấp huyện."))
