"""Lists of other systems that were read in, of one's own office."""

from __future__ import annotations

from datetime import date

from congvu.casework.documents.errors import DocumentNotFound
from congvu.casework.documents.models import ImportRun, ImportSource
from congvu.casework.documents.rules.kinds import Direction
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
        .select_related("source")
        .order_by("-id")[:most]
    )


def get_run(staff: Staff, pk: int, on: date) -> ImportRun:
    """Return a run of the office. Raises DocumentNotFound, for a neighbour's alike."""
    run = (
        ImportRun.objects.filter(pk=pk, source__office_id=office_of(staff.unit_id, on).id)
        .select_related("source", "file")
        .first()
    )
    if run is None:
        raise DocumentNotFound(gettext_noop("Không có lần nhập này."))
    return run
