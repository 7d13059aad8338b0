"""Taking over the list of another system: looked at first, then written batch by batch, twice the same.

A batch is one transaction with the run's own counters, so what is interrupted goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext

from congvu.casework.documents import library
from congvu.casework.documents.errors import NotYourDocument
from congvu.casework.documents.models import (
    Document,
    DocumentEvent,
    DocumentTag,
    ImportRun,
    ImportSource,
    IssuingBody,
    Recipient,
)
from congvu.casework.documents.rules.importing import (
    ImportedRow,
    RowRefused,
    check_columns,
    read_row,
)
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.series import ARRIVALS, Body, series_code
from congvu.casework.documents.rules.states import Action, State
from congvu.casework.documents.rules.symbols import is_yeared
from congvu.casework.documents.services.identities import next_uuid
from congvu.casework.documents.services.numbering import raise_to
from congvu.casework.documents.services.parts import fold_document
from congvu.casework.documents.services.sheets import Sheet, open_sheet
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.offices import Office, office_of
from congvu.kernel.errors import DomainError, gettext_noop
from congvu.kernel.vitext import fold
from congvu.kernel.workingdays import local_day

BATCH = 500
KEPT_REFUSALS = 200
SHOWN = 8
COMPARED = (
    "type", "symbol", "issued_on", "subject", "signer", "signer_title", "due_on", "done_on",
    "urgency", "pages", "copies", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line of the sheet that was not taken, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Outcome:
    """What a batch, or a look at all of them, would do or did."""

    made: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    examples: list[ImportedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every batch of one import asks."""

    office: Office
    source: ImportSource
    columns: Mapping[str, int]
    bodies: tuple[IssuingBody, ...]
    by: Staff
    at: datetime

    @property
    def direction(self) -> Direction:
        return Direction(self.source.direction)


def may_import(by: Staff) -> bool:
    return by.has(Role.REGISTRAR)


@transaction.atomic
def keep_source(
    *,
    key: str,
    name: str,
    direction: Direction,
    columns: Mapping[str, int],
    names: Iterable[str],
    by: Staff,
    at: datetime,
    checked: bool = True,
) -> ImportSource:
    """Remember another system and its columns by the names that they bear.

    Raises Invalid for columns without which no document can be made, unless they are only a guess
    that somebody still looks at (`checked`).
    """
    _require(by)
    if checked:
        check_columns(columns, direction)
    named = list(names)
    source, _made = ImportSource.objects.update_or_create(
        office_id=office_of(by.unit_id, local_day(at)).id,
        key=key,
        direction=direction.value,
        defaults={
            "name": name,
            "columns": {field_: named[place] for field_, place in columns.items()},
            "changed_at": at,
        },
    )
    return source


def columns_of(source: ImportSource | None, sheet: Sheet) -> dict[str, int]:
    """Return the columns of this sheet: as remembered by their names, else as guessed."""
    if source is None:
        return dict(sheet.head.guessed)
    places = {fold(name): place for place, name in enumerate(sheet.head.names)}
    known = {
        field_: places[fold(name)]
        for field_, name in source.columns.items()
        if fold(name) in places
    }
    return known or dict(sheet.head.guessed)


def preview(
    file: IO[bytes], source: ImportSource, columns: Mapping[str, int], *, by: Staff, at: datetime
) -> Outcome:
    """Say what reading this file in would do; nothing is written."""
    _require(by)
    check_columns(columns, Direction(source.direction))
    sheet = open_sheet(file)
    scene = _scene(source, columns, by, at)
    total = Outcome()
    lines = sheet.lines()
    taken: set[str] = set()
    while batch := list(islice(lines, BATCH)):
        rows = _read(batch, sheet, scene, total, taken)
        _sort(rows, scene, total)
        if len(total.examples) < SHOWN:
            total.examples += [row for _line, row in rows[: SHOWN - len(total.examples)]]
    return total


