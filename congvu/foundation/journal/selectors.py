"""Reading the journal: entries for people, heads for backups, and whether the chain is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from congvu.foundation.journal import rules
from congvu.foundation.journal.models import Entry, Head
from congvu.foundation.journal.verification import ChainWalk, Finding, HeadState, Row

MOST_FINDINGS = 1000
_BATCH = 2000

_ROWS = """
    SELECT e.unit_code, e.seq, e.at, e.actor_code, e.position_code, e.action, e.object_type,
           e.object_code, e.fields, e.digest, e.prev_hash, e.hash, d.salt, d."values"
    FROM journal_entry e LEFT JOIN journal_entrydetail d ON d.entry_id = e.id"""


@dataclass(slots=True)
class Examination:
    """What a verification saw; `erased` entries are whole, only their values were removed."""

    findings: list[Finding] = field(default_factory=list)
    units: int = 0
    entries: int = 0
    erased: int = 0
    cut_short: bool = False

    @property
    def is_whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry for people to read; `values` is None where there are none or they were erased."""

    unit: str
    seq: int
    at: datetime
    actor: str
    position: str
    action: str
    obj_type: str
    obj_code: str
    fields: tuple[str, ...]
    values: dict[str, Any] | None


def list_entries(
    *,
    unit: str | None = None,
    obj_type: str | None = None,
    obj_code: str | None = None,
    limit: int = 200,
) -> list[EntryView]:
    """Return the newest entries first, of a unit or about an object."""
    found = Entry.objects.select_related("detail").order_by("-id")
    if unit is not None:
        found = found.filter(unit_code=unit).order_by("-seq")
    if obj_type is not None:
        found = found.filter(object_type=obj_type)
    if obj_code is not None:
        found = found.filter(object_code=obj_code)
    return [_view(entry) for entry in found[:limit]]


def entries(*, unit: str = "", obj_type: str = "", obj_code: str = "") -> QuerySet[Entry]:
    """Return entries for lists that page by id, narrowed to a chain or an object; without values."""
    found = Entry.objects.order_by("-id")
    if unit:
        found = found.filter(unit_code=unit)
    if obj_type:
        found = found.filter(object_type=obj_type)
    if obj_code:
        found = found.filter(object_code=obj_code)
    return found


def list_chains() -> list[str]:
    """Return the names of all chains, also of one whose head was lost."""
    of_entries = Entry.objects.order_by("unit_code").values_list("unit_code", flat=True).distinct()
    return sorted({*of_entries, *(head.unit for head in list_heads())})


def list_heads(unit: str | None = None) -> list[HeadState]:
    """Return how far each chain has come; a backup keeps this beside the data."""
    heads = Head.objects.order_by("unit_code")
    if unit is not None:
        heads = heads.filter(unit_code=unit)
    return [HeadState(head.unit_code, head.seq, head.hash) for head in heads]


def verify(unit: str | None = None) -> list[Finding]:
    """Return every broken place, an empty list when the chains are whole."""
    return examine(unit).findings


def examine(
    unit: str | None = None,
    kept_heads: Iterable[HeadState] = (),
    progress: Callable[[int], None] = lambda _entries: None,
) -> Examination:
    """Walk every chain, or one, and compare it with its head and with heads kept elsewhere.

    Safe beside running writers. Stops after `MOST_FINDINGS` findings and says so. `progress` is
    told how many entries were walked.
    """
    heads = {head.unit: head for head in list_heads(unit)}
    marks: dict[str, dict[int, str]] = {}
    for kept in kept_heads:
        if unit is None or kept.unit == unit:
            marks.setdefault(kept.unit, {})[kept.seq] = kept.hash
    seen = Examination()
    walked: set[str] = set()
    for code, rows in groupby(_stream(unit), key=lambda row: row[0]):
        walked.add(code)
        walk = ChainWalk(code, marks.get(code))
        _collect(seen, _walk(walk, rows, heads.get(code)))
        seen.units, seen.entries = seen.units + 1, seen.entries + walk.count
        seen.erased += walk.erased
        progress(seen.entries)
        if seen.cut_short:
            return seen
    for code in sorted((heads.keys() | marks.keys()) - walked):
        _collect(seen, ChainWalk(code, marks.get(code)).finish(heads.get(code)))
    return seen


def _walk(
    walk: ChainWalk, rows: Iterable[tuple[Any, ...]], head: HeadState | None
) -> Iterator[Finding]:
    erased_until = lru_cache(maxsize=10_000)(partial(_erased_until, walk.unit))
    for _, *rest in rows:
        seq, said = rest[0], (walk.unit, *rest[1:9])
        row = Row(seq, said, *rest[9:])
        yield from walk.step(row)
        if row.values is None and said[8] and erased_until(said[5], said[6]) < seq:
            yield walk.unrecorded_erasure(seq)
    if head is None or walk.last[0] > head.seq:
        # Writers went on while we walked: the head of now is the one to compare with.
        head = next(iter(list_heads(walk.unit)), None)
        if head is not None and head.seq > walk.last[0]:
            return
    yield from walk.finish(head, _places(walk))


def _places(walk: ChainWalk) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    if hashes := walk.suspect_hashes:
        found = Entry.objects.filter(unit_code=walk.unit, hash__in=hashes)
        for hash_, seq in found.values_list("hash", "seq"):
            places.setdefault(hash_, []).append(seq)
    return places


def _collect(seen: Examination, findings: Iterable[Finding]) -> None:
    for finding in findings:
        if len(seen.findings) >= MOST_FINDINGS:
            seen.cut_short = True
            return
        seen.findings.append(finding)


def _erased_until(unit: str, obj_type: str, obj_code: str) -> int:
    about = Entry.objects.filter(object_type=obj_type, object_code=obj_code)
    erasures = about.filter(unit_code=unit, action=rules.ERASE).order_by("-seq")
    return erasures.values_list("seq", flat=True).first() or 0


def _stream(unit: str | None) -> Iterator[tuple[Any, ...]]:
    """Give the rows in the order of unit and number, a batch in memory at a time."""
    sql, params = _ROWS, []
    if unit is not None:
        sql, params = f"{sql} WHERE e.unit_code = %s", [unit]
    sql = f"{sql} ORDER BY e.unit_code, e.seq"
    if connection.vendor != "postgresql":
        # No transaction: on SQLite it would be IMMEDIATE and keep all writers waiting.
        yield from _batches(sql, params)
        return
    with transaction.atomic():
        yield from _batches(sql, params)


def _batches(sql: str, params: list[str]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch


def _view(entry: Entry) -> EntryView:
    detail = getattr(entry, "detail", None)
    return EntryView(
        unit=entry.unit_code,
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor_code,
        position=entry.position_code,
        action=entry.action,
        obj_type=entry.object_type,
        obj_code=entry.object_code,
        fields=tuple(entry.fields.split()),
        values=None if detail is None else json.loads(detail.values),
    )
