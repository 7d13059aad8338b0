"""Writing a report: the texts of its sections, remarks between people, reasons for findings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, NotAllowed, NotFound, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.reporting import library
from congvu.oversight.reporting.errors import NoteChanged, ReportClosed, SectionChanged
from congvu.oversight.reporting.models import (
    LONGEST_TEXT,
    MOST_REMARK,
    AnnexNote,
    Comment,
    FindingReason,
    Report,
    SectionText,
    UnfinishedText,
)
from congvu.oversight.reporting.rules.life import OPEN_IN, State
from congvu.oversight.reporting.selectors.access import (
    check_inside,
    may_write,
    written_by,
)
from congvu.oversight.reporting.selectors.texts import (
    REASON_LENGTH,
    current_note,
    current_reason,
    current_text,
)

CARRIED = "carried"
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

    `seen` is the revision that was edited. What the person had not saved is gone with it. Raises
    SectionChanged, with what stands there now, when somebody wrote since; ReportClosed when the
    report is no longer a draft; NotAllowed for a role that the outline does not name.
    """
    locked = locked_to_write(report, section, by, at)
    newest = current_text(locked, section)
    standing = newest.revision if newest else 0
    tidy = tidied(text)
    if newest is not None and newest.text == tidy and origin != CARRIED:
        _forget(locked, section, by)
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
    _forget(locked, section, by)
    _journal("report.write", locked, by, at, {"section": section, "revision": written.revision})
    return written


@transaction.atomic
def keep_unfinished(
    report: Report, section: str, text: str, *, seen: int, by: Staff, at: datetime
) -> UnfinishedText | None:
    """Keep what a person is writing beside the section, until it is saved; None when nothing differs.

    Nobody else's text is touched and the journal is not written: only what is saved is an act.
    What was on its way while the same person saved comes too late and is let go.
    Raises ReportClosed, NotAllowed, Invalid as `write_section` does.
    """
    locked = locked_to_write(report, section, by, at)
    newest = current_text(locked, section)
    tidy = tidied(text)
    if newest is not None:
        late = newest.author_code == by.code and seen < newest.revision
        if late or newest.text == tidy:
            _forget(locked, section, by)
            return None
    kept, _made = UnfinishedText.objects.update_or_create(
        report=locked,
        section=section,
        author_code=by.code,
        defaults={"text": tidy, "seen": seen, "author_name": by.shown_name, "at": at},
    )
    return kept


@transaction.atomic
def drop_unfinished(report: Report, section: str, *, by: Staff) -> None:
    """Put away what the person has written and not saved; nobody else's."""
    _forget(report, section, by)


@transaction.atomic
def note_row(
    report: Report, code: str, text: str, *, seen: int | None = None, by: Staff, at: datetime
) -> None:
    """Keep the note of a row of the annex beside those before it; an empty one takes it away.

    `seen` is the number of the note that was before the eyes, 0 for none; without it whatever
    stands there is replaced. Raises NoteChanged, with what stands there now, Invalid when too long.
    """
    locked = _locked(report, by, at)
    tidy = " ".join(text.split())
    if len(tidy) > MOST_NOTE:
        raise Invalid(
            gettext_noop("Ghi chú dài quá %(most)s ký tự."), code="note_too_long", most=MOST_NOTE
        )
    newest = current_note(locked, code)
    standing = newest.text if newest else ""
    if tidy == standing:
        return
    if seen is not None and seen != (newest.pk if newest else 0):
        raise _changed(newest, standing)
    AnnexNote.objects.create(
        report=locked,
        code=code,
        text=tidy,
        author_code=by.code,
        author_name=by.shown_name,
        at=at,
    )
    _journal("report.note", locked, by, at, {"code": code})


@transaction.atomic
def comment(report: Report, section: str, text: str, *, by: Staff, at: datetime) -> Comment:
    """Keep a remark about a section, for those inside the office.

    A superior says what is to be said with the return of the report: for him there is no remark
    (ReportNotFound). Raises Invalid for an empty or too long one.
    """
    check_inside(by, report, local_day(at))
    tidy = text.strip()
    if not tidy:
        raise Invalid(gettext_noop("Hãy viết ý kiến."), code="comment_empty", field="text")
    if len(tidy) > MOST_REMARK:
        raise Invalid(
            gettext_noop("Ý kiến dài quá %(most)s ký tự."),
            code="comment_too_long",
            field="text",
            most=MOST_REMARK,
        )
    made = Comment.objects.create(
        report=report,
        section=section,
        text=tidy,
        author_code=by.code,
        author_name=by.shown_name,
        at=at,
    )
    _journal("report.comment", report, by, at, {"section": section})
    return made


@transaction.atomic
def settle(remark: Comment, *, by: Staff, at: datetime) -> None:
    """Mark a remark as done; one that is done already stays as it was."""
    check_inside(by, remark.report, local_day(at))
    if remark.settled_at is None:
        _mark(remark, at, by.code, by.shown_name)
        _journal("report.settle", remark.report, by, at, {"section": remark.section})