def start_run(
    source: ImportSource,
    file: StoredFile,
    sheet: Sheet,
    columns: Mapping[str, int],
    *,
    by: Staff,
    at: datetime,
    checked: bool = True,
) -> ImportRun:
    """Begin to read a stored file in; `go_on` does the work."""
    _require(by)
    if checked:
        check_columns(columns, Direction(source.direction))
    return ImportRun.objects.create(
        source=source,
        file=file,
        file_name=file.name,
        sha256=file.sha256,
        columns=dict(columns),
        rows=sheet.rows,
        by_code=by.code,
        started_at=at,
    )


@transaction.atomic
def choose_columns(
    run: ImportRun, columns: Mapping[str, int], names: Iterable[str], *, by: Staff, at: datetime
) -> ImportRun:
    """Put right which column is what, before the first line is taken; it is remembered."""
    check_columns(columns, Direction(run.source.direction))
    keep_source(
        key=run.source.key,
        name=run.source.name,
        direction=Direction(run.source.direction),
        columns=columns,
        names=names,
        by=by,
        at=at,
    )
    run.columns = dict(columns)
    run.save(update_fields=["columns"])
    return run


def go_on(
    run: ImportRun, file: IO[bytes], *, by: Staff, at: datetime, most: int | None = None
) -> ImportRun:
    """Read on from where the run stands, at most `most` lines, one transaction for each batch."""
    _require(by)
    check_columns(run.columns, Direction(run.source.direction))
    sheet = open_sheet(file)
    scene = _scene(run.source, run.columns, by, at)
    lines = sheet.lines(after=run.read)
    left = most if most is not None else run.rows
    taken: set[str] = set()
    while left > 0 and (batch := list(islice(lines, min(BATCH, left)))):
        _take(run, batch, sheet, scene, taken)
        left -= len(batch)
    if run.read >= run.rows and run.finished_at is None:
        run.finished_at = at
        run.save(update_fields=["finished_at"])
    return run


@transaction.atomic
def _take(
    run: ImportRun, batch: list[tuple[int, list[Any]]], sheet: Sheet, scene: _Scene, taken: set[str]
) -> None:
    outcome = Outcome()
    rows = _read(batch, sheet, scene, outcome, taken)
    fresh, changed = _sort(rows, scene, outcome)
    _write_new(fresh, scene)
    for document, row in changed:
        _change(document, row, scene)
    run.read += len(batch)
    run.made += outcome.made
    run.changed += outcome.changed
    run.same += outcome.same
    run.refused += outcome.refused
    room = KEPT_REFUSALS - len(run.refusals)
    run.refusals = run.refusals + [[r.line, r.reason] for r in outcome.refusals[: max(0, room)]]
    run.save()
    record(
        unit=scene.by.unit_code,
        by=scene.by,
        action="document.import",
        obj_type="import",
        obj_code=f"{run.source.key}-{run.pk}",
        changes={"read": run.read, "made": outcome.made, "changed": outcome.changed},
        at=scene.at,
    )


def _read(
    batch: list[tuple[int, list[Any]]], sheet: Sheet, scene: _Scene, told: Outcome, taken: set[str]
) -> list[tuple[int, ImportedRow]]:
    """Read the lines; what cannot be a document is told with its line and its reason."""
    rows = []
    for line, cells in batch:
        if not any(str(cell).strip() for cell in cells):
            continue
        try:
            row = _row(line, cells, sheet, scene, taken)
        except DomainError as refusal:
            told.refused += 1
            told.refusals.append(Refusal(line, refusal.text(gettext)))
            continue
        taken.add(row.key)
        rows.append((line, row))
    return rows


