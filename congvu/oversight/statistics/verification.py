"""Are the facts true? Compares them with the raw events and with the referee, and says where not.

Four examinations, each of which would miss what another finds:

1. the feed: as many events behind the watermark as were folded, and the same sum of positions;
2. the phases: every dossier's rows, made again from its events;
3. the sums: a fingerprint of what all events add to every lineage and field, then row by row where
   a fingerprint differs;
4. whole forms: random questions answered by sums, by phases and by the referee.

It writes nothing but what a refresh writes first.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from django.db import models, transaction
from django.db.models import Max, Min

from congvu.casework.dossiers.selectors import counted, feed
from congvu.oversight.statistics import querysets, referee
from congvu.oversight.statistics.folding import fold_tail, lives, locked_watermark
from congvu.oversight.statistics.models import (
    LateTally,
    Level,
    Lineage,
    OpenTally,
    Phase,
    Tally,
    Watermark,
)
from congvu.oversight.statistics.querysets import Counted
from congvu.oversight.statistics.rules import sums
from congvu.oversight.statistics.rules.choices import Against, Definition, Question
from congvu.oversight.statistics.rules.contributions import ROW, STOCK, Book, lineage_of
from congvu.oversight.statistics.rules.days import Tier
from congvu.oversight.statistics.rules.lanes import Lanes
from congvu.oversight.statistics.rules.lives import tell
from congvu.oversight.statistics.rules.phases import PhaseRow, phases

DOSSIERS_AT_ONCE: Final = 5_000
MOST_FINDINGS: Final = 50
PRIME: Final = 2**61 - 1
CELLS: Final = Counted._fields[2:]
TIERS: Final = {tier.value: tier.name.lower().replace("_", " ") for tier in Tier}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the facts and the events disagree."""

    kind: str
    where: str
    message: str


