"""The life of one dossier as it is known at some moment, told in stretches of days.

Not here: where a dossier is counted. A story says what was so on each day; forms ask it.

Two questions are kept apart. *What was known* is a matter of which events one looks at: give `tell`
those recorded so far. *What was so* on a day follows from the events that had occurred by its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from congvu.casework.dossiers.rules.states import (
    ACTIONS_WITHOUT_TRANSITION,
    CLOSED_WITHOUT_RESULT,
    FINISHED,
    PAUSED,
    Action,
)
from congvu.kernel.workingdays import local_day
from congvu.oversight.statistics.rules.days import FOREVER


class Kind(IntEnum):
    """What a dossier does in a stretch of days."""

    RUNNING = 0
    PAUSED = 1
    RESOLVED = 2
    CLOSED = 3


class Channel(IntEnum):
    """How the dossier came in, as numbers that travel into tables."""

    ONLINE = 1
    DIRECT = 2
    POSTAL = 3


class Told(NamedTuple):
    """One event, cut down to what counting needs; days as numbers."""

    position: int
    action: str
    to_state: str
    occurred: int
    recorded: int
    facts: Mapping[str, Any]


class Move(NamedTuple):
    """From `day` on, as known from `recorded` on, another unit is competent."""

    day: int
    recorded: int
    unit_id: int


class Stretch(NamedTuple):
    """Days in a row on which nothing that a form asks for changes; it ends where the next begins."""

    starts: int
    kind: int
    lawful: int
    current: int
    asks: int
    asked: int  # the day of the first supplement request while it is open, else 0
    finished: int


@dataclass(slots=True)
class Story:
    """An accepted dossier: where it is counted, and what was so on which days."""

    accepted: int
    channel: int
    field_id: int
    unit_id: int
    promised: int
    moves: tuple[Move, ...]
    stretches: list[Stretch]

    def spans(self) -> Iterable[tuple[Stretch, int]]:
        """Yield each stretch with the day on which it no longer holds."""
        for stretch, after in pairwise(self.stretches):
            yield stretch, after.starts
        yield self.stretches[-1], FOREVER


class _Entry(NamedTuple):
    """What one event changes from its day on; None leaves a thing as it was."""

    day: int
    kind: int | None
    lawful: int
    again: int
    asked: bool


_CHANNELS: Final = {channel.name.lower(): channel.value for channel in Channel}
_NO_CHANGE_OF_STATE: Final = frozenset(action.value for action in ACTIONS_WITHOUT_TRANSITION)
_FINISHED: Final = frozenset(state.value for state in FINISHED)
_CLOSED: Final = frozenset(state.value for state in CLOSED_WITHOUT_RESULT)
_PAUSED: Final = frozenset(state.value for state in PAUSED)
_ACCEPT: Final = Action.ACCEPT.value
_CORRECT: Final = Action.CORRECT.value
_HAND_OVER: Final = Action.HAND_OVER.value
_REAPPOINT: Final = Action.REAPPOINT.value
_ASK: Final = Action.REQUEST_SUPPLEMENT.value
_NOT_PLAIN: Final = frozenset({_CORRECT, _HAND_OVER})


def tell(events: Sequence[Told]) -> Story | None:
    """Tell the life from these events in their order; None while the dossier is not accepted.

    A finish ends the life: what is recorded after it changes nothing but the competent unit,
    until a correction restates it. A correction to an open state means that the finish never
    happened and the dossier ran on from that day; a correction to a finished state restates the
    day, the kind and, when it carries one, the lawful due date of the finish.
    """
    for index, event in enumerate(events):
        if event.action == _ACCEPT:
            told = [earlier.facts for earlier in events[:index]]
            facts = {**merge(told), **event.facts} if told else event.facts
            following = events[index + 1 :]
            return _tell_plainly(event.occurred, facts, following) or _Teller(
                event.occurred, facts
            ).go_on(following)
    return None


def merge(facts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Put facts together; the later word stands."""
    merged: dict[str, Any] = {}
    for some in facts:
        merged.update(some)
    return merged


def _tell_plainly(accepted: int, facts: Mapping[str, Any], events: Sequence[Told]) -> Story | None:
    """Tell what almost every life is: in order of days, never corrected, in one unit's hands.

    Return None for any other life; `_Teller` tells all of them, this one only faster.
    """
    promised = _day(facts.get("promised_due"))
    lawful = _day(facts.get("lawful_due")) or promised or FOREVER
    kind, again, asks, asked, last = 0, 0, 0, 0, accepted
    found = [Stretch(accepted, kind, lawful, lawful, 0, 0, FOREVER)]
    for event in events:
        action, day = event.action, event.occurred
        if day < last or action in _NOT_PLAIN:
            return None
        if found[-1].finished != FOREVER:
            continue
        last = day
        if event.facts:
            lawful = _day(event.facts.get("lawful_due")) or lawful
            if action == _REAPPOINT:
                again = _day(event.facts.get("current_due")) or again
        finished = FOREVER
        if event.to_state in _FINISHED:
            kind = Kind.CLOSED if event.to_state in _CLOSED else Kind.RESOLVED
            asked, finished = 0, day
        elif action not in _NO_CHANGE_OF_STATE:
            kind = Kind.PAUSED if event.to_state in _PAUSED else Kind.RUNNING
            asks += action == _ASK
            asked = day if action == _ASK and asks == 1 else 0
        stretch = Stretch(day, kind, lawful, max(lawful, again), asks, asked, finished)
        if found[-1].starts == day:
            found.pop()
        if not found or found[-1][1:] != stretch[1:]:
            found.append(stretch)
    return Story(
        accepted=accepted,
        channel=_CHANNELS[facts["channel"]],
        field_id=facts["field_id"],
        unit_id=facts["competent_unit_id"],
        promised=promised or found[0].lawful,
        moves=(),
        stretches=found,
    )


