"""Slips: each is made by its event with frozen data; its PDF is rendered from them once.

Not here: how a form looks (`instruments.forms`, `catalogue/forms`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import override

from congvu.casework.dossiers.labels import Channel, ReturnMethod
from congvu.casework.dossiers.models import (
    Applicant,
    Dossier,
    DossierPaper,
    Slip,
    SupplementRequest,
)
from congvu.casework.dossiers.rules.life import Life
from congvu.casework.dossiers.selectors.offices import Office, office_of
from congvu.casework.dossiers.services.act import Act
from congvu.foundation.files.services import store
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.instruments.forms.rules.formats import FieldType
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.forms.selectors import spec_for
from congvu.instruments.forms.services import render_pdf
from congvu.instruments.payments.selectors import ChargeRow
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workingdays import VIETNAM, LimitUnit, TimeLimit, local_day

if TYPE_CHECKING:
    from congvu.casework.dossiers.services.intake import ApplicantInput, FeeInput, PaperInput


def make_slip(
    dossier: Dossier,
    kind: str,
    *,
    act: Act,
    office: Office | None = None,
    version: VersionFacts | None = None,
    applicant: Applicant | None = None,
    papers: Sequence[DossierPaper] | None = None,
    fees: Sequence[FeeInput] | None = None,
    request: SupplementRequest | None = None,
    owed: Sequence[ChargeRow] = (),
    reason: str = "",
    legal_basis: str = "",
    first_due: date | None = None,
    new_due: date | None = None,
    document: DocumentReference | None = None,
) -> Slip:
    """Write a slip of the event that just happened, in the same transaction, one statement.

    What the event knows already is passed in, so that nothing is read twice.
    """
    office = office or office_of(dossier.receiving_unit_id, local_day(act.at))
    version = version or catalogue.get_version_by_id(dossier.procedure_version_id)
    applicant = applicant or dossier.applicant
    told = letter_data(dossier, office, version, applicant, by=act.by, at=act.at)
    if kind == "receipt_slip":
        told |= receipt_data(dossier, office, version, papers or [], applicant, fees=fees)
    if request is not None:
        told |= _supplement(request)
    if owed:
        told |= owed_data(owed)
    data = slip_data(
        kind,
        told,
        reason=reason or told.get("reason", ""),
        legal_basis=legal_basis,
        first_due=first_due,
        new_due=new_due,
        document=document,
        at=act.at,
    )
    return Slip.objects.create(
        dossier=dossier,
        seq=act.seq,
        kind=kind,
        regime_code=dossier.regime_code,
        unit_id=office.id,
        data=data,
        made_at=act.at,
    )


def slip_data(
    kind: str,
    letter: Mapping[str, Any],
    *,
    reason: str = "",
    legal_basis: str = "",
    first_due: date | None = None,
    new_due: date | None = None,
    document: DocumentReference | None = None,
    at: datetime,
) -> dict[str, Any]:
    """Return the frozen words of a slip: those of its form that have something to say. Pure."""
    data = {**letter, "reason": reason, "legal_ground": legal_basis}
    if new_due is not None and first_due is not None:
        data |= {"new_due": f"ngày {new_due:%d/%m/%Y}", "due": f"ngày {first_due:%d/%m/%Y}"}
    if document is not None:
        data |= {"ground_document": document.label(), "decision": document.label()}
        data |= {"suspended_from": _iso(at)}
    names = _names(kind)
    return {name: value for name, value in data.items() if name in names and value != ""}


@lru_cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(KINDS[kind].fields.keys() | KINDS[kind].rows.keys())


@transaction.atomic
def render(slip: Slip, *, sample: bool, by_code: str, at: datetime) -> Slip:
    """Render the PDF of a slip once and keep it with the dossier; later calls return the same."""
    slip = Slip.objects.select_for_update(of=("self",)).get(pk=slip.pk)
    if slip.file_id is not None:
        return slip
    spec = spec_for(slip.kind, slip.regime_code, slip.unit_id)
    content = render_pdf(spec, typed(slip.kind, slip.data), sample=sample)
    slip.file = store(
        content,
        name=f"{slip.kind}-{slip.data.get('dossier_code', slip.pk)}-{slip.seq}.pdf",
        unit_id=slip.unit_id,
        by_code=by_code,
        at=at,
        kind="slip",
    )
    slip.save(update_fields=["file"])
    return slip


READERS: Mapping[FieldType, Callable[[str], Any]] = {
    FieldType.DATE: date.fromisoformat,
    FieldType.MOMENT: datetime.fromisoformat,
}


def typed(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Give the frozen JSON values their types back; finished text stays text."""
    known = KINDS[kind]
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name in known.rows:
            columns = known.rows[name]
            values[name] = [
                {key: _typed(columns[key].type, cell) for key, cell in row.items()} for row in value
            ]
        else:
            values[name] = _typed(known.fields[name].type, value)
    return values


