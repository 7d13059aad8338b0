"""The version after one that is kept: its head, texts, notes and reasons, to be mended."""

from __future__ import annotations

from congvu.casework.documents.services.identities import next_uuid
from congvu.oversight.reporting.models import AnnexNote, FindingReason, Report, SectionText
from congvu.oversight.reporting.selectors.texts import current_texts


def next_version(old: Report) -> Report:
    """Return the version after this one, unsaved, with its head."""
    return Report(
        uuid=next_uuid(),
        unit_id=old.unit_id,
        period=old.period,
        outline=old.outline,
        is_counted=old.is_counted,
        version=Report.objects.filter(unit_id=old.unit_id, period=old.period).count() + 1,
        previous=old,
        subject=old.subject,
        place=old.place,
        addressees=old.addressees,
        recipients=old.recipients,
    )


def copy_contents(old: Report, new: Report) -> None:
    """Let the next version begin with what the kept one said."""
    _copy_texts(old, new)
    _copy_notes(old, new)
    _copy_reasons(old, new)


def _copy_texts(old: Report, new: Report) -> None:
    SectionText.objects.bulk_create(
        SectionText(
            report=new,
            section=row.section,
            revision=1,
            text=row.text,
            origin="previous",
            author_code=row.author_code,
            author_name=row.author_name,
            at=row.at,
        )
        for row in current_texts(old).values()
    )


def _copy_notes(old: Report, new: Report) -> None:
    AnnexNote.objects.bulk_create(
        AnnexNote(
            report=new,
            code=row.code,
            text=row.text,
            author_code=row.author_code,
            author_name=row.author_name,
            at=row.at,
        )
        for row in AnnexNote.objects.filter(report=old)
    )


def _copy_reasons(old: Report, new: Report) -> None:
    """A reason goes with its computation: it answers the same figures, no others."""
    FindingReason.objects.bulk_create(
        FindingReason(
            report=new,
            finding=row.finding,
            computation=row.computation,
            reason=row.reason,
            author_code=row.author_code,
            author_name=row.author_name,
            at=row.at,
        )
        for row in FindingReason.objects.filter(report=old)
    )
