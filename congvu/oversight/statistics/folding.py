"""Folding: takes the events behind the watermark into phases and sums, once and exactly.

Oversight pulls. Positions are given under a lock at the end of each transaction, so everything up
to the head is committed and nothing can still appear in between. Folding locks the watermark,
looks at every dossier that had an event behind it, and moves the watermark in the same transaction:
two readers that fold at once wait for each other, and the second finds nothing left to do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from django.db import transaction

from congvu.casework.dossiers.selectors import counted, feed
from congvu.oversight.statistics import books
from congvu.oversight.statistics.models import (
    LateTally,
    Lineage,
    LineageStep,
    Phase,
    Tally,
    Watermark,
)
from congvu.oversight.statistics.rules.contributions import Ledger, unpack
from congvu.oversight.statistics.rules.contributions import Lineage as Lineages
from congvu.oversight.statistics.rules.days import Tier, blocks_of
from congvu.oversight.statistics.rules.lives import Told
from congvu.oversight.statistics.rules.phases import phases

AT_ONCE: Final = 200_000  # events in one transaction, so that clerks never wait long for the lock
DOSSIERS_AT_ONCE: Final = 10_000
ROWS_IN_HAND: Final = 400_000


def fold_tail() -> int:
    """Fold what is behind the watermark; return the number of events. Cheap when there is none."""
    folded = 0
    while _position() < feed.head_position():
        folded += _fold_some()
    return folded


def fold_all_anew() -> int:
    """Forget all facts and fold every event again, in one transaction; return their number."""
    with transaction.atomic():
        locked_watermark()
        for model in (Phase, Tally, LateTally, LineageStep, Lineage):
            model.objects.all().delete()
        Watermark.objects.update(position=0, events=0, checksum=0, first_day=None)
        return _fold_some()


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
    earliest = Fold(mark.position, until).take_in(counted.touched_between(mark.position, until))
    mark.position = until
    mark.events += events
    mark.checksum += checksum
    mark.first_day = min(filter(None, (mark.first_day, earliest)), default=None)
    mark.save()
    return events


class Fold:
    """One folding from a position to another: a ledger of sums, written when it grows large."""

    def __init__(self, after: int, until: int) -> None:
        self.after = after
        self.until = until
        self.ledger = Ledger()
        self.earliest: int | None = None

    def take_in(self, dossier_ids: Sequence[int]) -> int | None:
        """Fold these dossiers; return the earliest day on which any of them counts."""
        for start in range(0, len(dossier_ids), DOSSIERS_AT_ONCE):
            some = dossier_ids[start : start + DOSSIERS_AT_ONCE]
            self.take(lives(some, self.until))
        self.write()
        return self.earliest

    def take(self, dossiers: Iterable[tuple[int, Sequence[Told]]]) -> None:
        """Write the phases of some dossiers and enter them into the ledger."""
        taken: list[int] = []
        rows: list[books.Row] = []
        for dossier_id, events in dossiers:
            taken.append(dossier_id)
            rows.extend((dossier_id, *row) for row in self.enter(events))
        books.replace_phases(taken, rows)
        if len(self.ledger.settled) > ROWS_IN_HAND:
            self.write()

    def enter(self, events: Sequence[Told]) -> list[tuple[int, ...]]:
        """Enter one dossier's changes of the sums; return its phases."""
        known = sum(event.position <= self.after for event in events)
        self.ledger.enter(events, known)
        found = phases(events)
        if found and (self.earliest is None or found[0].accepted_day < self.earliest):
            self.earliest = found[0].accepted_day
        return [tuple(row) for row in found]

    def write(self) -> None:
        """Write the ledger into the tables and begin a new one."""
        ledger, self.ledger = self.ledger, Ledger()
        ids = books.lineage_ids({key.lineage for book in ledger.all_keys() for key in book})
        books.add_to_tally(list(tally_rows(ledger, ids)))
        books.add_to_late(
            [
                (ids[key.lineage], key.recorded, key.day, key.field_id, *unpack(packed))
                for key, packed in ledger.late.items()
                if packed
            ]
        )


def lives(dossier_ids: Sequence[int], until: int) -> Iterator[tuple[int, list[Told]]]:
    """Yield each dossier with its events up to a position, in their order."""
    rows = counted.events_of(dossier_ids, until)
    for dossier_id, group in groupby(rows, key=attrgetter("dossier_id")):
        yield dossier_id, tell_of(group)


def tell_of(rows: Iterable[counted.CountedEvent]) -> list[Told]:
    """Cut events down to what counting needs; knowledge never goes back, whatever a clock said."""
    found: list[Told] = []
    recorded = 0
    for row in rows:
        recorded = max(recorded, row.recorded_day)
        found.append(
            Told(row.position, row.action, row.to_state, row.occurred_day, recorded, row.facts)
        )
    return found


def tally_rows(ledger: Ledger, ids: Mapping[Lineages, int]) -> Iterator[books.Row]:
    """Yield the rows of (tier, first day, lineage id, field, counters…) that a ledger adds."""
    blocks: defaultdict[tuple[int, int, int, int], int] = defaultdict(int)
    for key, packed in ledger.settled.items():
        if packed:
            lineage_id = ids[key.lineage]
            for tier, starts_day in blocks_of(key.day):
                blocks[tier, starts_day, lineage_id, key.field_id] += packed
    for key, packed in ledger.open.items():
        blocks[Tier.OPEN, key.day, ids[key.lineage], key.field_id] += packed
    for block, packed in sorted(blocks.items()):
        if packed:
            yield (*block, *unpack(packed))
