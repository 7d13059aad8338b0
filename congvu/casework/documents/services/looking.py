"""A long list looked at by a worker, batch by batch; what it finds is kept with the run.

It reads what `importing.preview` reads and writes no document. The counters move behind the look's
lock, so what is interrupted goes on where it was and two workers count no line twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from congvu.casework.documents.errors import ImportElsewhere
from congvu.casework.documents.models import ImportLook, ImportRun
from congvu.casework.documents.rules.importing import ImportedRow, check_columns
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.progress import MOVING, Step
from congvu.casework.documents.selectors.imports import step_at
from congvu.casework.documents.services import importing
from congvu.casework.documents.services.import_rows import (
    SHOWN_CHANGES,
    Outcome,
    places_of,
    read_lines,
    skipped_numbers,
    sort_rows,
)
from congvu.casework.documents.services.sheets import open_sheet
from congvu.foundation.files.selectors import open_file
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import get_staff
from congvu.kernel.errors import DomainError, gettext_noop
from congvu.kernel.workingdays import local_day

KEPT_REFUSALS = 100
COUNTERS = ("made", "changed", "same", "refused")


def prepare(run: ImportRun, names: Sequence[str]) -> ImportLook:
    """Keep the names of the file's columns, so that no page opens a long file to show them."""
    look, _made = ImportLook.objects.get_or_create(run=run, defaults={"names": list(names)})
    return look


@transaction.atomic
def ask(run: ImportRun, *, by: Staff, at: datetime) -> tuple[ImportLook, bool]:
    """Note that a worker is asked to look, in whose name; return the look and whether to call one.

    One that moves with the same columns is left alone; one that was interrupted goes on; one that
    is done or had other columns begins anew. Raises Invalid, NotYourDocument, ImportElsewhere when
    the list was given to be written.
    """
    importing.require_registrar(by)
    check_columns(run.columns, Direction(run.source.direction))
    if ImportRun.objects.select_for_update().get(pk=run.pk).asked_at is not None:
        raise ImportElsewhere(gettext_noop("Tệp này đang được nhập ở nơi khác."))
    look = ImportLook.objects.select_for_update().get(run_id=run.pk)
    step = step_at(look, at)
    if look.columns != run.columns or step is Step.DONE:
        _begin_anew(look, run)
    elif step in MOVING:
        return look, False
    look.by_code, look.position_code = by.code, by.position_code
    look.asked_at, look.failure = at, ""
    look.save()
    return look, True


def _begin_anew(look: ImportLook, run: ImportRun) -> None:
    look.columns = run.columns
    look.read = look.made = look.changed = look.same = look.refused = look.tries = 0
    look.refusals, look.examples, look.changes, look.skipped = [], [], [], []
    look.moved_at = look.finished_at = None


def may_write(run: ImportRun, look: ImportLook | None) -> bool:
    """Tell whether a long list was looked at to its end with the columns that it has now."""
    return look is not None and look.finished_at is not None and look.columns == run.columns


def work_off(run_id: int, *, clock: importing.Clock) -> None:
    """Look at a list to its end: the worker's part. What stops it is kept to be read.

    A look that is done, gone, or taken by another worker is left alone.
    """
    look = ImportLook.objects.select_related("run__source", "run__file").filter(run=run_id).first()
    if look is None or look.asked_at is None or look.finished_at is not None:
        return
    at, file = clock(), look.run.file
    assert file is not None, "a run from the screen keeps its file"
    ImportLook.objects.filter(pk=look.pk).update(tries=F("tries") + 1, moved_at=at)
    try:
        by = get_staff(look.by_code, local_day(at), look.position_code)
        with open_file(file) as content:
            for _batch in look_on(look, content, by=by, at=at, clock=clock):
                pass
    except ImportElsewhere:
        return
    except DomainError as refusal:
        told = refusal.text(gettext)[:300]
        ImportLook.objects.filter(pk=look.pk, columns=look.columns).update(failure=told)


def look_on(
    look: ImportLook, file: IO[bytes], *, by: Staff, at: datetime, clock: importing.Clock
) -> Iterator[ImportLook]:
    """Look on from where the look stands; yield it behind each batch, at last as finished.

    Raises ImportElsewhere when another looks, other columns were chosen or the list is written.
    """
    importing.require_registrar(by)
    scene = importing.scene_of(look.run.source, open_sheet(file), look.columns, by, at)
    earlier = read_lines(list(islice(scene.sheet.lines(), look.read)), scene, Outcome(), ())
    taken, places = {row.key for _line, row in earlier}, places_of(earlier, scene)
    lines = scene.sheet.lines(after=look.read)
    while batch := list(islice(lines, importing.BATCH)):
        found = Outcome()
        rows = read_lines(batch, scene, found, taken)
        sort_rows(rows, scene, found)
        found.examples = [row for _line, row in rows[: importing.SHOWN]]
        taken.update(row.key for _line, row in rows)
        places |= places_of(rows, scene)
        look = _note(look, found, len(batch), clock())
        yield look
    yield _finish(look, [asdict(one) for one in skipped_numbers(places)], clock())


def _behind_lock(before: ImportLook) -> ImportLook:
    """Return the look as it stands, locked. Raises ImportElsewhere when it is not as it was left."""
    look = ImportLook.objects.select_for_update().filter(pk=before.pk).first()
    as_left = look is not None and (look.read, look.columns) == (before.read, before.columns)
    if look is None or not as_left or look.finished_at is not None:
        raise ImportElsewhere(gettext_noop("Tệp này đang được nhập ở nơi khác."))
    return look


@transaction.atomic
def _note(before: ImportLook, found: Outcome, read: int, moment: datetime) -> ImportLook:
    look = _behind_lock(before)
    look.read += read
    for name in COUNTERS:
        setattr(look, name, getattr(look, name) + getattr(found, name))
    refusals = [[one.line, one.reason] for one in found.refusals[:KEPT_REFUSALS]]
    look.refusals = (look.refusals + refusals)[:KEPT_REFUSALS]
    look.examples = (look.examples + [_shown(row) for row in found.examples])[: importing.SHOWN]
    look.changes = (look.changes + [asdict(one) for one in found.changes])[:SHOWN_CHANGES]
    look.moved_at, look.tries = moment, 0
    look.save()
    return look


@transaction.atomic
def _finish(before: ImportLook, skipped: list[dict[str, Any]], moment: datetime) -> ImportLook:
    look = _behind_lock(before)
    look.skipped = skipped
    look.moved_at = look.finished_at = moment
    look.save()
    return look


def _shown(row: ImportedRow) -> dict[str, Any]:
    """Return what the page shows of a line, as JSON holds it."""
    return {
        "code": {"text": row.code.text},
        "issued_on": row.issued_on.isoformat(),
        "type": row.type,
        "subject": row.subject,
        "issuer": row.issuer,
        "signer": row.signer,
    }
