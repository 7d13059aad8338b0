"""Rows from a spreadsheet: taken in, shown as what they would become, then written at once.

A row is found again by its key columns, so a second import of the same table changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.selectors import open_file
from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.selectors import journal_code
from congvu.instruments.registers import selectors, tables_in
from congvu.instruments.registers.declared import Register, get_register
from congvu.instruments.registers.errors import Fault, NotKeeper
from congvu.instruments.registers.lookups import OfficeLookups, StoredNames
from congvu.instruments.registers.models import Attachment, ImportBatch, RegisterRow
from congvu.instruments.registers.rules.declaring import DAYS, Facts, fault
from congvu.instruments.registers.rules.reading import clash, read_row
from congvu.instruments.registers.rules.showing import (
    Change,
    differences,
    key_of,
    search_text,
)
from congvu.instruments.registers.services.entries import columns_of, faults_of, stamp
from congvu.kernel.errors import Conflict, gettext_noop
from congvu.kernel.workingdays import local_day

CHUNK = 500


class Outcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of the table, its values, and what it would become; `notes` only make one look twice."""

    line: int
    outcome: Outcome
    texts: Mapping[str, str]
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    row: RegisterRow | None = None
    changes: tuple[Change, ...] = ()
    natural_key: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Every line judged."""

    lines: tuple[Judged, ...]
    names: StoredNames

    def of(self, outcome: Outcome) -> list[Judged]:
        return [one for one in self.lines if one.outcome is outcome]

    def counts(self) -> dict[Outcome, int]:
        found = Counter(one.outcome for one in self.lines)
        return {outcome: found[outcome] for outcome in Outcome}


@transaction.atomic
def begin(
    register: Register,
    *,
    by: Staff,
    at: datetime,
    file: StoredFile | None = None,
    pasted: str = "",
) -> ImportBatch:
    """Take a table in and keep it until it is applied; nothing of it is in the register yet.

    The mapping of columns is that of the last import with the same headings, else guessed.
    Raises NotKeeper, Invalid for a table that cannot be read.
    """
    if not selectors.may_edit(register, by):
        raise NotKeeper
    office = selectors.keeper_of(by, local_day(at))
    batch = ImportBatch(
        register=register.code,
        office_id=office,
        source=file.name if file else "",
        file=file,
        pasted=pasted,
        started_by=by.code,
        started_at=at,
    )
    table = read_table(batch)
    batch.headings = list(table.headings)
    before = (
        ImportBatch.objects.filter(register=register.code, office_id=office)
        .exclude(applied_at=None)
        .order_by("-id")[:20]
    )
    batch.mapping = next(
        (one.mapping for one in before if one.headings == batch.headings),
        tables_in.guessed_mapping(table.headings, register.specs),
    )
    batch.save()
    return batch


@transaction.atomic
def remap(batch: ImportBatch, mapping: Mapping[str, int | None]) -> ImportBatch:
    """Say which heading each column is read from; one left out is not read."""
    known = {spec.name for spec in get_register(batch.register).specs}
    batch.mapping = {
        name: place
        for name, place in mapping.items()
        if name in known and place is not None and 0 <= place < len(batch.headings)
    }
    batch.save(update_fields=["mapping"])
    return batch


def read_table(batch: ImportBatch) -> tables_in.TableIn:
    """Return the table of an import. Raises Invalid."""
    specs = get_register(batch.register).specs
    if batch.file is None:
        return tables_in.from_paste(batch.pasted, specs)
    with open_file(batch.file) as content:
        return tables_in.from_xlsx(content, specs)


def preview(batch: ImportBatch, *, on: date) -> Preview:
    """Judge every line as it would be written today; writes nothing."""
    register = get_register(batch.register)
    table = read_table(batch)
    lookups = OfficeLookups(batch.office_id, on)
    read = [_read(batch, table, numbered, lookups, on) for numbered in table.lines]
    existing = {
        row.natural_key: row
        for row in register.rows.in_force()
        .filter(office_id=batch.office_id)
        .exclude(natural_key="")
    }
    values = [one[2] for one in read]
    before = {key: row.values_of(register.names) for key, row in existing.items()}
    names = selectors.names_for(register, [*values, *before.values()], on)
    judge = _Judge(register, existing, before, names, on)
    usual = _usual_year(register, values)
    return Preview(tuple(judge.line(*one, usual=usual) for one in read), names)


@transaction.atomic
def apply(batch_uuid: UUID, *, by: Staff, at: datetime) -> ImportBatch:
    """Write what is new or changed, all or nothing; refused lines stay outside.

    Every version says which import it came from. Raises Conflict when the import was applied
    already, NotKeeper.
    """
    today = local_day(at)
    batch = ImportBatch.objects.select_for_update().get(uuid=batch_uuid)
    register = get_register(batch.register)
    selectors.get_batch(register, by, batch_uuid, today)
    if batch.applied_at is not None:
        raise Conflict(gettext_noop("Lần nhập này đã ghi vào sổ rồi."), code="batch_applied")
    judged = preview(batch, on=today)
    said = stamp("import", by, at, origin=f"import:{batch.uuid}")
    _add(register, batch, judged, said)
    _alter(register, judged, said)
    counts = judged.counts()
    batch.applied_at = at
    batch.added, batch.changed = counts[Outcome.NEW], counts[Outcome.CHANGED]
    batch.same, batch.refused = counts[Outcome.SAME], counts[Outcome.REFUSED]
    batch.pasted = ""  # it stands in the rows now
    batch.save()
    journal.record(
        unit=journal_code(batch.office_id, today),
        by=by,
        action="register.import",
        obj_type=f"register:{register.code}",
        obj_code=str(batch.uuid),
        changes={outcome.value: count for outcome, count in counts.items()},
        at=at,
    )
    return batch


def _read(
    batch: ImportBatch,
    table: tables_in.TableIn,
    numbered: tuple[int, Sequence[str]],
    lookups: OfficeLookups,
    on: date,
) -> tuple[int, dict[str, str], dict[str, Any], list[Fault]]:
    line, cells = numbered
    register = get_register(batch.register)
    texts = {
        name: cells[place] if place < len(cells) else "" for name, place in batch.mapping.items()
    }
    values, faults = read_row(register.specs, texts, lookups, on)
    if line in table.merged:
        merged = gettext_noop("Dòng này có ô gộp với dòng khác; hãy bỏ gộp ô rồi nhập lại.")
        faults.insert(0, fault("", merged))
    return line, texts, values, faults


class _Judge:
    """Holds what is needed to judge line after line."""

    def __init__(
        self,
        register: Register,
        existing: Mapping[str, RegisterRow],
        before: Mapping[str, Mapping[str, Any]],
        names: StoredNames,
        on: date,
    ) -> None:
        self.register = register
        self.existing = existing
        self.before = before
        self.names = names
        self.on = on
        self.files = _files_of(register)
        self.seen: dict[str, int] = {}

    def line(
        self,
        line: int,
        texts: Mapping[str, str],
        values: dict[str, Any],
        faults: list[Fault],
        *,
        usual: int | None,
    ) -> Judged:
        """Say what becomes of one line; earlier lines of the same name come first."""
        if faults:
            return Judged(line, Outcome.REFUSED, texts, values, tuple(faults))
        specs = self.register.specs
        key = key_of(specs, values, self.names)
        row = self.existing.get(key) if key else None
        if row is not None:
            # what the table does not speak of stays as it is
            kept = self.before[key]
            values = {name: values[name] if name in texts else kept[name] for name in kept}
        values = self.register.completed(values)
        count = self.files.get(row.uuid, 0) if row is not None else 0
        found = faults_of(self.register, values, Facts(self.on, count))
        if key and key in self.seen:
            found.append(clash(self.seen[key]))
        self.seen.setdefault(key, line)
        if found:
            return Judged(line, Outcome.REFUSED, texts, values, tuple(found))
        notes = _notes(self.register, values, usual)
        if row is None:
            return Judged(line, Outcome.NEW, texts, values, notes=notes, natural_key=key)
        changes = differences(specs, self.before[key], values, self.names)
        outcome = Outcome.CHANGED if changes else Outcome.SAME
        return Judged(
            line, outcome, texts, values, notes=notes, row=row, changes=changes, natural_key=key
        )


def _files_of(register: Register) -> dict[UUID, int]:
    kept = Attachment.objects.filter(register=register.code, removed_at=None)
    return dict(Counter(kept.values_list("row", flat=True)))


def _usual_year(register: Register, rows: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the year that most lines are dated by, when most are."""
    years = Counter(day.year for row in rows if isinstance(day := row.get(register.dated_by), date))
    if not years:
        return None
    year, count = years.most_common(1)[0]
    return year if count * 2 > years.total() else None


