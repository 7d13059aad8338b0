"""Lists and books that leave the office as files: the journal tells who took which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.casework.documents.errors import NotYourDocument
from congvu.casework.documents.selectors.access import may_read
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import gettext_noop


@transaction.atomic
def record_export(kind: str, *, asked: Mapping[str, Any], by: Staff, at: datetime) -> None:
    """Write down that a list was taken: its kind and filters. Raises NotYourDocument."""
    if not may_read(by):
        raise NotYourDocument(gettext_noop("Vị trí của bạn không đọc văn bản."))
    record(
        unit=by.unit_code,
        by=by,
        action="documents.export",
        obj_type="list",
        obj_code=kind,
        changes={name: value for name, value in asked.items() if value not in (None, "")},
        at=at,
    )
