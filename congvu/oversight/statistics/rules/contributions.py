"""What one dossier adds to the sums of its unit and field, so that any form is a few sums.

Three steps make a sum over the past exact for every reader:

- A story adds to counters on days: +1 accepted on the day of acceptance, +1 overdue on the day
  after the due date, −1 overdue when it ends. The sum of all days up to E is the state at E.
- What is learnt on day r changes the sums by (new story − old story). A change on a day ≥ r is
  seen by everybody who may look at that day. A change on a day d < r is written on day r, and again
  as *late* with (d, r): a reader who looks at a day x with d ≤ x < r and knows r adds it.
- A dossier is counted under its *lineage*, the list of units that were competent for it and since
  when. Which unit a lineage counts for on day E as known on day D is looked up when a form is asked.

The overdue +1 of a running dossier lies in the future and is mostly taken back in time; it is kept
apart as *open*, so that the sums of many days are not written twice for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import Final, NamedTuple

from congvu.oversight.statistics.rules.days import FOREVER
from congvu.oversight.statistics.rules.lives import Kind, Move, Story, Told, tell

AGAINST: Final = ("lawful", "promised", "current")
COUNTERS: Final = (
    "online",
    "direct",
    "postal",
    "finished",
    "closed",
    "paused",
    *(
        f"{name}_{due}"
        for name in ("early", "late", "closed_late", "closed_near", "overdue")
        for due in AGAINST
    ),
)
SHORTLY_BEFORE: Final = 2  # days before the due date in which a closing is shown in the note

# All counters of a row travel in one whole number, 32 bits each: adding rows is one addition.
_LANE: Final = 32
_ONE: Final = {name: 1 << (_LANE * place) for place, name in enumerate(COUNTERS)}
_SIGNS: Final = sum(1 << (_LANE * place + _LANE - 1) for place in range(len(COUNTERS)))
_LAYOUT: Final = Struct(f"<{len(COUNTERS)}i")
_RECEIVED: Final = (0, _ONE["online"], _ONE["direct"], _ONE["postal"])
_OVERDUE: Final = tuple(_ONE[f"overdue_{due}"] for due in AGAINST)
_EARLY: Final = tuple(_ONE[f"early_{due}"] for due in AGAINST)
_LATE: Final = tuple(_ONE[f"late_{due}"] for due in AGAINST)
_CLOSED_LATE: Final = tuple(_ONE[f"closed_late_{due}"] for due in AGAINST)
_CLOSED_NEAR: Final = tuple(_ONE[f"closed_near_{due}"] for due in AGAINST)

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


class TallyKey(NamedTuple):
    """Where a change of the sums is written; `recorded` is 0 but for late ones."""

    lineage: Lineage
    field_id: int
    day: int
    recorded: int = 0


def pack(*counters: int) -> int:
    """Put counters, in the order of COUNTERS, into one number."""
    return sum(count << (_LANE * place) for place, count in enumerate(counters) if count)


def unpack(packed: int) -> tuple[int, ...]:
    """Take the counters out again, in the order of COUNTERS; each may be below zero."""
    raw = (packed + _SIGNS) ^ _SIGNS
    return _LAYOUT.unpack(raw.to_bytes(_LAYOUT.size, "little"))


class Ledger:
    """Changes of the sums, collected over many dossiers; adding is all that ever happens to them."""

    def __init__(self) -> None:
        self.settled: defaultdict[TallyKey, int] = defaultdict(int)
        self.open: defaultdict[TallyKey, int] = defaultdict(int)
        self.late: defaultdict[TallyKey, int] = defaultdict(int)

    def all_keys(self) -> tuple[dict[TallyKey, int], ...]:
        """Return the three books."""
        return self.settled, self.open, self.late

    def enter(self, events: Sequence[Told], known: int) -> None:
        """Add what the events after the first `known` ones change; those are in the sums already."""
        after = tell(events)
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
        place: tuple[Lineage, int],
        events: Sequence[Told],
        before: Story | None,
        after: Story,
        *,
        known: int,
        sign: int,
    ) -> None:
        lineage, field_id = place
        sums, open_before = _sums(before) if before else ({}, {})
        open_after: Days = {}
        for count, recorded in _steps(events, known):
            story = after if count == len(events) else tell(events[:count])
            if story is None:
                continue
            now, open_after = _sums(story)
            for day in now.keys() | sums.keys():
                change = sign * (now.get(day, 0) - sums.get(day, 0))
                if change:
                    self.settled[TallyKey(lineage, field_id, max(day, recorded))] += change
                    if day < recorded:
                        self.late[TallyKey(lineage, field_id, day, recorded)] += change
            sums = now
        for day in open_after.keys() | open_before.keys():
            change = sign * (open_after.get(day, 0) - open_before.get(day, 0))
            if change:
                self.open[TallyKey(lineage, field_id, day)] += change
                self.settled[TallyKey(lineage, field_id, day)] -= change


def _place(story: Story) -> tuple[Lineage, int]:
    return Lineage(story.unit_id, story.moves), story.field_id


def _steps(events: Sequence[Told], known: int) -> Iterator[tuple[int, int]]:
    """Yield how many events were known at the end of each recording day that brought a new one."""
    for count in range(known + 1, len(events) + 1):
        recorded = events[count - 1].recorded
        if count == len(events) or events[count].recorded != recorded:
            yield count, recorded


def _sums(story: Story) -> tuple[Days, Days]:
    """Return what a story adds on which days, and what of it may yet be taken back."""
    found: Days = {story.accepted: _RECEIVED[story.channel]}
    live: Days = {}
    for stretch, ends in story.spans():
        if stretch.kind == Kind.RUNNING:
            dues = (stretch.lawful, story.promised, stretch.current)
            for due, one in zip(dues, _OVERDUE, strict=True):
                starts = max(stretch.starts, due + 1)
                if starts >= ends:
                    continue
                found[starts] = found.get(starts, 0) + one
                if ends < FOREVER:
                    found[ends] = found.get(ends, 0) - one
                else:
                    live[starts] = live.get(starts, 0) + one
        elif stretch.kind == Kind.PAUSED:
            found[stretch.starts] = found.get(stretch.starts, 0) + _ONE["paused"]
            if ends < FOREVER:
                found[ends] = found.get(ends, 0) - _ONE["paused"]
        else:
            dues = (stretch.lawful, story.promised, stretch.current)
            finish = _finish(stretch.starts, dues, closed=stretch.kind == Kind.CLOSED)
            found[stretch.starts] = found.get(stretch.starts, 0) + finish
    return found, live


def _finish(day: int, dues: tuple[int, int, int], *, closed: bool) -> int:
    found = _ONE["finished"] + (_ONE["closed"] if closed else 0)
    for place, due in enumerate(dues):
        if not closed:
            found += _EARLY[place] if day < due else _LATE[place] if day > due else 0
        elif day > due:
            found += _CLOSED_LATE[place]
        elif due - SHORTLY_BEFORE <= day < due:
            found += _CLOSED_NEAR[place]
    return found