def _row(line: int, cells: list[Any], sheet: Sheet, scene: _Scene, taken: set[str]) -> ImportedRow:
    if line in sheet.merged:
        raise RowRefused(gettext_noop("Dòng có ô gộp. Hãy bỏ gộp ô trong tệp."))
    row = read_row(
        cells, scene.columns, scene.direction, types=library.types(), on=local_day(scene.at)
    )
    if row.key in taken:
        raise RowRefused(gettext_noop("Trùng với một dòng ở trên trong cùng tệp."))
    return row


def _sort(
    rows: list[tuple[int, ImportedRow]], scene: _Scene, told: Outcome
) -> tuple[list[ImportedRow], list[tuple[Document, ImportedRow]]]:
    """Part the rows into new, changed and unchanged; a number that is taken is refused."""
    known = {
        document.origin_key: document
        for document in Document.objects.filter(
            office_id=scene.office.id,
            origin=scene.source.key,
            origin_key__in=[row.key for _line, row in rows],
        )
    }
    held = _held(rows, scene)
    fresh: list[ImportedRow] = []
    changed: list[tuple[Document, ImportedRow]] = []
    for line, row in rows:
        document = known.get(row.key)
        place = _place(row, scene)
        if document is None and place in held:
            told.refused += 1
            told.refusals.append(Refusal(line, gettext("Số này trong sổ đã có văn bản khác.")))
        elif document is None:
            if place is not None:
                held.add(place)
            fresh.append(row)
            told.made += 1
        elif _differs(document, row):
            changed.append((document, row))
            told.changed += 1
        else:
            told.same += 1
    return fresh, changed


def _place(row: ImportedRow, scene: _Scene) -> tuple[str, int, int, str] | None:
    """Name the place in a book that the row takes: book, year, number, suffix."""
    if scene.direction is Direction.INCOMING:
        if row.arrival_number is None or row.arrived_on is None:
            return None
        return (ARRIVALS, row.arrived_on.year, row.arrival_number, "")
    return (_series(row, scene), row.issued_on.year, row.code.number, row.code.suffix)


def _held(rows: list[tuple[int, ImportedRow]], scene: _Scene) -> set[tuple[str, int, int, str]]:
    places = [place for _line, row in rows if (place := _place(row, scene)) is not None]
    column = "arrival_number" if scene.direction is Direction.INCOMING else "number"
    found = Document.objects.filter(
        office_id=scene.office.id,
        direction=scene.direction.value,
        series__code__in={place[0] for place in places},
        series__year__in={place[1] for place in places},
        **{f"{column}__in": {place[2] for place in places}},
    ).values_list("series__code", "series__year", column, "suffix")
    incoming = scene.direction is Direction.INCOMING
    return {(code, year, n, "" if incoming else suffix) for code, year, n, suffix in found}


def _series(row: ImportedRow, scene: _Scene) -> str:
    """Return the book of an outgoing row: that of our body with this abbreviation, else one of its own."""
    kind = library.types().get(row.type)
    groups = row.code.symbol.rpartition("/")[2].split("-")
    short = (groups[-1] if kind.abbreviated else groups[0]) or "?"
    body = next((one for one in scene.bodies if one.abbreviation == short), None)
    rule = Body(short) if body is None else Body(short, body.own_series, body.by_type)
    return series_code(scene.direction, rule, kind, normative=is_yeared(row.code.symbol))


def _write_new(rows: list[ImportedRow], scene: _Scene) -> None:
    highest: dict[tuple[str, int], int] = {}
    books: list[tuple[str, int]] = []
    for row in rows:
        day = row.arrived_on if scene.direction is Direction.INCOMING else row.issued_on
        assert day is not None, "read_row gives every arrival its day"
        incoming = scene.direction is Direction.INCOMING
        book = (ARRIVALS if incoming else _series(row, scene), day.year)
        number = (row.arrival_number or 0) if incoming else row.code.number
        highest[book] = max(highest.get(book, 0), number)
        books.append(book)
    series = {
        book: raise_to(scene.office.id, scene.direction.value, book[1], book[0], number)
        for book, number in sorted(highest.items())
    }
    documents = Document.objects.bulk_create(
        [_document(row, series[book], scene) for row, book in zip(rows, books, strict=True)]
    )
    DocumentEvent.objects.bulk_create(_event(one, scene, "") for one in documents)
    Recipient.objects.bulk_create(
        Recipient(document=document, order=order, name=name)
        for document, row in zip(documents, rows, strict=True)
        for order, name in enumerate(row.recipients, start=1)
    )
    known = {fold(tag.name): tag.code for tag in library.tags()}
    DocumentTag.objects.bulk_create(
        DocumentTag(document=document, tag=known[fold(name)], added_at=scene.at)
        for document, row in zip(documents, rows, strict=True)
        for name in row.tags
        if fold(name) in known
    )


