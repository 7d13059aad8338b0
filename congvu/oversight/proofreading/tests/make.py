"""Reports that were uploaded and proven, made through the services but without other processes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from congvu.foundation.people.rules import Staff
from congvu.oversight.proofreading import queue
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.presentation import as_json
from congvu.oversight.proofreading.readers.kinds import Reading
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.services import uploads
from congvu.oversight.proofreading.tests import reports


@contextmanager
def proven_here() -> Iterator[None]:
    """Prove in this process: what the process apart does has a test of its own."""

    def prove(text: str, *, whole_lines: bool) -> dict[str, Any]:
        return as_json(proofread(text, whole_lines=whole_lines))

    with patch.object(uploads, "prove_apart", prove):
        yield


def checked(*, by: Staff, at: datetime) -> Upload:
    """Return a stored DOCX whose sum is wrong, read and proven."""
    text = "\n".join(reports.lines())
    reading = Reading(text, "docx", whole_lines=True)
    content = io.BytesIO(reports.as_docx())
    with proven_here(), patch.object(uploads, "_read", return_value=reading):
        made = queue.submit([("bao-cao.docx", content)], by=by, at=at)
    return Upload.objects.get(pk=made[0].pk)
