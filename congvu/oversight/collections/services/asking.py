"""A superior asks units below once: asked, more added, some left out, reminded, closed, reopened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.instruments.outbox.services import put
from congvu.kernel.asked import is_within_reach
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day
from congvu.oversight.collections.errors import AnswerChanged, CollectionClosed, NotYourAnswer
from congvu.oversight.collections.models import Collection, Recipient, RecipientEvent
from congvu.oversight.collections.rules.columns import Form, as_json, checked
from congvu.oversight.collections.rules.life import Action, Actor, State
from congvu.oversight.collections.selectors.access import Answering, check_asker, get_asked
from congvu.oversight.collections.selectors.board import board, candidates, still_to_ask
from congvu.oversight.collections.services.act import journalled, lock, refuse_ended, write_event
from congvu.oversight.indicators.access import asking_office


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, of whom, by when."""

    title: str
    form: Form
    unit_ids: frozenset[int]
    due_on: date
    guidance: str = ""
    asked_by: str = ""


@transaction.atomic
def ask(request: Request, *, by: Staff, at: datetime, uuid: UUID | None = None) -> Collection:
    """Ask units below, as the tree stands on the day, for what the form says.

    `uuid` is left to chance but for reproducible sample data.

    Raises NotYourAnswer for a role that asks nobody, FormWrong, Invalid for no unit, for one that
    does not stand below, and for a day that has passed.
    """
    check_asker(by)
    on = local_day(at)
    below = {one.unit.pk for one in candidates(by, on)}
    if not request.unit_ids or not request.unit_ids <= below:
        raise Invalid(
            gettext_noop(
                "Hãy chọn ít nhất một đơn vị cấp dưới trong danh sách; đơn vị ngoài phạm vi không hỏi được."
            ),
            code="no_units",
            field="units",
        )
    _check_due(request.due_on, on)
    title = " ".join(request.title.split())
    if not title:
        raise Invalid(gettext_noop("Hãy đặt tên báo cáo."), code="no_title", field="title")
    made = Collection.objects.create(
        uuid=uuid or uuid4(),
        superior_id=asking_office(by, on),
        title=title[:300],
        guidance=request.guidance.strip()[:1000],
        asked_by=" ".join(request.asked_by.split())[:200],
        form=as_json(checked(request.form)),
        as_of=on,
        due_on=request.due_on,
        asked_at=at,
        author_code=by.code,
        author_name=by.shown_name,
    )
    _recipients(made, request.unit_ids, Action.ASK, None, by=by, at=at)
    journalled(
        made, "ask", {"units": len(request.unit_ids), "due_on": request.due_on}, by=by, at=at
    )
    return made


def _recipients(
    made: Collection,
    unit_ids: frozenset[int],
    action: Action,
    due_on: date | None,
    *,
    by: Staff,
    at: datetime,
) -> None:
    added_at = at if action is Action.ADD else None
    rows = Recipient.objects.bulk_create(
        Recipient(collection=made, unit_id=unit_id, due_on=due_on, added_at=added_at, revision=1)
        for unit_id in sorted(unit_ids)
    )
    RecipientEvent.objects.bulk_create(
        RecipientEvent(
            recipient=row,
            revision=1,
            action=action.value,
            to_state=State.WAITING.value,
            actor_code=by.code,
            actor_name=by.shown_name,
            at=at,
        )
        for row in rows
    )


@transaction.atomic
def add(
    uuid: UUID,
    unit_ids: frozenset[int],
    *,
    due_on: date | None,
    seen: int,
    by: Staff,
    at: datetime,
) -> int:
    """Ask more units for the same, as the tree stands today; return how many.

    They answer by the day of all, or by a later one of their own. Raises CollectionNotFound,
    NotYourAnswer, CollectionClosed, AnswerChanged when the collection was changed meanwhile,
    Invalid for no unit, one outside or already there, and for a day before that of all.
    """
    collection = _locked(uuid, by, at, seen=seen)
    if collection.is_closed:
        raise CollectionClosed
    on = local_day(at)
    below = {one.unit.pk for one in still_to_ask(collection, by, on)}
    if not unit_ids or not unit_ids <= below:
        raise Invalid(
            gettext_noop(
                "Hãy chọn ít nhất một đơn vị cấp dưới chưa có trong danh sách; "
                "đơn vị ngoài phạm vi không hỏi được."
            ),
            code="no_units",
            field="units",
        )
    if due_on is not None and due_on < collection.due_on:
        raise Invalid(
            gettext_noop("Hạn riêng không được sớm hơn hạn chung %(day)s."),
            code="due_before_all",
            field="due_on",
            day=format_date(collection.due_on),
        )
    own = None if due_on in (None, collection.due_on) else due_on
    _check_due(own or collection.due_on, on)
    _recipients(collection, unit_ids, Action.ADD, own, by=by, at=at)
    changes = {"units": sorted(unit_ids), "due_on": own or collection.due_on}
    _written(collection, "add", changes, by=by, at=at)
    return len(unit_ids)