@dataclass(slots=True)
class Examination:
    """What was looked at and what was found; `cut_short` when more was wrong than is listed."""

    events: int = 0
    dossiers: int = 0
    questions: int = 0
    findings: list[Finding] = field(default_factory=list)
    cut_short: bool = False

    @property
    def holds(self) -> bool:
        return not self.findings

    def find(self, kind: str, where: str, message: str) -> None:
        """Note a disagreement, up to a number that a person still reads."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(kind, where, message))
        else:
            self.cut_short = True


def examine(
    *,
    sample: int | None = None,
    questions: int = 6,
    seed: int = 1,
    progress: Callable[[int], None] = lambda _dossiers: None,
) -> Examination:
    """Compare the facts with the events, all of them or a sample of dossiers.

    With a sample the sums are not compared. `progress` is told how many dossiers were looked at.
    Somebody may fold while this reads: what looks wrong then is looked at again with folding held
    off.
    """
    fold_tail()
    mark = _mark()
    seen = _Examiner(mark, questions, seed, progress).examine(sample)
    if seen.holds or _mark().position == mark.position:
        return seen
    with transaction.atomic():
        return _Examiner(locked_watermark(), questions, seed, progress).examine(sample)


def _mark() -> Watermark:
    return Watermark.objects.filter(pk=1).first() or Watermark()


class _Examiner:
    """One examination of everything up to a watermark."""

    def __init__(
        self, mark: Watermark, questions: int, seed: int, progress: Callable[[int], None]
    ) -> None:
        self.mark = mark
        self.progress = progress
        self.seed = seed
        self.seen = Examination(events=mark.events)
        self.questions = list(_questions(questions, random.Random(seed)))  # noqa: S311
        self.seen.questions = len(self.questions)
        self.prints: Prints = defaultdict(int)
        self.counted = [defaultdict[Place, Counter[str]](Counter) for _ in self.questions]

    def examine(self, sample: int | None) -> Examination:
        self._feed()
        if sample is None:
            self._everything()
        else:
            for ids in _sampled(sample, self.seed):
                self._dossiers(ids, _stored_phases(ids[0], ids[-1], frozenset(ids)))
        return self.seen

    def _everything(self) -> None:
        before = 0
        for ids in _batches():
            book = self._dossiers(ids, _stored_phases(before + 1, ids[-1]))
            _take_prints(book, self.prints)
            before = ids[-1]
        self._strangers(_stored_phases(before + 1, 2**62))
        self._sums()
        self._forms()

    def _feed(self) -> None:
        events, checksum = counted.count_between(-(2**62), self.mark.position)
        if (events, checksum) != (self.mark.events, self.mark.checksum):
            self.seen.find(
                "events",
                f"position <= {self.mark.position}",
                f"{events} events stand behind the watermark, {self.mark.events} were folded"
                + ("" if events != self.mark.events else "; their positions differ"),
            )

    def _strangers(self, dossier_ids: Iterable[int]) -> None:
        for dossier_id in dossier_ids:
            self.seen.find("phase", _of(dossier_id), "phases of a dossier without events")

    def _dossiers(self, ids: Sequence[int], stored: dict[int, list[PhaseRow]]) -> Book:
        """Look at some dossiers; return what they add to the sums."""
        self.seen.dossiers += len(ids)
        book = Book()
        for dossier_id, events in lives(ids, self.mark.position):
            story = tell(events)
            self._phases(dossier_id, phases(events, story), stored.pop(dossier_id, []))
            book.enter(events, story, 0)
        self._strangers(stored)
        self._verdicts(ids)
        self.progress(self.seen.dossiers)
        return book

    def _phases(self, dossier_id: int, right: list[PhaseRow], stored: list[PhaseRow]) -> None:
        if right == stored:
            return
        for row in right:
            if row not in stored:
                self.seen.find("phase", _of(dossier_id), f"missing: {row}")
        for row in stored:
            if row not in right:
                self.seen.find("phase", _of(dossier_id), f"not from its events: {row}")

    def _verdicts(self, ids: Sequence[int]) -> None:
        """Ask the referee about each dossier and question, and the phases the same."""
        rows = feed.events_of(ids)
        known = [row for row in rows if row.position <= self.mark.position]
        by_dossier = [(pk, list(some)) for pk, some in groupby(known, key=attrgetter("dossier_id"))]
        for number, question in enumerate(self.questions):
            statement = querysets.cell_of_phases(question, None, dossier_ids=ids, limit=len(ids))
            said = {row[0]: querysets.Judged(*row) for row in statement.rows()}
            for dossier_id, events in by_dossier:
                verdict = referee.judge(events, _asked(question))
                if _differs(said.get(dossier_id), verdict):
                    self.seen.find(
                        "verdict",
                        _of(dossier_id),
                        f"{_words(question)}: {said.get(dossier_id)} instead of {verdict}",
                    )
                if verdict:
                    place = (verdict.unit_id, verdict.field_id)
                    _tick(self.counted[number][place], verdict)

    def _sums(self) -> None:
        """Compare fingerprints; where they differ, compare row by row."""
        stored = _stored_prints()
        places = {
            place
            for place in self.prints.keys() | stored.keys()
            if self.prints.get(place, 0) != stored.get(place, 0)
        }
        if not places:
            return
        book = self._book_of(places)
        right = {row: packed for row, packed in _rows_of(book) if row[:2] in places}
        found = {row: packed for row, packed in _stored_rows() if row[:2] in places}
        for row in sorted(right.keys() | found.keys()):
            if right.get(row, 0) != found.get(row, 0):
                words = _sums_words(row.table, found.get(row, 0), right.get(row, 0))
                self.seen.find("sum", _row_words(row), words)

    def _book_of(self, places: Collection[tuple[str, int]]) -> Book:
        """Return what the dossiers of some places add: a country's would not fit into memory."""
        book = Book()
        for ids in _batches():
            for _dossier_id, events in lives(ids, self.mark.position):
                story = tell(events)
                if story and (lineage_of(story).key, story.field_id) in places:
                    book.enter(events, story, 0)
        return book

    def _forms(self) -> None:
        """Compare the sums' own answers with the referee's counts."""
        for question, right in zip(self.questions, self.counted, strict=True):
            if question.definition is not Definition.RESULTS:
                continue
            statement = querysets.form_of_sums(question, None)
            found = {
                (row.unit_id, row.field_id): row
                for row in (Counted(*(int(cell) for cell in row)) for row in statement.rows())
            }
            for place in sorted(found.keys() | right.keys()):
                said = found.get(place)
                for cell in CELLS:
                    figure = getattr(said, cell) if said else 0
                    if figure != right[place][cell]:
                        self.seen.find(
                            "form",
                            f"unit {place[0]}, field {place[1]}, {cell}",
                            f"{_words(question)}: {figure} instead of {right[place][cell]}",
                        )


