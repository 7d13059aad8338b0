"""Phases: a dossier's life in rows of two times, what was so and since when it was known.

A row says: on the days `starts..ends`, as known by a reader on the days `known_from..known_to`,
the dossier was counted for this unit in this state. Both intervals are half-open. Nobody asks for
a day later than the day of his knowledge, so the end of a row may be learnt later without a new
row, as long as it lies after the day on which it was learnt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from congvu.casework.dossiers.rules.states import Action
from congvu.oversight.statistics.rules.days import FOREVER
from congvu.oversight.statistics.rules.lives import Move, Story, Told, tell


class PhaseRow(NamedTuple):
    """One row of the table of phases, without the dossier's id."""

    unit_id: int
    field_id: int
    channel: int
    accepted_day: int
    kind: int
    starts_day: int
    ends_day: int
    due_lawful: int
    due_promised: int
    due_current: int
    finished_day: int
    asks: int
    asked_day: int
    known_from: int
    known_to: int


def unit_on(unit_id: int, moves: Sequence[Move], day: int) -> int:
    """Return the competent unit on a day as all these moves tell it."""
    for move in moves:
        if move.day <= day:
            unit_id = move.unit_id
    return unit_id


def phases(events: Sequence[Told], story: Story | None) -> list[PhaseRow]:
    """Return all rows of a dossier; the same events always give the same rows in the same order.

    `story` is what `tell(events)` returns; it is told once for all who need it.
    """
    if story is None:
        return []
    if all(map(_is_prompt, events)):
        # Everything was known on the day it happened, so a row is known from its first day.
        return _rows(story, None)
    closed: list[PhaseRow] = []
    live: list[PhaseRow] = []
    told: list[Told] = []
    for recorded, group in groupby(events, key=itemgetter(Told._fields.index("recorded"))):
        told.extend(group)
        so_far = story if len(told) == len(events) else tell(told)
        if so_far is not None:
            live = _learn(live, _rows(so_far, recorded), recorded, closed)
    return sorted(closed + live, key=_order)


def _is_prompt(event: Told) -> bool:
    return event.recorded == event.occurred and event.action not in _RESTATING


_RESTATING = frozenset({Action.CORRECT.value, Action.HAND_OVER.value})
_order = itemgetter(PhaseRow._fields.index("known_from"), PhaseRow._fields.index("starts_day"))


def _rows(story: Story, known_from: int | None) -> list[PhaseRow]:
    """Return the rows of a story, cut where the competent unit changes.

    `known_from` None: each row is known from its own first day.
    """
    found: list[PhaseRow] = []
    turns = sorted({move.day for move in story.moves})
    for stretch, ends in story.spans():
        days = [stretch.starts, ends]
        if turns:
            days[1:1] = [day for day in turns if stretch.starts < day < ends]
        for starts_day, ends_day in pairwise(days):
            found.append(
                PhaseRow(
                    unit_on(story.unit_id, story.moves, starts_day) if turns else story.unit_id,
                    story.field_id,
                    story.channel,
                    story.accepted,
                    stretch.kind,
                    starts_day,
                    ends_day,
                    stretch.lawful,
                    story.promised,
                    stretch.current,
                    stretch.finished,
                    stretch.asks,
                    stretch.asked,
                    starts_day if known_from is None else known_from,
                    FOREVER,
                )
            )
    return found


def _learn(
    live: list[PhaseRow], now: list[PhaseRow], recorded: int, closed: list[PhaseRow]
) -> list[PhaseRow]:
    """Keep what the new knowledge leaves as it was before that day, end the knowledge of the rest."""
    known = {_said(row): row for row in live}
    kept: list[PhaseRow] = []
    for row in now:
        before = known.get(_said(row))
        if before and min(before.ends_day, recorded) == min(row.ends_day, recorded):
            del known[_said(row)]
            kept.append(row._replace(known_from=before.known_from))
        else:
            kept.append(row)
    # A row of days that had not begun could not have been seen by anybody: it leaves no trace.
    closed.extend(
        row._replace(known_to=recorded) for row in known.values() if row.starts_day < recorded
    )
    return kept


def _said(row: PhaseRow) -> PhaseRow:
    """Return what the row says, without its end and without who knew it when."""
    return row._replace(ends_day=0, known_from=0, known_to=0)
