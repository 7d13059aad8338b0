"""Was this document registered before? By number, symbol and agency (NĐ 30/2020, Phụ lục VI)."""

from __future__ import annotations

from datetime import date

from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.states import State
from congvu.casework.documents.rules.symbols import Code
from congvu.kernel.vitext import fold


def find_doubles(office_id: int, code: Code, issuer: str, issued_on: date) -> list[Document]:
    """Return what is registered already under this number and symbol of this agency and year.

    Accents and spaces do not matter; numbers begin anew every year, so the year does.
    """
    return list(
        Document.objects.filter(
            office_id=office_id,
            direction=Direction.INCOMING.value,
            number=code.number,
            suffix=code.suffix,
            symbol__iexact=code.symbol,
            issuer_folded=fold(issuer)[:200],
            issued_on__year=issued_on.year,
        )
        .exclude(state__in=[State.CANCELLED.value, State.RETURNED.value])
        .order_by("id")[:5]
    )
