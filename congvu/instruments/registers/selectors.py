"""Questions about rows: who may see which, what a row was, what lies with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Succession
from congvu.foundation.units.offices import office_of
from congvu.instruments.registers.declared import (
    Register,
    Rows,
    get_register,
    list_registers,
)
from congvu.instruments.registers.errors import NotKeeper, NotReader, RowNotFound
from congvu.instruments.registers.lookups import StoredNames
from congvu.instruments.registers.models import Attachment, ImportBatch, RegisterRow
from congvu.instruments.registers.rules.showing import Change, as_text, differences
from congvu.kernel.vitext import words

__all__ = ["get_register", "list_registers"]


def may_see(register: Register, staff: Staff) -> bool:
    """Whether some role of the person reads this register."""
    return staff.has(*register.access.sees)


def may_edit(register: Register, staff: Staff) -> bool:
    """Whether some role of the person writes this register."""
    return may_see(register, staff) and staff.has(*register.access.edits)


def registers_for(staff: Staff) -> tuple[Register, ...]:
    """Return the registers that the person may open."""
    return tuple(one for one in list_registers() if may_see(one, staff))


def keeper_of(staff: Staff, on: date) -> int:
    """Return the office whose registers the person keeps. Raises NotFound without one."""
    return office_of(staff.unit_id, on).id


def own_offices(staff: Staff, on: date) -> frozenset[int]:
    """Return the person's office and those it came from: their books went over to it."""
    office = keeper_of(staff, on)
    ids, new = {office}, {office}
    while new:
        came = Succession.objects.filter(to_unit_id__in=new, is_main=True, on__lte=on)
        new = set(came.values_list("from_unit_id", flat=True)) - ids
        ids |= new
    return frozenset(ids)


def offices_seen(register: Register, staff: Staff, on: date) -> frozenset[int]:
    """Return the offices whose rows the person reads. Raises NotReader for a role outside."""
    if not may_see(register, staff):
        raise NotReader
    own = own_offices(staff, on)
    if not staff.has(*register.access.subtree):
        return own
    return offices_below(staff, on)


def may_count(register: Register, staff: Staff) -> bool:
    """Whether the person sees the figures of this register, with or without its rows."""
    return may_see(register, staff) or staff.has(*register.access.counts)


def offices_counted(register: Register, staff: Staff, on: date) -> frozenset[int]:
    """Return the offices whose figures the person sees. Raises NotReader for a role outside."""
    if may_see(register, staff):
        return offices_seen(register, staff, on)
    if not may_count(register, staff):
        raise NotReader
    return offices_below(staff, on)


def offices_below(staff: Staff, on: date) -> frozenset[int]:
    """Return the person's office and all below, with those that they came from."""
    below = units.subtree_ids(keeper_of(staff, on), on, with_forerunners=True)
    return own_offices(staff, on) | frozenset(below)


def counted_below(register: Register, staff: Staff) -> bool:
    """Whether the person compares the offices below in the figures of this register."""
    return staff.has(*register.access.subtree, *register.access.counts)


def rows_for(
    register: Register,
    staff: Staff,
    on: date,
    *,
    known_at: datetime | None = None,
    cancelled: bool = False,
) -> Rows:
    """Return the rows that the person reads: those in force, or as known at a moment.

    With `cancelled` those that were cancelled instead.
    """
    rows = register.rows.filter(office_id__in=offices_seen(register, staff, on))
    if known_at is not None:
        return rows.known_at(known_at)
    return rows.current().exclude(cancelled_at=None) if cancelled else rows.in_force()


def matching(rows: Rows, text: str) -> Rows:
    """Narrow to rows in which every word begins some word, accents or not."""
    wanted = Q()
    for word in words(text):
        wanted &= Q(folded__contains=f" {word}")
    return rows.filter(wanted)


def get_for(register: Register, staff: Staff, uuid: UUID, on: date) -> RegisterRow:
    """Return the version in force of a row that the person reads, a cancelled one too.

    Raises RowNotFound for another office's row as for none.
    """
    seen = offices_seen(register, staff, on)
    row: RegisterRow | None = (
        register.rows.current().filter(uuid=uuid, office_id__in=seen).select_related("office")
    ).first()
    if row is None:
        raise RowNotFound
    return row


def get_to_edit(register: Register, staff: Staff, uuid: UUID, on: date) -> RegisterRow:
    """Return a row that the person may write. Raises RowNotFound, NotKeeper."""
    row = get_for(register, staff, uuid, on)
    if not may_edit(register, staff) or row.office_id not in own_offices(staff, on):
        raise NotKeeper
    return row


def names_for(register: Register, rows: Collection[dict[str, Any]], on: date) -> StoredNames:
    """Return what the ids in these values are called, one question per column."""
    return StoredNames(register, rows, on)


def values_of(register: Register, rows: Sequence[RegisterRow]) -> list[dict[str, Any]]:
    """Return the values of rows, in the order of the columns."""
    return [row.values_of(register.names) for row in rows]


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words: one text per column."""

    row: RegisterRow
    texts: tuple[str, ...]


def lines_of(register: Register, rows: Sequence[RegisterRow], on: date) -> list[Line]:
    """Return rows in words; at most one more question per column that names something."""
    values = values_of(register, rows)
    names = names_for(register, values, on)
    return [
        Line(row, tuple(as_text(spec, said[spec.name], names) for spec in register.specs))
        for row, said in zip(rows, values, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a row: who wrote it, why, and what it changed."""

    version: int
    action: str
    at: datetime
    who: str
    reason: str
    origin: str
    changes: tuple[Change, ...]


def history(register: Register, uuid: UUID, on: date) -> list[Step]:
    """Return the versions of a row, the newest first."""
    versions = list(register.rows.filter(uuid=uuid).order_by("version"))
    values = values_of(register, versions)
    names = names_for(register, values, on)
    people = full_names({row.recorded_by for row in versions})
    steps = []
    for turn, (row, said) in enumerate(zip(versions, values, strict=True)):
        before = values[turn - 1] if turn else {}
        steps.append(
            Step(
                row.version,
                row.action,
                row.recorded_at,
                people.get(row.recorded_by, row.recorded_by),
                row.reason,
                row.origin,
                differences(register.specs, before, said, names) if turn else (),
            )
        )
    return steps[::-1]


def full_names(codes: Collection[str]) -> dict[str, str]:
    """Return what people are called by their codes."""
    return dict(Account.objects.filter(username__in=codes).values_list("username", "full_name"))


def attachments_of(register: Register, uuid: UUID) -> list[Attachment]:
    """Return the files that lie with a row, the oldest first."""
    kept = Attachment.objects.filter(register=register.code, row=uuid, removed_at=None)
    return list(kept.select_related("file").order_by("id"))


def get_attachment(register: Register, uuid: UUID, attachment_id: int) -> Attachment:
    """Return a file of a row. Raises RowNotFound."""
    for one in attachments_of(register, uuid):
        if one.pk == attachment_id:
            return one
    raise RowNotFound


def get_batch(register: Register, staff: Staff, uuid: UUID, on: date) -> ImportBatch:
    """Return an import of the person's office. Raises RowNotFound, NotKeeper."""
    if not may_edit(register, staff):
        raise NotKeeper
    found = ImportBatch.objects.filter(
        register=register.code, uuid=uuid, office_id=keeper_of(staff, on)
    ).first()
    if found is None:
        raise RowNotFound
    return found
