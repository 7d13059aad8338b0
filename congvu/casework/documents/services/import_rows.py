"""The lines of another system's list: read, told apart from what is known, written batch by batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from congvu.casework.documents import library
from congvu.casework.documents.models import (
    Document,
    DocumentEvent,
    DocumentTag,
    ImportSource,
    IssuingBody,
    Recipient,
)
from congvu.casework.documents.rules.importing import ImportedRow, RowRefused, read_row
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.series import ARRIVALS, Body, find_gaps, series_code
from congvu.casework.documents.rules.states import Action, State
from congvu.casework.documents.rules.symbols import is_yeared
from congvu.casework.documents.services.identities import next_uuid
from congvu.casework.documents.services.numbering import raise_to
from congvu.casework.documents.services.parts import fold_document
from congvu.casework.documents.services.sheets import Sheet
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.offices import Office
from congvu.kernel.errors import DomainError, gettext_noop
from congvu.kernel.vitext import fold
from congvu.kernel.workingdays import local_day

COMPARED = (
    "type", "symbol", "issued_on", "subject", "signer", "signer_title", "due_on", "done_on",
    "urgency", "pages", "copies", "note",
)  # fmt: skip
SHOWN_GAPS = 10
SHOWN_CHANGES = 8
Lines = list[tuple[int, list[Any]]]
Rows = list[tuple[int, ImportedRow]]


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
    changes: list[Change] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """A line whose document is known and says something else, and the fields in which it does."""

    line: int
    code: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Numbers of a book between the first and the last of a file that no line bears."""

    book: str
    year: int
    count: int
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What every batch of one import asks."""

    office: Office
    source: ImportSource
    sheet: Sheet
    columns: Mapping[str, int]
    bodies: tuple[IssuingBody, ...]
    by: Staff
    at: datetime

    @property
    def direction(self) -> Direction:
        return Direction(self.source.direction)


def read_lines(batch: Lines, scene: Scene, told: Outcome, taken: Collection[str]) -> Rows:
    """Read the lines; what cannot be a document is told with its line and its reason.

    `taken` are the keys of earlier batches: a line that repeats one of them is refused.
    """
    rows: Rows = []
    own: set[str] = set()
    for line, cells in batch:
        if not any(str(cell).strip() for cell in cells):
            continue
        try:
            row = _row(line, cells, scene)
            if row.key in taken or row.key in own:
                raise RowRefused(gettext_noop("Trùng với một dòng ở trên trong cùng tệp."))
        except DomainError as refusal:
            told.refused += 1
            told.refusals.append(Refusal(line, refusal.text(gettext)))
            continue
        own.add(row.key)
        rows.append((line, row))
    return rows


def keys_of(lines: Lines, scene: Scene) -> set[str]:
    """Return the keys of lines that were read before, so that what goes on refuses the same ones."""
    told = Outcome()
    return {row.key for _line, row in read_lines(lines, scene, told, ())}


def _row(line: int, cells: list[Any], scene: Scene) -> ImportedRow:
    if line in scene.sheet.merged:
        raise RowRefused(gettext_noop("Dòng có ô gộp. Hãy bỏ gộp ô trong tệp."))
    return read_row(
        cells, scene.columns, scene.direction, types=library.types(), on=local_day(scene.at)
    )


def sort_rows(
    rows: Rows, scene: Scene, told: Outcome
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
        elif differing := _differing(document, row):
            changed.append((document, row))
            told.changed += 1
            if len(told.changes) < SHOWN_CHANGES:
                told.changes.append(Change(line, row.code.text, differing))
        else:
            told.same += 1
    return fresh, changed


def _place(row: ImportedRow, scene: Scene) -> tuple[str, int, int, str] | None:
    """Name the place in a book that the row takes: book, year, number, suffix."""
    if scene.direction is Direction.INCOMING:
        if row.arrival_number is None or row.arrived_on is None:
            return None
        return (ARRIVALS, row.arrived_on.year, row.arrival_number, "")
    return (_series(row, scene), row.issued_on.year, row.code.number, row.code.suffix)


def skipped_numbers(places: Collection[tuple[str, int, int]]) -> list[Skipped]:
    """Return the holes between the first and the last number of each book, of (book, year, number)."""
    books: dict[tuple[str, int], list[int]] = {}
    for book, year, number in sorted(set(places)):
        books.setdefault((book, year), []).append(number)
    found = []
    for (book, year), numbers in books.items():
        gaps = find_gaps(numbers, last=numbers[-1], began_after=numbers[0] - 1)
        if gaps:
            found.append(Skipped(book, year, len(gaps), tuple(gaps[:SHOWN_GAPS])))
    return found


def places_of(rows: Rows, scene: Scene) -> set[tuple[str, int, int]]:
    """Return book, year and number of each row that has one."""
    return {place[:3] for _line, row in rows if (place := _place(row, scene)) is not None}


def _held(rows: Rows, scene: Scene) -> set[tuple[str, int, int, str]]:
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


def _series(row: ImportedRow, scene: Scene) -> str:
    """Return the book of an outgoing row: that of our body with this abbreviation, else one of its own."""
    kind = library.types().get(row.type)
    groups = row.code.symbol.rpartition("/")[2].split("-")
    short = (groups[-1] if kind.abbreviated else groups[0]) or "?"
    body = next((one for one in scene.bodies if one.abbreviation == short), None)
    rule = Body(short) if body is None else Body(short, body.own_series, body.by_type)
    return series_code(scene.direction, rule, kind, normative=is_yeared(row.code.symbol))


def write_new(rows: list[ImportedRow], scene: Scene) -> None:
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


def _document(row: ImportedRow, series_id: int, scene: Scene) -> Document:
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


def _differing(document: Document, row: ImportedRow) -> tuple[str, ...]:
    values = _values(row).items()
    return tuple(name for name, value in values if getattr(document, name) != value)


def change(document: Document, row: ImportedRow, scene: Scene) -> None:
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


def _event(document: Document, scene: Scene, note: str) -> DocumentEvent:
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
