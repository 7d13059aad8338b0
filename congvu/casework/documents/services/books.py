"""The books on paper, with the columns of NĐ 30/2020, Phụ lục IV; struck numbers stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from congvu.casework.documents import library
from congvu.casework.documents.labels import StateLabel
from congvu.casework.documents.models import Document, Relation
from congvu.casework.documents.rules.deadlines import Standing, standing
from congvu.casework.documents.rules.kinds import Direction, RelationKind
from congvu.casework.documents.rules.states import State
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.offices import office_of
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.forms.selectors import spec_for
from congvu.instruments.forms.services import render_pdf
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day

ENDED = {State.CANCELLED, State.RETURNED, State.RECALLED}


class Book(StrEnum):
    """The three books that are printed."""

    OUT = "di"
    IN = "den"
    TRACKING = "theo-doi"

    @property
    def direction(self) -> Direction:
        return Direction.OUTGOING if self is Book.OUT else Direction.INCOMING


FORMS = {
    Book.OUT: "document_book_out",
    Book.IN: "document_book_in",
    Book.TRACKING: "document_book_tracking",
}


def book_pdf(
    book: Book,
    entries: Sequence[Document],
    *,
    year: int,
    month: int | None,
    sample: bool,
    by: Staff,
    at: datetime,
) -> bytes:
    """Print entries of one book, unsigned. Raises TooManyRows above what one file may hold."""
    office = office_of(by.unit_id, local_day(at))
    numbers = [_number(book, entry) for entry in entries]
    data: dict[str, Any] = {
        "unit_parent": office.parent_name,
        "unit_name": office.authority,
        "place": office.place,
        "year": str(year),
        "officer_name": by.full_name,
        "total_entries": len(entries),
        "entries": [
            {name: value for name, value in line.items() if value not in (None, "")}
            for line in lines_of(book, entries, local_day(at))
        ],
    }
    if month is not None:
        data["period"] = f"Tháng {month:02d}"
    if numbers:
        data |= {"first_entry": numbers[0], "last_entry": numbers[-1]}
    kind = FORMS[book]
    spec = spec_for(kind, catalogue.regime_on(local_day(at)).code, office.id)
    return render_pdf(
        spec, {name: value for name, value in data.items() if value != ""}, sample=sample
    )


def lines_of(book: Book, entries: Sequence[Document], on: date) -> list[dict[str, Any]]:
    """Return the cells of each entry under the names of the printed form."""
    if book is Book.OUT:
        return [_out(entry) for entry in entries]
    if book is Book.IN:
        return [_in(entry) for entry in entries]
    answers = _answers(entries)
    return [_tracking(entry, answers.get(entry.pk, ""), on) for entry in entries]


def remark(entry: Document) -> str:
    """Say what the columns cannot: struck, sent back, entered in another year, taken over."""
    said = []
    state = State(entry.state)
    if state in ENDED:
        said.append(f"{StateLabel(entry.state).label}: {entry.end_reason}")
    if entry.late_reason:
        said.append(entry.late_reason)
    if entry.origin:
        said.append(_("nhập từ %(origin)s") % {"origin": entry.origin})
    if entry.note:
        said.append(entry.note)
    return "; ".join(said)[:200]


def _out(entry: Document) -> dict[str, Any]:
    names = [row.name for row in entry.recipients.all()]
    shown = "; ".join(names[:4]) + (f" (+{len(names) - 4})" if len(names) > 4 else "")
    return {
        "code": entry.code,
        "issued_on": entry.issued_on,
        "subject": f"{_type(entry)}: {entry.subject}",
        "signer": entry.signer,
        "recipients": shown,
        "keeper": entry.unit.name if entry.unit else "",
        "copies": entry.copies,
        "sent_on": local_day(entry.issued_at) if entry.issued_at else None,
        "note": remark(entry),
    }


def _in(entry: Document) -> dict[str, Any]:
    return {
        "arrived_on": entry.arrived_on,
        "arrival_number": str(entry.arrival_number or ""),
        "issuer": entry.issuer,
        "code": entry.code,
        "issued_on": entry.issued_on,
        "subject": f"{_type(entry)}: {entry.subject}",
        "receiver": entry.unit.name if entry.unit else "",
        "sent_on": entry.arrived_on if entry.unit else None,
        "note": remark(entry),
    }


def _tracking(entry: Document, answer: str, on: date) -> dict[str, Any]:
    assert entry.issued_on is not None, "an arrival bears its day"
    named = f"{_type(entry)} số {entry.code} ngày {format_date(entry.issued_on)} của {entry.issuer}"
    return {
        "arrival_number": str(entry.arrival_number or ""),
        "document": f"{named}: {entry.subject}",
        "receiver": entry.unit.name if entry.unit else "",
        "due_on": entry.due_on,
        "progress": _progress(entry, on),
        "answer": answer,
        "note": remark(entry),
    }


def _progress(entry: Document, on: date) -> str:
    if entry.done_on is not None:
        late = standing(entry.due_on, entry.done_on, on) is Standing.DONE_LATE
        told = f"Xong ngày {format_date(entry.done_on)}"
        return f"{told}, muộn" if late else told
    if standing(entry.due_on, None, on) is Standing.LATE:
        return "Quá hạn"
    return str(StateLabel(entry.state).label)


def _answers(entries: Sequence[Document]) -> dict[int, str]:
    rows = Relation.objects.filter(
        kind=RelationKind.ANSWERS.value, target_id__in=[entry.pk for entry in entries]
    ).values_list("target_id", "document__code")
    found: dict[int, list[str]] = {}
    for target, code in rows:
        if target is not None:
            found.setdefault(target, []).append(code)
    return {target: "; ".join(codes) for target, codes in found.items()}


def _type(entry: Document) -> str:
    found = library.types().find(entry.type)
    return found.name if found else entry.type


def _number(book: Book, entry: Document) -> str:
    return entry.code if book is Book.OUT else str(entry.arrival_number or "–")
