"""Writing single rows: create, change, cancel, restore, files; each one journal entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.selectors import journal_code
from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import Register
from congvu.instruments.registers.errors import (
    Fault,
    NotKeeper,
    NotReader,
    RowChanged,
    RowRefused,
)
from congvu.instruments.registers.models import Attachment, RegisterRow
from congvu.instruments.registers.rules.declaring import DAYS, Facts, Kind, fault
from congvu.instruments.registers.rules.showing import as_text, key_of, search_text
from congvu.kernel.errors import Invalid, NotFound, gettext_noop
from congvu.kernel.workingdays import local_day

ACTIONS = {
    "create": gettext_noop("Nhập dòng mới"),
    "change": gettext_noop("Sửa"),
    "cancel": gettext_noop("Hủy"),
    "restore": gettext_noop("Khôi phục"),
    "import": gettext_noop("Nhập từ tệp"),
}


@transaction.atomic
def add_row(
    register: Register,
    values: Mapping[str, Any],
    *,
    by: Staff,
    at: datetime,
    files: Sequence[StoredFile] = (),
    uuid: UUID | None = None,
) -> RegisterRow:
    """Add a row to the register of the person's office; `uuid` if it bears one already.

    `values` are those that `rules.reading` gives. Raises NotKeeper, and RowRefused with what is
    wrong: a missing cell, a check of the register, a row of that name that is there already.
    """
    today = local_day(at)
    if not selectors.may_edit(register, by):
        raise NotKeeper
    office = selectors.keeper_of(by, today)
    values = register.completed(values)
    refuse(register, values, Facts(today, len(files)))
    row = register.model(
        uuid=uuid or uuid4(),
        office_id=office,
        created_at=at,
        created_by=by.code,
        **stamp("create", by, at),
        **fields(register, values, today),
    )
    _put_in(register, row)
    _attach_all(register, row.uuid, files, by=by, at=at)
    _note(register, row, dict(values), files, by=by, at=at)
    return row


@transaction.atomic
def change_row(
    register: Register,
    uuid: UUID,
    values: Mapping[str, Any],
    *,
    seen: int,
    by: Staff,
    at: datetime,
    files: Sequence[StoredFile] = (),
) -> RegisterRow:
    """Write a row anew; the version before stays to be read. What is the same is not written.

    Raises RowNotFound, NotKeeper, RowChanged when the row has moved on from version `seen`,
    RowRefused.
    """
    today = local_day(at)
    row = _locked(register, uuid, seen=seen, by=by, on=today)
    if row.cancelled_at is not None:
        raise Invalid(gettext_noop("Dòng đã hủy; hãy khôi phục trước khi sửa."), code="cancelled")
    there = len(selectors.attachments_of(register, uuid))
    values = register.completed(values)
    refuse(register, values, Facts(today, there + len(files)))
    old = row.values_of(register.names)
    new = {name: values.get(name, old[name]) for name in register.names}
    moved = {name: value for name, value in new.items() if value != old[name]}
    if moved:
        _supersede(row, at)
        _write(register, row, new, stamp("change", by, at))
    _attach_all(register, uuid, files, by=by, at=at)
    if moved or files:
        _note(register, row, moved, files, by=by, at=at)
    return row


@transaction.atomic
def cancel_row(
    register: Register, uuid: UUID, *, seen: int, reason: str, by: Staff, at: datetime
) -> RegisterRow:
    """Cancel a row with its reason; it is counted no more and stays to be read.

    Raises RowNotFound, NotKeeper, RowChanged, Invalid without a reason.
    """
    row = _locked(register, uuid, seen=seen, by=by, on=local_day(at))
    if not reason.strip():
        raise Invalid(gettext_noop("Hãy ghi lý do hủy."), code="no_reason", field="reason")
    if row.cancelled_at is not None:
        return row
    _supersede(row, at)
    row.cancelled_at = at
    _write(
        register,
        row,
        row.values_of(register.names),
        stamp("cancel", by, at, reason=reason.strip()[:500]),
    )
    _note(register, row, {"reason": row.reason}, by=by, at=at)
    return row


@transaction.atomic
def restore_row(
    register: Register,
    uuid: UUID,
    *,
    seen: int,
    by: Staff,
    at: datetime,
    version: int | None = None,
) -> RegisterRow:
    """Take a cancellation back, or write an earlier version again as the newest.

    Raises RowNotFound, NotKeeper, RowChanged, RowRefused, NotFound for a version that never was.
    """
    today = local_day(at)
    row = _locked(register, uuid, seen=seen, by=by, on=today)
    values = row.values_of(register.names)
    if version is not None:
        earlier = register.rows.filter(uuid=uuid, version=version).first()
        if earlier is None:
            raise NotFound(gettext_noop("Không có phiên bản này."), code="no_version")
        values = earlier.values_of(register.names)
    elif row.cancelled_at is None:
        return row
    refuse(register, values, Facts(today, len(selectors.attachments_of(register, uuid))))
    _supersede(row, at)
    row.cancelled_at = None
    _write(register, row, values, stamp("restore", by, at))
    _note(register, row, {"version": version or seen}, by=by, at=at)
    return row


@transaction.atomic
def attach(
    register: Register, uuid: UUID, files: Sequence[StoredFile], *, by: Staff, at: datetime
) -> None:
    """Lay stored files with a row. Raises RowNotFound, NotKeeper."""
    row = selectors.get_to_edit(register, by, uuid, local_day(at))
    _attach_all(register, uuid, files, by=by, at=at)
    _note(register, row, {}, files, by=by, at=at)


@transaction.atomic
def detach(register: Register, uuid: UUID, attachment_id: int, *, by: Staff, at: datetime) -> None:
    """Take a file away from a row; it stays stored.

    Raises RowNotFound, NotKeeper, RowRefused when the row cannot stand without it.
    """
    today = local_day(at)
    row = selectors.get_to_edit(register, by, uuid, today)
    kept = selectors.attachments_of(register, uuid)
    attachment = selectors.get_attachment(register, uuid, attachment_id)
    refuse(register, row.values_of(register.names), Facts(today, len(kept) - 1))
    attachment.removed_at, attachment.removed_by = at, by.code
    attachment.save(update_fields=["removed_at", "removed_by"])
    _note(register, row, {"removed_file": str(attachment.file.uuid)}, by=by, at=at)


def refuse(register: Register, values: Mapping[str, Any], facts: Facts) -> None:
    """Raise RowRefused when the row breaks a rule of its register."""
    found = faults_of(register, values, facts)
    if found:
        raise RowRefused(found)


def faults_of(register: Register, values: Mapping[str, Any], facts: Facts) -> list[Fault]:
    """Return what is wrong with a row whose cells could all be read."""
    found = [
        fault(spec.name, gettext_noop("Chưa ghi."))
        for spec in register.specs
        if spec.required and values.get(spec.name) in (None, "")
    ]
    found += [
        fault(spec.name, gettext_noop("Ngày này chưa đến; sổ chỉ ghi việc đã xảy ra."))
        for spec in register.specs
        if spec.kind in DAYS
        and not spec.column.future
        and (values.get(spec.name) or date.min) > facts.today
    ]
    if not found:
        for check in register.checks:
            found += check(values, facts)
    return found


def fields(register: Register, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return what the model's constructor takes for these values, with key and search words."""
    said = {name: values.get(name) for name in register.names}
    names = selectors.names_for(register, [said], on)
    return columns_of(register, said) | {
        "natural_key": key_of(register.specs, said, names),
        "folded": search_text(register.specs, said, names),
    }


