"""The leader's instruction (bút phê), and what those who were instructed answer (NĐ 30/2020 Đ23, Đ24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.casework.documents.errors import DocumentNotFound, NotYourDocument, ReasonMissing
from congvu.casework.documents.models import Document, Relation, Reminder, Routing
from congvu.casework.documents.rules.kinds import Part, RelationKind
from congvu.casework.documents.rules.states import Action, Actor, State, actors_of
from congvu.casework.documents.services.act import Act
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import get_position
from congvu.foundation.units.offices import office_of
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.workingdays import local_day

MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class RoutingInput:
    """One line: to which unit (and whom in it), in which part, until when."""

    unit_id: int
    part: Part
    position_id: int | None = None
    due_on: date | None = None


@transaction.atomic
def route(
    document: Document,
    lines: Sequence[RoutingInput],
    *,
    seen: int,
    instruction: str,
    on_behalf_of: str = "",
    by: Staff,
    at: datetime,
) -> Document:
    """Hand a document on with an instruction; exactly one line leads, unless all are to know.

    A registrar copies what the leader wrote on paper and names the leader (`on_behalf_of`). A head
    hands on inside the own section. Raises Invalid and NotYourDocument.
    """
    act = Act.on(document, seen=seen, by=by, at=at)
    _check_lines(act.document, lines, by, local_day(at))
    author = _author(by, on_behalf_of)
    act.happen(Action.ROUTE, note=instruction)
    leads = [line for line in lines if line.part is Part.LEAD]
    if leads and act.document.due_on is None:
        act.document.due_on = leads[0].due_on
    if _only_head(by):
        _close_lines(act.document, at, unit_id=by.unit_id, unassigned=True)
    elif leads:
        _close_lines(act.document, at, part=Part.LEAD)
    act.document.unit_id = leads[0].unit_id if leads else act.document.unit_id
    Routing.objects.bulk_create(
        Routing(
            document=act.document,
            part=line.part.value,
            unit_id=line.unit_id,
            position_id=line.position_id,
            instruction=instruction.strip()[:1000],
            by_name=author,
            recorded_by=by.shown_name if on_behalf_of else "",
            due_on=line.due_on,
            routed_at=at,
            is_open=line.part is not Part.INFO,
        )
        for line in lines
    )
    return act.close({"instruction": instruction.strip()[:1000]})


@transaction.atomic
def finish_part(
    document: Document,
    routing_id: int,
    *,
    seen: int,
    note: str,
    answer: Document | None = None,
    by: Staff,
    at: datetime,
) -> Document:
    """Say that one's part is done, with the answering document where there is one.

    The last lead part ends the whole document. Raises NotYourDocument for somebody else's part.
    """
    act = Act.on(document, seen=seen, by=by, at=at)
    part = Routing.objects.filter(pk=routing_id, document=act.document, is_open=True).first()
    if part is None:
        raise DocumentNotFound(gettext_noop("Phần việc này không còn mở."))
    if not _may_finish(part, by):
        raise NotYourDocument(gettext_noop("Phần việc này giao cho người hoặc đơn vị khác."))
    if not note.strip() and answer is None:
        raise ReasonMissing(gettext_noop("Hãy ghi kết quả hoặc văn bản trả lời."), field="note")
    _finish(part, note, at)
    if answer is not None:
        _answer(answer, act.document, at)
    act.happen(Action.FINISH_PART, note=note)
    open_leads = Routing.objects.filter(
        document=act.document, is_open=True, part=Part.LEAD.value
    ).exists()
    if part.part == Part.LEAD.value and not open_leads:
        _finish_all(act, note)
    return act.close()


@transaction.atomic
def finish(document: Document, *, seen: int, note: str, by: Staff, at: datetime) -> Document:
    """End the handling as a whole: leader, registrar, or whoever holds the lead."""
    act = Act.on(document, seen=seen, by=by, at=at)
    leads = list(Routing.objects.filter(document=act.document, is_open=True, part=Part.LEAD.value))
    whole = actors_of(by.roles) & {Actor.LEADER, Actor.REGISTRAR}
    if not whole and not any(_may_finish(part, by) for part in leads):
        raise NotYourDocument(
            gettext_noop("Người chủ trì, lãnh đạo hoặc văn thư mới kết thúc được.")
        )
    if not note.strip():
        raise ReasonMissing(gettext_noop("Hãy ghi kết quả xử lý."), field="note")
    for part in leads:
        _finish(part, note, at)
    _finish_all(act, note)
    return act.close()


@transaction.atomic
def remind(document: Document, *, note: str, by: Staff, at: datetime) -> Document:
    """Remind everybody who still has a part of it. Raises Invalid when nobody has one."""
    act = Act.on(document, seen=None, by=by, at=at)
    waiting = list(Routing.objects.filter(document=act.document, is_open=True))
    if not waiting:
        raise Invalid(gettext_noop("Không còn ai đang xử lý văn bản này."))
    act.happen(Action.REMIND, note=note)
    Reminder.objects.bulk_create(
        Reminder(routing=part, at=at, by_name=by.shown_name, note=note.strip()[:300])
        for part in waiting
    )
    return act.close()


@transaction.atomic
def reopen(document: Document, *, seen: int, reason: str, by: Staff, at: datetime) -> Document:
    """Go on with a document that was called done: its last lead has it again."""
    if not reason.strip():
        raise ReasonMissing(gettext_noop("Hãy ghi lý do."), field="reason")
    act = Act.on(document, seen=seen, by=by, at=at)
    act.happen(Action.REOPEN, note=reason)
    act.document.done_on = None
    last = (
        Routing.objects.filter(document=act.document, part=Part.LEAD.value).order_by("-id").first()
    )
    if last is not None:
        last.is_open, last.done_at, last.done_on = True, None, None
        last.save(update_fields=["is_open", "done_at", "done_on"])
    return act.close()


def _finish_all(act: Act, note: str) -> None:
    act.happen(Action.FINISH, note=note)
    act.document.done_on = local_day(act.at)
    Routing.objects.filter(document=act.document, is_open=True).update(is_open=False)


def _finish(part: Routing, note: str, at: datetime) -> None:
    part.is_open, part.done_at, part.done_on = False, at, local_day(at)
    part.done_note = note.strip()[:1000]
    part.save(update_fields=["is_open", "done_at", "done_on", "done_note"])


def _answer(answer: Document, asked: Document, at: datetime) -> None:
    if answer.office_id != asked.office_id or answer.is_incoming:
        raise Invalid(
            gettext_noop("Văn bản trả lời phải là văn bản đi của cơ quan."), field="answer"
        )
    Relation.objects.get_or_create(
        document=answer, kind=RelationKind.ANSWERS.value, target=asked, defaults={"added_at": at}
    )


def _may_finish(part: Routing, by: Staff) -> bool:
    actors = actors_of(by.roles)
    if actors & {Actor.LEADER, Actor.REGISTRAR}:
        return True
    if part.unit_id != by.unit_id:
        return False
    mine = {by.position_id, *by.delegated_from}
    return part.position_id is None or part.position_id in mine or Actor.HEAD in actors


def _only_head(by: Staff) -> bool:
    actors = actors_of(by.roles)
    return Actor.HEAD in actors and not actors & {Actor.LEADER, Actor.REGISTRAR}


def _author(by: Staff, on_behalf_of: str) -> str:
    """Say who instructs. A registrar never instructs: the leader's name must be given."""
    if actors_of(by.roles) & {Actor.LEADER, Actor.HEAD}:
        return by.shown_name
    if not on_behalf_of.strip():
        raise Invalid(
            gettext_noop("Hãy chọn lãnh đạo đã bút phê trên văn bản."), field="on_behalf_of"
        )
    return on_behalf_of.strip()[:200]


