"""Rebuilding: the projection told anew from the events alone, compared column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.life import COLUMNS as LIFE_COLUMNS
from congvu.casework.dossiers.rules.life import EventRow, Life, apply
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors.feed import FeedRow, events_of
from congvu.casework.dossiers.services.act import life_of

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of one dossier that the events tell otherwise."""

    dossier: str
    column: str
    stored: object
    told: object


def compare_all(
    *, repair: bool = False, progress: Callable[[int], None] = lambda _dossiers: None
) -> Iterator[Difference]:
    """Fold every dossier's events and yield each column that differs; memory stays flat.

    With `repair` the told value is written (the projection is only a copy of the events).
    `progress` is told how many dossiers were looked at.
    """
    last = seen = 0
    while True:
        batch = list(Dossier.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        lives = _lives([dossier.pk for dossier in batch])
        for dossier in batch:
            told = lives.get(dossier.pk, Life())
            yield from _differences(dossier, told)
            if repair and life_of(dossier) != told:
                _write(dossier, told)
        seen += len(batch)
        progress(seen)


def _lives(ids: list[int]) -> dict[int, Life]:
    lives: dict[int, Life] = {}
    for row in events_of(ids):
        lives[row.dossier_id] = apply(lives.get(row.dossier_id, Life()), as_event(row))
    return lives


def as_event(row: FeedRow) -> EventRow:
    return EventRow(
        seq=row.seq,
        action=Action(row.action),
        to_state=State(row.to_state),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        facts=row.facts,
    )


def _differences(dossier: Dossier, told: Life) -> Iterator[Difference]:
    stored = life_of(dossier)
    for column in LIFE_COLUMNS:
        here, there = getattr(stored, column), getattr(told, column)
        if here != there:
            yield Difference(str(dossier), column, here, there)


def _write(dossier: Dossier, told: Life) -> None:
    for column in LIFE_COLUMNS:
        setattr(dossier, column, getattr(told, column))
    dossier.save()
