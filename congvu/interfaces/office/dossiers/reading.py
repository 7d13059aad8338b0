"""From the rows of a dossier's folder to the shapes that its page draws. Nothing is decided here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from congvu.casework.dossiers.labels import (
    STATE_TONES,
    TIMELINESS_LABELS,
    TIMELINESS_TONES,
    ActionLabel,
    ApplicantKind,
    Channel,
    ReturnMethod,
    StateLabel,
)
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.rules.timeliness import Timeliness
from congvu.casework.dossiers.selectors.clock import timeliness_of
from congvu.casework.dossiers.selectors.folder import received_by
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.interfaces.office.dossiers.deeds import BY_ACTION
from congvu.interfaces.ui.shapes import Fact, Step, StepState
from congvu.kernel.documents import DocumentReference
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import (
        Dossier,
        DossierEvent,
        HandOver,
        OpinionRequest,
    )
    from congvu.casework.dossiers.selectors.folder import Folder
    from congvu.casework.dossiers.selectors.offices import Office
    from congvu.foundation.files.models import StoredFile

RECORDED_LATER = timedelta(minutes=5)
EVENT_TONES = {
    Action.ACCEPT: "good",
    Action.REQUEST_SUPPLEMENT: "paused",
    Action.REQUEST_PAYMENT: "paused",
    Action.SUSPEND: "paused",
    Action.ASK_TO_COMPLETE: "paused",
    Action.PRESENT: "waiting",
    Action.ASK_OPINION: "waiting",
    Action.SEND_TO_NUMBERING: "waiting",
    Action.TRANSFER: "waiting",
    Action.REAPPOINT: "soon",
    Action.RESOLVE: "good",
    Action.HAND_OUT: "done",
}
EVENT_ICONS = {
    Action.SUBMIT: "inbox",
    Action.HAND_OVER: "arrow-left-right",
    Action.CALENDAR_CHANGED: "calendar-event",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A word and its tone."""

    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Headline:
    """What stands above every page of a dossier."""

    code: str
    procedure: str
    applicant: str
    state: Tag
    timeliness: Tag | None


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the timeline."""

    title: str
    at: datetime
    recorded_at: datetime | None
    who: str
    unit: str
    tone: str
    icon: str
    note: str
    given_to: str
    document: str
    file: StoredFile | None
    slips: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip in the folder, by the name of its form."""

    id: int
    name: str
    made_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Issued:
    """A result: its document by name, its place in the register of documents, and the file."""

    label: str
    url: str
    note: str
    issued_at: datetime
    file: StoredFile | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency that was asked, and its answer."""

    unit: str
    manner: str
    question: str
    due_on: date
    tag: Tag
    answer: str
    answered_by: str
    answered_at: datetime | None
    document: str


@dataclass(frozen=True, slots=True)
class Given:
    """A row of the control sheet."""

    from_unit: str
    from_name: str
    to_unit: str
    to_name: str
    at: datetime
    tag: Tag | None
    note: str


def ref_of(dossier: Dossier) -> str:
    """Return how addresses name a dossier: its code, before acceptance its uuid."""
    return dossier.code or str(dossier.uuid)


def state_tag(state: str) -> Tag:
    return Tag(str(StateLabel(state).label), STATE_TONES[State(state)])


def timeliness_tag(timeliness: Timeliness) -> Tag:
    return Tag(str(TIMELINESS_LABELS[timeliness]), TIMELINESS_TONES[timeliness])


def headline(dossier: Dossier, on: date) -> Headline:
    timeliness = timeliness_of(dossier, on)
    return Headline(
        code=dossier.code or _("Chưa cấp mã số"),
        procedure=dossier.procedure_version.name,
        applicant=dossier.applicant.name,
        state=state_tag(dossier.state),
        timeliness=None if timeliness is Timeliness.NOT_STARTED else timeliness_tag(timeliness),
    )


def timeline(folder: Folder) -> list[Line]:
    """Tell what happened, newest first."""
    made: dict[int, list[Printed]] = defaultdict(list)
    for slip in slips(folder):
        made[slip.seq].append(slip)
    given: dict[int, list[HandOver]] = defaultdict(list)
    for row in folder.hand_overs:
        given[row.seq].append(row)
    return [_line(event, made[event.seq], given[event.seq]) for event in reversed(folder.events)]


def _line(event: DossierEvent, made: list[Printed], given: list[HandOver]) -> Line:
    action = Action(event.action)
    deed = BY_ACTION.get(action)
    late = event.recorded_at - event.occurred_at > RECORDED_LATER
    return Line(
        title=str(ActionLabel(event.action).label),
        at=event.occurred_at,
        recorded_at=event.recorded_at if late else None,
        who=event.actor_name,
        unit=event.unit.name if event.unit else "",
        tone=EVENT_TONES.get(action, "neutral"),
        icon=deed.icon if deed else EVENT_ICONS.get(action, ""),
        note=event.note,
        given_to="; ".join(filter(None, (_receiver(row) for row in given))),
        document=cited(event.document),
        file=event.file,
        slips=tuple(made),
    )


def _receiver(row: HandOver) -> str:
    unit = row.to_unit.name if row.to_unit else ""
    return ", ".join(filter(None, (row.to_name, unit)))


def slips(folder: Folder) -> list[Printed]:
    """List the slips that were made, each by its name."""
    return [
        Printed(slip.pk, _(KINDS[slip.kind].label), slip.made_at, slip.seq) for slip in folder.slips
    ]


def results(folder: Folder, registered: Mapping[DocumentReference, str]) -> list[Issued]:
    """List the documents that were issued as results; `registered` holds addresses in our register."""
    drawn = []
    for one in folder.results:
        reference = DocumentReference.from_facts(one.document)
        label = reference.label(with_subject=True)
        url = registered.get(reference, "")
        drawn.append(Issued(label, url, one.note, one.issued_at, one.file))
    return drawn


def opinions(folder: Folder, on: date) -> list[Asked]:
    """List the agencies that were asked, each with where its answer stands."""
    return [
        Asked(
            unit=one.unit.name,
            manner=_manner(one),
            question=one.question,
            due_on=one.due_on,
            tag=_answer_tag(one, on),
            answer=one.answer,
            answered_by=one.answered_by,
            answered_at=one.answered_at,
            document=cited(one.document),
        )
        for one in folder.opinions
    ]


def _manner(one: OpinionRequest) -> str:
    manner = _("hỏi cùng lúc") if one.parallel else _("hỏi lần lượt")
    return f"{manner}, {_('liên thông')}" if one.interlinked else manner


def _answer_tag(one: OpinionRequest, on: date) -> Tag:
    if one.answered_at is not None:
        words = {True: _("đồng ý"), False: _("không đồng ý"), None: _("ý kiến khác")}
        return Tag(words[one.agrees], "neutral" if one.agrees is None else "good")
    if one.opened_at is None:
        return Tag(_("chưa đến lượt"), "neutral")
    if one.due_on < on:
        return Tag(_("chậm trả lời"), "late")
    return Tag(_("chờ trả lời"), "waiting")


def hand_overs(folder: Folder, office: Office) -> list[Given]:
    """List the rows of the control sheet; `office` is the one that received the dossier."""
    actions = {event.seq: event.action for event in folder.events}
    return [
        Given(
            from_unit=row.from_unit.name if row.from_unit else "",
            from_name=row.from_name,
            to_unit=received_by(row, actions.get(row.seq, ""), office),
            to_name=row.to_name,
            at=row.at,
            tag=timeliness_tag(Timeliness(row.timeliness)) if row.timeliness else None,
            note=row.note,
        )
        for row in folder.hand_overs
    ]


def cited(document: dict[str, str] | None) -> str:
    """Name a document that a row carries, "" for none."""
    if not document:
        return ""
    return DocumentReference.from_facts(document).label(with_subject=True)


def steps(dossier: Dossier, folder: Folder, on: date) -> list[Step]:
    """Draw the workflow: what is done, what is being done, what is late for its own deadline."""
    running = dossier.finished_at is None and dossier.paused_at is None
    drawn = []
    for step in folder.steps:
        state: StepState = "todo"
        if step.done_at is not None:
            state = "done"
        elif step.order == dossier.step_order:
            is_late = running and step.due_on is not None and step.due_on < on
            state = "late" if is_late else "current"
        note = _done_note(step.done_at) if step.done_at else _due_note(step.due_on)
        drawn.append(Step(step.name, state, note))
    return drawn


def _done_note(done_at: datetime) -> str:
    return _("xong %(day)s") % {"day": format_date(local_day(done_at))}


def _due_note(due_on: date | None) -> str:
    return _("hạn %(day)s") % {"day": format_date(due_on)} if due_on else ""


def person_of(dossier: Dossier) -> list[Fact]:
    """Say whose dossier it is."""
    person = dossier.applicant
    return [
        Fact(_("Chủ hồ sơ"), person.name),
        Fact(_("Đối tượng"), ApplicantKind(person.kind).label),
        Fact(_("Số định danh"), person.personal_id or person.tax_code),
        Fact(_("Địa chỉ"), person.address),
        Fact(_("Điện thoại"), person.phone),
        Fact(_("Người nộp"), person.submitter_name or _("chủ hồ sơ tự nộp")),
    ]


def request_of(dossier: Dossier) -> list[Fact]:
    """Say what is asked for, how it came and how the result goes back."""
    return [
        Fact(_("Nội dung"), dossier.applicant.content),
        Fact(_("Lĩnh vực"), dossier.field.name),
        Fact(_("Mã thủ tục"), dossier.procedure_version.procedure.code),
        Fact(_("Hình thức nộp"), Channel(dossier.channel).label),
        Fact(_("Nhận kết quả"), ReturnMethod(dossier.applicant.return_method).label),
    ]


def places_of(dossier: Dossier) -> list[Fact]:
    """Name the offices: who received, who decides, who holds it now and in whose hands."""
    person = dossier.assignee.account.full_name if dossier.assignee else ""
    return [
        Fact(_("Nơi tiếp nhận"), dossier.receiving_unit.name),
        Fact(_("Cơ quan giải quyết"), dossier.competent_unit.name),
        Fact(_("Đang ở"), dossier.holder_unit.name if dossier.holder_unit else ""),
        Fact(_("Người thụ lý"), person or pgettext("assignee", "chưa giao cho ai")),
    ]


def dues_of(dossier: Dossier) -> list[Fact]:
    """Set the dates beside each other: the promise, the law, the second promise."""
    if dossier.accepted_at is None:
        return []
    dates = (
        (_("Hẹn trên giấy tiếp nhận"), dossier.promised_due),
        (_("Hạn đã tính thời gian dừng"), dossier.lawful_due),
        (_("Hẹn lại sau xin lỗi"), dossier.reappointed_on),
    )
    return [Fact(term, format_date(day) if day else None) for term, day in dates]
