"""The queue of reports that wait to be proven; a worker takes them one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from congvu.foundation.people.rules import Staff
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.rules.keeping import UploadState
from congvu.oversight.proofreading.services.uploads import take_in, work_off


@task()
def prove_upload(upload_id: int) -> None:
    """Read and prove one report: the worker's part."""
    work_off(upload_id, at=now())


def submit(files: Iterable[tuple[str, IO[bytes]]], *, by: Staff, at: datetime) -> list[Upload]:
    """Take files in, each with its name, and queue those that can be read; each stands for itself.

    Raises Invalid when the disk is full; what was taken before stays.
    """
    taken = []
    for name, content in files:
        with transaction.atomic():
            upload = take_in(content, name=name, by=by, at=at)
            if upload.state == UploadState.WAITING:
                prove_upload.enqueue(upload.pk)
        taken.append(upload)
    return taken
