"""Entries of the cast for the tests of the journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from congvu.foundation.journal.rules import NamedActor, Record

LAN = NamedActor("lan", "lan.1")
HOA = NamedActor("hoa", "hoa.1")
NOON = datetime(2026, 3, 2, 5, 0, 0, 123456, tzinfo=UTC)
COMMUNE = "H26.1"


def make_records(count: int, unit: str = COMMUNE) -> list[Record]:
    """Return what chị Lan does `count` times, a second apart: every third without values."""
    return [
        Record(
            unit=unit,
            by=LAN,
            action="collect",
            obj_type="receipt",
            obj_code=f"BL-{number}",
            at=NOON + timedelta(seconds=number),
            changes={} if number % 3 == 0 else {"amount": 10_000 * number, "payer": "Ông Tư"},
        )
        for number in range(1, count + 1)
    ]