@transaction.atomic
def leave_out(
    answering: Answering, *, reason: str, seen: int, by: Staff, at: datetime
) -> Recipient:
    """Let a unit answer no more; what it wrote is kept, is seen, and counts nowhere.

    Raises NotYourAnswer, CollectionClosed, LeftOut when it was left out before, AnswerChanged when
    the unit or a colleague acted meanwhile, Invalid without a reason.
    """
    answering = lock(answering, by, at)
    tidy = " ".join(reason.split())[:1000]
    if not tidy:
        raise Invalid(
            gettext_noop("Hãy ghi lý do bỏ khỏi danh sách."), code="no_reason", field="reason"
        )
    recipient = _changed_by_superior(answering, seen)
    refuse_ended(recipient)
    recipient.left_out_at, recipient.left_out_because = at, tidy
    return _moved(recipient, Action.LEAVE_OUT, tidy, by=by, at=at)


@transaction.atomic
def put_back(answering: Answering, *, seen: int, by: Staff, at: datetime) -> Recipient:
    """Ask a unit again that was left out; it stands as far as it was, what it sent counts again.

    Raises NotYourAnswer, CollectionClosed, AnswerChanged.
    """
    answering = lock(answering, by, at)
    recipient = _changed_by_superior(answering, seen)
    if recipient.collection.is_closed:
        raise CollectionClosed
    if not recipient.is_left_out:
        raise AnswerChanged
    recipient.left_out_at, recipient.left_out_because = None, ""
    return _moved(recipient, Action.PUT_BACK, "", by=by, at=at)


def _changed_by_superior(answering: Answering, seen: int) -> Recipient:
    if Actor.SUPERIOR not in answering.actors:
        raise NotYourAnswer
    if answering.recipient.revision != seen:
        raise AnswerChanged
    return answering.recipient


def _moved(
    recipient: Recipient, action: Action, note: str, *, by: Staff, at: datetime
) -> Recipient:
    write_event(recipient, action, note=note, by=by, at=at)
    changes = {"unit": recipient.unit_id, "note": note}
    journalled(recipient.collection, action.value, changes, by=by, at=at)
    return recipient


@transaction.atomic
def remind(uuid: UUID, *, by: Staff, at: datetime) -> int:
    """Remind everybody who has not answered; return how many. It stands on their *Việc hôm nay*.

    A unit that has ended is reminded of nothing. What goes out names the unit and the collection, nobody and nothing else. Raises
    CollectionNotFound, NotYourAnswer, CollectionClosed, Conflict when nobody owes anything.
    """
    collection = _locked(uuid, by, at)
    if collection.is_closed:
        raise Conflict(gettext_noop("Báo cáo nhanh đã khóa."), code="collection_closed")
    owing = board(collection, local_day(at)).to_remind
    if not owing:
        raise Conflict(gettext_noop("Không còn đơn vị nào để nhắc."), code="nobody_owes")
    for row in owing:
        row.recipient.reminded_at = at
        row.recipient.reminders += 1
        put("collection.remind", f"{collection.uuid}/{row.unit.code}", row.unit.id, at)
    Recipient.objects.bulk_update([one.recipient for one in owing], ["reminded_at", "reminders"])
    journalled(collection, "remind", {"units": [one.unit.code for one in owing]}, by=by, at=at)
    return len(owing)


@transaction.atomic
def close(uuid: UUID, *, seen: int, by: Staff, at: datetime) -> Collection:
    """Take no more answers. Raises AnswerChanged when it was changed meanwhile."""
    collection = _locked(uuid, by, at, seen=seen)
    # whoever is writing an answer ends first; whoever comes later finds it closed
    list(Recipient.objects.select_for_update().filter(collection=collection).order_by("pk"))
    collection.closed_at = at
    return _written(collection, "close", {"due_on": collection.due_on}, by=by, at=at)


@transaction.atomic
def reopen(uuid: UUID, *, due_on: date, seen: int, by: Staff, at: datetime) -> Collection:
    """Take answers again until a day. Raises AnswerChanged, Invalid for a day that has passed."""
    collection = _locked(uuid, by, at, seen=seen)
    _check_due(due_on, local_day(at))
    collection.closed_at, collection.due_on = None, due_on
    return _written(collection, "reopen", {"due_on": due_on}, by=by, at=at)


def _written(
    collection: Collection, action: str, changes: Mapping[str, Any], *, by: Staff, at: datetime
) -> Collection:
    collection.revision += 1
    collection.save()
    journalled(collection, action, changes, by=by, at=at)
    return collection


def _locked(uuid: UUID, by: Staff, at: datetime, *, seen: int | None = None) -> Collection:
    found = get_asked(by, uuid, local_day(at))
    check_asker(by)
    locked = Collection.objects.select_for_update().get(pk=found.pk)
    if seen is not None and locked.revision != seen:
        raise AnswerChanged
    return locked


def _check_due(due_on: date, on: date) -> None:
    if due_on < on or not is_within_reach(due_on):
        raise Invalid(
            gettext_noop("Hạn gửi đã qua hoặc quá xa."), code="due_passed", field="due_on"
        )
