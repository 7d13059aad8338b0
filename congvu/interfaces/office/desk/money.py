"""The money of a day at the counter, as its sheet shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from congvu.instruments.payments import selectors as payments
from congvu.instruments.payments.labels import Method
from congvu.kernel.money import Money


def money_of(unit_id: int, day: date) -> dict[str, Any]:
    """Return every receipt number that was used on the day, and the sums by method."""
    totals = payments.day_totals(unit_id, day)
    rows = payments.day_sheet(unit_id, day)
    return {
        "sheet": [(row, Method(row.method).label) for row in rows],
        "totals": totals,
        "methods": [(Method(key).label, amount) for key, amount in totals.by_method.items()],
        "in_words": Money(totals.amount).in_words() if totals.amount else "",
    }
