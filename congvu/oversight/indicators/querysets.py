"""Named filters over values, and the one statement that adds up the figures of many units."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from django.db import connection, models
from django.db.models import Q

from congvu.oversight.indicators.rules.rolling import Sum

if TYPE_CHECKING:
    from congvu.oversight.indicators.models import Value  # noqa: F401 - named in strings

SQL: Final = Path(__file__).parent / "sql"
SCALE: Final = Decimal(10_000)
"""Figures have four places; they are added up as whole numbers, exact on either database."""


class ValueQuerySet(models.QuerySet["Value"]):
    def current(self) -> Self:
        """Values in force."""
        return self.filter(superseded_at=None)

    def known_at(self, at: datetime) -> Self:
        """Values in force as known at a moment."""
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=at),
            recorded_at__lte=at,
        )

    def of_cells(self, unit_ids: Collection[int], period_ids: Collection[int]) -> Self:
        """Values of some units and periods."""
        return self.filter(unit_id__in=unit_ids, period_id__in=period_ids)


def rolled_up(roll_up_id: int) -> Iterator[tuple[str, bool, Sum]]:
    """Add up the chosen values of the sources of a roll-up, as each of them was known.

    One statement; by code, and apart what units had that were merged away in the period.
    """
    with connection.cursor() as cursor:
        cursor.execute(_text("rolled_up"), [roll_up_id])
        for code, before, units, filled, *sums in cursor:
            found = Sum(
                units,
                filled,
                _joined(*sums[:2]),
                None if sums[2] is None else Decimal(str(sums[2])),
                sums[3],
                _joined(*sums[4:6]),
                _joined(*sums[6:8]),
            )
            yield code, bool(before), found


def _joined(whole: int | Decimal | None, part: int | Decimal | None) -> Decimal | None:
    """Put a whole number and its ten-thousandths together."""
    return None if whole is None else Decimal(int(whole)) + Decimal(int(part or 0)) / SCALE


@lru_cache
def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
