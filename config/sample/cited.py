"""How lines of the sample cite documents of a commune, and what a line is made of."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from congvu.kernel.vitext import format_date

Cells: TypeAlias = tuple[str, date, dict[str, str]]
"""The code of a register, the day on which the line is written, its cells."""


def cited(kind: str, number: int, symbol: str, day: date, issuer: str = "UBND xã") -> str:
    """Return a citation as officials type it."""
    return f"{kind} số {number}/{symbol} ngày {format_date(day)} của {issuer}"
