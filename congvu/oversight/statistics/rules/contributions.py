"""What one dossier adds to the sums of its unit and field, so that any form is a few sums.

Three steps make a sum over the past exact for every reader:

- A story adds to counters on days: +1 received and +1 pending on the day of acceptance, +1 overdue
  on the day after the due date, −1 pending on the day it ends. Stocks (pending, paused, overdue)
  summed over all days up to E are what stands at the end of E.
- What is learnt on day r changes the sums by (new story − old story). A change on a day ≥ r is
  seen by everybody who may look at that day. A change on a day d < r is written on day r, and again
  as *late* with (d, r): a reader who looks at a day x with d ≤ x < r and knows r adds it.
- A dossier is counted under its *lineage*, the list of units that were competent for it and since
  when. Which unit a lineage counts for on day E as known on day D is looked up when a form is asked.

What a dossier still adds to the stocks is kept apart as *open* until it ends: then every other
change of a stock has its counterpart, and what stood when an anchor day began can be written down
once (`sums`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from congvu.oversight.statistics.rules.days import FOREVER
from congvu.oversight.statistics.rules.lanes import Lanes
from congvu.oversight.statistics.rules.lives import Kind, Move, Story, Told, tell

AGAINST: Final = ("lawful", "promised", "current")
STOCKS: Final = ("pending", "paused", *(f"overdue_{due}" for due in AGAINST))
FLOWS: Final = (
    *("online", "direct", "postal", "closed"),
    *(
        f"{name}_{due}"
        for name in ("early", "on_time", "late", "closed_late", "closed_near")
        for due in AGAINST
    ),
)
COUNTERS: Final = STOCKS + FLOWS
SHORTLY_BEFORE: Final = 2  # days before the due date in which a closing is shown in the note

ROW: Final = Lanes(COUNTERS)
STOCK: Final = Lanes(STOCKS)
_PENDING: Final = ROW.one["pending"]
_PAUSED: Final = ROW.one["paused"]
_CLOSED: Final = ROW.one["closed"]
_RECEIVED: Final = (0, ROW.one["online"], ROW.one["direct"], ROW.one["postal"])
_OVERDUE, _EARLY, _ON_TIME, _LATE, _CLOSED_LATE, _CLOSED_NEAR = (
    tuple(ROW.one[f"{name}_{due}"] for due in AGAINST)
    for name in ("overdue", "early", "on_time", "late", "closed_late", "closed_near")
)

_ANY_OVERDUE: Final = sum(_OVERDUE)

Days = dict[int, int]  # day -> packed counters


class Lineage(NamedTuple):
    """The units competent for a dossier: the first, and the moves in the order of their events."""

    unit_id: int
    moves: tuple[Move, ...]

    @property
    def key(self) -> str:
        """A text that names the lineage: "12", or "12>738000,738001,15"."""
        moves = (f">{move.day},{move.recorded},{move.unit_id}" for move in self.moves)
        return f"{self.unit_id}{''.join(moves)}"


Place = tuple[Lineage, int]  # a lineage and a field


class Book:
    """Changes of the sums, collected over many dossiers; adding is all that ever happens to them.

    `settled` and `open` by place and day, `late` by place, day and day of recording; all packed.
    """

    def __init__(self) -> None:
        self.settled: defaultdict[Place, Days] = defaultdict(dict)
        self.open: defaultdict[Place, Days] = defaultdict(dict)
        self.late: defaultdict[Place, dict[tuple[int, int], int]] = defaultdict(dict)
        self.size = 0

    def places(self) -> set[Place]:
        """Return all places in which something changes."""
        return self.settled.keys() | self.open.keys() | self.late.keys()

    def enter(self, events: Sequence[Told], after: Story | None, known: int) -> None:
        """Add what the events after the first `known` ones change; those are in the sums already.

        `after` is what `tell(events)` returns.
        """
        if after is None or known == len(events):
            return
        before = tell(events[:known]) if known else None
        place = _place(after)
        if before is not None and _place(before) != place:
            self._enter(_place(before), events[:known], None, before, known=0, sign=-1)
            self._enter(place, events, None, after, known=0, sign=1)
        else:
            self._enter(place, events, before, after, known=known, sign=1)

    def _enter(
        self,
        place: Place,
        events: Sequence[Told],
        before: Story | None,
        after: Story,
        *,
        known: int,
        sign: int,
    ) -> None:
        settled = self.settled[place]
        sums, open_before = _sums(before) if before else ({}, {})
        open_after: Days = {}
        for count, recorded in _steps(events, known):
            story = after if count == len(events) else tell(events[:count])
            if story is None:
                continue
            now, open_after = _sums(story)
            for day, change in _changes(sums, now, sign):
                key = max(day, recorded)
                settled[key] = settled.get(key, 0) + change
                if day < recorded:
                    late = self.late[place]
                    late[day, recorded] = late.get((day, recorded), 0) + change
            sums = now
        for day, change in _changes(open_before, open_after, sign):
            opened = self.open[place]
            opened[day] = opened.get(day, 0) + change
            settled[day] = settled.get(day, 0) - change
        self.size += 1


def _changes(before: Days, after: Days, sign: int) -> Iterator[tuple[int, int]]:
    for day, packed in after.items():
        if change := packed - before.get(day, 0):
            yield day, sign * change
    for day, packed in before.items():
        if packed and day not in after:
            yield day, -sign * packed


def lineage_of(story: Story) -> Lineage:
    """Return the units that were competent for a dossier of this story."""
    return Lineage(story.unit_id, story.moves)


def _place(story: Story) -> Place:
    return lineage_of(story), story.field_id


def _steps(events: Sequence[Told], known: int) -> Iterator[tuple[int, int]]:
    """Yield how many events were known at the end of each recording day that brought a new one."""
    for count in range(known + 1, len(events) + 1):
        recorded = events[count - 1].recorded
        if count == len(events) or events[count].recorded != recorded:
            yield count, recorded


def _sums(story: Story) -> tuple[Days, Days]:
    """Return what a story adds on which days, and what of it still stands without an end."""
    found: Days = {story.accepted: _RECEIVED[story.channel] + _PENDING}
    live: Days = {story.accepted: _PENDING}
    for stretch, ends in story.spans():
        if stretch.kind == Kind.RUNNING:
            for due, one in _overdues(stretch.lawful, story.promised, stretch.current):
                starts = max(stretch.starts, due + 1)
                if starts < ends:
                    _span(found, live, starts, ends, one)
        elif stretch.kind == Kind.PAUSED:
            _span(found, live, stretch.starts, ends, _PAUSED)
        else:
            dues = (stretch.lawful, story.promised, stretch.current)
            finish = _finish(stretch.starts, dues, closed=stretch.kind == Kind.CLOSED)
            found[stretch.starts] = found.get(stretch.starts, 0) + finish - _PENDING
            live.clear()
    return found, live


def _overdues(lawful: int, promised: int, current: int) -> tuple[tuple[int, int], ...]:
    if lawful == promised == current:
        return ((lawful, _ANY_OVERDUE),)
    return tuple(zip((lawful, promised, current), _OVERDUE, strict=True))


def _span(found: Days, live: Days, starts: int, ends: int, one: int) -> None:
    found[starts] = found.get(starts, 0) + one
    if ends < FOREVER:
        found[ends] = found.get(ends, 0) - one
    else:
        live[starts] = live.get(starts, 0) + one


def _finish(day: int, dues: tuple[int, int, int], *, closed: bool) -> int:
    found = _CLOSED if closed else 0
    for place, due in enumerate(dues):
        if not closed:
            found += (_EARLY if day < due else _LATE if day > due else _ON_TIME)[place]
        elif day > due:
            found += _CLOSED_LATE[place]
        elif due - SHORTLY_BEFORE <= day:
            found += _CLOSED_NEAR[place] if day < due else 0
    return found