def columns_of(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by the names of the table's columns; empty words are "", not null."""
    found = {}
    for spec in register.specs:
        value = values.get(spec.name)
        found[spec.attname] = "" if value is None and spec.kind in _WORDS else value
    return found


_WORDS = {Kind.TEXT, Kind.LONG, Kind.CHOICE, Kind.DOCUMENT, Kind.LINK}


def stamp(
    action: str, by: Staff, at: datetime, *, reason: str = "", origin: str = ""
) -> dict[str, Any]:
    """Return who writes a version, when, and how."""
    return {
        "action": action,
        "recorded_at": at,
        "recorded_by": by.code,
        "position_code": by.position_code,
        "reason": reason,
        "origin": origin,
    }


def _locked(register: Register, uuid: UUID, *, seen: int, by: Staff, on: date) -> RegisterRow:
    row = selectors.get_to_edit(register, by, uuid, on)
    row = register.model.objects.select_for_update().get(pk=row.pk)
    if row.version != seen:
        steps = [one for one in selectors.history(register, uuid, on) if one.version > seen]
        what = dict.fromkeys(change.label for step in steps for change in step.changes)
        raise RowChanged(steps[0].who, tuple(what) or (ACTIONS[steps[0].action],), row.version)
    return row


def _supersede(row: RegisterRow, at: datetime) -> None:
    """Put the values as they stand into a row of their own."""
    past = type(row).objects.get(pk=row.pk)
    past.pk = None
    past.superseded_at = at
    past._state.adding = True  # noqa: SLF001 - Django's own way to copy a row
    past.version, row.version = row.version, row.version + 1
    # the number of the version in force must be free before its copy takes it
    type(row).objects.filter(pk=row.pk).update(version=row.version)
    past.save(force_insert=True)


def _write(
    register: Register, row: RegisterRow, values: Mapping[str, Any], said: Mapping[str, Any]
) -> None:
    for name, value in {**fields(register, values, local_day(said["recorded_at"])), **said}.items():
        setattr(row, name, value)
    _put_in(register, row)


def _put_in(register: Register, row: RegisterRow) -> None:
    """Save; the table's own constraint decides who was first in a race."""
    if row.natural_key and row.cancelled_at is None:
        there = register.rows.in_force().filter(
            office_id=row.office_id, natural_key=row.natural_key
        )
        if there.exclude(uuid=row.uuid).exists():
            raise RowRefused([_twice(register, row)])
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        if "once" in str(clash) or "natural_key" in str(clash):
            raise RowRefused([_twice(register, row)]) from clash
        raise


def _twice(register: Register, row: RegisterRow) -> Fault:
    values = row.values_of(register.names)
    names = selectors.names_for(register, [values], date.max)
    keys = [spec for spec in register.specs if spec.column.key]
    said = " – ".join(as_text(spec, values[spec.name], names) for spec in keys)
    return fault(
        keys[0].name, gettext_noop("Trong sổ đã có dòng “%(said)s”; hãy sửa dòng đó."), said=said
    )


def _attach_all(
    register: Register, uuid: UUID, files: Sequence[StoredFile], *, by: Staff, at: datetime
) -> None:
    Attachment.objects.bulk_create(
        Attachment(register=register.code, row=uuid, file=file, added_at=at, added_by=by.code)
        for file in files
    )


def _note(
    register: Register,
    row: RegisterRow,
    changes: Mapping[str, Any],
    files: Sequence[StoredFile] = (),
    *,
    by: Staff,
    at: datetime,
) -> None:
    told: dict[str, Any] = dict(changes)
    if files:
        told["files"] = [str(file.uuid) for file in files]
    journal.record(
        unit=journal_code(row.office_id, local_day(at)),
        by=by,
        action=f"register.{row.action}",
        obj_type=f"register:{register.code}",
        obj_code=str(row.uuid),
        changes=told,
        at=at,
    )


@transaction.atomic
def record_export(
    register: Register, *, way: str, asked: Mapping[str, str], by: Staff, at: datetime
) -> None:
    """Write down that rows left the office as a file: which filters, never what stood in them.

    Raises NotReader.
    """
    if not selectors.may_see(register, by):
        raise NotReader
    journal.record(
        unit=by.unit_code,
        by=by,
        action="register.export",
        obj_type=f"register:{register.code}",
        obj_code=way,
        changes=dict(asked),
        at=at,
    )
