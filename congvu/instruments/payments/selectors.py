"""Questions about money: what a dossier owes, what a unit collected on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from congvu.instruments.payments.models import Charge, Receipt


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """One charge of a dossier and, when it is paid, its valid receipt. Amounts in đồng."""

    charge_id: int
    name: str
    kind: str
    amount: int
    basis: str
    due_when: str
    cancelled: bool
    receipt_id: int | None
    receipt_number: int | None
    collected_at: datetime | None
    method: str

    @property
    def is_owed(self) -> bool:
        return not self.cancelled and self.receipt_id is None


@dataclass(frozen=True, slots=True)
class DaySheetRow:
    """One receipt number used on a day. Amounts in đồng; a cancelled one counts as nothing."""

    number: int
    dossier_code: str
    name: str
    kind: str
    amount: int
    method: str
    collected_at: datetime
    collected_by: str
    cancelled: bool
    cancel_reason: str


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What a unit collected on a day, in đồng; `by_method` and `by_kind` each sum to `amount`."""

    receipts: int
    amount: int
    cancelled: int
    by_method: dict[str, int]
    by_kind: dict[str, int]


def charges_of(dossier_code: str) -> list[ChargeRow]:
    """List the charges of a dossier in the order in which they were raised."""
    charges = list(Charge.objects.filter(dossier_code=dossier_code).order_by("id"))
    valid = Receipt.objects.filter(charge__dossier_code=dossier_code, cancelled_at__isnull=True)
    receipts = {receipt.charge_id: receipt for receipt in valid}
    return [_charge_row(charge, receipts.get(charge.pk)) for charge in charges]


def amount_owed(dossier_code: str, *, due_when: str | None = None) -> int:
    """Return how many đồng the dossier still owes, in all or at one moment of `DueWhen`."""
    rows = [row for row in charges_of(dossier_code) if row.is_owed]
    return sum(row.amount for row in rows if due_when in (None, row.due_when))


def list_owed(unit_id: int) -> QuerySet[Charge]:
    """List the fees that the unit has not collected yet, newest first."""
    paid = Receipt.objects.filter(charge=OuterRef("pk"), cancelled_at__isnull=True)
    owed = Charge.objects.filter(~Exists(paid), unit_id=unit_id, cancelled_at__isnull=True)
    return owed.order_by("-id")


def list_receipts(dossier_code: str) -> QuerySet[Receipt]:
    """List all receipts of a dossier, cancelled ones too, oldest first."""
    return (
        Receipt.objects.filter(charge__dossier_code=dossier_code)
        .select_related("charge")
        .order_by("id")
    )


def find_receipt(receipt_id: int) -> Receipt | None:
    return Receipt.objects.filter(pk=receipt_id).select_related("charge").first()


def day_sheet(unit_id: int, on: date) -> list[DaySheetRow]:
    """List every receipt number that the unit used on the day (UTC+7), in order of numbers."""
    return [
        DaySheetRow(
            number=receipt.number,
            dossier_code=receipt.charge.dossier_code,
            name=receipt.charge.name,
            kind=receipt.charge.kind,
            amount=receipt.amount,
            method=receipt.method,
            collected_at=receipt.collected_at,
            collected_by=receipt.collected_by,
            cancelled=receipt.cancelled_at is not None,
            cancel_reason=receipt.cancel_reason,
        )
        for receipt in _receipts_on(unit_id, on).select_related("charge").order_by("number")
    ]


def day_totals(unit_id: int, on: date) -> DayTotals:
    """Add up what the unit collected on the day (UTC+7), without cancelled receipts."""
    receipts = _receipts_on(unit_id, on)
    valid = receipts.filter(cancelled_at__isnull=True)
    counts = receipts.aggregate(
        valid=Count("id", filter=Q(cancelled_at__isnull=True)),
        cancelled=Count("id", filter=Q(cancelled_at__isnull=False)),
    )
    by_method = dict(valid.values_list("method").annotate(Sum("amount")).order_by("method"))
    by_kind = dict(
        valid.values_list("charge__kind").annotate(Sum("amount")).order_by("charge__kind")
    )
    return DayTotals(
        receipts=counts["valid"],
        amount=sum(by_method.values()),
        cancelled=counts["cancelled"],
        by_method=by_method,
        by_kind=by_kind,
    )


def _receipts_on(unit_id: int, on: date) -> QuerySet[Receipt]:
    return Receipt.objects.filter(unit_id=unit_id, collected_on=on)


def _charge_row(charge: Charge, receipt: Receipt | None) -> ChargeRow:
    return ChargeRow(
        charge_id=charge.pk,
        name=charge.name,
        kind=charge.kind,
        amount=charge.amount,
        basis=charge.basis,
        due_when=charge.due_when,
        cancelled=charge.cancelled_at is not None,
        receipt_id=receipt.pk if receipt else None,
        receipt_number=receipt.number if receipt else None,
        collected_at=receipt.collected_at if receipt else None,
        method=receipt.method if receipt else "",
    )
