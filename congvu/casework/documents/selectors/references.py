"""Finding a document by what is written of it elsewhere: for rooms above and for relations."""

from __future__ import annotations

from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.states import COUNTED_OUT
from congvu.casework.documents.rules.symbols import parse_code
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid


def find_by_reference(office_id: int, reference: DocumentReference) -> Document | None:
    """Return the outgoing document of the office that this reference names, or None."""
    return (
        Document.objects.filter(
            office_id=office_id,
            direction=Direction.OUTGOING.value,
            code=reference.code,
            issued_on=reference.issued_on,
            state__in=[state.value for state in COUNTED_OUT],
        )
        .order_by("id")
        .first()
    )


def as_reference(document: Document, type_name: str) -> DocumentReference:
    """Return how another document cites this one. Raises Invalid for one without a number."""
    assert document.issued_on is not None, "a numbered document has its day"
    number = document.code.partition("/")[0]
    return DocumentReference(
        type=type_name,
        number=number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        issuer=document.issuer,
        subject=document.subject,
    )


def find_by_code(
    office_id: int, text: str, *, direction: Direction | None = None
) -> list[Document]:
    """Return what bears the typed number and symbol, the newest first; nothing for other words."""
    try:
        code = parse_code(text)
    except Invalid:
        return []
    rows = Document.objects.filter(office_id=office_id, code__iexact=code.text)
    if direction is not None:
        rows = rows.filter(direction=direction.value)
    return list(rows.order_by("-issued_on", "-id")[:10])