def _close_lines(
    document: Document,
    at: datetime,
    *,
    part: Part | None = None,
    unit_id: int | None = None,
    unassigned: bool = False,
) -> None:
    """Close the lines that a new instruction takes the place of; they stay in the history."""
    rows = Routing.objects.filter(document=document, is_open=True)
    if part is not None:
        rows = rows.filter(part=part.value)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    if unassigned:
        rows = rows.filter(position__isnull=True)
    rows.update(is_open=False, done_at=at)


def _check_lines(document: Document, lines: Sequence[RoutingInput], by: Staff, on: date) -> None:
    if not lines or len(lines) > MOST_LINES:
        raise Invalid(gettext_noop("Hãy chọn nơi xử lý."), field="lines")
    leads = [line for line in lines if line.part is Part.LEAD]
    if len(leads) > 1 or (not leads and State(document.state) is not State.ROUTED):
        raise Invalid(gettext_noop("Hãy chọn đúng một nơi chủ trì."), field="lines")
    if len({(line.unit_id, line.position_id) for line in lines}) < len(lines):
        raise Invalid(gettext_noop("Một nơi được chọn hai lần."), field="lines")
    members = office_of(by.unit_id, on).member_ids
    for line in lines:
        _check_line(document, line, members, by, on)


def _check_line(
    document: Document, line: RoutingInput, members: frozenset[int], by: Staff, on: date
) -> None:
    if line.unit_id not in members or (_only_head(by) and line.unit_id != by.unit_id):
        raise Invalid(gettext_noop("Chỉ giao cho đơn vị của cơ quan mình."), field="lines")
    if line.position_id is not None and get_position(line.position_id).unit_id != line.unit_id:
        raise Invalid(gettext_noop("Người được giao không ở đơn vị đã chọn."), field="lines")
    if line.due_on is not None and line.due_on < on:
        raise Invalid(gettext_noop("Hạn xử lý đã qua. Hãy chọn từ hôm nay."), field="due_on")
    if None not in (line.due_on, document.due_on) and line.due_on > document.due_on:  # type: ignore[operator]
        raise Invalid(gettext_noop("Hạn giao muộn hơn hạn của văn bản."), field="due_on")
