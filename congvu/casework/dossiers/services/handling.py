"""Handling: who holds the dossier, which step it is in, whom it asks, who signs.

Not here: what stops the clock (`clock`) and what ends the dossier (`closing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.models import (
    Dossier,
    DossierGuest,
    DossierStep,
    HandOver,
    OpinionRequest,
)
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.rules.steps import step_dues
from congvu.casework.dossiers.rules.timeliness import classify
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services.act import Act, take_from_signature
from congvu.casework.dossiers.services.steps import (
    APPROVE,
    NUMBER,
    enter_step,
    facts_of,
    return_to_handling,
)
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal.services import record
from congvu.foundation.people.models import Position
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid, NotFound
from congvu.kernel.workingdays import local_day


@transaction.atomic
def forward(
    dossier: Dossier,
    *,
    seen: int,
    to_unit_id: int,
    to_position_id: int | None = None,
    by: Staff,
    at: datetime,
    note: str = "",
) -> Dossier:
    """Hand an accepted dossier to the section that handles it; the workflow's steps begin.

    Due the same working day, or at the start of the next one when accepted after the regime's
    cut-off (NĐ 61/2018 Đ18); a late forwarding is possible and shows on the control sheet.
    """
    act = Act.on(dossier, seen=seen, by=by, at=at)
    row = act.dossier
    steps = plan_steps(row, local_day(at))
    first = next((step for step in steps if step.kind != "receive"), None)
    act.happen(
        Action.FORWARD,
        facts={
            "holder_unit_id": to_unit_id,
            "assignee_id": to_position_id,
            **(facts_of(first) if first else {}),
        },
        note=note,
    )
    act.save()
    for step in steps:
        step.started_at = at if step is first else None
        if first is None or step.order < first.order:
            step.started_at = row.accepted_at
            step.done_at = at
    DossierStep.objects.bulk_create(steps)
    add_hand_over(act, to_unit_id=to_unit_id, to_position_id=to_position_id, note=note)
    return act.close()


def plan_steps(dossier: Dossier, starts_on: date) -> list[DossierStep]:
    """Lay the workflow of the procedure over the days that are left; nothing is saved here."""
    assert dossier.current_due is not None
    version = catalogue.get_version_by_id(dossier.procedure_version_id)
    dues = step_dues(
        starts_on,
        dossier.current_due,
        [step.share for step in version.steps],
        work_calendar(dossier.competent_unit_id),
    )
    return [
        DossierStep(
            dossier=dossier,
            order=step.order,
            name=step.name,
            role=step.role,
            kind=step.kind,
            due_on=due_on,
        )
        for step, due_on in zip(version.steps, dues, strict=True)
    ]


@transaction.atomic
def assign(
    dossier: Dossier, *, seen: int, to_position_id: int, by: Staff, at: datetime, note: str = ""
) -> Dossier:
    """Name the officer who handles the dossier (NĐ 61/2018 Đ19.1)."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    position = Position.objects.get(pk=to_position_id)
    if act.life.state is State.ACCEPTED:
        raise Invalid("Hồ sơ chưa chuyển xử lý. Hãy chuyển hồ sơ trước khi phân công.")
    act.happen(
        Action.ASSIGN,
        facts={"assignee_id": position.pk, "holder_unit_id": position.unit_id},
        note=note,
    )
    act.save()
    add_hand_over(act, to_unit_id=position.unit_id, to_position_id=position.pk, note=note)
    return act.close()


@transaction.atomic
def claim(dossier: Dossier, *, seen: int, by: Staff, at: datetime) -> Dossier:
    """Take a dossier of one's own section that nobody holds."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    if act.life.assignee_id is not None:
        raise Invalid("Hồ sơ đã có người thụ lý.")
    if act.life.holder_unit_id != by.unit_id:
        raise Invalid("Hồ sơ đang ở bộ phận khác, bạn không nhận được.")
    act.happen(Action.CLAIM, facts={"assignee_id": by.position_id})
    act.save()
    add_hand_over(act, to_unit_id=by.unit_id, to_position_id=by.position_id)
    return act.close()


@transaction.atomic
def hand_back(dossier: Dossier, *, seen: int, reason: str, by: Staff, at: datetime) -> Dossier:
    """Give one's dossier back to the section, with the reason."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    if act.life.assignee_id != by.position_id:
        raise Invalid("Chỉ người đang thụ lý mới trả lại việc được.")
    if not reason.strip():
        raise Invalid("Hãy ghi lý do trả lại việc.", field="reason")
    act.happen(Action.HAND_BACK, facts={"assignee_id": None}, note=reason)
    return act.close()


