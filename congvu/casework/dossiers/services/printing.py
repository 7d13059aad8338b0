"""Printing what is not a slip of one event: the control sheet, a receipt, a slip as DOCX.

Each is made from the rows as they are now, in Vietnamese whatever the screen speaks; nothing is
stored. Slips are in `slips`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.casework.dossiers.labels import TIMELINESS_LABELS
from congvu.casework.dossiers.models import Dossier, HandOver, Slip
from congvu.casework.dossiers.rules.timeliness import Timeliness
from congvu.casework.dossiers.selectors.folder import hand_overs_of, received_by
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services.slips import letter_data, typed
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import get_account
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.forms.selectors import spec_for
from congvu.instruments.forms.services import render_docx, render_pdf
from congvu.instruments.payments.labels import Method
from congvu.instruments.payments.models import Receipt
from congvu.kernel.workingdays import local_day


def slip_docx(slip: Slip, *, sample: bool) -> bytes:
    """Return a slip as DOCX, with the frozen words of its PDF."""
    spec = spec_for(slip.kind, slip.regime_code, slip.unit_id)
    return render_docx(spec, typed(slip.kind, slip.data), sample=sample)


@override("vi")
def control_sheet_pdf(dossier: Dossier, *, sample: bool, by: Staff, at: datetime) -> bytes:
    """Return the control sheet with every hand-over so far (form 05, later 06)."""
    data = _letter(dossier, by, at)
    office = office_of(dossier.receiving_unit_id, local_day(at))
    actions = dict(dossier.events.values_list("seq", "action"))
    data["applicant_name"] = dossier.applicant.name
    data["handovers"] = [
        _hand_over(row, received_by(row, actions.get(row.seq, ""), office))
        for row in hand_overs_of(dossier)
    ]
    return _pdf(dossier, "control_sheet", data, sample=sample)


@override("vi")
def receipt_pdf(
    dossier: Dossier, receipt: Receipt, *, sample: bool, by: Staff, at: datetime
) -> bytes:
    """Return a receipt as it was collected; a cancelled one says so in the payer's line."""
    charge = receipt.charge
    data = _letter(dossier, by, at)
    payer = str(data.get("submitter_name", ""))
    data |= {
        "receipt_number": f"{receipt.number:06d}/{receipt.year}",
        "payer_name": f"{payer} ({_('BIÊN LAI ĐÃ HỦY')})" if receipt.cancelled_at else payer,
        "method": str(Method(receipt.method).label),
        "collected_at": receipt.collected_at.isoformat(),
        "cashier_name": get_account(receipt.collected_by).full_name,
        "total": receipt.amount,
        "fees": [
            {
                "name": charge.name,
                "kind": charge.kind,
                "amount": receipt.amount,
                "basis": charge.basis,
            }
        ],
    }
    return _pdf(dossier, "fee_receipt", data, sample=sample)


def _letter(dossier: Dossier, by: Staff, at: datetime) -> dict[str, Any]:
    office = office_of(dossier.receiving_unit_id, local_day(at))
    version = catalogue.get_version_by_id(dossier.procedure_version_id)
    return letter_data(dossier, office, version, dossier.applicant, by=by, at=at)


def _pdf(dossier: Dossier, kind: str, data: dict[str, Any], *, sample: bool) -> bytes:
    known = KINDS[kind]
    names = known.fields.keys() | known.rows.keys()
    kept = {name: value for name, value in data.items() if name in names and value != ""}
    spec = spec_for(kind, dossier.regime_code, dossier.receiving_unit_id)
    return render_pdf(spec, typed(kind, kept), sample=sample)


def _hand_over(row: HandOver, receiver: str) -> dict[str, str]:
    outcome = TIMELINESS_LABELS[Timeliness(row.timeliness)] if row.timeliness else ""
    return {
        "from_unit": row.from_unit.name if row.from_unit else "",
        "from_name": row.from_name,
        "to_unit": receiver,
        "to_name": row.to_name,
        "handed_at": row.at.isoformat(),
        "outcome": str(outcome),
        "note": row.note,
    }
