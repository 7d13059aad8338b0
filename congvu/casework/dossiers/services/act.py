"""One act of one person upon one dossier: its events, its projection, its journal entry.

Every service writes through an `Act`; nothing else touches `Dossier` or `DossierEvent`.
The order inside the transaction is: lock the dossier, add rows, then journal, outbox and last the
event positions, so that the global lock on positions is held only until the commit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from congvu.casework.dossiers.errors import ChangedMeanwhile, DossierNotFound, NotYourTask
from congvu.casework.dossiers.labels import ActionLabel, StateLabel
from congvu.casework.dossiers.models import Dossier, DossierEvent, EventHead
from congvu.casework.dossiers.rules.life import COLUMNS as LIFE_COLUMNS
from congvu.casework.dossiers.rules.life import EventRow, Life, apply
from congvu.casework.dossiers.rules.permissions import FACT_ACTORS, actors_of
from congvu.casework.dossiers.rules.states import (
    ACTIONS_WITHOUT_TRANSITION,
    FINAL,
    LIFECYCLE,
    Action,
    Actor,
    State,
)
from congvu.casework.dossiers.selectors.access import takes_part
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.instruments.outbox.services import put
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid
from congvu.kernel.transitions import T
from congvu.kernel.workingdays import local, local_day

_ROWS = {(row.from_, row.action): row for row in LIFECYCLE.rows}
NEXT_POSITIONS = (
    "UPDATE dossiers_eventhead SET position = position + %s WHERE id = 1 RETURNING position"
)


def life_of(dossier: Dossier) -> Life:
    """Read the projection back as a life."""
    values = {name: getattr(dossier, name) for name in LIFE_COLUMNS}
    values["uuid"] = str(dossier.uuid)
    values["state"] = State(dossier.state)
    return Life(**values)


class Act:
    """Collects what happens to one dossier and writes it once."""

    def __init__(self, *, by: Staff, at: datetime, life: Life, dossier: Dossier | None) -> None:
        self.by = by
        self.at = at
        self.life = life
        self.before = life
        self._written = life
        self._dossier = dossier
        self._events: list[tuple[EventRow, dict[str, Any]]] = []

    @classmethod
    def begin(cls, *, by: Staff, at: datetime) -> Act:
        """Start the life of a new dossier."""
        return cls(by=by, at=at, life=Life(), dossier=None)

    @classmethod
    def on(
        cls,
        dossier: Dossier,
        *,
        seen: int | None,
        by: Staff,
        at: datetime,
        asked: bool = False,
    ) -> Act:
        """Lock the dossier as the person saw it.

        Raises ChangedMeanwhile, with what happened since, when `seen` is no longer its version,
        and NotYourTask for an office that may only read it. `asked` lets an office in that was
        asked for its opinion.
        """
        locked = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier.pk).first()
        if locked is None:
            raise DossierNotFound("Không tìm thấy hồ sơ này.")
        if seen is not None and locked.version != seen:
            raise _changed(locked, seen)
        if not (asked or takes_part(locked, by, local_day(at))):
            raise NotYourTask("Cơ quan của bạn chỉ được xem hồ sơ này.")
        return cls(by=by, at=at, life=life_of(locked), dossier=locked)

    @property
    def dossier(self) -> Dossier:
        assert self._dossier is not None, "save() comes first for a new dossier"
        return self._dossier

    @property
    def seq(self) -> int:
        """Return the number of the event that happened last."""
        return self.life.version

    def happen(
        self,
        action: Action,
        *,
        to: State | None = None,
        occurred_at: datetime | None = None,
        facts: Mapping[str, Any] | None = None,
        note: str = "",
        document: DocumentReference | None = None,
        file: StoredFile | None = None,
        by: Staff | None = None,
    ) -> None:
        """Let one event happen: allowed by the table, by the person's roles, in order of time.

        `by` names another person than the one who writes, such as the signer of the day.
        """
        actor = by or self.by
        event = next_event(
            self.life,
            action,
            to=to,
            facts=facts or {},
            actor=actor,
            occurred_at=occurred_at or self.at,
            at=self.at,
        )
        self._events.append(
            (
                event,
                {
                    "from_state": self.life.state if self.life.version else "",
                    "note": note,
                    "document": document.as_facts() if document else None,
                    "file": file,
                    "actor_code": actor.code,
                    "actor_name": actor.full_name,
                    "position_code": actor.position_code,
                },
            )
        )
        self.life = apply(self.life, event)

    def save(self) -> Dossier:
        """Write the projection so that other rows may point at it."""
        if self._dossier is None:
            self._dossier = Dossier(**{name: getattr(self.life, name) for name in LIFE_COLUMNS})
            self._dossier.save(force_insert=True)
        elif self._written is not self.life:
            changed = {
                name: getattr(self.life, name)
                for name in LIFE_COLUMNS
                if getattr(self.life, name) != getattr(self._written, name)
            }
            for name, value in changed.items():
                setattr(self._dossier, name, value)
            self._dossier.save(update_fields=list(changed))
        self._written = self.life
        return self._dossier

    def close(self, *, changes: Mapping[str, Any] | None = None) -> Dossier:
        """Write projection, journal, outbox, and the events with their positions."""
        dossier = self.save()
        last = self._events[-1][0]
        record(
            unit=self.by.unit_code,
            by=self.by,
            action=f"dossier.{last.action.value}",
            obj_type="dossier",
            obj_code=dossier.code or str(dossier.uuid),
            changes=dict(changes or {}),
            at=self.at,
        )
        put(
            kind=f"dossier.{last.action.value}",
            code=dossier.code or str(dossier.uuid),
            unit_id=self.life.competent_unit_id,
            at=self.at,
        )
        first = _reserve_positions(len(self._events))
        DossierEvent.objects.bulk_create(
            [
                self._row(event, extra, first + offset)
                for offset, (event, extra) in enumerate(self._events)
            ]
        )
        self.before, self._events = self.life, []
        return dossier

    def _row(self, event: EventRow, extra: dict[str, Any], position: int) -> DossierEvent:
        return DossierEvent(
            dossier=self.dossier,
            seq=event.seq,
            position=position,
            action=event.action.value,
            to_state=event.to_state.value,
            unit_id=event.unit_id,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            facts=dict(event.facts),
            **extra,
        )


def next_event(
    life: Life,
    action: Action,
    *,
    to: State | None = None,
    facts: Mapping[str, Any],
    actor: Staff,
    occurred_at: datetime,
    at: datetime,
) -> EventRow:
    """Return the event that follows in this life; refuses what table, roles or time forbid.

    Pure, so that bulk loading tells the same story as the services.
    """
    last = life.last_occurred_at
    if last is not None and occurred_at < last and action is not Action.CORRECT:
        raise Invalid(
            "Thời điểm nhập sớm hơn việc trước đó của hồ sơ. Hãy kiểm tra lại ngày giờ.",
            last=last.isoformat(),
        )
    if occurred_at > at:
        raise Invalid("Thời điểm nhập ở tương lai. Hãy kiểm tra lại ngày giờ.")
    from_state = life.state if life.version else None
    return EventRow(
        seq=life.version + 1,
        action=action,
        to_state=_target(from_state, action, to, actors_of(actor.roles)),
        occurred_at=occurred_at,
        recorded_at=max(at, life.last_recorded_at or at),
        unit_id=actor.unit_id,
        facts=dict(facts),
    )


def take_from_signature(act: Act) -> None:
    """Take a draft back from the signature inside a leader's own decision; nobody else's.

    The table leads from the signature back to handling; a leader who decides does both at once.
    """
    if act.life.state is not State.AWAITING_SIGNATURE:
        return
    _may(Action.COME_BACK, allowed=Actor.LEADER in actors_of(act.by.roles))
    act.happen(Action.COME_BACK)


def _target(
    state: State | None, action: Action, to: State | None, actors: frozenset[Actor]
) -> State:
    """Ask the table where the action leads, and whether these actors may take it."""
    if action in ACTIONS_WITHOUT_TRANSITION:
        _may(action, allowed=not actors.isdisjoint(FACT_ACTORS[action]))
        if state is None or (state in FINAL and action is not Action.HAND_OVER):
            raise Invalid("Hồ sơ đã kết thúc, không thể làm việc này.")
        return state
    row = _row(state, action)
    _may(action, allowed=not actors.isdisjoint(row.actors))
    return LIFECYCLE.after(state, action, to)


def _row(state: State | None, action: Action) -> T[State, Action, Actor]:
    """Find the row of the table; without one, say so in the words of the screens."""
    row = _ROWS.get((state, action))
    if row is not None:
        return row
    raise Invalid(
        "Không thể “%(action_name)s” khi hồ sơ “%(state_name)s”.",
        code="transition_not_in_table",
        action=action,
        state=state,
        action_name=str(ActionLabel(action.value).label),
        state_name=str(StateLabel(state.value).label) if state else "–",
    )


def _may(action: Action, *, allowed: bool) -> None:
    if not allowed:
        raise NotYourTask(
            f"Vị trí của bạn không có quyền “{ActionLabel(action.value).label}”.",
            action=action.value,
        )


def _reserve_positions(count: int) -> int:
    """Take `count` positions under the head's lock; return the first of them."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_POSITIONS, [count])
        row = cursor.fetchone()
        if row is None:
            EventHead.objects.get_or_create(pk=1)
            cursor.execute(NEXT_POSITIONS, [count])
            row = cursor.fetchone()
    assert row is not None
    return int(row[0]) - count + 1


def _changed(dossier: Dossier, seen: int) -> ChangedMeanwhile:
    since = list(
        DossierEvent.objects.filter(dossier=dossier, seq__gt=seen)
        .order_by("seq")
        .values("action", "actor_name", "recorded_at")
    )
    told = "; ".join(
        f"{ActionLabel(row['action']).label} ({row['actor_name']}, "
        f"{local(row['recorded_at']):%H:%M %d/%m/%Y})"
        for row in since
    )
    return ChangedMeanwhile(
        f"Hồ sơ vừa được người khác xử lý: {told}. Nội dung bạn nhập vẫn còn, hãy xem lại rồi gửi.",
        version=dossier.version,
        state=dossier.state,
        state_label=str(StateLabel(dossier.state).label),
        since=[
            {
                "action": row["action"],
                "by": row["actor_name"],
                "at": row["recorded_at"].isoformat(),
            }
            for row in since
        ],
    )
