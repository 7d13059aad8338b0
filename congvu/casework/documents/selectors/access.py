"""Obtaining a document is having access to it: there is no other way to get one for a screen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.casework.documents.errors import DocumentNotFound
from congvu.casework.documents.models import Document, Recipient, Routing
from congvu.casework.documents.rules.states import ACTORS_OF_ROLE
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.offices import office_of
from congvu.kernel.errors import gettext_noop

# who sees the whole of the office's books: who keeps them, who leads, who reports
WHOLE_OFFICE = frozenset({"registrar", "leader", "reform_officer"})


def may_read(staff: Staff) -> bool:
    """Say whether any role of the person reads documents at all."""
    return any(str(role) in ACTORS_OF_ROLE for role in staff.roles)


def sees_all(staff: Staff) -> bool:
    """Say whether the person sees every document of the office."""
    return any(str(role) in WHOLE_OFFICE for role in staff.roles)


def visible_to(staff: Staff, on: date) -> QuerySet[Document]:
    """Return the documents that the person may read.

    Registrar, leader and reform officer read the books of the office; everybody else what the own
    section drafted, was told to do, or received. The technical administrator reads none.
    """
    if not may_read(staff):
        return Document.objects.none()
    own = Document.objects.filter(office_id=office_of(staff.unit_id, on).id)
    if sees_all(staff):
        return own
    routed = Routing.objects.filter(document=OuterRef("pk"), unit_id=staff.unit_id)
    received = Recipient.objects.filter(document=OuterRef("pk"), unit_id=staff.unit_id)
    return own.filter(Q(unit_id=staff.unit_id) | Exists(routed) | Exists(received))


def get_for(staff: Staff, ref: str | UUID, on: date) -> Document:
    """Return the document of that uuid, if the person may see it.

    Raises DocumentNotFound for an unknown one and for another's alike.
    """
    found = (
        visible_to(staff, on)
        .filter(uuid=ref)
        .select_related("office", "unit", "body", "series", "issuer_unit", "drafter__account")
        .first()
    )
    if found is None:
        raise DocumentNotFound(gettext_noop("Không tìm thấy văn bản này trong phạm vi của bạn."))
    return found


def takes_part(document: Document, staff: Staff, on: date) -> bool:
    """Say whether the document is of the person's office and within what they may see."""
    return visible_to(staff, on).filter(pk=document.pk).exists()
