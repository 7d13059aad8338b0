"""The referee: counts a form slowly, straight from raw event rows, to catch the facts in a lie.

It shares no function with the facts, the phases or the classifier of dossiers: its own days, its
own words, plain nested conditions. Do not make it faster, and do not let the two borrow from each
other. The rules are those of form 06a as written in the README of this room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple, Protocol


class Row(Protocol):
    """A raw event row, as the feed of the dossiers room gives it."""

    @property
    def dossier_id(self) -> int: ...
    @property
    def action(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def facts(self) -> dict[str, Any]: ...


class Asked(NamedTuple):
    """A question in plain words: both days of the window included."""

    first: date
    last: date
    as_of: date
    definition: str = "06a"
    against: str = "lawful"


class Verdict(NamedTuple):
    """Where one dossier is counted: the unit, the field, where it came from, where it stands."""

    unit_id: int
    field_id: int
    origin: str
    standing: str
    closed: bool
    late: bool
    near: bool


class _Finish(NamedTuple):
    day: date
    since: date
    state: str


class _Happening(NamedTuple):
    """One thing on a day: "run", "pause", "ask" (for a supplement) or "note"; dates it brought."""

    day: date
    word: str
    lawful: date | None
    again: date | None


class _Known(NamedTuple):
    """A life as known: the acceptance, what happened after it, and the finish that is believed."""

    accepted: date
    facts: dict[str, Any]
    happenings: list[_Happening]
    moves: list[Row]
    finish: _Finish | None
    lawful: date | None


class _Standing(NamedTuple):
    """What is so at the end of a day."""

    state: str
    finished: date | None
    lawful: date | None
    again: date | None
    asks: int
    open_ask: date | None


_ENDS = ("resolved", "handed_out", "refused", "withdrawn", "stopped")
_WITHOUT_RESULT = ("refused", "withdrawn", "stopped")
_NO_CHANGE = ("assign", "claim", "hand_back", "advance", "reappoint", "calendar_changed")


def count(rows: Iterable[Row], asked: Asked) -> dict[tuple[int, int], Counter[str]]:
    """Count all dossiers in these rows (ordered by dossier and sequence), by (unit, field)."""
    figures: dict[tuple[int, int], Counter[str]] = {}
    for _dossier, events in groupby(rows, key=lambda row: row.dossier_id):
        verdict = judge(list(events), asked)
        if verdict is None:
            continue
        cell = figures.setdefault((verdict.unit_id, verdict.field_id), Counter())
        cell[verdict.origin] += 1
        cell[verdict.standing] += 1
        cell["closed"] += verdict.closed
        cell["closed_late"] += verdict.closed and verdict.late
        cell["closed_near"] += verdict.closed and verdict.near
    return figures


def judge(events: Sequence[Row], asked: Asked) -> Verdict | None:
    """Say where one dossier is counted, or None where it is not."""
    until = min(asked.last, asked.as_of)
    life = _as_known(events, asked.as_of)
    if life is None or life.accepted > until:
        return None
    so = _at_the_end_of(until, life)
    due = _due(asked.against, life, so)
    standing = _standing(asked, until, so, due)
    if standing is None:
        return None
    origin = "carried_over"
    if life.accepted >= asked.first:
        origin = "received_" + str(life.facts["channel"])
    closed = late = near = False
    if so.finished is not None and so.state in _WITHOUT_RESULT:
        closed = True
        late = so.finished > due or (asked.definition == "766" and so.asks >= 2)
        near = so.finished < due and (due - so.finished).days <= 2
    return Verdict(_unit(life, until), life.facts["field_id"], origin, standing, closed, late, near)


def _day(moment: datetime) -> date:
    """The date on a calendar in Viet Nam."""
    return (moment.astimezone(UTC) + timedelta(hours=7)).date()


def _date(text: object) -> date | None:
    return None if not text else date.fromisoformat(str(text))


def _as_known(events: Sequence[Row], as_of: date) -> _Known | None:
    """Leave out what was recorded later, find the acceptance and the finish that is believed."""
    known: list[Row] = []
    written = date.min
    for event in events:
        written = max(written, _day(event.recorded_at))
        if written <= as_of:
            known.append(event)
    facts: dict[str, Any] = {}
    for index, event in enumerate(known):
        facts |= event.facts
        if event.action == "accept":
            return _believed(facts, _day(event.occurred_at), known[index + 1 :])
    return None


def _believed(facts: dict[str, Any], accepted: date, events: Sequence[Row]) -> _Known:
    lawful = _date(facts.get("lawful_due")) or _date(facts.get("promised_due"))
    happenings = [_Happening(accepted, "run", lawful, None)]
    finish: _Finish | None = None
    for event in events:
        if event.action == "hand_over" or (finish and event.action != "correct"):
            continue
        day = max(_day(event.occurred_at), accepted)
        given = _date(event.facts.get("lawful_due"))
        lawful = given or lawful
        if event.action == "correct":
            since = finish.since if finish else day
            if event.to_state in _ENDS:
                day = finish.day if finish else day
                if event.facts.get("finished_at"):
                    day = _day(datetime.fromisoformat(event.facts["finished_at"]))
                finish = _Finish(max(day, accepted), since, event.to_state)
            else:
                finish = None
                happenings.append(_Happening(since, "run", lawful, None))
        elif event.to_state in _ENDS:
            finish = _Finish(day, day, event.to_state)
        else:
            again = _date(event.facts.get("current_due")) if event.action == "reappoint" else None
            happenings.append(_Happening(day, _word(event), given, again))
    moves = [event for event in events if event.action == "hand_over"]
    return _Known(accepted, facts, happenings, moves, finish, lawful)


def _word(event: Row) -> str:
    if event.action == "request_supplement":
        return "ask"
    if event.action in _NO_CHANGE:
        return "note"
    if event.to_state in ("awaiting_supplement", "awaiting_payment", "suspended"):
        return "pause"
    return "run"


def _at_the_end_of(until: date, life: _Known) -> _Standing:
    """Replay the days up to this one; a finish that has come takes the dates as last told."""
    over = life.finish if life.finish and life.finish.day <= until else None
    state = "running"
    lawful = again = open_ask = None
    asks = 0
    for happening in life.happenings:
        if over is None and happening.day > until:
            continue
        lawful = happening.lawful or lawful
        again = happening.again or again
        if happening.word == "ask":
            asks += 1
            state = "paused"
            open_ask = happening.day if asks == 1 else None
        elif happening.word == "pause":
            state = "paused"
            open_ask = None
        elif happening.word == "run":
            state = "running"
            open_ask = None
    if over:
        return _Standing(over.state, over.day, life.lawful, again, asks, None)
    return _Standing(state, None, lawful, again, asks, open_ask)


def _due(against: str, life: _Known, so: _Standing) -> date:
    lawful = so.lawful or date.max
    if against == "promised":
        return _date(life.facts.get("promised_due")) or lawful
    if against == "current" and so.again is not None and so.again > lawful:
        return so.again
    return lawful


def _unit(life: _Known, until: date) -> int:
    unit = life.facts["competent_unit_id"]
    for event in life.moves:
        if _day(event.occurred_at) <= until:
            unit = event.facts.get("competent_unit_id", unit)
    return int(unit)


# Branches are the point of a referee: one can read them aloud beside the rules.
def _standing(  # noqa: C901, PLR0911
    asked: Asked, until: date, so: _Standing, due: date
) -> str | None:
    """Return the one outcome of a dossier under a definition; None where it is not looked at."""
    if asked.definition == "06a" and so.finished is not None:
        if so.finished < asked.first:
            return None
        if so.state in _WITHOUT_RESULT:
            return "closed_without_result"
        return _early_or_late(so.finished, due)
    if asked.definition == "766":
        answer = _under_766(asked.first, until, so, due)
        if answer is not None:
            return None if answer == "nowhere" else answer
    if asked.definition == "due":
        if so.finished is not None:
            if due < asked.first or due > until:
                return None
            if so.finished <= due and so.state in _WITHOUT_RESULT:
                return "closed_without_result"
            return _early_or_late(so.finished, due)
        if so.state == "running" and asked.first <= due <= until:
            return "resolved_late"
    if so.state == "paused":
        return "paused"
    if due < until:
        return "running_overdue"
    return "running_in_time"


def _under_766(  # noqa: PLR0911
    first: date, until: date, so: _Standing, due: date
) -> str | None:
    """Finished, or due by the end; "nowhere" when finished before, None when not yet answered."""
    if so.finished is not None:
        if so.finished < first:
            return "nowhere"
        if so.asks >= 2 or so.finished > due:
            return "resolved_late"
        if so.state in _WITHOUT_RESULT:
            return "closed_without_result"
        return _early_or_late(so.finished, due)
    if so.open_ask is not None:
        if so.open_ask < first:
            return None
        return _early_or_late(so.open_ask, due)
    if due > until:
        return None
    if so.asks >= 2:
        return "resolved_late"
    return _early_or_late(until, due)


def _early_or_late(finished: date, due: date) -> str:
    if finished < due:
        return "resolved_early"
    if finished == due:
        return "resolved_on_time"
    return "resolved_late"
