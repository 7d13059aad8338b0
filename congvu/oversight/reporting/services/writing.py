"""Writing a report: the texts of its sections, remarks between people, reasons for findings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, NotAllowed, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.reporting.errors import ReportClosed, SectionChanged
from congvu.oversight.reporting.models import (
    LONGEST_TEXT,
    AnnexNote,
    Comment,
    FindingReason,
    Report,
    SectionText,
)
from congvu.oversight.reporting.rules.life import OPEN_IN, State
from congvu.oversight.reporting.selectors.access import may_write
from congvu.oversight.reporting.selectors.texts import current_text

MOST_REASON = 500
MOST_NOTE = 1000


@transaction.atomic
def write_section(
    report: Report,
    section: str,
    text: str,
    *,
    seen: int,
    origin: str = "typed",
    by: Staff,
    at: datetime,
) -> SectionText:
    """Keep a new revision of a section; the same text again keeps nothing new.

    `seen` is the revision that was edited. Raises SectionChanged, with what stands there now, when
    somebody wrote since; ReportClosed when the report is no longer a draft.
    """
    locked = _locked(report, by, at)
    newest = current_text(locked, section)
    standing = newest.revision if newest else 0
    tidy = text.replace("\r\n", "\n").strip()
    if len(tidy) > LONGEST_TEXT:
        raise Invalid(
            gettext_noop("Mục này dài quá %(most)s ký tự. Hãy tách nội dung ra phụ lục."),
            code="section_too_long",
            field="text",
            most=LONGEST_TEXT,
        )
    if newest is not None and newest.text == tidy:
        return newest
    if standing != seen:
        raise SectionChanged(
            gettext_noop(
                "%(author)s vừa sửa mục này. Nội dung bạn nhập vẫn còn; hãy so với bản đang lưu "
                "rồi lưu lại."
            ),
            author=newest.author_name if newest else "",
            revision=standing,
            text=newest.text if newest else "",
        )
    written = SectionText.objects.create(
        report=locked,
        section=section,
        revision=standing + 1,
        text=tidy,
        origin=origin,
        author_code=by.code,
        author_name=by.shown_name,
        at=at,
    )
    _journal("report.write", locked, by, at, {"section": section, "revision": written.revision})
    return written


@transaction.atomic
def note_row(report: Report, code: str, text: str, *, by: Staff, at: datetime) -> None:
    """Keep the note of a row of the annex; an empty one takes it away."""
    locked = _locked(report, by, at)
    tidy = " ".join(text.split())
    if len(tidy) > MOST_NOTE:
        raise Invalid(
            gettext_noop("Ghi chú dài quá %(most)s ký tự."), code="note_too_long", most=MOST_NOTE
        )
    if tidy:
        AnnexNote.objects.update_or_create(
            report=locked,
            code=code,
            defaults={"text": tidy, "author_code": by.code, "at": at},
        )
    else:
        AnnexNote.objects.filter(report=locked, code=code).delete()
    _journal("report.note", locked, by, at, {"code": code})


@transaction.atomic
def comment(report: Report, section: str, text: str, *, by: Staff, at: datetime) -> Comment:
    """Keep a remark about a section. Raises Invalid for an empty one."""
    if not text.strip():
        raise Invalid(gettext_noop("Hãy viết ý kiến."), code="comment_empty", field="text")
    made = Comment.objects.create(
        report=report,
        section=section,
        text=text.strip()[:1000],
        author_code=by.code,
        author_name=by.shown_name,
        at=at,
    )
    _journal("report.comment", report, by, at, {"section": section})
    return made


@transaction.atomic
def settle(remark: Comment, *, by: Staff, at: datetime) -> None:
    """Mark a remark as done; one that is done already stays as it was."""
    if remark.settled_at is None:
        remark.settled_at, remark.settled_by = at, by.code
        remark.save(update_fields=["settled_at", "settled_by"])
        _journal("report.settle", remark.report, by, at, {"section": remark.section})


@transaction.atomic
def give_reason(
    report: Report, finding: str, computation: str, reason: str, *, by: Staff, at: datetime
) -> FindingReason:
    """Keep why a finding is as it is, together with the computation that it answers.

    Other figures make another computation, which needs a reason of its own. Raises Invalid
    without a reason, ReportClosed when the report is no longer a draft.
    """
    locked = _locked(report, by, at)
    if not reason.strip():
        raise Invalid(gettext_noop("Hãy ghi lý do."), code="reason_missing", field="reason")
    kept, _made = FindingReason.objects.update_or_create(
        report=locked,
        finding=finding,
        computation=computation[:400],
        defaults={"reason": reason.strip()[:MOST_REASON], "author_code": by.code, "at": at},
    )
    _journal("report.give_reason", locked, by, at, {"finding": finding})
    return kept


def _locked(report: Report, by: Staff, at: datetime) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("period").get(
        pk=report.pk
    )  # fmt: skip
    if State(locked.state) not in OPEN_IN:
        raise ReportClosed(
            gettext_noop("Báo cáo không còn ở bước soạn. Hãy đưa về soạn lại rồi sửa.")
        )
    if not may_write(by, locked, local_day(at)):
        raise NotAllowed(gettext_noop("Vị trí của bạn không viết báo cáo này."))
    return locked


def _journal(
    action: str, report: Report, by: Staff, at: datetime, changes: dict[str, object]
) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type="report",
        obj_code=str(report.uuid),
        changes=changes,
        at=at,
    )
