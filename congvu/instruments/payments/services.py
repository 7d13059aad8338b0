"""Raising, collecting and cancelling charges: one transaction and one journal entry each.

Not here: whether a clerk may touch the dossier (its own room says that) and bank transfers.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.instruments.payments.labels import ChargeKind, DueWhen, Method
from congvu.instruments.payments.models import Charge, Receipt, ReceiptCounter
from congvu.kernel.errors import Conflict, Invalid, NotFound
from congvu.kernel.workingdays import local_day


@transaction.atomic
def raise_charge(
    *,
    dossier_code: str,
    unit_id: int,
    name: str,
    kind: str,
    amount: int,
    due_when: str,
    basis: str = "",
    by: Staff,
    at: datetime,
) -> Charge:
    """Write down that the dossier owes `amount` đồng to the unit.

    Raises Invalid for an amount that is not positive: a procedure without a fee owes nothing
    and meets no payment screen.
    """
    if amount <= 0:
        raise Invalid(
            _("Số tiền phải lớn hơn 0. Hồ sơ không thu phí thì không lập."), code="amount"
        )
    charge = Charge.objects.create(
        dossier_code=dossier_code,
        unit_id=unit_id,
        name=name,
        kind=ChargeKind(kind),
        amount=amount,
        basis=basis,
        due_when=DueWhen(due_when),
        raised_at=at,
        raised_by=by.code,
    )
    said = {"charge": charge.pk, "name": name, "amount": amount}
    _record("raise_charge", dossier_code, said, by=by, at=at)
    return charge


@transaction.atomic
def collect(*, charge_id: int, method: str, by: Staff, at: datetime) -> Receipt:
    """Collect one charge in full and give it the next receipt number of its unit and year.

    Raises NotFound for an unknown charge, Conflict when it is cancelled or already collected.
    """
    charge = _locked_charge(charge_id)
    if charge.cancelled_at is not None:
        raise Conflict(_("Khoản thu này đã bị huỷ, không thu được nữa."), code="charge_cancelled")
    paid = charge.receipts.filter(cancelled_at__isnull=True).first()
    if paid is not None:
        raise Conflict(
            _("Khoản này đã thu, biên lai số %(number)s."),
            code="already_collected",
            number=paid.number,
        )
    day = local_day(at)
    receipt = Receipt.objects.create(
        charge=charge,
        unit_id=charge.unit_id,
        year=day.year,
        number=_next_number(charge.unit_id, day.year),
        amount=charge.amount,
        collected_at=at,
        collected_on=day,
        collected_by=by.code,
        method=Method(method),
    )
    said = {"receipt": str(receipt), "amount": receipt.amount, "method": receipt.method}
    _record("collect", charge.dossier_code, said, by=by, at=at)
    return receipt


@transaction.atomic
def cancel_receipt(*, receipt_id: int, reason: str, by: Staff, at: datetime) -> Receipt:
    """Cancel a receipt; its number stays used and the charge is owed again.

    Raises NotFound, Invalid without a reason, Conflict when it is cancelled already.
    """
    reason = _reason(reason)
    receipt = Receipt.objects.select_for_update().filter(pk=receipt_id).first()
    if receipt is None:
        raise NotFound(_("Không có biên lai này."), code="receipt")
    if receipt.cancelled_at is not None:
        raise Conflict(_("Biên lai này đã bị huỷ trước đó."), code="receipt_cancelled")
    receipt.cancelled_at, receipt.cancelled_by, receipt.cancel_reason = at, by.code, reason
    receipt.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    code = Charge.objects.values_list("dossier_code", flat=True).get(pk=receipt.charge_id)
    said = {"receipt": str(receipt), "amount": receipt.amount, "reason": reason}
    _record("cancel_receipt", code, said, by=by, at=at)
    return receipt


@transaction.atomic
def cancel_charge(*, charge_id: int, reason: str, by: Staff, at: datetime) -> Charge:
    """Cancel a charge that was raised by mistake or is waived.

    Raises NotFound, Invalid without a reason, Conflict when money was collected for it.
    """
    reason = _reason(reason)
    charge = _locked_charge(charge_id)
    if charge.cancelled_at is not None:
        raise Conflict(_("Khoản thu này đã bị huỷ trước đó."), code="charge_cancelled")
    if charge.receipts.filter(cancelled_at__isnull=True).exists():
        raise Conflict(_("Khoản này đã thu: huỷ biên lai trước."), code="already_collected")
    charge.cancelled_at, charge.cancelled_by, charge.cancel_reason = at, by.code, reason
    charge.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    said = {"charge": charge.pk, "amount": charge.amount, "reason": reason}
    _record("cancel_charge", charge.dossier_code, said, by=by, at=at)
    return charge


def _locked_charge(charge_id: int) -> Charge:
    charge = Charge.objects.select_for_update().filter(pk=charge_id).first()
    if charge is None:
        raise NotFound(_("Không có khoản thu này."), code="charge")
    return charge


def _next_number(unit_id: int, year: int) -> int:
    ReceiptCounter.objects.get_or_create(unit_id=unit_id, year=year)
    counter = ReceiptCounter.objects.select_for_update().get(unit_id=unit_id, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _reason(text: str) -> str:
    if not text.strip():
        raise Invalid(_("Ghi lý do huỷ."), code="reason")
    return text.strip()


def _record(
    action: str, dossier_code: str, changes: dict[str, object], *, by: Staff, at: datetime
) -> None:
    journal.record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type="dossier",
        obj_code=dossier_code,
        changes=changes,
        at=at,
    )
