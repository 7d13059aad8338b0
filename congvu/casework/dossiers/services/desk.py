"""What a clerk does in one press at the counter: take in with the fee, decide the same day, give out.

Each is made of the services of this room and of payments, in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services import closing, fees, handling, intake
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.codes import next_in_book
from congvu.casework.dossiers.services.intake import FeeInput, Intake
from congvu.casework.dossiers.services.once import made_with
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.payments import selectors as payments
from congvu.instruments.payments.labels import DueWhen
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import DomainError
from congvu.kernel.workingdays import local_day

LONGEST_TYPE = 100


@dataclass(frozen=True, slots=True)
class Money:
    """The fees of one visit and how they were paid; without a method they are only owed."""

    fees: Sequence[FeeInput] = ()
    method: str = ""


NO_MONEY = Money()


@dataclass(frozen=True, slots=True)
class Forwarding:
    """What became of one dossier of a batch: `refusal` is None when it went."""

    ref: str
    refusal: DomainError | None


class _MadeBefore(Exception):
    """The key met its dossier: undo what this attempt took."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier


@transaction.atomic
def accept_at_desk(
    taken: Intake,
    *,
    money: Money = NO_MONEY,
    by: Staff,
    at: datetime,
    occurred_at: datetime | None = None,
    key: str = "",
    reason: str = "",
) -> Dossier:
    """Accept a dossier and raise its fees, collected at once where a method is given.

    Everything that `intake.accept_new` says holds; a repeated key raises no second fee.
    """
    taken = replace(taken, fees=tuple(money.fees))
    dossier = intake.accept_new(
        taken, by=by, at=at, occurred_at=occurred_at, key=key, reason=reason
    )
    settle(dossier, money, by=by, at=at)
    return dossier


def same_day_at_desk(
    taken: Intake,
    *,
    number: str = "",
    symbol: str = "",
    receiver_name: str,
    signer: Staff,
    money: Money = NO_MONEY,
    by: Staff,
    at: datetime,
    key: str = "",
) -> Dossier:
    """Take in, certify, collect and hand out at once (NĐ 61/2018 Đ17.4, NĐ 23/2015 Đ7).

    Without a `number` the result takes the next one of the year's book of the procedure, gap-free:
    a repeated key gives its number back.
    """
    try:
        dossier = _same_day(
            taken,
            number=number,
            symbol=symbol,
            receiver_name=receiver_name,
            signer=signer,
            money=money,
            by=by,
            at=at,
            key=key,
        )
    except _MadeBefore as before:
        dossier = before.dossier
    return dossier


@transaction.atomic
def _same_day(
    taken: Intake,
    *,
    number: str,
    symbol: str,
    receiver_name: str,
    signer: Staff,
    money: Money,
    by: Staff,
    at: datetime,
    key: str,
) -> Dossier:
    day = local_day(at)
    office = office_of(by.unit_id, day)
    version = catalogue.get_version(taken.procedure, day)
    if not number:  # the counter's lock lets a second clerk wait before the question below
        number = str(next_in_book(office.code, version.code, day.year))
    made = made_with(key, by=by)
    document = DocumentReference(
        type=version.result[:LONGEST_TYPE],
        number=number,
        symbol=symbol,
        issued_on=day,
        issuer=office.name,
        subject=taken.applicant.content,
    )
    dossier = closing.same_day(
        replace(taken, fees=tuple(money.fees)),
        results=[ResultInput(document)],
        receiver_name=receiver_name,
        signer=signer,
        by=by,
        at=at,
        key=key,
    )
    if made is not None:  # with the same content, or the key would have been refused
        raise _MadeBefore(made)
    settle(dossier, money, by=by, at=at)
    return dossier


@transaction.atomic
def hand_out_at_desk(
    dossier: Dossier,
    *,
    seen: int,
    method: str,
    receiver_name: str,
    postal_number: str = "",
    charge_ids: Sequence[int] = (),
    paid_by: str = "",
    by: Staff,
    at: datetime,
) -> Dossier:
    """Collect what is still owed and give the result out; being late never blocks it (R31)."""
    for charge_id in charge_ids:
        fees.collect(dossier, charge_id=charge_id, method=paid_by, by=by, at=at)
    return closing.hand_out(
        dossier,
        seen=seen,
        method=method,
        receiver_name=receiver_name,
        postal_number=postal_number,
        by=by,
        at=at,
    )


def forward_each(
    choices: Sequence[tuple[str, int, int]], *, by: Staff, at: datetime
) -> list[Forwarding]:
    """Forward accepted dossiers, each as (code, version seen, section), each in its own transaction.

    One that somebody else touched meanwhile stays where it is and says so; the others go.
    """
    found = []
    for ref, seen, unit_id in choices:
        refusal: DomainError | None = None
        try:
            dossier = get_for(by, ref, local_day(at))
            handling.forward(dossier, seen=seen, to_unit_id=unit_id, by=by, at=at)
        except DomainError as reason:
            refusal = reason
        found.append(Forwarding(ref, refusal))
    return found


def settle(dossier: Dossier, money: Money, *, by: Staff, at: datetime) -> None:
    """Raise the fees of an intake, once, and collect them where a method is given."""
    if not money.fees or payments.charges_of(dossier.code or ""):
        return
    for fee in money.fees:
        charge = fees.raise_charge(
            dossier,
            name=fee.name,
            kind=fee.kind,
            amount=fee.amount,
            basis=fee.basis,
            due_when=DueWhen.ON_RECEIPT,
            by=by,
            at=at,
        )
        if money.method:
            fees.collect(dossier, charge_id=charge.pk, method=money.method, by=by, at=at)
