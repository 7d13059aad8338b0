"""The queue of lists that wait to be looked at or read in; a worker takes them one by one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from congvu.casework.documents.models import ImportLook, ImportRun
from congvu.casework.documents.rules.progress import MOVING
from congvu.casework.documents.selectors.imports import stalled_looks, stalled_runs, step_at
from congvu.casework.documents.services import importing, looking
from congvu.foundation.people.rules import Staff


@task()
def read_in(run_id: int) -> None:
    """Read one list in: the worker's part."""
    importing.work_off(run_id, clock=now)


@task()
def look_at(run_id: int) -> None:
    """Look at one list before it is written: the worker's part."""
    looking.work_off(run_id, clock=now)


@transaction.atomic
def submit_look(run: ImportRun, *, by: Staff, at: datetime) -> ImportLook:
    """Ask a worker to look at the list with the run's columns, anew unless it does so just now.

    One that was interrupted goes on where it was. Raises Invalid without the columns that a
    document needs, NotYourDocument, Conflict when the list is being written already.
    """
    look, is_new = looking.ask(run, by=by, at=at)
    if is_new:
        look_at.enqueue(run.pk)
    return look


@transaction.atomic
def submit(run: ImportRun, *, by: Staff, at: datetime) -> ImportRun:
    """Ask a worker to read the list in, or to go on; one that moves already is left alone.

    Raises Invalid without the columns that a document needs, NotYourDocument.
    """
    if step_at(run, at) in MOVING or run.finished_at is not None:
        return run
    importing.ask(run, by=by, at=at)
    read_in.enqueue(run.pk)
    return run


@transaction.atomic
def submit_stalled(at: datetime) -> int:
    """Ask again for the runs and looks whose worker must have been stopped; return how many.

    One that never gets on, although it was tried a few times, waits for a person.
    """
    runs = stalled_runs(at)
    for run in runs:
        ImportRun.objects.filter(pk=run.pk).update(asked_at=at)
        read_in.enqueue(run.pk)
    looks = stalled_looks(at)
    for look in looks:
        ImportLook.objects.filter(pk=look.pk).update(asked_at=at)
        look_at.enqueue(look.run_id)
    return len(runs) + len(looks)
