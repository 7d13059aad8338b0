"""Which book a document is numbered in (NĐ 30/2020 Đ15, Đ22; decision 0015)."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.types import DocumentType

ARRIVALS = "DEN"
NORMATIVE = "QPPL"


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues: the authority itself, or a committee with numbers of its own.

    `by_type` is the choice of the head: one series for each type, or one for all.
    """

    abbreviation: str
    own_series: bool = True
    by_type: bool = True


def series_code(
    direction: Direction, body: Body | None = None, kind: DocumentType | None = None, *,
    normative: bool = False,
) -> str:  # fmt: skip
    """Return the code of the series; the year is not part of it.

    Incoming documents share one series. Normative documents always have one for each type (Đ15).
    """
    if direction is Direction.INCOMING:
        return ARRIVALS
    assert body is not None, "an outgoing document is issued by somebody"
    assert kind is not None, "an outgoing document has a type"
    parts = [body.abbreviation] if body.own_series else ["*"]
    if normative:
        parts.append(NORMATIVE)
    if normative or body.by_type:
        parts.append(kind.code)
    return "/".join(parts)


def find_gaps(numbers: list[int], *, last: int, began_after: int = 0) -> list[int]:
    """Return the numbers that our own run should hold and does not, in order."""
    held = set(numbers)
    return [number for number in range(began_after + 1, last + 1) if number not in held]
