"""Writing the journal: one act, many acts at once, and the erasure of values."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from congvu.foundation.journal import rules
from congvu.foundation.journal.models import Entry, EntryDetail
from congvu.foundation.journal.rules import Actor

SaltSource = Callable[[str], str]
"""Gives the salt for an entry, told the entry's text without its digest."""

# One statement takes the lock, moves the chain by one and returns both its ends.
_MOVE_HEAD = {
    "postgresql": """
        INSERT INTO journal_head AS head (unit_code, seq, prev_hash, hash)
        VALUES (%(unit)s, 1, %(genesis)s, %(first)s)
        ON CONFLICT (unit_code) DO UPDATE SET
            seq = head.seq + 1,
            prev_hash = head.hash,
            hash = encode(sha256(convert_to(
                head.hash || ':' || (head.seq + 1)::text || ':' || %(body)s, 'UTF8')), 'hex')
        RETURNING seq, prev_hash, hash""",
    "sqlite": """
        INSERT INTO journal_head (unit_code, seq, prev_hash, hash)
        VALUES (%(unit)s, 1, %(genesis)s, %(first)s)
        ON CONFLICT (unit_code) DO UPDATE SET
            seq = journal_head.seq + 1,
            prev_hash = journal_head.hash,
            hash = SHA256(
                journal_head.hash || ':' || (journal_head.seq + 1) || ':' || %(body)s)
        RETURNING seq, prev_hash, hash""",
}


def _random_salt(_text: str) -> str:
    return secrets.token_hex(16)


_salt_source: ContextVar[SaltSource] = ContextVar("journal_salt_source", default=_random_salt)


@contextmanager
def salted_by(source: SaltSource) -> Iterator[None]:
    """Take salts from `source` inside the block: reproducible sample data, never real work."""
    token = _salt_source.set(source)
    try:
        yield
    finally:
        _salt_source.reset(token)


@transaction.atomic(savepoint=False)
def record(
    *,
    unit: str,
    by: Actor,
    action: str,
    obj_type: str,
    obj_code: str,
    changes: Mapping[str, Any] | None = None,
    at: datetime,
) -> None:
    """Append one entry to the chain of `unit`, in the caller's transaction.

    Costs two statements, three with `changes`. The unit's head stays locked until the
    transaction ends, so this is the last thing a service does; a service that writes to the
    chains of two units does it in the order of their codes.
    """
    values, salt, digest = "", "", ""
    micros = rules.to_micros(at)
    said = (unit, micros, by.code, by.position_code, action, obj_type, obj_code)
    fields = rules.field_names(changes or {})
    if changes:
        values = rules.values_text(changes)
        salt = _salt_source.get()(rules.body(*said, fields, ""))
        digest = rules.digest(salt, values)
    seq, prev_hash, hash_ = _move_head(unit, rules.body(*said, fields, digest))
    entry = Entry(
        unit_code=unit,
        seq=seq,
        at=at,
        actor_code=by.code,
        position_code=by.position_code,
        action=action,
        object_type=obj_type,
        object_code=obj_code,
        fields=fields,
        digest=digest,
        prev_hash=prev_hash,
        hash=hash_,
    )
    entry.save(force_insert=True)
    if changes:
        EntryDetail(entry=entry, salt=salt, values=values).save(force_insert=True)


def _move_head(unit: str, body: str) -> tuple[int, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE_HEAD[connection.vendor],
            {
                "unit": unit,
                "genesis": rules.GENESIS,
                "first": rules.chain_hash(rules.GENESIS, 1, body),
                "body": body,
            },
        )
        seq, prev_hash, hash_ = cursor.fetchone()
    return seq, prev_hash, hash_
