"""The life of a report: opened, checked, approved, numbered, sent up, accepted or returned, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from congvu.casework.documents.rules.kinds import Capacity
from congvu.casework.documents.rules.states import State as DocumentState
from congvu.casework.documents.services.identities import next_uuid
from congvu.casework.documents.services.outgoing import Outgoing, issue, register_outgoing
from congvu.casework.documents.services.parts import RecipientInput
from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.foundation.units.offices import Office, office_of
from congvu.instruments.outbox.services import put
from congvu.kernel.errors import Invalid, NotAllowed, gettext_noop
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.services.writing import lock, seal
from congvu.oversight.reporting import library
from congvu.oversight.reporting.errors import ReportHasFindings
from congvu.oversight.reporting.models import (
    CAPACITIES,
    Report,
    ReportEvent,
)
from congvu.oversight.reporting.rules.life import Action, Actor, State, actors_of
from congvu.oversight.reporting.rules.outlines import Outline
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.selectors.drawing import compose, filled, words_of
from congvu.oversight.reporting.selectors.numbers import way_back
from congvu.oversight.reporting.services.act import Act
from congvu.oversight.reporting.services.freezing import freeze, thaw
from congvu.oversight.reporting.services.next_version import copy_contents, next_version
from congvu.oversight.reporting.services.sheets import refuse_second

if TYPE_CHECKING:
    from congvu.casework.documents.models import Document

DOCUMENT_TYPE = "BC"
TAG = "bao-cao-cchc"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, in whose name; `capacity` is one of CAPACITIES (NĐ 30/2020 Đ13)."""

    capacity: str
    post: str
    name: str


@transaction.atomic
def open_report(
    period: ReportingPeriod,
    outline_code: str,
    *,
    by: Staff,
    at: datetime,
    counts: bool = True,
) -> Report:
    """Begin the report of the person's office for a period, as version 1, with what is counted.

    Without `counts` every figure is to be entered: a report of elsewhere, whose records are not
    here. Raises Conflict when one stands already, by whatever outline: an office's sheet has one
    report; NotAllowed for a role that does not write reports,
    Invalid for an outline that does not hold in the period.
    """
    if Actor.AUTHOR not in actors_of(by.roles):
        raise NotAllowed(gettext_noop("Vị trí của bạn không lập báo cáo."))
    outline = library.outline(outline_code)
    office = office_of(asking_office(by, local_day(at)), period.last_day)
    level = units.level_of(office.id, period.last_day)
    if outline not in library.serving(level, period.period.kind, period.last_day):
        raise Invalid(
            gettext_noop("Đề cương “%(outline)s” không áp dụng cho kỳ này."),
            code="outline_not_in_force",
            outline=outline.name,
        )
    lock(office.id)  # two people who begin at once: the second is told, not an error
    same = Report.objects.filter(unit_id=office.id, period=period)
    refuse_second(same, outline)
    first_page = _first_page(period, outline, office, same.count() + 1)
    first_page.is_counted = counts
    act = Act(first_page, by=by, at=at)
    act.happen(Action.OPEN)
    if counts:
        refresh(office.id, period.pk, by=by, at=at)
    return act.close("open", {"period": period.code, "version": act.report.version})


@transaction.atomic
def change_head(
    report: Report,
    *,
    subject: str,
    place: str,
    addressees: str,
    recipients: str,
    seen: int,
    by: Staff,
    at: datetime,
) -> Report:
    """Change what stands around the text while it is a draft."""
    act = Act.on(report, seen=seen, by=by, at=at)
    if not subject.strip():
        raise Invalid(gettext_noop("Hãy ghi trích yếu."), code="subject_missing", field="subject")
    act.change_draft(
        subject=" ".join(subject.split())[:300],
        place=" ".join(place.split())[:80],
        addressees=addressees.strip()[:2000],
        recipients=recipients.strip()[:4000],
    )
    return act.close("change", {"subject": act.report.subject})


@transaction.atomic
def check(report: Report, *, seen: int, by: Staff, at: datetime) -> Report:
    """Say that the draft is ready for the leader.

    Raises ReportHasFindings while a finding blocks, or one that needs a reason has none.
    """
    act = Act.on(report, seen=seen, by=by, at=at)
    _refuse_findings(act.report)
    act.happen(Action.CHECK)
    return act.close("check")