@dataclass(slots=True)
class _Finish:
    """A finish as last stated; `event_day` is when the event that made it occurred."""

    event_day: int
    day: int
    closed: bool


@dataclass(slots=True)
class _Teller:
    """Collects entries; lawful, again and asks are those after the last event told."""

    accepted: int
    facts: Mapping[str, Any]
    moves: list[Move] = field(default_factory=list)
    finish: _Finish | None = None
    lawful: int = 0
    again: int = 0
    asks: int = 0
    entries: list[_Entry] = field(default_factory=list)
    in_order: bool = True

    def go_on(self, events: Sequence[Told]) -> Story:
        promised = _day(self.facts.get("promised_due"))
        self.lawful = _day(self.facts.get("lawful_due")) or promised or FOREVER
        self.entries.append(_Entry(self.accepted, Kind.RUNNING, self.lawful, 0, False))
        at_first = self.lawful
        for event in events:
            self._take(event, max(event.occurred, self.accepted))
        return Story(
            accepted=self.accepted,
            channel=_CHANNELS[self.facts["channel"]],
            field_id=self.facts["field_id"],
            unit_id=self.facts["competent_unit_id"],
            promised=promised or at_first,
            moves=tuple(self.moves),
            stretches=self._stretches(self.accepted),
        )

    def _take(self, event: Told, day: int) -> None:
        facts = event.facts
        if event.action == _HAND_OVER:
            if "competent_unit_id" in facts:
                unit_id = facts["competent_unit_id"]
                self.moves.append(Move(event.occurred, event.recorded, unit_id))
            return
        if event.action == _CORRECT:
            self._correct(event, day)
            return
        if self.finish is not None:
            return
        lawful = _day(facts.get("lawful_due"))
        again = _day(facts.get("current_due")) if event.action == _REAPPOINT else 0
        self.lawful, self.again = lawful or self.lawful, again or self.again
        if event.to_state in _FINISHED:
            self.finish = _Finish(day, day, event.to_state in _CLOSED)
            return
        kind = None
        if event.action not in _NO_CHANGE_OF_STATE:
            kind = Kind.PAUSED if event.to_state in _PAUSED else Kind.RUNNING
        asked = event.action == _ASK
        self.asks += asked
        self._add(_Entry(day, kind, lawful, again, asked))

    def _correct(self, event: Told, day: int) -> None:
        """Restate the finish, or take it back: then the dossier ran on from that day."""
        self.lawful = _day(event.facts.get("lawful_due")) or self.lawful
        since = self.finish.event_day if self.finish else day
        if event.to_state not in _FINISHED:
            self.finish = None
            self._add(_Entry(since, Kind.RUNNING, self.lawful, 0, False))
            return
        stated = event.facts.get("finished_at")
        before = self.finish.day if self.finish else day
        finished = local_day(datetime.fromisoformat(stated)).toordinal() if stated else before
        self.finish = _Finish(since, finished, event.to_state in _CLOSED)

    def _add(self, entry: _Entry) -> None:
        self.in_order = self.in_order and entry.day >= self.entries[-1].day
        self.entries.append(entry)

    def _stretches(self, accepted: int) -> list[Stretch]:
        until = max(self.finish.day, accepted) if self.finish else FOREVER
        if self.in_order:
            found = _walk(self.entries, until)
        else:
            days = sorted({entry.day for entry in self.entries})
            found = [
                _walk([e for e in self.entries if e.day <= day], FOREVER)[-1]._replace(starts=day)
                for day in days
                if day < until
            ]
        if self.finish:
            kind = Kind.CLOSED if self.finish.closed else Kind.RESOLVED
            current = max(self.lawful, self.again)
            found.append(Stretch(until, kind, self.lawful, current, self.asks, 0, until))
        return found


def _walk(entries: Iterable[_Entry], until: int) -> list[Stretch]:
    """Follow entries in their order; each day's last word stands. Days from `until` on are left."""
    found: list[Stretch] = []
    kind, lawful, again, asks, asked = 0, 0, 0, 0, 0
    for entry in entries:
        if entry.day >= until:
            break
        if entry.kind is not None:
            kind, asked = entry.kind, 0
        if entry.asked:
            asks += 1
            asked = entry.day if asks == 1 else 0
        lawful, again = entry.lawful or lawful, entry.again or again
        stretch = Stretch(entry.day, kind, lawful, max(lawful, again), asks, asked, FOREVER)
        if found and found[-1].starts == entry.day:
            found.pop()
        if not found or found[-1][1:] != stretch[1:]:
            found.append(stretch)
    return found


@lru_cache(maxsize=16_384)
def _day(text: str | None) -> int:
    """Return an ISO date as a number, 0 for none."""
    return date.fromisoformat(text).toordinal() if text else 0
