"""The key that makes a repeated intake meet the dossier that it made the first time.

A double click, a resent form, a program that tries again: one dossier, one number.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError

from congvu.casework.dossiers.errors import KeyReused
from congvu.casework.dossiers.models import Dossier
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Staff

if TYPE_CHECKING:
    from congvu.casework.dossiers.services.intake import Intake


def once(make: Callable[[Intake], Dossier], intake: Intake, key: str, by: Staff) -> Dossier:
    """Make the dossier, or return the one that the same person made with this key and content.

    Its uuid follows from owner and key: the second writer fails on the unique uuid, and everything
    that it did is rolled back. Raises KeyReused for the same key with another content.
    """
    if not key:
        return make(intake)
    named = name_by_key(intake, key, by)
    try:
        return make(named)
    except IntegrityError:
        made = made_with(key, by=by)
        if made is None:
            raise
    if made.events.get(seq=1).facts.get("fingerprint") != named.fingerprint:
        raise KeyReused(
            "Khóa chống nộp trùng này đã dùng cho một nội dung khác. Hãy dùng khóa mới."
        )
    return made


def name_by_key(intake: Intake, key: str, by: Staff) -> Intake:
    """Return the intake with the uuid of its key and the fingerprint of its content."""
    content = json.dumps(intake, default=_spelled, sort_keys=True)
    return replace(
        intake,
        uuid=_named_by(key, by),
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
    )


def made_with(key: str, *, by: Staff) -> Dossier | None:
    """Return the dossier that the person made with this key, None when there is none yet."""
    return Dossier.objects.filter(uuid=_named_by(key, by)).first() if key else None


def _named_by(key: str, by: Staff) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{by.code}:{key}"))


def _spelled(value: object) -> object:
    """Spell a file by its content: the same scan sent twice is the same scan."""
    if isinstance(value, StoredFile):
        return value.sha256
    if is_dataclass(value):
        return {name: getattr(value, name) for name in _names(value.__class__)}
    return str(value)


@lru_cache
def _names(of: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(of))
