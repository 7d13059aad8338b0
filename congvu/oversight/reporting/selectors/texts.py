"""What stands in the sections of a report, and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import OuterRef, QuerySet, Subquery

from congvu.oversight.reporting.models import AnnexNote, Report, SectionText


def current_text(report: Report, section: str) -> SectionText | None:
    """Return the newest revision of a section, or None when nobody wrote there."""
    return history(report, section).first()


def current_texts(report: Report) -> Mapping[str, SectionText]:
    """Return the newest revision of every section that somebody wrote, by section; one statement."""
    newest = (
        SectionText.objects.filter(report=report, section=OuterRef("section"))
        .order_by("-revision")
        .values("pk")[:1]
    )
    rows = SectionText.objects.filter(report=report, pk=Subquery(newest))
    return {row.section: row for row in rows}


def history(report: Report, section: str) -> QuerySet[SectionText]:
    """Return every revision of a section, the newest first."""
    return SectionText.objects.filter(report=report, section=section).order_by("-revision")


def notes_of(report: Report) -> dict[str, str]:
    """Return the notes of the annex by the code of their row; one statement."""
    return dict(AnnexNote.objects.filter(report=report).values_list("code", "text"))
