"""Folding: takes the events behind the watermark into phases and sums, once and exactly.

Oversight pulls. Positions are given under a lock at the end of each transaction, so everything up
to the head is committed and nothing can still appear in between. Folding locks the watermark,
looks at every dossier that had an event behind it, and moves the watermark in the same transaction:
two readers that fold at once wait for each other, and the second finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db import transaction

from congvu.casework.dossiers.selectors import counted, feed
from congvu.oversight.statistics import books
from congvu.oversight.statistics.models import (
    LateTally,
    Level,
    Lineage,
    LineageStep,
    OpenTally,
    Phase,
    Tally,
    Watermark,
)
from congvu.oversight.statistics.rules.contributions import Book
from congvu.oversight.statistics.rules.lives import Told, tell
from congvu.oversight.statistics.rules.phases import phases

AT_ONCE: Final = 500_000  # events in one transaction: more than a country has in a day
DOSSIERS_AT_ONCE: Final = 10_000
DOSSIERS_IN_HAND: Final = 200_000


def fold_tail() -> int:
    """Fold what is behind the watermark; return the number of events. Cheap when there is none."""
    folded = 0
    while _position() < feed.head_position():
        folded += _fold_some()
    return folded


def fold_all_anew() -> int:
    """Forget all facts and fold every event again, in one transaction; return their number."""
    tables = (Phase, Tally, Level, OpenTally, LateTally, LineageStep, Lineage)
    with transaction.atomic():
        locked_watermark()
        for model in tables:
            model.objects.all().delete()
        Watermark.objects.update(position=0, events=0, checksum=0)
        events = _fold_some()
    books.analyse(model._meta.db_table for model in tables)  # noqa: SLF001
    return events


def _position() -> int:
    return Watermark.objects.filter(pk=1).values_list("position", flat=True).first() or 0


def locked_watermark() -> Watermark:
    Watermark.objects.get_or_create(pk=1)
    return Watermark.objects.select_for_update().get(pk=1)


@transaction.atomic
def _fold_some() -> int:
    mark = locked_watermark()
    head = feed.head_position()
    until = min(head, mark.position + AT_ONCE) if mark.position else head
    if until <= mark.position:
        return 0
    events, checksum = counted.count_between(mark.position, until)
    Fold(mark.position, until).take_in(counted.touched_between(mark.position, until))
    mark.position = until
    mark.events += events
    mark.checksum += checksum
    mark.save()
    return events


class Fold:
    """One folding from a position to another: a book of sums, written when it grows large."""

    def __init__(self, after: int, until: int) -> None:
        self.after = after
        self.until = until
        self.book = Book()

    def take_in(self, dossier_ids: Sequence[int]) -> None:
        """Fold these dossiers."""
        for start in range(0, len(dossier_ids), DOSSIERS_AT_ONCE):
            self.take(lives(dossier_ids[start : start + DOSSIERS_AT_ONCE], self.until))
        self.write()

    def take(self, dossiers: Iterable[tuple[int, Sequence[Told]]]) -> None:
        """Write the phases of some dossiers and enter what they change into the book."""
        taken: list[int] = []
        rows: list[books.Row] = []
        for dossier_id, events in dossiers:
            taken.append(dossier_id)
            story = tell(events)
            rows.extend((dossier_id, *row) for row in phases(events, story))
            self.book.enter(events, story, sum(event.position <= self.after for event in events))
        books.replace_phases(taken, rows)
        if self.book.size > DOSSIERS_IN_HAND:
            self.write()

    def write(self) -> None:
        """Write the book into the tables of sums and begin a new one."""
        book, self.book = self.book, Book()
        books.add_to_sums(book)


def lives(dossier_ids: Sequence[int], until: int) -> Iterator[tuple[int, list[Told]]]:
    """Yield each dossier with its events up to a position, in their order."""
    rows = counted.events_of(dossier_ids, until)
    for dossier_id, group in groupby(rows, key=itemgetter(0)):
        yield dossier_id, tell_of(group)


def tell_of(rows: Iterable[counted.CountedEvent]) -> list[Told]:
    """Cut events down to what counting needs; knowledge never goes back, whatever a clock said."""
    found: list[Told] = []
    latest = 0
    for _dossier_id, position, action, to_state, occurred, recorded, facts in rows:
        latest = max(latest, recorded)
        found.append(Told(position, action, to_state, occurred, latest, facts))
    return found
