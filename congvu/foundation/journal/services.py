"""Writing the journal: one act, many acts at once, and the erasure of values."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from congvu.foundation.journal import rules
from congvu.foundation.journal.models import Entry, EntryDetail, Head
from congvu.foundation.journal.rules import Actor, Record, Said

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


_ENTRY_COLUMNS = (
    "id",
    "unit_code",
    "seq",
    "at",
    "actor_code",
    "position_code",
    "action",
    "object_type",
    "object_code",
    "fields",
    "digest",
    "prev_hash",
    "hash",
)


@dataclass(frozen=True, slots=True)
class _Sealed:
    said: Said
    salt: str = ""
    values: str = ""


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
    sealed = _seal(Record(unit, by, action, obj_type, obj_code, at, changes or {}))
    seq, prev_hash, hash_ = _move_head(unit, rules.body(sealed.said))
    entry = Entry(
        unit_code=unit,
        seq=seq,
        at=at,
        actor_code=by.code,
        position_code=by.position_code,
        action=action,
        object_type=obj_type,
        object_code=obj_code,
        fields=sealed.said[7],
        digest=sealed.said[8],
        prev_hash=prev_hash,
        hash=hash_,
    )
    entry.save(force_insert=True)
    if changes:
        EntryDetail(entry=entry, salt=sealed.salt, values=sealed.values).save(force_insert=True)


@transaction.atomic(savepoint=False)
def record_many(records: Iterable[Record]) -> int:
    """Append many entries and return how many; the rows equal those of `record` one by one.

    Holds the records in memory: call it with some ten thousands at a time.
    """
    sealed = [_seal(item) for item in records]
    heads = _lock_heads(sorted({item.said[0] for item in sealed}))
    ids = _reserve_ids(len(sealed))
    entries: list[tuple[str | int, ...]] = []
    details: list[tuple[str | int, ...]] = []
    for entry_id, item in zip(ids, sealed, strict=True):
        unit = item.said[0]
        seq, _, prev_hash = heads[unit]
        hash_ = rules.chain_hash(prev_hash, seq + 1, rules.body(item.said))
        heads[unit] = (seq + 1, prev_hash, hash_)
        entries.append((entry_id, unit, seq + 1, *item.said[1:], prev_hash, hash_))
        if item.values:
            details.append((entry_id, item.salt, item.values))
    _insert("journal_entry", _ENTRY_COLUMNS, entries)
    _insert("journal_entrydetail", ("entry_id", "salt", "values"), details)
    Head.objects.bulk_update(
        [Head(unit, seq, prev, hash_) for unit, (seq, prev, hash_) in heads.items()],
        ["seq", "prev_hash", "hash"],
        batch_size=200,
    )
    return len(sealed)


@transaction.atomic
def erase_details(
    *, unit: str, obj_type: str, obj_code: str, ground: str, by: Actor, at: datetime
) -> int:
    """Remove the values of every entry about one object; return how many.

    The entries, their digests and the chain stay; the erasure is an entry itself, with its
    legal ground, and verification tells erased values from lost ones by it.
    """
    details = EntryDetail.objects.filter(
        entry__unit_code=unit, entry__object_type=obj_type, entry__object_code=obj_code
    )
    count, _ = details.delete()
    record(
        unit=unit,
        by=by,
        action=rules.ERASE,
        obj_type=obj_type,
        obj_code=obj_code,
        changes={"ground": ground, "entries": count},
        at=at,
    )
    return count


def _seal(item: Record) -> _Sealed:
    fields = rules.field_names(item.changes)
    micros = rules.to_micros(item.at)
    who = (item.by.code, item.by.position_code)
    said = (item.unit, micros, *who, item.action, item.obj_type, item.obj_code, fields)
    if not item.changes:
        return _Sealed((*said, ""))
    values = rules.values_text(item.changes)
    salt = _salt_source.get()(rules.body((*said, "")))
    return _Sealed((*said, rules.digest(salt, values)), salt, values)


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


def _lock_heads(units: list[str]) -> dict[str, tuple[int, str, str]]:
    missing = [Head(unit, 0, rules.GENESIS, rules.GENESIS) for unit in units]
    Head.objects.bulk_create(missing, ignore_conflicts=True)
    locked = Head.objects.select_for_update().filter(unit_code__in=units).order_by("unit_code")
    return {head.unit_code: (head.seq, head.prev_hash, head.hash) for head in locked}


def _reserve_ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('journal_entry', 'id'))"
                " FROM generate_series(1, %s)",
                [count],
            )
            return sorted(row[0] for row in cursor.fetchall())
        # SQLite: the transaction is IMMEDIATE, nobody else can take a number meanwhile.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entry'")
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def _insert(table: str, columns: tuple[str, ...], rows: list[tuple[str | int, ...]]) -> None:
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
