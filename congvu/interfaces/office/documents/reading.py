"""A document in the words of the screens: lines of lists, the headline, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from congvu.casework.documents import library
from congvu.casework.documents.labels import (
    STANDING_TONES,
    TONES,
    ActionLabel,
    CapacityLabel,
    InverseRelationLabel,
    PartLabel,
    RelationLabel,
    StandingLabel,
    StateLabel,
    UrgencyLabel,
    WayLabel,
)
from congvu.casework.documents.rules.deadlines import Standing, days_late, standing
from congvu.casework.documents.rules.kinds import Urgency
from congvu.casework.documents.rules.states import Action, State
from congvu.interfaces.office.dossiers.reading import Tag
from congvu.interfaces.ui.shapes import Fact
from congvu.kernel.vitext import format_date

if TYPE_CHECKING:
    from congvu.casework.documents.models import Document, DocumentEvent, Routing
    from congvu.casework.documents.selectors.page import RelationLine

OPEN = {State.REGISTERED, State.ROUTED}
ENDING = {Action.CANCEL, Action.RECALL, Action.RETURN, Action.DISCARD}


@dataclass(frozen=True, slots=True)
class Line:
    """A document as a line of a list."""

    url: str
    code: str
    arrival: int | None
    day: date
    issued_on: date | None
    kind: str
    subject: str
    issuer: str
    unit: str
    due: date | None
    due_tag: Tag | None
    state: Tag
    urgency: str
    is_late: bool
    is_struck: bool


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody's part of a document."""

    line: Line
    part: str
    instruction: str
    by_name: str
    due: date | None
    tag: Tag | None
    person: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of the timeline."""

    title: str
    event: DocumentEvent
    tone: str
    note: str


def type_name(code: str) -> str:
    """Return the name of a type in the language of the screen."""
    found = library.types().find(code)
    if found is None:
        return code
    return found.name_en if (get_language() or "vi").startswith("en") else found.name


def tag_name(code: str) -> str:
    for tag in library.tags():
        if tag.code == code:
            return tag.name_en if (get_language() or "vi").startswith("en") else tag.name
    return code


def state_tag(document: Document) -> Tag:
    state = State(document.state)
    return Tag(str(StateLabel(document.state).label), TONES[state])


def due_tag(document: Document, on: date) -> Tag | None:
    """Say how the deadline stands; nothing is said of a document without one."""
    if document.due_on is None or State(document.state) not in {*OPEN, State.DONE}:
        return None
    return _standing_tag(document.due_on, document.done_on, on)


def _standing_tag(due_on: date | None, done_on: date | None, on: date) -> Tag | None:
    stands = standing(due_on, done_on, on)
    if stands is Standing.NO_DUE:
        return None
    if stands in {Standing.LATE, Standing.DONE_LATE}:
        days = days_late(due_on, done_on, on)
        word = _("quá hạn %(n)s ngày") if stands is Standing.LATE else _("xong muộn %(n)s ngày")
        return Tag(word % {"n": days}, STANDING_TONES[stands])
    return Tag(str(StandingLabel(stands.value).label), STANDING_TONES[stands])


def url_of(document: Document) -> str:
    return reverse("office-documents-page", kwargs={"ref": document.uuid})


def line_of(document: Document, on: date) -> Line:
    """Draw one document; nothing is asked of the database."""
    tag = due_tag(document, on)
    state = State(document.state)
    urgent = document.urgency != Urgency.NORMAL.value
    return Line(
        url=url_of(document),
        code=document.code or _("chưa có số"),
        arrival=document.arrival_number,
        day=document.day,
        issued_on=document.issued_on,
        kind=type_name(document.type),
        subject=document.subject,
        issuer=document.issuer,
        unit=document.unit.name if document.unit else "",
        due=document.due_on,
        due_tag=tag,
        state=state_tag(document),
        urgency=str(UrgencyLabel(document.urgency).label) if urgent else "",
        is_late=tag is not None and tag.tone == "late",
        is_struck=state in {State.CANCELLED, State.RETURNED, State.DISCARDED, State.RECALLED},
    )


def task_of(part: Routing, on: date) -> Task:
    tag = _standing_tag(part.due_on, part.done_on, on)
    return Task(
        line=line_of(part.document, on),
        part=str(PartLabel(part.part).label),
        instruction=part.instruction,
        by_name=part.by_name,
        due=part.due_on,
        tag=tag,
        person=part.position.account.full_name if part.position else "",
        is_late=tag is not None and tag.tone == "late",
    )


def part_tag(part: Routing, on: date) -> Tag | None:
    """Say how somebody's part stands: done, open until when, or replaced by a later instruction."""
    if part.done_on is not None:
        return _standing_tag(part.due_on, part.done_on, on) or Tag(_("xong"), "done")
    if not part.is_open:
        return (
            Tag(_("để biết"), "neutral")
            if part.part == "info"
            else Tag(_("đã kết thúc"), "neutral")
        )
    return _standing_tag(part.due_on, None, on) or Tag(_("đang xử lý"), "info")


