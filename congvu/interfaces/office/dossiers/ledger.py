"""The fees of a dossier as its page shows them: what is owed, what was collected, what was cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from congvu.instruments.payments.labels import ChargeKind, DueWhen, Method
from congvu.instruments.payments.selectors import charges_of, list_receipts

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier
    from congvu.instruments.payments.models import Receipt
    from congvu.instruments.payments.selectors import ChargeRow


@dataclass(frozen=True, slots=True)
class Paid:
    """A receipt: its number is never used again, also when it is cancelled."""

    id: int
    number: int
    method: str
    collected_at: datetime
    is_cancelled: bool
    cancel_reason: str


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee, in đồng, with every receipt that was ever made for it."""

    id: int
    name: str
    kind: str
    due_when: str
    basis: str
    amount: int
    is_owed: bool
    is_cancelled: bool
    receipts: tuple[Paid, ...]


@dataclass(frozen=True, slots=True)
class Fees:
    """All fees of a dossier and what is still owed, in đồng."""

    lines: tuple[Fee, ...]
    owed: int


def fees_of(dossier: Dossier) -> Fees:
    """Read the fees; nothing is asked for a dossier without a code."""
    if not dossier.code:
        return Fees((), 0)
    rows = charges_of(dossier.code)
    receipts = list(list_receipts(dossier.code)) if rows else []
    lines = tuple(_fee(row, receipts) for row in rows)
    return Fees(lines, sum(line.amount for line in lines if line.is_owed))


def _fee(row: ChargeRow, receipts: list[Receipt]) -> Fee:
    return Fee(
        id=row.charge_id,
        name=row.name,
        kind=str(ChargeKind(row.kind).label),
        due_when=str(DueWhen(row.due_when).label),
        basis=row.basis,
        amount=row.amount,
        is_owed=row.is_owed,
        is_cancelled=row.cancelled,
        receipts=tuple(_paid(one) for one in receipts if one.charge_id == row.charge_id),
    )


def _paid(receipt: Receipt) -> Paid:
    return Paid(
        id=receipt.pk,
        number=receipt.number,
        method=str(Method(receipt.method).label),
        collected_at=receipt.collected_at,
        is_cancelled=receipt.cancelled_at is not None,
        cancel_reason=receipt.cancel_reason,
    )
