"""Lists of other systems that were read in, of one's own office."""

from __future__ import annotations

from datetime import date, datetime

from congvu.casework.documents.errors import DocumentNotFound
from congvu.casework.documents.models import ImportLook, ImportRun, ImportSource
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.progress import MOST_TRIES, Step, step_of
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.offices import office_of
from congvu.kernel.errors import gettext_noop


def find_source(staff: Staff, key: str, direction: Direction, on: date) -> ImportSource | None:
    """Return what is remembered of that system for this book, or None."""
    return ImportSource.objects.filter(
        office_id=office_of(staff.unit_id, on).id, key=key, direction=direction.value
    ).first()


def list_runs(staff: Staff, on: date, *, most: int = 20) -> list[ImportRun]:
    """Return the latest runs of the office."""
    return list(
        ImportRun.objects.filter(source__office_id=office_of(staff.unit_id, on).id)
        .select_related("source", "look")
        .order_by("-id")[:most]
    )


def get_run(staff: Staff, pk: int, on: date) -> ImportRun:
    """Return a run of the office. Raises DocumentNotFound, for a neighbour's alike."""
    run = (
        ImportRun.objects.filter(pk=pk, source__office_id=office_of(staff.unit_id, on).id)
        .select_related("source", "file", "look")
        .first()
    )
    if run is None:
        raise DocumentNotFound(gettext_noop("Không có lần nhập này."))
    return run


def find_unfinished(source: ImportSource, sha256: str) -> ImportRun | None:
    """Return the newest run of the same file that was begun and not finished, or None."""
    return (
        ImportRun.objects.filter(source=source, sha256=sha256, finished_at=None, read__gt=0)
        .order_by("-id")
        .first()
    )


def look_of(run: ImportRun) -> ImportLook | None:
    """Return the worker's look at the list, or None for a list that is looked at by request."""
    return getattr(run, "look", None)


def step_at(run: ImportRun | ImportLook, now: datetime) -> Step:
    """Return where the run stands, or the look at it: LOOKED_AT when no worker was asked yet."""
    return step_of(
        asked_at=run.asked_at,
        moved_at=run.moved_at,
        finished_at=run.finished_at,
        failure=run.failure,
        now=now,
    )


def stalled_runs(now: datetime) -> list[ImportRun]:
    """Return the runs that a worker began and left, and that may be tried again by themselves."""
    open_runs = ImportRun.objects.filter(
        asked_at__isnull=False, finished_at=None, failure="", tries__lt=MOST_TRIES
    ).order_by("id")
    return [run for run in open_runs if step_at(run, now) is Step.STALLED]


def stalled_looks(now: datetime) -> list[ImportLook]:
    """Return the looks that a worker left, of lists that are not written yet; as `stalled_runs`."""
    open_looks = ImportLook.objects.filter(
        asked_at__isnull=False, finished_at=None, failure="", tries__lt=MOST_TRIES
    ).order_by("id")
    return [look for look in open_looks if step_at(look, now) is Step.STALLED]
