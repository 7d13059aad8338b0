"""Fees of a dossier: who may raise, collect and cancel them here. The money is in payments."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.permissions import actors_of
from congvu.casework.dossiers.rules.states import Actor
from congvu.casework.dossiers.selectors.access import takes_part
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Staff
from congvu.instruments.payments import selectors as payments
from congvu.instruments.payments import services as money
from congvu.instruments.payments.models import Charge, Receipt
from congvu.kernel.errors import Invalid, NotFound
from congvu.kernel.workingdays import local_day


@transaction.atomic
def raise_charge(
    dossier: Dossier,
    *,
    name: str,
    kind: str,
    amount: int,
    due_when: str,
    basis: str = "",
    by: Staff,
    at: datetime,
) -> Charge:
    """Write down a fee that the dossier owes to the person's office, in đồng.

    Raises Invalid before acceptance: without a code nothing is owed.
    """
    _check(dossier, by, at)
    if not dossier.code:
        raise Invalid("Hồ sơ chưa tiếp nhận nên chưa lập khoản thu.")
    return money.raise_charge(
        dossier_code=dossier.code,
        unit_id=office_of(by.unit_id, local_day(at)).id,
        name=name.strip(),
        kind=kind,
        amount=amount,
        due_when=due_when,
        basis=basis.strip(),
        by=by,
        at=at,
    )


@transaction.atomic
def collect(dossier: Dossier, *, charge_id: int, method: str, by: Staff, at: datetime) -> Receipt:
    """Collect one of the dossier's fees; raises NotFound for another dossier's."""
    _check(dossier, by, at)
    _own_charge(dossier, charge_id)
    return money.collect(charge_id=charge_id, method=method, by=by, at=at)


@transaction.atomic
def cancel_charge(
    dossier: Dossier, *, charge_id: int, reason: str, by: Staff, at: datetime
) -> Charge:
    """Cancel a fee that was raised by mistake or is waived, with the reason."""
    _check(dossier, by, at)
    _own_charge(dossier, charge_id)
    return money.cancel_charge(charge_id=charge_id, reason=reason, by=by, at=at)


@transaction.atomic
def cancel_receipt(
    dossier: Dossier, *, receipt_id: int, reason: str, by: Staff, at: datetime
) -> Receipt:
    """Cancel a receipt of the dossier; its number stays used and the fee is owed again."""
    _check(dossier, by, at)
    get_receipt(dossier, receipt_id)
    return money.cancel_receipt(receipt_id=receipt_id, reason=reason, by=by, at=at)


def get_receipt(dossier: Dossier, receipt_id: int) -> Receipt:
    """Return a receipt of this dossier. Raises NotFound."""
    found = payments.find_receipt(receipt_id)
    if found is None or not dossier.code or found.charge.dossier_code != dossier.code:
        raise NotFound("Hồ sơ không có biên lai này.", code="receipt")
    return found


def may_handle_money(dossier: Dossier, by: Staff, at: datetime) -> bool:
    """Say whether the person collects fees, and the office takes part in the dossier."""
    return Actor.CASHIER in actors_of(by.roles) and takes_part(dossier, by, local_day(at))


def _check(dossier: Dossier, by: Staff, at: datetime) -> None:
    if not may_handle_money(dossier, by, at):
        raise NotYourTask("Chỉ người thu phí của cơ quan tiếp nhận mới làm được việc này.")


def _own_charge(dossier: Dossier, charge_id: int) -> None:
    rows = payments.charges_of(dossier.code or "")
    if not any(row.charge_id == charge_id for row in rows):
        raise NotFound("Hồ sơ không có khoản thu này.", code="charge")
