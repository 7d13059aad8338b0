"""Finding a document by what is written of it elsewhere: for rooms above and for relations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.states import COUNTED_OUT
from congvu.casework.documents.rules.symbols import parse_code
from congvu.casework.documents.selectors.access import visible_to
from congvu.foundation.people.rules import Staff
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid


def find_by_reference(office_id: int, reference: DocumentReference) -> Document | None:
    """Return the outgoing document of the office that this reference names, or None."""
    return (
        _outgoing(Document.objects.all(), office_id)
        .filter(code=reference.code, issued_on=reference.issued_on)
        .order_by("id")
        .first()
    )


def as_reference(document: Document, type_name: str) -> DocumentReference:
    """Return how another document cites this one. Raises Invalid for one without a number."""
    assert document.issued_on is not None, "a numbered document has its day"
    number, _slash, symbol = document.code.partition("/")
    return DocumentReference(
        type=type_name,
        number=number,
        symbol=symbol,
        issued_on=document.issued_on,
        issuer=document.issuer,
        subject=document.subject,
    )


def find_in_register(staff: Staff, text: str, on: date) -> Document | None:
    """Return the newest document that the person may see and that bears this number and symbol.

    Our own documents before those of others: a number alone may be both.
    """
    try:
        code = parse_code(text)
    except Invalid:
        return None
    rows = visible_to(staff, on).filter(code__iexact=code.text)
    ours = rows.filter(direction=Direction.OUTGOING.value).order_by("-issued_on", "-id").first()
    return ours or rows.order_by("-issued_on", "-id").first()


def find_visible(
    staff: Staff, office_id: int, references: Collection[DocumentReference], on: date
) -> dict[DocumentReference, Document]:
    """Return the outgoing documents of that office which these references name, as far as the person may see.

    One statement for all of them; without a reference none.
    """
    if not references:
        return {}
    rows = _outgoing(visible_to(staff, on), office_id).filter(
        code__in={reference.code for reference in references},
        issued_on__in={reference.issued_on for reference in references},
    )
    found = {(row.code, row.issued_on): row for row in rows.order_by("-id")}
    return {
        reference: found[reference.code, reference.issued_on]
        for reference in references
        if (reference.code, reference.issued_on) in found
    }


def _outgoing(rows: QuerySet[Document], office_id: int) -> QuerySet[Document]:
    """Narrow to what the office has numbered and not struck."""
    return rows.filter(
        office_id=office_id,
        direction=Direction.OUTGOING.value,
        state__in=[state.value for state in COUNTED_OUT],
    )
