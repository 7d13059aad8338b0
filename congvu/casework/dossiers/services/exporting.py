"""Lists that leave the office as files: the journal tells who took which, never what stood in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.selectors.access import may_read
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff


@transaction.atomic
def record_export(kind: str, *, asked: Mapping[str, Any], by: Staff, at: datetime) -> None:
    """Write down that a list was taken: its kind and its filters, without words of people.

    Raises NotYourTask for a role that reads no dossiers.
    """
    if not may_read(by):
        raise NotYourTask("Vị trí của bạn không đọc hồ sơ nên không xuất được danh sách này.")
    record(
        unit=by.unit_code,
        by=by,
        action="dossiers.export",
        obj_type="list",
        obj_code=kind,
        changes={name: value for name, value in asked.items() if value not in (None, "")},
        at=at,
    )