def moment_of(event: DocumentEvent) -> Moment:
    """Tell one event; codes in its note become words."""
    action = Action(event.action)
    tone = "paused" if action in ENDING else "info"
    if action in {Action.FINISH, Action.ISSUE, Action.FINISH_PART}:
        tone = "done"
    note = event.note
    if action is Action.TAG:
        note = ", ".join(
            f"{part[:2]}{tag_name(part[2:])}" for part in note.split(", ") if len(part) > 2
        )
    if action is Action.RELATE:
        kind, _colon, rest = note.partition(": ")
        note = f"{RelationLabel(kind).label}: {rest}" if kind in RelationLabel else note
    return Moment(str(ActionLabel(event.action).label), event, tone, note)


def relation_word(line: RelationLine) -> str:
    labels = InverseRelationLabel if line.is_inverse else RelationLabel
    return str(labels(line.kind).label)


def facts_of(document: Document) -> list[Fact]:
    """Return the metadata as terms and values; what is empty is left out."""
    incoming = document.is_incoming
    capacity = document.capacity if document.capacity not in {"", "head"} else ""
    rows: list[tuple[str, object]] = [
        (_("Loại"), type_name(document.type)),
        (_("Số, ký hiệu"), document.code),
        (_("Ngày văn bản"), _day(document.issued_on)),
        (_("Tác giả") if incoming else _("Nơi ban hành"), document.issuer),
        (_("Số đến"), document.arrival_number),
        (_("Ngày đến"), _day(document.arrived_on)),
        (_("Người ký"), " ".join(filter(None, (document.signer_title, document.signer)))),
        (_("Quyền hạn ký"), CapacityLabel(capacity).label if capacity else ""),
        (_("Độ khẩn"), UrgencyLabel(document.urgency).label),
        (_("Cách gửi"), "" if incoming else WayLabel(document.way).label),
        (_("Ký số"), "" if incoming else (_("có") if document.is_signed else _("không"))),
        (_("Số trang"), document.pages),
        (_("Số bản"), document.copies),
        (_("Có hiệu lực từ"), _day(document.effective_on)),
        (_("Hết hiệu lực từ"), _day(document.expires_on)),
        (_("Đơn vị"), document.unit.name if document.unit else ""),
        (_("Hạn xử lý"), _day(document.due_on)),
        (_("Xong ngày"), _day(document.done_on)),
        (_("Ghi chú"), document.note),
        (_("Lý do đăng ký muộn"), document.late_reason),
        (_("Lý do hủy, trả, thu hồi"), document.end_reason),
        (_("Nhập từ hệ thống"), document.origin),
    ]
    return [Fact(term, str(value)) for term, value in rows if value not in (None, "")]


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
