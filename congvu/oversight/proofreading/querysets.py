"""Named filters of uploaded reports."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from congvu.kernel.vitext import fold
from congvu.oversight.proofreading.rules.keeping import LONGEST_WAIT, UploadState

if TYPE_CHECKING:
    from congvu.foundation.people.rules import Staff
    from congvu.oversight.proofreading.models import Upload  # noqa: F401 - named in a string


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploaded reports; a list never reads their texts."""

    def visible_to(self, staff: Staff) -> UploadQuerySet:
        """Keep those of the person's own unit."""
        return self.filter(unit_id=staff.unit_id)

    def light(self) -> UploadQuerySet:
        """Leave the text and the figures in the database."""
        return self.defer("text", "figures")

    def saying(self, words: str) -> UploadQuerySet:
        """Keep those whose name or title holds every word, accents apart."""
        found = self
        for word in fold(words).split()[:8]:
            found = found.filter(folded__contains=word)
        return found

    def kept_too_long(self, before: datetime) -> UploadQuerySet:
        return self.filter(uploaded_at__lt=before)

    def forgotten(self, at: datetime) -> UploadQuerySet:
        """Keep those that wait for a reader who will not come."""
        return self.filter(state=UploadState.WAITING, uploaded_at__lt=at - LONGEST_WAIT)
