"""Taking over the list of another system: looked at first, then written batch by batch, twice the same.

A batch is one transaction with the run's own counters, so what is interrupted goes on where it was,
and two who read the same run in at once cannot take a line twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import IO

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext

from congvu.casework.documents.errors import ImportElsewhere, NotYourDocument
from congvu.casework.documents.models import ImportLook, ImportRun, ImportSource, IssuingBody
from congvu.casework.documents.rules.importing import check_columns
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.services.import_rows import (
    Lines,
    Outcome,
    Scene,
    change,
    keys_of,
    places_of,
    read_lines,
    skipped_numbers,
    sort_rows,
    write_new,
)
from congvu.casework.documents.services.sheets import Sheet, open_sheet
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.selectors import open_file
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.units.offices import office_of
from congvu.kernel.errors import DomainError, gettext_noop
from congvu.kernel.vitext import fold
from congvu.kernel.workingdays import local_day

BATCH = 500
KEPT_REFUSALS = 200
SHOWN = 8
Clock = Callable[[], datetime]


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
    require_registrar(by)
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
    require_registrar(by)
    check_columns(columns, Direction(source.direction))
    scene = scene_of(source, open_sheet(file), columns, by, at)
    total = Outcome()
    lines = scene.sheet.lines()
    taken: set[str] = set()
    places: set[tuple[str, int, int]] = set()
    while batch := list(islice(lines, BATCH)):
        rows = read_lines(batch, scene, total, taken)
        sort_rows(rows, scene, total)
        taken.update(row.key for _line, row in rows)
        places |= places_of(rows, scene)
        if len(total.examples) < SHOWN:
            total.examples += [row for _line, row in rows[: SHOWN - len(total.examples)]]
    total.skipped = skipped_numbers(places)
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
    require_registrar(by)
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


@transaction.atomic
def ask(run: ImportRun, *, by: Staff, at: datetime) -> ImportRun:
    """Note that a worker is asked to read the run in, and in whose name; `work_off` does it.

    What a look found is deleted: every line is decided again when it is written.
    """
    require_registrar(by)
    check_columns(run.columns, Direction(run.source.direction))
    run.by_code, run.position_code = by.code, by.position_code
    run.asked_at, run.failure = at, ""
    run.save(update_fields=["by_code", "position_code", "asked_at", "failure"])
    ImportLook.objects.filter(run_id=run.pk).delete()
    return run


def work_off(run_id: int, *, clock: Clock) -> None:
    """Read a run in that was asked for: the worker's part. What stops it is kept to be read.

    A run that is done, gone, or being read in by another worker is left alone.
    """
    run = ImportRun.objects.select_related("source", "file").filter(pk=run_id).first()
    if run is None or run.asked_at is None or run.finished_at is not None or run.file is None:
        return
    at = clock()
    ImportRun.objects.filter(pk=run_id).update(tries=F("tries") + 1, moved_at=at)
    try:
        by = get_staff(run.by_code, local_day(at), run.position_code)
        with open_file(run.file) as content:
            for _batch in read_on(run, content, by=by, at=at, clock=clock):
                pass
    except ImportElsewhere:
        return
    except DomainError as refusal:
        ImportRun.objects.filter(pk=run_id).update(failure=refusal.text(gettext)[:300])


def go_on(
    run: ImportRun, file: IO[bytes], *, by: Staff, at: datetime, most: int | None = None
) -> ImportRun:
    """Read on from where the run stands, at most `most` lines; return it as it stands then."""
    for moved in read_on(run, file, by=by, at=at, most=most):
        run = moved
    return run


def read_on(
    run: ImportRun,
    file: IO[bytes],
    *,
    by: Staff,
    at: datetime,
    most: int | None = None,
    clock: Clock | None = None,
) -> Iterator[ImportRun]:
    """Read on from where the run stands, one transaction for each batch; yield the run behind each.

    Raises ImportElsewhere when another reads the same run in, Invalid, NotYourDocument.
    """
    require_registrar(by)
    check_columns(run.columns, Direction(run.source.direction))
    scene = scene_of(run.source, open_sheet(file), run.columns, by, at)
    taken = keys_of(list(islice(scene.sheet.lines(), run.read)), scene)
    lines = scene.sheet.lines(after=run.read)
    left = most if most is not None else run.rows
    while left > 0 and (batch := list(islice(lines, min(BATCH, left)))):
        moment = clock() if clock else at
        try:
            run, keys = _take(run, batch, scene, taken, moment)
        except IntegrityError:  # a clerk took one of these numbers meanwhile: now it is known
            run, keys = _take(run, batch, scene, taken, moment)
        taken |= keys
        left -= len(batch)
        yield run
    if run.read >= run.rows and run.finished_at is None:
        run.finished_at = clock() if clock else at
        run.save(update_fields=["finished_at"])
        yield run


@transaction.atomic
def _take(
    before: ImportRun,
    batch: Lines,
    scene: Scene,
    taken: set[str],
    moment: datetime,
) -> tuple[ImportRun, set[str]]:
    """Take one batch behind the run's lock; return the run and the keys that were read."""
    run = ImportRun.objects.select_for_update().select_related("source").get(pk=before.pk)
    if run.read != before.read or run.finished_at is not None:
        raise ImportElsewhere(gettext_noop("Tệp này đang được nhập ở nơi khác."))
    outcome = Outcome()
    rows = read_lines(batch, scene, outcome, taken)
    fresh, changed = sort_rows(rows, scene, outcome)
    write_new(fresh, scene)
    for document, row in changed:
        change(document, row, scene)
    run.read += len(batch)
    run.made += outcome.made
    run.changed += outcome.changed
    run.same += outcome.same
    run.refused += outcome.refused
    run.moved_at, run.tries = moment, 0
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
        at=moment,
    )
    return run, {row.key for _line, row in rows}


def scene_of(
    source: ImportSource, sheet: Sheet, columns: Mapping[str, int], by: Staff, at: datetime
) -> Scene:
    """Return what every batch asks. Raises NotYourDocument for another office's source."""
    office = office_of(by.unit_id, local_day(at))
    if source.office_id != office.id:
        raise NotYourDocument(gettext_noop("Nguồn nhập này của cơ quan khác."))
    bodies = tuple(IssuingBody.objects.filter(office_id=office.id))
    return Scene(office, source, sheet, columns, bodies, by, at)


def require_registrar(by: Staff) -> None:
    """Raise NotYourDocument for whoever may not take lists over."""
    if not may_import(by):
        raise NotYourDocument(gettext_noop("Chỉ văn thư nhập danh sách văn bản."))
