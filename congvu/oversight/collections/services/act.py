"""One act of one person upon a unit's answer: its row, its event, its journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.workingdays import local_day
from congvu.oversight.collections.errors import (
    AnswerChanged,
    CollectionClosed,
    CollectionNotFound,
    LeftOut,
    NotYourAnswer,
)
from congvu.oversight.collections.models import Collection, Recipient, RecipientEvent
from congvu.oversight.collections.rules.life import LIFE, Action, State
from congvu.oversight.collections.selectors.access import Answering, get_answering


def lock(answering: Answering, by: Staff, at: datetime) -> Answering:
    """Return the answer again, its row locked, as the person reaches it now."""
    recipient = answering.recipient
    locked = Recipient.objects.select_for_update(of=("self",)).filter(pk=recipient.pk).first()
    if locked is None:
        raise CollectionNotFound
    uuid = recipient.collection.uuid
    return get_answering(by, uuid, recipient.unit_id, local_day(at))


def refuse_ended(recipient: Recipient) -> None:
    """Raise CollectionClosed or LeftOut for a unit of which nothing is taken any more."""
    if recipient.collection.is_closed:
        raise CollectionClosed
    if recipient.is_left_out:
        raise LeftOut


def happen(
    answering: Answering, action: Action, *, seen: int, note: str = "", by: Staff, at: datetime
) -> Recipient:
    """Move an answer as the table and the person's part allow, and keep the event.

    Raises AnswerChanged when somebody acted first, NotYourAnswer, Invalid for what this state
    does not know.
    """
    recipient = answering.recipient
    if recipient.revision != seen:
        raise AnswerChanged
    before = State(recipient.state)
    if answering.actors.isdisjoint(LIFE.row(before, action).actors):
        raise NotYourAnswer
    recipient.state = LIFE.after(before, action).value
    write_event(recipient, action, note=note, by=by, at=at)
    return recipient


def write_event(
    recipient: Recipient, action: Action, *, note: str = "", by: Staff, at: datetime
) -> None:
    """Write the row and what happened to it."""
    recipient.revision += 1
    recipient.save()
    RecipientEvent.objects.create(
        recipient=recipient,
        revision=recipient.revision,
        action=action.value,
        to_state=recipient.state,
        note=note[:1000],
        actor_code=by.code,
        actor_name=by.shown_name,
        at=at,
    )


def journalled(
    collection: Collection,
    action: str,
    changes: Mapping[str, Any] | None = None,
    *,
    by: Staff,
    at: datetime,
) -> None:
    """Write the journal's one entry; the last thing a service does."""
    record(
        unit=by.unit_code,
        by=by,
        action=f"collection.{action}",
        obj_type="collection",
        obj_code=str(collection.uuid),
        changes=dict(changes or {}),
        at=at,
    )