@transaction.atomic
def unsettle(remark: Comment, *, by: Staff, at: datetime) -> None:
    """Open a remark again; who had settled it stays in the journal."""
    check_inside(by, remark.report, local_day(at))
    if remark.settled_at is not None:
        before = remark.settled_by
        _mark(remark, None, "", "")
        changes: dict[str, object] = {"section": remark.section, "settled_by": before}
        _journal("report.unsettle", remark.report, by, at, changes)


@transaction.atomic
def give_reason(
    report: Report,
    finding: str,
    computation: str,
    reason: str,
    *,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> FindingReason:
    """Keep why a finding is as it is, together with the computation that it answers.

    Other figures make another computation, which needs a reason of its own. `seen` is the number
    of the reason that was before the eyes, 0 for none. Raises NoteChanged, with what stands there
    now, Invalid without a reason, ReportClosed when the report is no longer a draft.
    """
    locked = _locked(report, by, at)
    tidy = reason.strip()
    if not tidy:
        raise Invalid(gettext_noop("Hãy ghi lý do."), code="reason_missing", field="reason")
    if len(tidy) > MOST_REASON:
        raise Invalid(
            gettext_noop("Lý do dài quá %(most)s ký tự."),
            code="reason_too_long",
            field="reason",
            most=MOST_REASON,
        )
    newest = current_reason(locked, finding, computation)
    if newest is not None and newest.reason == tidy:
        return newest
    if seen is not None and seen != (newest.pk if newest else 0):
        raise _changed(newest, newest.reason if newest else "")
    kept = FindingReason.objects.create(
        report=locked,
        finding=finding,
        computation=computation[:REASON_LENGTH],
        reason=tidy,
        author_code=by.code,
        author_name=by.shown_name,
        at=at,
    )
    _journal("report.give_reason", locked, by, at, {"finding": finding})
    return kept


def locked_to_write(report: Report, section: str, by: Staff, at: datetime) -> Report:
    """Lock a draft for somebody who writes this section of it.

    Raises NotFound for a section that the outline does not have, ReportClosed, NotAllowed.
    """
    locked = _open(report)
    check_writes(locked, section, by=by, at=at)
    return locked


def check_writes(report: Report, section: str, *, by: Staff, at: datetime) -> None:
    """Let only who writes this section of a draft go on; nothing is locked.

    Raises NotFound for a section that the outline does not have, ReportClosed, NotAllowed.
    """
    told = library.outline(report.outline).section(section)
    if told is None:
        raise NotFound(gettext_noop("Đề cương không có mục này."), code="no_section")
    _check_open(report)
    if not written_by(by, report, (told,), local_day(at)):
        raise NotAllowed(gettext_noop("Vị trí của bạn không viết mục này."))


def tidied(text: str) -> str:
    """Return a section's text as it is kept. Raises Invalid for one that is too long."""
    tidy = text.replace("\r\n", "\n").strip()
    if len(tidy) > LONGEST_TEXT:
        raise Invalid(
            gettext_noop("Mục này dài quá %(most)s ký tự. Hãy tách nội dung ra phụ lục."),
            code="section_too_long",
            field="text",
            most=LONGEST_TEXT,
        )
    return tidy


def _locked(report: Report, by: Staff, at: datetime) -> Report:
    locked = _open(report)
    if not may_write(by, locked, local_day(at)):
        raise NotAllowed(gettext_noop("Vị trí của bạn không viết báo cáo này."))
    return locked


def _open(report: Report) -> Report:
    locked = Report.objects.select_for_update(of=("self",)).select_related("period").get(
        pk=report.pk
    )  # fmt: skip
    _check_open(locked)
    return locked


def _check_open(report: Report) -> None:
    if State(report.state) not in OPEN_IN:
        raise ReportClosed(
            gettext_noop("Báo cáo không còn ở bước soạn. Hãy đưa về soạn lại rồi sửa.")
        )


def _forget(report: Report, section: str, by: Staff) -> None:
    UnfinishedText.objects.filter(report=report, section=section, author_code=by.code).delete()


def _mark(remark: Comment, at: datetime | None, code: str, name: str) -> None:
    remark.settled_at, remark.settled_by, remark.settled_name = at, code, name
    remark.save(update_fields=["settled_at", "settled_by", "settled_name"])


def _changed(newest: AnnexNote | FindingReason | None, standing: str) -> NoteChanged:
    return NoteChanged(
        gettext_noop(
            "%(author)s vừa ghi ở đây: “%(standing)s”. Điều bạn nhập vẫn còn; hãy xem rồi lưu lại."
        ),
        author=(newest.author_name or newest.author_code) if newest else "",
        standing=standing,
        newest=newest.pk if newest else 0,
    )


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