@transaction.atomic
def rework(report: Report, *, note: str, seen: int, by: Staff, at: datetime) -> Report:
    """Let it be a draft again. Raises Invalid without a word on what must change.

    A numbered report only after văn thư has struck its number; one whose document was issued and
    called back is kept as it went out, and mended in a next version.
    """
    act = Act.on(report, seen=seen, by=by, at=at)
    _needs(note, gettext_noop("Hãy ghi điều cần sửa."))
    _check_way_back(act.report, Action.REWORK)
    act.happen(Action.REWORK, note=note)
    act.report.document, act.report.number, act.report.signed_on = None, "", None
    act.report.capacity = act.report.post = act.report.signer = ""
    thaw(act.report)
    return act.close("rework")


@transaction.atomic
def approve(report: Report, signature: Signature, *, seen: int, by: Staff, at: datetime) -> Report:
    """Approve what stands there now, and freeze it: nothing that changes later reaches it.

    Raises Invalid for a signature without a name or post, ReportHasFindings when figures that
    came after the check contradict each other.
    """
    act = Act.on(report, seen=seen, by=by, at=at)
    if signature.capacity not in CAPACITIES:
        raise Invalid(gettext_noop("Quyền hạn ký không đúng."), code="capacity_wrong")
    if not signature.name.strip() or not signature.post.strip():
        raise Invalid(gettext_noop("Hãy ghi chức vụ và họ tên người ký."), code="signer_missing")
    lock(act.report.unit_id)  # no figure between what is judged and what is frozen
    act.happen(Action.APPROVE)
    _refuse_findings(act.report)
    act.report.capacity = signature.capacity
    act.report.post = " ".join(signature.post.split())[:120]
    act.report.signer = " ".join(signature.name.split())[:120]
    act.report.save()
    moment = seal(act.report.unit_id, act.report.period_id, at=at)
    freeze(act.report, compose(act.report, at), at=moment)
    return act.close("approve")


@transaction.atomic
def number(report: Report, *, signed_on: date, seen: int, by: Staff, at: datetime) -> Report:
    """Give the report the next number of the book of outgoing documents (NĐ 30/2020 Đ15)."""
    act = Act.on(report, seen=seen, by=by, at=at)
    act.happen(Action.NUMBER)
    document = _register(act.report, signed_on, by, at)
    act.report.document = document
    act.report.number = document.code
    act.report.signed_on = signed_on
    return act.close("number", {"code": document.code})


@transaction.atomic
def submit(report: Report, *, seen: int, by: Staff, at: datetime) -> Report:
    """Hand the numbered report in to whoever asked for it, and issue its document."""
    act = Act.on(report, seen=seen, by=by, at=at)
    act.happen(Action.SUBMIT)
    act.report.submitted_at = at
    document = act.report.document
    assert document is not None, "what is handed in has a number"
    if document.state != DocumentState.ISSUED:  # the registrar may have issued it in the book
        issue(document, seen=document.version, by=by, at=at)
    put(
        kind="report.submit",
        code=str(act.report.uuid),
        unit_id=act.report.period.superior_id,
        at=at,
    )
    return act.close("submit")


@transaction.atomic
def accept(report: Report, *, note: str = "", seen: int, by: Staff, at: datetime) -> Report:
    """Accept what was handed in."""
    return _decide(report, Action.ACCEPT, note, seen=seen, by=by, at=at)


@transaction.atomic
def send_back(report: Report, *, reason: str, seen: int, by: Staff, at: datetime) -> Report:
    """Return what was handed in, to be mended in a next version. Raises Invalid without a reason."""
    _needs(reason, gettext_noop("Hãy ghi lý do trả lại để đơn vị biết phải sửa gì."))
    return _decide(report, Action.RETURN, reason, seen=seen, by=by, at=at)


@transaction.atomic
def correct(report: Report, *, reason: str, seen: int, by: Staff, at: datetime) -> Report:
    """Begin the next version as a copy of this one's texts; this one is never written again.

    Of a report that was not handed in only after its document was issued and called back.
    """
    _needs(reason, gettext_noop("Hãy ghi lý do đính chính."))
    act = Act.on(report, seen=seen, by=by, at=at)
    _check_way_back(act.report, Action.CORRECT)
    act.happen(Action.CORRECT, note=reason)
    old = act.close("correct")
    following = Act(next_version(old), by=by, at=at)
    following.happen(Action.OPEN, note=reason)
    made = following.close("open", {"version": following.report.version})
    copy_contents(old, made)
    return made