@transaction.atomic
def advance(dossier: Dossier, *, seen: int, by: Staff, at: datetime, note: str = "") -> Dossier:
    """Finish the present step and begin the next one of the workflow."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    go_to_next_step(act, at=at, note=note)
    return act.close()


def go_to_next_step(act: Act, *, at: datetime, note: str = "") -> None:
    """Let the step change happen inside an act that does more."""
    row = act.dossier
    steps = list(row.steps.order_by("order"))
    present = next((step for step in steps if step.order == act.life.step_order), None)
    following = next((s for s in steps if present and s.order > present.order), None)
    if present is None or following is None:
        raise Invalid("Quy trình không còn bước sau.")
    present.done_at, following.started_at = at, at
    DossierStep.objects.bulk_update([present, following], ["done_at", "started_at"])
    act.happen(Action.ADVANCE, facts=facts_of(following), note=note)


@transaction.atomic
def present(
    dossier: Dossier,
    *,
    seen: int,
    by: Staff,
    at: datetime,
    note: str = "",
    file: StoredFile | None = None,
) -> Dossier:
    """Lay the draft result before the leader; the clock runs on (waiting is no pause).

    `file` is the draft that the leader reads before signing.
    """
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.PRESENT, facts=enter_step(act, APPROVE, at=at), note=note, file=file)
    act.save()
    add_hand_over(act, to_unit_id=None, to_position_id=None, note=note)
    return act.close()


@transaction.atomic
def transfer(
    dossier: Dossier, *, seen: int, to_unit_id: int, by: Staff, at: datetime, note: str = ""
) -> Dossier:
    """Send the dossier to another section or agency for its part; the clock runs on."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(
        Action.TRANSFER, facts={"holder_unit_id": to_unit_id, "assignee_id": None}, note=note
    )
    row = act.save()
    _let_read(row, [to_unit_id])
    add_hand_over(act, to_unit_id=to_unit_id, to_position_id=None, note=note)
    return act.close()


@transaction.atomic
def send_to_numbering(
    dossier: Dossier, *, seen: int, by: Staff, at: datetime, note: str = ""
) -> Dossier:
    """Approve the draft and send it to the registrar for its number (leader)."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    take_from_signature(act)
    act.happen(Action.SEND_TO_NUMBERING, facts=enter_step(act, NUMBER, at=at), note=note)
    act.save()
    add_hand_over(act, to_unit_id=None, to_position_id=None, note=note)
    return act.close()


@transaction.atomic
def come_back(dossier: Dossier, *, seen: int, by: Staff, at: datetime, note: str = "") -> Dossier:
    """Return from signature, numbering or another agency to the officer, with what to mend."""
    if dossier.state == State.AWAITING_SIGNATURE and not note.strip():
        raise Invalid("Hãy ghi nội dung cần sửa trước khi trả lại.", field="note")
    act = Act.on(dossier, seen=seen, by=by, at=at)
    facts = {"holder_unit_id": _handling_unit(act), **return_to_handling(act)}
    act.happen(Action.COME_BACK, facts=facts, note=note)
    act.save()
    add_hand_over(
        act, to_unit_id=act.life.holder_unit_id, to_position_id=act.life.assignee_id, note=note
    )
    return act.close()


@dataclass(frozen=True, slots=True)
class OpinionInput:
    """One agency that is asked, what, and until when."""

    unit_id: int
    question: str
    due_on: date


@transaction.atomic
def ask_opinion(
    dossier: Dossier,
    *,
    seen: int,
    requests: Sequence[OpinionInput],
    parallel: bool = True,
    interlinked: bool = False,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Ask other agencies, each with content and deadline; the asking agency keeps the lead.

    Electronic requests go to all at once, paper ones one after the other (NĐ 61/2018 Đ19.5–6).
    """
    if not requests:
        raise Invalid("Hãy chọn ít nhất một cơ quan để hỏi.", field="requests")
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.ASK_OPINION, note="; ".join(request.question for request in requests))
    row = act.save()
    last = row.opinions.aggregate(last=Max("round"))["last"] or 0
    OpinionRequest.objects.bulk_create(
        OpinionRequest(
            dossier=row,
            round=last + 1,
            unit_id=request.unit_id,
            interlinked=interlinked,
            parallel=parallel,
            question=request.question,
            due_on=request.due_on,
            asked_at=at,
            opened_at=at if parallel or place == 0 else None,
        )
        for place, request in enumerate(requests)
    )
    _let_read(row, [request.unit_id for request in requests])
    for request in requests:
        add_hand_over(act, to_unit_id=request.unit_id, to_position_id=None, note=request.question)
    return act.close()


