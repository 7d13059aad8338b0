"""The register book on paper: a part of the year as PDF, A4 landscape, numbered through the year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.casework.dossiers.labels import StateLabel
from congvu.casework.dossiers.rules.states import CLOSED_WITHOUT_RESULT, State
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.selectors.register import Entry
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.forms.selectors import spec_for
from congvu.instruments.forms.services import render_pdf
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day

KIND = "dossier_register"
LONGEST_NAME = 120  # one of certification is three times as long; its code stands in the dossier


@override("vi")
def register_pdf(
    entries: Iterable[Entry],
    *,
    year: int,
    opened_on: date,
    closed_on: date | None,
    sample: bool,
    by: Staff,
    at: datetime,
) -> bytes:
    """Print entries of one year's book (form 06 of TT 01/2018, later 07), unsigned.

    `closed_on` is None while the year runs: the book is open and its last page says no total.
    The form is that of the regime on the day of the first entry.
    """
    rows = list(entries)
    office = office_of(by.unit_id, local_day(at))
    first_day = rows[0].received_on if rows else opened_on
    data: dict[str, Any] = {
        "unit_name": office.name,
        "desk_name": by.unit_name,
        "place": office.place,
        "year": str(year),
        "opened_on": opened_on,
        "officer_name": by.full_name,
        "entries": [_line(entry) for entry in rows],
    }
    if rows:
        data |= {"first_entry": _number(rows[0].number), "last_entry": _number(rows[-1].number)}
    if closed_on is not None:
        data |= {"closed_on": closed_on, "total_entries": len(rows)}
    known = KINDS[KIND]
    names = known.fields.keys() | known.rows.keys()
    kept = {name: value for name, value in data.items() if name in names and value != ""}
    spec = spec_for(KIND, catalogue.regime_on(first_day).code, office.id)
    return render_pdf(spec, kept, sample=sample)


def remark(entry: Entry) -> str:
    """Say what the dates cannot: entered later than it came, ended without a result."""
    said = []
    if entry.entered_late_on is not None:
        said.append(_("nhập ngày %(day)s") % {"day": format_date(entry.entered_late_on)})
    state = State(entry.dossier.state)
    if state in CLOSED_WITHOUT_RESULT:
        said.append(str(StateLabel(state.value).label))
    return "; ".join(said)


def _line(entry: Entry) -> dict[str, Any]:
    dossier = entry.dossier
    person = dossier.applicant
    line = {
        "entry_no": _number(entry.number),
        "dossier_code": dossier.code or "",
        "procedure_name": Truncator(dossier.procedure_version.name).chars(LONGEST_NAME),
        "sets": 1,
        "applicant_name": person.name,
        "contact": "; ".join(filter(None, (person.address, person.phone))),
        "competent_unit": dossier.competent_unit.name,
        "received_on": entry.received_on,
        "due_on": dossier.promised_due,
        "forwarded_on": entry.forwarded_on,
        "result_received_on": entry.result_on,
        "returned_on": entry.returned_on,
        "return_method": entry.return_method,
        "note": remark(entry),
    }
    return {name: value for name, value in line.items() if value not in (None, "")}


def _number(number: int) -> str:
    return f"{number:06d}"
