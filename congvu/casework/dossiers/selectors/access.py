"""Obtaining a dossier is having access to it: there is no other way to get one for a screen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.casework.dossiers.errors import DossierNotFound
from congvu.casework.dossiers.models import Dossier, DossierGuest
from congvu.casework.dossiers.rules.permissions import ACTORS_OF_ROLE
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Staff

SYSTEM = "system"
SHOWN_WITH = (
    "procedure_version__procedure",
    "field",
    "applicant",
    "receiving_unit",
    "competent_unit",
    "holder_unit",
    "assignee__account",
)
READING_ROLES = frozenset(ACTORS_OF_ROLE) | {"reform_officer"}


def visible_to(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the dossiers that the person's office decides, received or was asked about.

    The technical administrator and the province's officer read no dossier.
    """
    if not may_read(staff):
        return Dossier.objects.none()
    members = office_of(staff.unit_id, on).member_ids
    guest = DossierGuest.objects.filter(dossier=OuterRef("pk"), unit_id__in=members)
    return Dossier.objects.filter(Q(competent_unit_id__in=members) | Exists(guest))


def takes_part(dossier: Dossier, staff: Staff, on: date) -> bool:
    """Say whether the person's office receives, decides or holds the dossier, so may act on it."""
    if SYSTEM in {str(role) for role in staff.roles}:
        return True
    members = office_of(staff.unit_id, on).member_ids
    return not members.isdisjoint(
        {dossier.competent_unit_id, dossier.receiving_unit_id, dossier.holder_unit_id}
    )


def own(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the dossiers that the person's office decides: what lists and searches read."""
    if not may_read(staff):
        return Dossier.objects.none()
    return Dossier.objects.filter(competent_unit_id=office_of(staff.unit_id, on).id)


def may_read(staff: Staff) -> bool:
    """Say whether any role of the person reads dossiers at all."""
    return any(str(role) in READING_ROLES for role in staff.roles)


def get_for(staff: Staff, ref: str, on: date) -> Dossier:
    """Return the dossier with this code (or uuid before acceptance), if the person may see it.

    Raises DossierNotFound for an unknown one and for a neighbour's alike.
    """
    found = visible_to(staff, on).filter(_named(ref)).select_related(*SHOWN_WITH).first()
    if found is None:
        raise DossierNotFound(
            "Không tìm thấy hồ sơ này trong phạm vi của bạn. Hãy kiểm tra lại mã số."
        )
    return found


def _named(ref: str) -> Q:
    try:
        return Q(uuid=UUID(ref))
    except ValueError:
        return Q(code=ref.strip().upper())