@transaction.atomic
def answer_opinion(
    opinion_id: int,
    *,
    answer: str,
    agrees: bool | None,
    document: DocumentReference | None = None,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Write an agency's answer; when the round is complete the dossier comes back to the lead."""
    opinion = (
        OpinionRequest.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(pk=opinion_id)
        .first()
    )
    if opinion is None:
        raise NotFound("Không tìm thấy yêu cầu lấy ý kiến này.")
    if opinion.answered_at is not None:
        raise Invalid("Yêu cầu này đã được trả lời.")
    if not answer.strip():
        raise Invalid("Hãy ghi nội dung trả lời.", field="answer")
    if opinion.unit_id not in office_of(by.unit_id, local_day(at)).member_ids:
        raise NotYourTask("Yêu cầu này gửi cơ quan khác.")
    if opinion.opened_at is None:
        raise Invalid("Chưa đến lượt cơ quan bạn: cơ quan được hỏi trước chưa trả lời.")
    act = Act.on(opinion.dossier, seen=None, by=by, at=at, asked=True)
    opinion.answer, opinion.agrees, opinion.answered_at = answer, agrees, at
    opinion.answered_by = by.full_name
    opinion.document = document.as_facts() if document else None
    opinion.save()
    waiting = list(
        act.dossier.opinions.filter(round=opinion.round, answered_at__isnull=True).order_by("id")
    )
    if waiting and waiting[0].opened_at is None:
        waiting[0].opened_at = at
        waiting[0].save(update_fields=["opened_at"])
    add_hand_over(act, to_unit_id=_handling_unit(act), to_position_id=None, note=answer[:500])
    if waiting or act.life.state is not State.AWAITING_OPINION:
        record(
            unit=by.unit_code,
            by=by,
            action="dossier.answer_opinion",
            obj_type="dossier",
            obj_code=str(act.dossier),
            at=at,
        )
        return act.dossier
    act.happen(Action.COME_BACK, note=answer)
    return act.close()


def add_hand_over(
    act: Act, *, to_unit_id: int | None, to_position_id: int | None, note: str = ""
) -> None:
    """Add a row to the control sheet (form 05/06); rows are never rewritten."""
    to_name = ""
    if to_position_id is not None:
        position = Position.objects.select_related("account").get(pk=to_position_id)
        to_name = position.account.full_name
    step_due = act.before.step_due
    HandOver.objects.create(
        dossier=act.dossier,
        seq=act.seq,
        from_unit_id=act.by.unit_id,
        from_name=act.by.full_name,
        to_unit_id=to_unit_id,
        to_name=to_name,
        at=act.at,
        timeliness=step_timeliness(step_due, act.at),
        note=note[:500],
    )


def step_timeliness(step_due: date | None, at: datetime) -> str:
    """Say whether a step ended in time, for the control sheet; empty for one without a limit."""
    if step_due is None:
        return ""
    day = local_day(at)
    return classify(due=step_due, finished_on=day, paused=False, on=day).value


def _handling_unit(act: Act) -> int | None:
    """Return the section of the assignee, or the decider when nobody is named."""
    if act.life.assignee_id is None:
        return act.life.competent_unit_id
    return Position.objects.values_list("unit_id", flat=True).get(pk=act.life.assignee_id)


def _let_read(dossier: Dossier, unit_ids: Sequence[int]) -> None:
    wanted: list[Any] = [
        DossierGuest(dossier=dossier, unit_id=unit_id) for unit_id in sorted(set(unit_ids))
    ]
    DossierGuest.objects.bulk_create(wanted, ignore_conflicts=True)