def _notes(register: Register, values: Mapping[str, Any], usual: int | None) -> tuple[Fault, ...]:
    return tuple(
        fault(
            spec.name,
            gettext_noop("%(label)s thuộc năm %(year)s, khác các dòng khác (%(usual)s)."),
            label=spec.label,
            year=values[spec.name].year,
            usual=usual,
        )
        for spec in register.specs
        if spec.kind in DAYS
        and spec.name == register.dated_by
        and usual is not None
        and values.get(spec.name) is not None
        and values[spec.name].year != usual
    )


def _extra(register: Register, one: Judged, names: StoredNames) -> dict[str, Any]:
    return columns_of(register, one.values) | {
        "natural_key": one.natural_key,
        "folded": search_text(register.specs, one.values, names),
    }


def _add(register: Register, batch: ImportBatch, judged: Preview, said: Mapping[str, Any]) -> None:
    rows = [
        register.model(
            office_id=batch.office_id,
            created_at=said["recorded_at"],
            created_by=said["recorded_by"],
            **said,
            **_extra(register, one, judged.names),
        )
        for one in judged.of(Outcome.NEW)
    ]
    register.model.objects.bulk_create(rows, batch_size=CHUNK)


def _alter(register: Register, judged: Preview, said: Mapping[str, Any]) -> None:
    """Move old versions aside and write the new ones over them, some hundreds a statement."""
    changed = judged.of(Outcome.CHANGED)
    ids = [one.row.pk for one in changed if one.row is not None]
    past = list(register.model.objects.filter(pk__in=ids))
    rows = []
    written: set[str] = {"version", *said}
    for one in changed:
        assert one.row is not None
        extra = _extra(register, one, judged.names)
        written |= extra.keys()
        for name, value in {**said, **extra}.items():
            setattr(one.row, name, value)
        one.row.version += 1
        rows.append(one.row)
    names = [field.name for field in register.model._meta.concrete_fields  # noqa: SLF001
             if field.attname in written]  # fmt: skip
    register.model.objects.bulk_update(rows, names, batch_size=CHUNK)
    for old in past:
        old.pk = None
        old.superseded_at = said["recorded_at"]
        old._state.adding = True  # noqa: SLF001
    register.model.objects.bulk_create(past, batch_size=CHUNK)
