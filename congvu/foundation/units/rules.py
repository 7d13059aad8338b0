"""What a kind of unit is, and how the closure of a tree through time is computed.

Not here: which kinds there are (catalogue/units/kinds.toml) and where the tree is stored (models).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop

FOREVER: Final = date.max
"""Stands for "until further notice" in computations; stored as null."""


class Level(StrEnum):
    """A level of state administration. District ended on 01/07/2025."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    DISTRICT = "district"
    COMMUNE = "commune"


class Scheme(StrEnum):
    """Who gives a code: electronic organisation codes (QĐ 20/2020/QĐ-TTg), statistics, ISO 3166."""

    ORG = "org"
    GSO = "gso"
    ISO = "iso"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit and the days on which units of it may exist.

    `level` is None when a unit of the kind stands on the level of the unit above it.
    """

    code: str
    name: str
    name_en: str
    level: Level | None = None
    territorial: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def holds(self, day: date) -> bool:
        """Whether units of this kind exist on that day."""
        return (self.starts_on or date.min) <= day < (self.ends_on or FOREVER)

    def short_name(self, name: str) -> str:
        """Return the name without the word of its kind: "Phường Ba Đình" gives "Ba Đình"."""
        for prefix in self.prefixes:
            if name.startswith(prefix + " "):
                return name[len(prefix) + 1 :]
        return name

    def english_name(self, name: str) -> str:
        """Return "Ba Đình Ward", "Ward 1"; "" when the name has no word of its kind."""
        for prefix, word in self.prefixes.items():
            if name.startswith(prefix + " "):
                short = name[len(prefix) + 1 :]
                return f"{word} {short}" if short[:1].isdigit() else f"{short} {word}"
        return ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it was on one day, for rooms of other floors.

    `code` is the organisation code, else the code of statistics; of an ended unit, its last one.
    """

    id: int
    code: str
    name: str
    name_en: str
    short_name: str
    kind: str
    level: Level | None
    starts_on: date
    ends_on: date | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """From which day a unit is no more, and the names of those it went into; none where nobody."""

    on: date
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open days; `ends_on` None means until further notice."""

    starts_on: date
    ends_on: date | None = None

    @property
    def end(self) -> date:
        """The first day after, `FOREVER` when there is none."""
        return self.ends_on or FOREVER

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.starts_on <= day < self.end


@dataclass(frozen=True, slots=True)
class ParentLink:
    """That a unit stood under a parent in a span of days."""

    unit: int
    parent: int
    span: Span


@dataclass(frozen=True, slots=True)
class AncestryRow:
    """That `unit` stood under `ancestor`, `depth` steps away; `is_last`: also on its last day."""

    ancestor: int
    unit: int
    depth: int
    starts_on: date
    ends_on: date | None
    is_last: bool


def day_of_question(span: Span, on: date) -> date:
    """Return `on`, or the last day of a unit that had ended by then."""
    return on if on < span.end else span.end - timedelta(days=1)


class TreeCycle(Invalid):
    """A unit would stand under itself."""

    code = "unit_cycle"

    def __init__(self, unit: int) -> None:
        super().__init__(
            gettext_noop("Một đơn vị không thể trực thuộc chính nó, dù qua đơn vị trung gian."),
            unit=unit,
        )


class Tree:
    """The lifetimes and parents of units, from which ancestors on any day are read."""

    def __init__(self, lifetimes: Mapping[int, Span], links: Iterable[ParentLink]) -> None:
        self._lifetimes = lifetimes
        self._links: dict[int, list[ParentLink]] = {}
        for link in links:
            self._links.setdefault(link.unit, []).append(link)

    def closure(self, units: Iterable[int]) -> Iterator[AncestryRow]:
        """Return the ancestry of the given units for all their days, fewest rows first to last.

        For every day of a unit's life, the rows that hold that day are exactly the unit itself at
        depth 0 and the chain of parents that exist that day. Raises TreeCycle.
        """
        for unit in units:
            life = self._lifetimes[unit]
            spans: dict[tuple[int, int], list[tuple[date, date]]] = {}
            self._collect(spans, (unit,), life.starts_on, life.end)
            for (depth, ancestor), pieces in sorted(spans.items()):
                for start, end in _joined(pieces):
                    yield AncestryRow(
                        ancestor=ancestor,
                        unit=unit,
                        depth=depth,
                        starts_on=start,
                        ends_on=None if end == FOREVER else end,
                        is_last=end == life.end,
                    )

    def _collect(
        self,
        spans: dict[tuple[int, int], list[tuple[date, date]]],
        chain: tuple[int, ...],
        start: date,
        end: date,
    ) -> None:
        """Add the last of `chain` for these days, and above it whoever was its parent in them."""
        at = chain[-1]
        spans.setdefault((len(chain) - 1, at), []).append((start, end))
        for link in self._links.get(at, ()):
            life = self._lifetimes[link.parent]
            first = max(start, link.span.starts_on, life.starts_on)
            last = min(end, link.span.end, life.end)
            if first < last:
                if link.parent in chain:
                    raise TreeCycle(link.parent)
                self._collect(spans, (*chain, link.parent), first, last)


def _joined(pieces: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Join pieces that touch."""
    pieces.sort()
    current_start, current_end = pieces[0]
    for start, end in pieces[1:]:
        if start <= current_end:
            current_end = max(current_end, end)
        else:
            yield current_start, current_end
            current_start, current_end = start, end
    yield current_start, current_end


def first_overlap(spans: Iterable[Span]) -> Span | None:
    """Return a span that begins before another has ended, or None when all stand apart."""
    end = date.min
    for span in sorted(spans, key=lambda span: span.starts_on):
        if span.starts_on < end:
            return span
        end = span.end
    return None