def _document(row: ImportedRow, series_id: int, scene: _Scene) -> Document:
    incoming = scene.direction is Direction.INCOMING
    state = _state(row, incoming=incoming)
    document = Document(
        uuid=next_uuid(),
        office_id=scene.office.id,
        direction=scene.direction.value,
        state=state.value,
        version=1,
        series_id=series_id,
        number=row.code.number,
        suffix=row.code.suffix,
        code=row.code.text,
        day=(row.arrived_on or row.issued_on) if incoming else row.issued_on,
        issuer=row.issuer or scene.office.authority,
        arrival_number=row.arrival_number if incoming else None,
        arrived_on=row.arrived_on if incoming else None,
        is_normative=not incoming and is_yeared(row.code.symbol),
        recorded_at=scene.at,
        numbered_at=None if incoming else scene.at,
        origin=scene.source.key,
        origin_key=row.key,
    )
    _copy(document, row)
    return document


def _state(row: ImportedRow, *, incoming: bool) -> State:
    """An arrival that has a day and no end still waits for somebody; the rest is history."""
    if not incoming:
        return State.ISSUED
    if row.done_on is not None:
        return State.DONE
    return State.REGISTERED if row.due_on is not None else State.FILED


def _copy(document: Document, row: ImportedRow) -> None:
    for name, value in _values(row).items():
        setattr(document, name, value)
    fold_document(document)


def _values(row: ImportedRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in COMPARED if name not in {"symbol", "urgency"}}
    return {**values, "symbol": row.code.symbol, "urgency": row.urgency.value}


def _differs(document: Document, row: ImportedRow) -> bool:
    return any(getattr(document, name) != value for name, value in _values(row).items())


def _change(document: Document, row: ImportedRow, scene: _Scene) -> None:
    """Take over what the other system changed; what was there before stays in the event."""
    told = "; ".join(
        f"{name}: {getattr(document, name) or '–'}"
        for name, value in _values(row).items()
        if getattr(document, name) != value
    )
    _copy(document, row)
    if row.done_on is not None and State(document.state) is State.REGISTERED:
        document.state = State.DONE.value
    document.version += 1
    document.save()
    _event(document, scene, told).save(force_insert=True)


def _event(document: Document, scene: _Scene, note: str) -> DocumentEvent:
    return DocumentEvent(
        document=document,
        seq=document.version,
        action=Action.IMPORT.value,
        to_state=document.state,
        at=scene.at,
        actor_code=scene.by.code,
        actor_name=scene.by.shown_name,
        position_code=scene.by.position_code,
        note=note[:1000],
    )


def _scene(source: ImportSource, columns: Mapping[str, int], by: Staff, at: datetime) -> _Scene:
    office = office_of(by.unit_id, local_day(at))
    if source.office_id != office.id:
        raise NotYourDocument(gettext_noop("Nguồn nhập này của cơ quan khác."))
    bodies = tuple(IssuingBody.objects.filter(office_id=office.id))
    return _Scene(office, source, columns, bodies, by, at)


def _require(by: Staff) -> None:
    if not may_import(by):
        raise NotYourDocument(gettext_noop("Chỉ văn thư nhập danh sách văn bản."))