class SumRow(NamedTuple):
    """Where a row of sums stands; `more` is the tier of a tally, the recording day of a late one."""

    lineage: str
    field_id: int
    table: str
    day: int
    more: int


Place = tuple[int, int]
Prints = defaultdict[tuple[str, int], int]


def _batches() -> Iterator[list[int]]:
    after = 0
    while ids := counted.ids_after(after, DOSSIERS_AT_ONCE):
        yield ids
        after = ids[-1]


def _sampled(size: int, seed: int) -> Iterator[list[int]]:
    chance = random.Random(seed)  # noqa: S311
    last = counted.last_id()
    drawn = [counted.ids_after(chance.randrange(last), 1) for _ in range(size if last else 0)]
    ids = sorted({dossier_id for found in drawn for dossier_id in found})
    for start in range(0, len(ids), DOSSIERS_AT_ONCE):
        yield ids[start : start + DOSSIERS_AT_ONCE]


def _stored_phases(
    first_id: int, last_id: int, among: frozenset[int] | None = None
) -> dict[int, list[PhaseRow]]:
    rows = Phase.objects.filter(dossier_id__gte=first_id, dossier_id__lte=last_id)
    rows = rows.order_by("dossier_id", "known_from", "starts_day")
    found: dict[int, list[PhaseRow]] = {}
    for dossier_id, *row in rows.values_list("dossier_id", *PhaseRow._fields).iterator(5000):
        if among is None or dossier_id in among:
            found.setdefault(dossier_id, []).append(PhaseRow(*row))
    return found


def _questions(number: int, chance: random.Random) -> Iterator[Question]:
    """Yield questions over the days that have facts; every definition and due date in turn."""
    days = Tally.objects.filter(tier=Tier.DAY).aggregate(Min("starts_day"), Max("starts_day"))
    first_day, last_day = days["starts_day__min"], days["starts_day__max"]
    if first_day is None:
        return
    choices = [(Definition.RESULTS, against) for against in Against]
    choices += [(Definition.DECISION_766, Against.LAWFUL), (Definition.DUE, Against.LAWFUL)]
    for place in range(number):
        definition, against = choices[place % len(choices)]
        first = date.fromordinal(chance.randint(first_day, last_day))
        yield Question(
            first,
            first + timedelta(days=chance.choice((0, 29, 89, 364))),
            first + timedelta(days=chance.choice((0, 30, 89, 400))),
            definition,
            against,
        )


def _asked(question: Question) -> referee.Asked:
    return referee.Asked(
        question.first_day,
        question.last_day,
        question.as_of,
        question.definition.value,
        question.against.value,
    )


def _differs(said: querysets.Judged | None, verdict: referee.Verdict | None) -> bool:
    if said is None or verdict is None:
        return said is not None or verdict is not None
    mine = (said.unit_id, said.field_id, said.origin, said.standing, bool(said.closed))
    right = (verdict.unit_id, verdict.field_id, verdict.origin, verdict.standing, verdict.closed)
    if mine != right:
        return True
    return verdict.closed and (bool(said.late), bool(said.near)) != (verdict.late, verdict.near)


