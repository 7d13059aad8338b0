"""Declaring who issues under which abbreviation, and how their documents are numbered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.casework.documents.errors import NotYourDocument
from congvu.casework.documents.models import IssuingBody
from congvu.casework.documents.selectors.bodies import get_body, undeclared
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.offices import office_of
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.vitext import nfc
from congvu.kernel.workingdays import local_day

KEEPERS = (Role.REGISTRAR, Role.LEADER)


def ensure_body(by: Staff, at: datetime) -> IssuingBody:
    """Return the authority as issuing body, made with its usual abbreviation on first use."""
    office = office_of(by.unit_id, local_day(at))
    first = undeclared(office)
    body, _made = IssuingBody.objects.get_or_create(
        office_id=office.id,
        order=first.order,
        defaults={"name": first.name, "abbreviation": first.abbreviation},
    )
    return body


def chosen_body(body_id: int | None, by: Staff, at: datetime) -> IssuingBody:
    """Return the office's body with that id; none and 0 mean the authority. Raises Invalid."""
    if not body_id:
        return ensure_body(by, at)
    return get_body(office_of(by.unit_id, local_day(at)).id, body_id)


@transaction.atomic
def add_body(
    *, name: str, abbreviation: str, own_series: bool, by_type: bool, by: Staff, at: datetime
) -> IssuingBody:
    """Declare a council, committee or advisory body that issues documents of the office.

    Raises NotYourDocument for other roles than registrar and leader, Conflict for an abbreviation
    that is used, Invalid for one that cannot stand in a symbol.
    """
    _may_keep(by)
    ensure_body(by, at)
    office = office_of(by.unit_id, local_day(at))
    short = nfc(abbreviation).strip()
    if not short or len(short) > 15 or any(letter in " /-" for letter in short):
        raise Invalid(
            gettext_noop("Chữ viết tắt không có dấu cách, “/”, “-” và dài tối đa 15 chữ."),
            field="abbreviation",
        )
    if IssuingBody.objects.filter(office_id=office.id, abbreviation=short).exists():
        raise Conflict(
            gettext_noop("Chữ viết tắt “%(short)s” đã dùng."), short=short, field="abbreviation"
        )
    body = IssuingBody.objects.create(
        office_id=office.id,
        name=nfc(name).strip(),
        abbreviation=short,
        own_series=own_series,
        by_type=by_type,
        order=IssuingBody.objects.filter(office_id=office.id).count(),
    )
    _note("document.body", body, by, at)
    return body


@transaction.atomic
def change_body(
    body: IssuingBody, *, by_type: bool, is_active: bool, by: Staff, at: datetime
) -> None:
    """Choose one series for all types or one for each, or take the body out of use.

    What has its number keeps it; the other books begin where they stand.
    """
    _may_keep(by)
    if body.office_id != office_of(by.unit_id, local_day(at)).id:
        raise NotYourDocument(gettext_noop("Nơi ban hành này của cơ quan khác."))
    if body.order == 0 and not is_active:
        raise Invalid(gettext_noop("Không thể ngừng dùng chính cơ quan."), field="is_active")
    body.by_type = by_type
    body.is_active = is_active
    body.save(update_fields=["by_type", "is_active"])
    _note("document.body", body, by, at)


def _may_keep(by: Staff) -> None:
    if not by.has(*KEEPERS):
        raise NotYourDocument(gettext_noop("Chỉ văn thư và lãnh đạo khai báo số và ký hiệu."))


def _note(action: str, body: IssuingBody, by: Staff, at: datetime) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type="issuing_body",
        obj_code=body.abbreviation,
        changes={"by_type": body.by_type, "is_active": body.is_active},
        at=at,
    )
