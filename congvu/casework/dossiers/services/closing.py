"""Closing: the result, the refusal, the withdrawal, the stop, the hand-out and the correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.casework.dossiers.models import Dossier, HandOut, Result
from congvu.casework.dossiers.rules.states import FINISHED, Action, State
from congvu.casework.dossiers.services.act import Act, take_from_signature
from congvu.casework.dossiers.services.clock import end_pause
from congvu.casework.dossiers.services.handling import add_hand_over
from congvu.casework.dossiers.services.intake import Intake, accept_new
from congvu.casework.dossiers.services.slips import make_slip
from congvu.casework.dossiers.services.steps import RETURN, enter_step, finish_steps
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Staff
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid
from congvu.kernel.workingdays import VIETNAM


@dataclass(frozen=True, slots=True)
class ResultInput:
    """The document that ends the dossier, and its file when there is one."""

    document: DocumentReference
    file: StoredFile | None = None
    note: str = ""


@transaction.atomic
def resolve(
    dossier: Dossier, *, seen: int, results: Sequence[ResultInput], by: Staff, at: datetime
) -> Dossier:
    """Record the signed result and stop the clock; a leader may approve and issue in one step."""
    if not results:
        raise Invalid("Hãy ghi số, ngày của văn bản kết quả.", field="document")
    act = Act.on(dossier, seen=seen, by=by, at=at)
    take_from_signature(act)
    act.happen(
        Action.RESOLVE,
        facts=enter_step(act, RETURN, at=at),
        document=results[0].document,
        file=results[0].file,
    )
    row = act.save()
    _add_results(row, results, act)
    add_hand_over(act, to_unit_id=row.receiving_unit_id, to_position_id=None)
    return act.close()


@transaction.atomic
def hand_out(
    dossier: Dossier,
    *,
    seen: int,
    method: str,
    receiver_name: str = "",
    postal_number: str = "",
    by: Staff,
    at: datetime,
) -> Dossier:
    """Give the result to the citizen; being late never blocks it (R31)."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    if method == "desk" and not receiver_name.strip():
        raise Invalid("Hãy ghi tên người nhận kết quả.", field="receiver_name")
    act.happen(Action.HAND_OUT)
    row = act.save()
    finish_steps(act, at=at)
    HandOut.objects.create(
        dossier=row,
        seq=act.seq,
        method=method,
        receiver_name=receiver_name.strip(),
        postal_number=postal_number.strip(),
        at=at,
    )
    row.results.filter(delivered_at__isnull=True).update(delivered_at=at)
    return act.close()


@transaction.atomic
def refuse(
    dossier: Dossier, *, seen: int, reason: str, legal_basis: str, by: Staff, at: datetime
) -> Dossier:
    """Refuse after appraisal, within the processing time, with form 03 (NĐ 61/2018 Đ19.8)."""
    _say_why(reason)
    act = Act.on(dossier, seen=seen, by=by, at=at)
    take_from_signature(act)
    act.happen(Action.REFUSE, facts=end_pause(act), note=reason)
    row = act.save()
    make_slip(row, "refusal_notice", act=act, reason=reason, legal_basis=legal_basis)
    return act.close()


@transaction.atomic
def withdraw(
    dossier: Dossier,
    *,
    seen: int,
    reason: str,
    file: StoredFile | None = None,
    by: Staff,
    at: datetime,
) -> Dossier:
    """End the dossier at the citizen's written request, which is kept."""
    _say_why(reason)
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.WITHDRAW, facts=end_pause(act), note=reason, file=file)
    act.save()
    return act.close()


@transaction.atomic
def stop(
    dossier: Dossier,
    *,
    seen: int,
    reason: str,
    document: DocumentReference | None,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Stop the dossier by a decision (form 05 where the regime has it)."""
    _say_why(reason)
    if document is None:
        raise Invalid("Dừng giải quyết phải có văn bản quyết định.", field="document")
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.STOP, facts=end_pause(act), note=reason, document=document)
    row = act.save()
    make_slip(row, "stop_notice", act=act, reason=reason, document=document)
    return act.close()


@transaction.atomic
def correct(
    dossier: Dossier,
    *,
    seen: int,
    to: State,
    reason: str,
    finished_at: datetime | None = None,
    lawful_due: date | None = None,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Put a finished dossier right by a new event; what was written before stays to be seen.

    The corrected facts hold for the whole life as known from now on; figures as of an earlier day
    do not change.
    """
    _say_why(reason)
    act = Act.on(dossier, seen=seen, by=by, at=at)
    facts: dict[str, Any] = {}
    if to in FINISHED:
        finish = finished_at or act.life.finished_at
        assert finish is not None
        if act.life.accepted_at and finish < act.life.accepted_at:
            raise Invalid("Thời điểm xong không thể trước lúc tiếp nhận.", field="finished_at")
        if finish > at:
            raise Invalid("Thời điểm xong ở tương lai.", field="finished_at")
        facts["finished_at"] = finish.astimezone(VIETNAM).isoformat()
    if lawful_due is not None:
        facts["lawful_due"] = lawful_due.isoformat()
    act.happen(Action.CORRECT, to=to, facts=facts, note=reason)
    act.save()
    return act.close()


@transaction.atomic
def same_day(
    intake: Intake,
    *,
    results: Sequence[ResultInput],
    receiver_name: str,
    signer: Staff,
    by: Staff,
    at: datetime,
    key: str = "",
) -> Dossier:
    """Take in, decide and hand out at once: four events, one transaction (NĐ 61/2018 Đ17.4).

    `signer` is the leader, or whoever is authorised that day, who signed the result.
    """
    dossier = accept_new(intake, by=by, at=at, key=key)
    if dossier.finished_at is not None:  # the same key again
        return dossier
    act = Act.on(dossier, seen=dossier.version, by=by, at=at)
    act.happen(Action.FORWARD, facts={"holder_unit_id": by.unit_id, "assignee_id": by.position_id})
    act.happen(Action.RESOLVE, document=results[0].document, file=results[0].file, by=signer)
    row = act.save()
    _add_results(row, results, act)
    act.happen(Action.HAND_OUT)
    row = act.save()
    HandOut.objects.create(
        dossier=row, seq=act.seq, method="desk", receiver_name=receiver_name, at=at
    )
    return act.close()


def _add_results(dossier: Dossier, results: Sequence[ResultInput], act: Act) -> None:
    Result.objects.bulk_create(
        Result(
            dossier=dossier,
            seq=act.seq,
            document=result.document.as_facts(),
            note=result.note,
            file=result.file,
            issued_at=act.at,
        )
        for result in results
    )


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise Invalid("Hãy ghi lý do.", field="reason")
