"""A dossier's results that stand in the office's register of documents, and the way back from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from congvu.casework.documents.rules.states import COUNTED_OUT, State
from congvu.casework.documents.selectors.references import find_visible
from congvu.casework.dossiers.selectors.access import visible_to
from congvu.casework.dossiers.selectors.ended_by import ended_by
from congvu.interfaces.office.dossiers.reading import ref_of
from congvu.kernel.documents import DocumentReference

if TYPE_CHECKING:
    from congvu.casework.documents.models import Document
    from congvu.casework.dossiers.models import Dossier
    from congvu.casework.dossiers.selectors.folder import Folder
    from congvu.interfaces.office.acting import Acting

MOST = 20


@dataclass(frozen=True, slots=True)
class Ended:
    """A dossier whose result a document is."""

    code: str
    procedure: str
    url: str


def registered_results(
    dossier: Dossier, folder: Folder, who: Acting
) -> dict[DocumentReference, str]:
    """Return where the results stand in the register of the office that decided, if the reader may see it.

    At most one statement; none for a dossier without results.
    """
    references = {DocumentReference.from_facts(one.document) for one in folder.results}
    found = find_visible(who.staff, dossier.competent_unit_id, references, who.on)
    return {
        reference: reverse("office-documents-page", kwargs={"ref": document.uuid})
        for reference, document in found.items()
    }


def dossiers_ended_by(document: Document, who: Acting) -> list[Ended]:
    """Return the dossiers of the office whose result this document is and which the reader may see."""
    if document.is_incoming or State(document.state) not in COUNTED_OUT:
        return []
    assert document.issued_on is not None, "a numbered document has its day"
    rows = (
        ended_by(
            visible_to(who.staff, who.on).filter(competent_unit_id=document.office_id),
            number=document.code.partition("/")[0],
            symbol=document.symbol,
            issued_on=document.issued_on,
        )
        .select_related("procedure_version")
        .order_by("id")
    )
    return [
        Ended(
            code=dossier.code or "",
            procedure=dossier.procedure_version.name,
            url=reverse("office-dossiers-page", kwargs={"ref": ref_of(dossier)}),
        )
        for dossier in rows[:MOST]
    ]
