"""The legal clock: what stops it, what starts it again, and the one second promise.

Outages and internal waiting never stop it; a pause has a legal ground and a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from congvu.casework.dossiers.errors import (
    AlreadyReappointed,
    GroundMissing,
    SecondSupplementNeedsLeader,
    TooLateToReappoint,
)
from congvu.casework.dossiers.models import Dossier, Pause, Reappointment
from congvu.casework.dossiers.rules.life import Life
from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.services.act import Act
from congvu.casework.dossiers.services.intake import (
    PaperInput,
    add_papers,
    add_supplement_request,
)
from congvu.casework.dossiers.services.slips import make_slip
from congvu.casework.dossiers.services.steps import share_out_again
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.payments.selectors import charges_of
from congvu.kernel import workingdays
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid
from congvu.kernel.workingdays import (
    ClockPolicy,
    LimitUnit,
    OnSupplement,
    TimeLimit,
    WorkCalendar,
    local_day,
)


@transaction.atomic
def request_supplement(
    dossier: Dossier,
    *,
    seen: int,
    items: Sequence[tuple[str, str]],
    reason: str,
    answer_by: date | None = None,
    approved_by: str = "",
    by: Staff,
    at: datetime,
) -> Dossier:
    """Ask the citizen once for everything that is missing; the clock stops (NĐ 61/2018 Đ19.4).

    `items` are (what, why). A second request needs a leader: either the leader makes it, or
    `approved_by` names the leader who agreed.
    """
    if not items:
        raise Invalid("Hãy ghi ít nhất một giấy tờ hoặc nội dung cần bổ sung.", field="items")
    act = Act.on(dossier, seen=seen, by=by, at=at)
    if act.life.supplement_count and not (by.has(Role.LEADER) or approved_by.strip()):
        raise SecondSupplementNeedsLeader(
            "Chỉ được yêu cầu bổ sung một lần. Lần thứ hai phải có lãnh đạo đồng ý; "
            "hãy ghi tên lãnh đạo đã đồng ý."
        )
    act.happen(Action.REQUEST_SUPPLEMENT, note=reason)
    row = act.save()
    request = add_supplement_request(
        row, items=items, reason=reason, at=at, answer_by=answer_by, approved_by=approved_by
    )
    _open_pause(act, "supplement", ground=reason, document=None)
    make_slip(row, "supplement_request", act=act, request=request)
    return act.close()


@transaction.atomic
def receive_supplement(
    dossier: Dossier,
    *,
    seen: int,
    papers: Sequence[PaperInput] = (),
    by: Staff,
    at: datetime,
) -> Dossier:
    """Take the supplement in; the clock goes on or starts anew as the regime says."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    row = act.dossier
    _resume(act, Action.RECEIVE_SUPPLEMENT, _policy(row).on_supplement)
    add_papers(row, papers, seq=act.seq)
    request = row.supplement_requests.filter(received_at__isnull=True).order_by("-number").first()
    if request is not None:
        request.received_at = at
        request.save(update_fields=["received_at"])
        request.items.update(received=True)
    return act.close()


@transaction.atomic
def request_payment(
    dossier: Dossier, *, seen: int, ground: str, document: DocumentReference | None,
    by: Staff, at: datetime,
) -> Dossier:  # fmt: skip
    """Send the citizen to fulfil a financial obligation; the clock stops until it is paid.

    The notice lists what the dossier owes by then.
    """
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.REQUEST_PAYMENT, note=ground, document=document)
    row = act.save()
    _open_pause(act, "payment", ground=ground, document=document)
    owed = [charge for charge in charges_of(row.code or "") if charge.is_owed]
    make_slip(row, "payment_notice", act=act, reason=ground, owed=owed)
    return act.close()


@transaction.atomic
def confirm_payment(
    dossier: Dossier, *, seen: int, receipt: str = "", by: Staff, at: datetime
) -> Dossier:
    """Record that the obligation is fulfilled; the clock goes on."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    _resume(act, Action.CONFIRM_PAYMENT, OnSupplement.RESUME, note=receipt)
    return act.close()


@transaction.atomic
def suspend(
    dossier: Dossier,
    *,
    seen: int,
    ground: str,
    document: DocumentReference | None,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Stop the clock on a legal ground with its document; without either it is refused (R32)."""
    if not ground.strip() or document is None:
        raise GroundMissing(
            "Chỉ tạm dừng khi có căn cứ pháp luật và văn bản. Hãy ghi căn cứ, số và ngày văn bản."
        )
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.SUSPEND, note=ground, document=document)
    row = act.save()
    _open_pause(act, "suspension", ground=ground, document=document)
    make_slip(row, "suspension_notice", act=act, reason=ground, document=document)
    return act.close()


