"""Making, checking and revoking tokens of programs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.interfaces.api.models import ApiToken
from congvu.kernel.errors import Conflict, NotFound
from congvu.kernel.workingdays import local_day

REMEMBERED_SECONDS = 15  # a revoked token dies everywhere within this time
PREFIX = "cv_"


@transaction.atomic
def make_token(*, name: str, unit: Unit, roles: Iterable[Role], at: datetime) -> str:
    """Make a token and return it; it is shown once and cannot be read back.

    Raises Conflict when another program bears the name.
    """
    if ApiToken.objects.filter(name=name).exists():
        raise Conflict("Tên chương trình này đã có khóa. Hãy thu hồi khóa cũ hoặc đặt tên khác.")
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.bulk_create(
        [
            ApiToken(
                name=name,
                unit=unit,
                roles=sorted(role.value for role in roles),
                digest=digest(token),
                created_at=at,
            )
        ]
    )
    _note("make_token", name, at)
    return token


@transaction.atomic
def revoke_token(*, name: str, at: datetime) -> None:
    """End a token. Raises NotFound for an unknown name."""
    token = ApiToken.objects.select_for_update().filter(name=name, revoked_at=None).first()
    if token is None:
        raise NotFound("Không có khóa nào đang dùng mang tên này.")
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=at)
    cache.delete(_key(token.digest))
    _note("revoke_token", name, at)


def program_of(token: str, at: datetime) -> Staff | None:
    """Return the program as an acting person of its unit, or None for a token that does not hold."""
    if not token.startswith(PREFIX):
        return None
    code = digest(token)
    known: Staff | None = cache.get(_key(code))
    if known is None:
        known = _read(code, at)
        if known is not None:
            cache.set(_key(code), known, REMEMBERED_SECONDS)
    return known


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _read(code: str, at: datetime) -> Staff | None:
    token = ApiToken.objects.filter(digest=code, revoked_at=None).first()
    if token is None:
        return None
    unit = units.row(token.unit_id, local_day(at))
    return Staff(
        account_id=0,
        code=f"api:{token.name}",
        full_name=token.name,
        position_id=0,
        position_code=f"api:{token.name}",
        title="Chương trình",
        unit_id=unit.id,
        unit_code=unit.code,
        unit_name=unit.name,
        roles=frozenset(Role(role) for role in token.roles),
    )


def _key(code: str) -> str:
    return f"api-token-{code}"


def _note(action: str, name: str, at: datetime) -> None:
    record(
        unit=SYSTEM.unit_code,
        by=SYSTEM,
        action=action,
        obj_type="api_token",
        obj_code=name,
        at=at,
    )
