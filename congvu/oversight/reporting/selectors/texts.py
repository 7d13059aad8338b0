"""What stands in the sections of a report, and what stood there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, QuerySet, Subquery

from congvu.oversight.reporting.models import (
    AnnexNote,
    FindingReason,
    Report,
    SectionText,
    UnfinishedText,
)

REASON_LENGTH: Final = 400
"""So much of a computation is kept beside its reason."""


def current_text(report: Report, section: str) -> SectionText | None:
    """Return the newest revision of a section, or None when nobody wrote there."""
    return history(report, section).first()


def current_texts(report: Report, *, until: int | None = None) -> Mapping[str, SectionText]:
    """Return the newest revision of every section that somebody wrote, by section; one statement.

    With `until` as they stood when that row was the last one written; 0: before the first.
    """
    kept = SectionText.objects.filter(report=report, section=OuterRef("section"))
    if until is not None:
        kept = kept.filter(pk__lte=until)
    newest = kept.order_by("-revision").values("pk")[:1]
    rows = SectionText.objects.filter(report=report, pk=Subquery(newest))
    return {row.section: row for row in rows}


def last_written(report: Report) -> int:
    """Return the number of the text that was written last in the report, 0 when there is none."""
    rows = SectionText.objects.filter(report=report).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def history(report: Report, section: str) -> QuerySet[SectionText]:
    """Return every revision of a section, the newest first."""
    return SectionText.objects.filter(report=report, section=section).order_by("-revision")


def unfinished_of(report: Report, section: str) -> tuple[UnfinishedText, ...]:
    """Return what people have written for a section and not saved, the newest first."""
    return tuple(UnfinishedText.objects.filter(report=report, section=section).order_by("-at"))


def notes_of(report: Report, *, until: datetime | None = None) -> dict[str, str]:
    """Return the notes of the annex by the code of their row, now or as then; one statement."""
    rows = AnnexNote.objects.filter(report=report)
    if until is not None:
        rows = rows.filter(at__lte=until)
    newest = dict(rows.order_by("pk").values_list("code", "text"))
    return {code: text for code, text in newest.items() if text}


def note_history(report: Report, code: str) -> tuple[AnnexNote, ...]:
    """Return every note that a row had, the newest first; an empty one took the note away."""
    return tuple(AnnexNote.objects.filter(report=report, code=code).order_by("-pk"))


def current_note(report: Report, code: str) -> AnnexNote | None:
    """Return the newest note of a row, an empty one too; None when nobody noted anything."""
    return AnnexNote.objects.filter(report=report, code=code).order_by("-pk").first()


def reasons_of(report: Report) -> dict[tuple[str, str], tuple[FindingReason, ...]]:
    """Return the reasons by finding and computation, the newest first; one statement."""
    found: defaultdict[tuple[str, str], list[FindingReason]] = defaultdict(list)
    for row in FindingReason.objects.filter(report=report).order_by("-pk"):
        found[row.finding, row.computation].append(row)
    return {asked: tuple(rows) for asked, rows in found.items()}


def current_reason(report: Report, finding: str, computation: str) -> FindingReason | None:
    """Return the newest reason for a finding with this computation, None when there is none."""
    return reasons_of(report).get((finding, computation[:REASON_LENGTH]), (None,))[0]
