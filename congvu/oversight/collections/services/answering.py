"""A unit answers: cells written from the page or a file, a choice between two, sent, returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import DomainError, Invalid, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.collections.errors import AnswerChanged, LeftOut, NotYourAnswer, SentBlank
from congvu.oversight.collections.models import Answerer, CollectedValue, Recipient
from congvu.oversight.collections.rules.cells import Raw, Value, read
from congvu.oversight.collections.rules.life import Action, Actor, State
from congvu.oversight.collections.selectors.access import Answering
from congvu.oversight.collections.selectors.answers import answer_of, as_seen, colleagues
from congvu.oversight.collections.services.act import happen, journalled, lock, refuse_ended

TYPED, FILE, CHOSEN = "typed", "file", "chosen"
MOST_NAMED: Final = 20


@dataclass
class Written:
    """What became of cells: written, kept beside another answer, refused with the reason."""

    written: list[str] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)
    refused: dict[str, DomainError] = field(default_factory=dict)


@transaction.atomic
def write(
    answering: Answering,
    cells: Mapping[str, Raw],
    *,
    seen: int,
    origin: str = TYPED,
    by: Staff,
    at: datetime,
) -> Written:
    """Write what was changed; `seen` is the newest value that the person had before the eyes.

    A cell that somebody else wrote meanwhile, or that was sent already, keeps both answers until
    somebody chooses. What cannot be read, and a cell that was sent blank (the answer is recalled
    first), is refused and told, cell by cell. Raises NotYourAnswer,
    CollectionClosed, LeftOut.
    """
    answering = lock(answering, by, at)
    if not answering.writes:
        raise NotYourAnswer
    refuse_ended(answering.recipient)
    desk = _Desk(answering.recipient, seen, origin, by, at)
    done = Written()
    for cell, raw in cells.items():
        try:
            desk.take(cell, raw, done)
        except Invalid as refusal:
            done.refused[cell] = refusal
    if done.written or done.contested:
        changes = {
            "unit": answering.recipient.unit_id,
            "cells": sorted(done.written),
            "contested": sorted(done.contested),
            "origin": origin,
        }
        journalled(answering.recipient.collection, "write", changes, by=by, at=at)
    return done


class _Desk:
    """Writes cells of one locked answer."""

    def __init__(
        self, recipient: Recipient, seen: int, origin: str, by: Staff, at: datetime
    ) -> None:
        self._recipient, self._seen, self._origin = recipient, seen, origin
        self._by, self._at = by, at
        self._form = recipient.collection.asks
        self._rows: dict[str, list[CollectedValue]] = defaultdict(list)
        for row in CollectedValue.objects.filter(recipient=recipient).order_by("pk"):
            self._rows[row.cell].append(row)

    def take(self, cell: str, raw: Raw, done: Written) -> None:
        """Write one cell if it says something anew. Raises Invalid for what cannot be read."""
        place = self._form.find(cell)
        if place is None:
            raise Invalid(gettext_noop("Biểu không có ô này."), code="no_cell", cell=cell[:20])
        value = read(place[1], raw)
        rows = self._rows[cell]
        current = [row for row in rows if row.superseded_at is None]
        if value == as_seen(rows, self._seen) or value in [row.value for row in current]:
            return
        if not current and value.is_blank:
            return
        sent = self._recipient.state == State.ANSWERED
        if sent and not current:
            raise SentBlank(cell)
        stale = any(row.pk > self._seen for row in current) or len(current) > 1
        if current and (sent or stale):
            done.contested.append(cell)
        else:
            _supersede(current, self._by, self._at)
            done.written.append(cell)
        rows.append(_row(self._recipient, cell, value, self._origin, by=self._by, at=self._at))


@transaction.atomic
def choose(
    answering: Answering, cell: str, value_id: int, *, seen: int, by: Staff, at: datetime
) -> None:
    """Let one of the answers to a cell stand; the others stay in its history.

    The unit's own people choose, and the superior once it was sent. Raises NotYourAnswer,
    CollectionClosed, LeftOut, AnswerChanged when the cell was written or chosen meanwhile.
    """
    answering = lock(answering, by, at)
    is_superior = Actor.SUPERIOR in answering.actors and answering.shows_cells
    if not (answering.writes or is_superior):
        raise NotYourAnswer
    if not is_superior:
        refuse_ended(answering.recipient)
    if answering.recipient.is_left_out:  # counts nowhere, so nothing is chosen in it
        raise LeftOut
    answer = answer_of(answering.recipient)
    rivals = answer.contested.get(cell, ())
    chosen = next((row for row in rivals if row.pk == value_id), None)
    if chosen is None or answer.seen != seen:
        raise AnswerChanged
    _supersede(list(rivals), by, at)
    _row(answering.recipient, cell, chosen.value, CHOSEN, by=by, at=at)
    changes = {"unit": answering.recipient.unit_id, "cell": cell}
    journalled(answering.recipient.collection, "choose", changes, by=by, at=at)


@transaction.atomic
def send(answering: Answering, *, seen: int, by: Staff, at: datetime) -> Recipient:
    """Hand the answer up; late ones are taken and marked.

    Raises NotYourAnswer, CollectionClosed, LeftOut, AnswerChanged, Invalid for an answer without any cell.
    """
    answering = lock(answering, by, at)
    refuse_ended(answering.recipient)
    answer = answer_of(answering.recipient)
    if not answer.cells and not answer.contested:
        raise Invalid(gettext_noop("Chưa điền ô nào; hãy điền rồi gửi."), code="nothing_answered")
    recipient = answering.recipient
    recipient.answered_at, recipient.answered_by = at, by.shown_name[:160]
    return _acted(answering, Action.SEND, seen=seen, by=by, at=at)


@transaction.atomic
def recall(answering: Answering, *, seen: int, by: Staff, at: datetime) -> Recipient:
    """Take the unit's own answer back to mend it. Raises as `send` does."""
    answering = lock(answering, by, at)
    refuse_ended(answering.recipient)
    return _acted(answering, Action.RECALL, seen=seen, by=by, at=at)