def _typed(kind: FieldType, value: Any) -> Any:
    reader = READERS.get(kind)
    if reader is None or not isinstance(value, str):
        return value
    try:
        return reader(value)
    except ValueError:  # finished text, printed as it is
        return value


def letter_data(
    dossier: Dossier,
    office: Office,
    version: VersionFacts,
    applicant: Applicant,
    *,
    by: Staff,
    at: datetime,
) -> dict[str, Any]:
    """Return what every form of a dossier may print: letterhead, dossier, people."""
    decider = office_of(dossier.competent_unit_id, local_day(at)).authority
    return letter(dossier, office, decider, version, applicant, by=by, at=at)


@override("vi")
def letter(
    dossier: Dossier | Life,
    office: Office,
    decider: str,
    version: VersionFacts,
    applicant: Applicant | ApplicantInput,
    *,
    by: Staff,
    at: datetime,
) -> dict[str, Any]:
    """Return the same from what is known, without a question to the database."""
    limit = TimeLimit(dossier.limit_value, LimitUnit(dossier.limit_unit or "working_days"))
    return {
        "unit_parent": office.parent_name,
        "unit_name": office.authority,
        "desk_name": office.desk_name,
        "place": office.place,
        "date": local_day(at).isoformat(),
        "dossier_code": dossier.code or "",
        "procedure_code": version.code,
        "procedure_name": version.name,
        "field_name": version.field_name,
        "content": applicant.content,
        "channel": str(Channel(dossier.channel).label),
        "submitted_at": _iso(dossier.submitted_at),
        "accepted_at": _iso(dossier.accepted_at),
        "due": _iso(dossier.promised_at),
        "time_limit": limit.label() if dossier.accepted_at else version.limit.label(),
        "receiving_unit": office.desk_name,
        "competent_unit": decider,
        "sets": 1,
        "submitter_name": applicant.submitter_name or applicant.name,
        "applicant_name": applicant.name if applicant.submitter_name else "",
        "id_number": applicant.personal_id or applicant.tax_code,
        "address": applicant.address,
        "phone": applicant.submitter_phone or applicant.phone,
        "email": applicant.email,
        "receiver_name": by.full_name,
        "officer_name": by.full_name,
        "signer_name": by.full_name,
        "signer_authority": by.title,
    }


@override("vi")
def receipt_data(
    dossier: Dossier | Life,
    office: Office,
    version: VersionFacts,
    papers: Sequence[DossierPaper | PaperInput],
    applicant: Applicant | ApplicantInput,
    *,
    fees: Sequence[FeeInput] | None = None,
) -> dict[str, Any]:
    """Return what only the receipt says: papers, fees, where and how the result is given.

    Without `fees` as the desk confirmed them, those of the catalogue that are flat.
    """
    flat = [fee for fee in version.fees_for(dossier.channel) if fee.amount and not fee.per]
    owed = flat if fees is None else [fee for fee in fees if fee.amount]
    return {
        "papers": [
            {
                "name": paper.name,
                "originals": paper.originals,
                "copies": paper.copies,
                "electronic": paper.electronic,
            }
            for paper in papers
        ],
        "fees": [{"name": fee.name, "kind": fee.kind, "amount": fee.amount} for fee in owed],
        "total": sum(fee.amount or 0 for fee in owed),
        "return_method": str(ReturnMethod(applicant.return_method).label),
        "return_place": office.desk_name,
    }


def owed_data(charges: Sequence[ChargeRow]) -> dict[str, Any]:
    """Return what a notice to pay lists: each fee with its basis, and their sum in đồng."""
    return {
        "fees": [
            {"name": one.name, "kind": one.kind, "amount": one.amount, "basis": one.basis}
            for one in charges
        ],
        "total": sum(one.amount for one in charges),
    }


def _supplement(request: SupplementRequest) -> dict[str, Any]:
    items = [(item.what, item.why) for item in request.items.order_by("order")]
    return supplement_data(request.reason, items, request.answer_by)


def supplement_data(
    reason: str, items: Sequence[tuple[str, str]], answer_by: date | None
) -> dict[str, Any]:
    """Return what a request for papers says: what is missing, why, until when."""
    return {
        "reason": reason,
        "items": [{"content": what, "reason": why} for what, why in items],
        "respond_by": answer_by.isoformat() if answer_by else "",
    }


def _iso(moment: datetime | None) -> str:
    """Write a moment on the clock of Viet Nam, whatever zone it was read in."""
    return moment.astimezone(VIETNAM).isoformat() if moment else ""