def _tick(cells: Counter[str], verdict: referee.Verdict) -> None:
    cells[verdict.origin] += 1
    cells[verdict.standing] += 1
    cells["closed"] += verdict.closed
    cells["closed_late"] += verdict.closed and verdict.late
    cells["closed_near"] += verdict.closed and verdict.near


def _rows_of(book: Book) -> Iterator[tuple[SumRow, int]]:
    """Yield what the tables of sums should hold for a book."""
    places = list(book.places())
    keys = [lineage.key for lineage, _field in places]
    ids = {place: number for number, place in enumerate(places)}
    for tier, day, number, field_id, packed in sums.tallies(book, ids):
        yield SumRow(keys[number], field_id, "tally", day, tier), packed
    for day, number, field_id, packed in sums.levels(book, ids):
        yield SumRow(keys[number], field_id, "level", day, 0), packed
    for number, day, field_id, packed in sums.opens(book, ids):
        yield SumRow(keys[number], field_id, "open", day, 0), packed
    for number, recorded, day, field_id, packed in sums.lates(book, ids):
        yield SumRow(keys[number], field_id, "late", day, recorded), packed


TABLES: Final[tuple[tuple[str, type[models.Model], Lanes, str, str | None], ...]] = (
    ("tally", Tally, ROW, "starts_day", "tier"),
    ("level", Level, STOCK, "anchor_day", None),
    ("open", OpenTally, STOCK, "day", None),
    ("late", LateTally, ROW, "day", "recorded_day"),
)


def _stored_rows() -> Iterator[tuple[SumRow, int]]:
    keys = dict(Lineage.objects.values_list("pk", "key"))
    for table, model, lanes, day, more in TABLES:
        columns = ("lineage_id", "field_id", day, *([more] if more else []))
        rows = model.objects.values_list(*columns, *lanes.names)  # type: ignore[attr-defined]
        for row in rows.iterator(5000):
            lineage_id, field_id, when, *rest = row[: len(columns)]
            place = SumRow(keys.get(lineage_id, "?"), field_id, table, when, sum(rest))
            yield place, lanes.pack(row[len(columns) :])


def _take_prints(book: Book, prints: Prints) -> None:
    for row, packed in _rows_of(book):
        prints[row[:2]] = (prints[row[:2]] + _print(row, packed)) % PRIME


def _stored_prints() -> Prints:
    prints: Prints = defaultdict(int)
    for row, packed in _stored_rows():
        prints[row[:2]] = (prints[row[:2]] + _print(row, packed)) % PRIME
    return prints


def _print(row: SumRow, packed: int) -> int:
    """Weigh a row by where it stands; sums of rows and rows of sums then weigh the same."""
    table = next(place for place, (name, *_) in enumerate(TABLES) if name == row.table)
    return (hash((table, row.day, row.more)) | 1) * packed % PRIME


def _of(dossier_id: int) -> str:
    line = counted.lines_of([dossier_id]).get(dossier_id)
    return f"dossier {dossier_id} {line.code}" if line else f"dossier {dossier_id}"


def _words(question: Question) -> str:
    return (
        f"{question.definition} {question.against} {question.first_day}..{question.last_day}"
        f" as of {question.as_of}"
    )


def _row_words(row: SumRow) -> str:
    when = date.fromordinal(row.day).isoformat()
    if row.table == "tally":
        table = f"{TIERS.get(row.more, f'tier {row.more}')} from {when}"
    elif row.table == "late":
        table = f"{when} recorded {date.fromordinal(row.more).isoformat()}"
    else:
        table = f"{row.table} {when}"
    return f"unit {row.lineage}, field {row.field_id}, {table}"


def _sums_words(table: str, found: int, right: int) -> str:
    lanes = next(lanes for name, _model, lanes, _day, _more in TABLES if name == table)
    said = zip(lanes.names, lanes.unpack(found), lanes.unpack(right), strict=True)
    return ", ".join(f"{name} {a} instead of {b}" for name, a, b in said if a != b)