@transaction.atomic
def send_back(
    answering: Answering, *, reason: str, due_on: date | None, seen: int, by: Staff, at: datetime
) -> Recipient:
    """Return one answer with a reason, by a new day if there is one.

    Raises NotYourAnswer, AnswerChanged, Invalid without a reason or with a day that has passed.
    """
    answering = lock(answering, by, at)
    refuse_ended(answering.recipient)
    tidy = " ".join(reason.split())
    if not tidy:
        raise Invalid(gettext_noop("Hãy ghi lý do trả lại."), code="no_reason", field="reason")
    if due_on is not None and due_on < local_day(at):
        raise Invalid(gettext_noop("Hạn gửi lại đã qua."), code="due_passed", field="due_on")
    recipient = answering.recipient
    recipient.reason, recipient.due_on = tidy[:1000], due_on or recipient.due_on
    return _acted(answering, Action.RETURN, seen=seen, note=tidy, by=by, at=at)


@transaction.atomic
def name_answerers(
    answering: Answering, position_ids: frozenset[int], *, by: Staff, at: datetime
) -> None:
    """Say who of the office answers beside its officer; the list replaces the one before.

    Raises NotYourAnswer for who does not answer by role, Invalid for people of other offices.
    """
    answering = lock(answering, by, at)
    if not answering.names_others:
        raise NotYourAnswer
    known = {one.position_id for one in colleagues(by, local_day(at))}
    if not position_ids <= known or len(position_ids) > MOST_NAMED:
        raise Invalid(gettext_noop("Hãy chọn người trong cơ quan."), code="not_a_colleague")
    recipient = answering.recipient
    before = set(recipient.answerers.values_list("position_id", flat=True))
    recipient.answerers.exclude(position_id__in=position_ids).delete()
    Answerer.objects.bulk_create(
        Answerer(recipient=recipient, position_id=one, named_by=by.code, at=at)
        for one in sorted(position_ids - before)
    )
    changes = {"unit": recipient.unit_id, "positions": sorted(position_ids)}
    journalled(recipient.collection, "name", changes, by=by, at=at)


def _acted(
    answering: Answering, action: Action, *, seen: int, note: str = "", by: Staff, at: datetime
) -> Recipient:
    recipient = happen(answering, action, seen=seen, note=note, by=by, at=at)
    changes = {"unit": recipient.unit_id, "note": note}
    journalled(recipient.collection, action.value, changes, by=by, at=at)
    return recipient


def _row(
    recipient: Recipient, cell: str, value: Value, origin: str, *, by: Staff, at: datetime
) -> CollectedValue:
    return CollectedValue.objects.create(
        recipient=recipient,
        cell=cell,
        text=value.text,
        amount=value.amount,
        day=value.day,
        origin=origin,
        author_code=by.code,
        author_name=by.shown_name[:160],
        recorded_at=at,
    )


def _supersede(rows: list[CollectedValue], by: Staff, at: datetime) -> None:
    for row in rows:
        row.superseded_at, row.superseded_by = at, by.code
    CollectedValue.objects.bulk_update(rows, ["superseded_at", "superseded_by"])
