"""One act of one person upon one document: its row, its event, its journal entry.

Every service writes through an `Act`. The order inside the transaction: the number first (its
lock orders the clerks of one book), then rows, the event, and last the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from congvu.casework.documents.errors import DocumentChanged, DocumentNotFound, NotYourDocument
from congvu.casework.documents.labels import ActionLabel, StateLabel
from congvu.casework.documents.models import Document, DocumentEvent
from congvu.casework.documents.rules.states import (
    FACTS,
    LIFE_IN,
    LIFE_OUT,
    Action,
    Actor,
    State,
    actors_of,
)
from congvu.casework.documents.selectors.access import takes_part
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.transitions import T, TransitionTable
from congvu.kernel.workingdays import local, local_day

Life = TransitionTable[State, Action, Actor]
_ROWS: dict[bool, dict[tuple[State | None, Action], T[State, Action, Actor]]] = {
    incoming: {(row.from_, row.action): row for row in life.rows}
    for incoming, life in ((True, LIFE_IN), (False, LIFE_OUT))
}


class Act:
    """Collects what happens to one document and writes it once."""

    def __init__(self, document: Document, *, by: Staff, at: datetime) -> None:
        self.document = document
        self.by = by
        self.at = at
        self._before = _values(document)
        self._events: list[DocumentEvent] = []

    @classmethod
    def on(cls, document: Document, *, seen: int | None, by: Staff, at: datetime) -> Act:
        """Lock the document as the person saw it.

        Raises DocumentChanged, with what happened since, when `seen` is no longer its version, and
        NotYourDocument for another office.
        """
        locked = Document.objects.select_for_update(of=("self",)).filter(pk=document.pk).first()
        if locked is None:
            raise DocumentNotFound(gettext_noop("Không tìm thấy văn bản này."))
        if not takes_part(locked, by, local_day(at)):
            raise NotYourDocument(gettext_noop("Văn bản này của cơ quan khác."))
        if seen is not None and locked.version != seen:
            raise _changed(locked, seen)
        return cls(locked, by=by, at=at)

    def happen(self, action: Action, *, note: str = "") -> None:
        """Let one thing happen, as the table and the person's roles allow.

        Raises Invalid for what this state does not know, NotYourDocument for a role that may not.
        """
        document = self.document
        state = State(document.state) if document.version else None
        document.state = _target(document, state, action, actors_of(self.by.roles)).value
        document.version += 1
        self._events.append(
            DocumentEvent(
                seq=document.version,
                action=action.value,
                to_state=document.state,
                at=self.at,
                actor_code=self.by.code,
                actor_name=self.by.shown_name,
                position_code=self.by.position_code,
                note=note[:1000],
            )
        )

    def save(self) -> Document:
        """Write the document so that other rows may point at it."""
        if self.document._state.adding:  # noqa: SLF001 - Django's documented API
            self.document.save(force_insert=True)
        else:
            changed = [
                name for name, value in _values(self.document).items()
                if self._before.get(name) != value
            ]  # fmt: skip
            self.document.save(update_fields=changed or ["version"])
        self._before = _values(self.document)
        return self.document

    def close(self, changes: Mapping[str, Any] | None = None) -> Document:
        """Write the document, its events and the journal's entry; the last thing a service does."""
        document = self.save()
        for event in self._events:
            event.document = document
        DocumentEvent.objects.bulk_create(self._events)
        last = self._events[-1]
        record(
            unit=self.by.unit_code,
            by=self.by,
            action=f"document.{last.action}",
            obj_type="document",
            obj_code=document.code or f"draft-{document.pk}",
            changes=dict(changes or {}),
            at=self.at,
        )
        self._events = []
        return document


def may(staff: Staff, document: Document, action: Action) -> bool:
    """Say whether the table lets this person do this now; screens draw their buttons by it."""
    actors = actors_of(staff.roles)
    if action in FACTS:
        return not actors.isdisjoint(FACTS[action])
    row = _ROWS[document.is_incoming].get((State(document.state), action))
    return row is not None and not actors.isdisjoint(row.actors)


def _target(
    document: Document, state: State | None, action: Action, actors: frozenset[Actor]
) -> State:
    if action in FACTS:
        _allow(action, allowed=not actors.isdisjoint(FACTS[action]))
        assert state is not None, "a fact is added to something"
        return state
    row = _ROWS[document.is_incoming].get((state, action))
    if row is None:
        raise Invalid(
            gettext_noop("Không thể “%(action_name)s” khi văn bản “%(state_name)s”."),
            code="transition_not_in_table",
            action=action,
            state=state,
            action_name=str(ActionLabel(action.value).label),
            state_name=str(StateLabel(state.value).label) if state else "–",
        )
    _allow(action, allowed=not actors.isdisjoint(row.actors))
    return row.targets[0]


def _allow(action: Action, *, allowed: bool) -> None:
    if not allowed:
        raise NotYourDocument(
            gettext_noop("Vị trí của bạn không có quyền “%(action_name)s” văn bản."),
            action=action.value,
            action_name=str(ActionLabel(action.value).label),
        )


def _values(document: Document) -> dict[str, Any]:
    return {
        field.attname: getattr(document, field.attname)
        for field in document._meta.concrete_fields  # noqa: SLF001 - Django's documented API
        if not field.primary_key
    }


def _changed(document: Document, seen: int) -> DocumentChanged:
    since = DocumentEvent.objects.filter(document=document, seq__gt=seen).order_by("seq")
    told = "; ".join(
        f"{ActionLabel(row.action).label} ({row.actor_name}, {local(row.at):%H:%M %d/%m/%Y})"
        for row in since
    )
    return DocumentChanged(
        gettext_noop(
            "Văn bản vừa được người khác xử lý: %(told)s. "
            "Nội dung bạn nhập vẫn còn, hãy xem lại rồi gửi."
        ),
        told=told,
        version=document.version,
        state=document.state,
    )