@transaction.atomic
def resume(dossier: Dossier, *, seen: int, by: Staff, at: datetime, note: str = "") -> Dossier:
    """End a suspension; the paused working days are given back."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    _resume(act, Action.RESUME, OnSupplement.RESUME, note=note)
    return act.close()


@transaction.atomic
def reappoint(
    dossier: Dossier,
    *,
    seen: int,
    new_due: date,
    reason: str,
    document: DocumentReference,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Apologise and promise a second date, once, at the latest a day before the first is due.

    Legal source: NĐ 61/2018 Đ19.9. Raises AlreadyReappointed, TooLateToReappoint, and Invalid for
    a date that is not later or not a working day.
    """
    act = Act.on(dossier, seen=seen, by=by, at=at)
    first = act.life.lawful_due
    if first is None or act.life.finished_at is not None:
        raise Invalid("Chỉ hẹn lại được hồ sơ đang giải quyết.")
    if act.life.reappointed_on is not None:
        raise AlreadyReappointed("Hồ sơ đã hẹn lại một lần; pháp luật không cho hẹn lần thứ hai.")
    calendar = work_calendar(act.life.competent_unit_id)
    last_day = workingdays.latest_reappointment_day(first, calendar)
    if local_day(at) > last_day:
        raise TooLateToReappoint(
            "Phải xin lỗi và hẹn lại chậm nhất một ngày trước ngày hẹn trả; nay đã quá ngày đó.",
            last_day=last_day.isoformat(),
        )
    if new_due <= first or not calendar.is_working(new_due):
        raise Invalid("Ngày hẹn lại phải là ngày làm việc sau ngày hẹn cũ.", field="new_due")
    if not reason.strip():
        raise Invalid("Hãy ghi lý do hẹn lại để báo cho người dân.", field="reason")
    act.happen(
        Action.REAPPOINT,
        facts={"current_due": new_due.isoformat()},
        note=reason,
        document=document,
    )
    row = act.save()
    Reappointment.objects.create(
        dossier=row,
        first_due=first,
        new_due=new_due,
        reason=reason,
        document=document.as_facts(),
        made_at=at,
    )
    make_slip(row, "apology_letter", act=act, reason=reason, first_due=first, new_due=new_due)
    return act.close()


def _open_pause(act: Act, kind: str, *, ground: str, document: DocumentReference | None) -> None:
    assert act.before.lawful_due is not None
    Pause.objects.create(
        dossier=act.dossier,
        kind=kind,
        ground=ground,
        document=document.as_facts() if document else None,
        starts_at=act.at,
        due_before=act.before.lawful_due,
    )


def _resume(act: Act, action: Action, on_end: OnSupplement, *, note: str = "") -> None:
    """End the open pause and let the clock go on."""
    facts = end_pause(act, on_end)
    if not facts:
        raise Invalid("Hồ sơ không đang tạm dừng.")
    steps = share_out_again(act, date.fromisoformat(facts["lawful_due"]), at=act.at)
    act.happen(action, facts=facts | steps, note=note)
    act.save()


def end_pause(act: Act, on_end: OnSupplement = OnSupplement.RESUME) -> dict[str, str]:
    """End the open pause, if any; return the lawful due day that follows from all pauses.

    A dossier that ends while its clock stands still is owed the days of the pause like any other.
    """
    row = act.dossier
    pause = row.pauses.select_for_update().filter(ends_at__isnull=True).first()
    if pause is None:
        return {}
    pause.ends_at, pause.on_end = act.at, on_end.value
    due = lawful_due_with(row, [*row.pauses.exclude(pk=pause.pk).order_by("starts_at"), pause])
    pause.due_after = due
    pause.save(update_fields=["ends_at", "on_end", "due_after"])
    return {"lawful_due": due.isoformat(), "on_end": on_end.value}


def lawful_due_with(dossier: Dossier, pauses: Sequence[Pause]) -> date:
    """Compute the lawful due day of a dossier from its acceptance and these pauses."""
    stops = [
        workingdays.Pause(pause.starts_at, pause.ends_at, OnSupplement(pause.on_end))
        for pause in pauses
    ]
    return moved_due(dossier, stops, work_calendar(dossier.competent_unit_id), _policy(dossier))


def moved_due(
    life: Life | Dossier,
    pauses: Sequence[workingdays.Pause],
    calendar: WorkCalendar,
    policy: ClockPolicy,
) -> date:
    """Return the lawful due day after these pauses; never before the promised one. Pure."""
    assert life.accepted_at is not None
    assert life.promised_due is not None
    limit = TimeLimit(life.limit_value, LimitUnit(life.limit_unit))
    moved = workingdays.lawful_due(life.accepted_at, limit, calendar, policy, pauses)
    return max(moved.on, life.promised_due)


def _policy(dossier: Dossier) -> ClockPolicy:
    """Return the counting convention of the regime under which the dossier was accepted."""
    assert dossier.accepted_at is not None
    regime = catalogue.regime_on(local_day(dossier.accepted_at))
    return catalogue.clock_policy(regime, catalogue.get_version_by_id(dossier.procedure_version_id))


@transaction.atomic
def restate_due(
    dossier: Dossier, *, decision: DocumentReference, by: Staff, at: datetime
) -> Dossier:
    """Move the lawful due date after a later decision changed the calendar.

    The promise as printed stays; the event cites the decision that made the day a day off.
    """
    act = Act.on(dossier, seen=None, by=by, at=at)
    due = lawful_due_with(act.dossier, list(act.dossier.pauses.order_by("starts_at")))
    if due != act.life.lawful_due:
        act.happen(
            Action.CALENDAR_CHANGED, facts={"lawful_due": due.isoformat()}, document=decision
        )
        act.save()
        act.close()
    return act.dossier