@transaction.atomic
def discard(report: Report, *, seen: int, by: Staff, at: datetime) -> Report:
    """Put a draft away; what was written stays readable to the office.

    A correction that is put away lets the version before it stand again as it stood.
    """
    act = Act.on(report, seen=seen, by=by, at=at)
    act.happen(Action.DISCARD)
    discarded = act.close("discard")
    if discarded.previous is not None:
        _reinstate(discarded.previous, by, at)
    return discarded


def _reinstate(report: Report, by: Staff, at: datetime) -> None:
    """Give a corrected version the state back that it had before its correction began."""
    stood = (
        ReportEvent.objects.filter(
            report=report, to_state__in=[State.ACCEPTED, State.RETURNED, State.NUMBERED]
        )
        .order_by("-revision")
        .values_list("to_state", flat=True)[0]
    )
    act = Act.on(report, seen=report.revision, by=by, at=at)
    act.happen(Action.REINSTATE, to=State(stood))
    act.close("reinstate")


def _decide(
    report: Report, action: Action, note: str, *, seen: int, by: Staff, at: datetime
) -> Report:
    act = Act.on(report, seen=seen, by=by, at=at)
    act.happen(action, note=note)
    act.report.decided_at = at
    act.report.decision_note = " ".join(note.split())[:1000]
    put(
        kind=f"report.{action.value}",
        code=str(act.report.uuid),
        unit_id=act.report.unit_id,
        at=at,
    )
    return act.close(action.value, {"note": act.report.decision_note})


def _first_page(period: ReportingPeriod, outline: Outline, office: Office, version: int) -> Report:
    words = words_of(office, period)
    return Report(
        uuid=next_uuid(),
        unit_id=office.id,
        period=period,
        outline=outline.code,
        version=version,
        subject=filled(outline.subject, words),
        place=office.place,
        addressees="\n".join(filled(one, words) for one in outline.addressees),
        recipients="\n".join(filled(one, words) for one in outline.recipients),
    )


def _register(report: Report, signed_on: date, by: Staff, at: datetime) -> Document:
    return register_outgoing(
        Outgoing(
            type=DOCUMENT_TYPE,
            subject=report.subject,
            signer=report.signer,
            signer_title=report.post,
            capacity=Capacity(report.capacity) if report.capacity else Capacity.HEAD,
            recipients=_recipients(report),
            tags=(TAG,),
            note=gettext_noop("Lập từ báo cáo định kỳ") + f" {format_date(signed_on)}",
        ),
        issued_on=signed_on,
        by=by,
        at=at,
    )


def _recipients(report: Report) -> tuple[RecipientInput, ...]:
    """Whoever asked; a report of the asking office itself goes to those it is addressed to."""
    superior = report.period.superior
    if report.unit_id != superior.pk or not report.addressees.strip():
        return (RecipientInput(superior.name, superior.pk),)
    named = [line.strip() for line in report.addressees.splitlines() if line.strip()]
    return tuple(RecipientInput(line[:200]) for line in named)


def _refuse_findings(report: Report) -> None:
    blocking, unanswered = findings_of(report).open_ones()
    if blocking or unanswered:
        raise ReportHasFindings(
            gettext_noop(
                "Còn %(blocking)s chỗ sai phải sửa và %(unanswered)s chỗ cần giải trình. "
                "Hãy xem phần Kiểm tra."
            ),
            blocking=len(blocking),
            unanswered=len(unanswered),
        )


def _check_way_back(report: Report, wanted: Action) -> None:
    """Raise Invalid for a numbered report whose document does not stand so that it can go this way."""
    open_way = way_back(report)
    if report.state != State.NUMBERED or open_way is wanted:
        return
    if open_way is Action.CORRECT:
        raise Invalid(
            gettext_noop(
                "Văn bản số %(number)s đã phát hành rồi thu hồi nên bản này được giữ nguyên. "
                "Hãy lập bản đính chính để sửa."
            ),
            code="called_back",
            number=report.number,
        )
    raise Invalid(
        gettext_noop(
            "Số %(number)s còn hiệu lực. Văn thư hủy số (chưa phát hành) rồi đưa về soạn lại, "
            "hoặc thu hồi văn bản trong sổ văn bản đi rồi lập bản đính chính."
        ),
        code="number_in_force",
        number=report.number,
    )


def _needs(text: str, complaint: str) -> None:
    if not text.strip():
        raise Invalid(complaint, code="reason_missing", field="reason")
