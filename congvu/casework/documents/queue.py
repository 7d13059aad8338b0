"""The queue of lists that wait to be read in; a worker takes them one after the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from congvu.casework.documents.models import ImportRun
from congvu.casework.documents.rules.progress import MOVING
from congvu.casework.documents.selectors.imports import stalled_runs, step_at
from congvu.casework.documents.services import importing
from congvu.foundation.people.rules import Staff


@task()
def read_in(run_id: int) -> None:
    """Read one list in: the worker's part."""
    importing.work_off(run_id, clock=now)


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
    """Ask again for the runs whose worker must have been stopped; return how many.

    One that never gets on, although it was tried a few times, waits for a person.
    """
    runs = stalled_runs(at)
    for run in runs:
        ImportRun.objects.filter(pk=run.pk).update(asked_at=at)
        read_in.enqueue(run.pk)
    return len(runs)
