"""What a draft of a set would take from the outlines that bind its rows."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules.sets import IndicatorSet
from congvu.oversight.indicators.services import sets
from congvu.oversight.reporting import library
from congvu.oversight.reporting.rules.outline_bindings import (
    Binding,
    bindings,
    lost,
    said_otherwise,
)
from congvu.oversight.reporting.rules.outlines import Outline


@dataclass(frozen=True, slots=True)
class Renamed:
    """A row that an outline binds and that now says something else."""

    binding: Binding
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Told:
    """What outlines lose by a draft, and which of their sentences speak of a row as it was called."""

    lost: tuple[Binding, ...]
    renamed: tuple[Renamed, ...]

    def __bool__(self) -> bool:
        return bool(self.lost or self.renamed)


def told_of(draft: SetDraft, read: IndicatorSet | None = None) -> Told:
    """Return what the outlines in use would lose, and what is called otherwise there.

    What an outline misses already in the version the draft came from is told as well: activation
    is the moment to mend it. One statement at most.
    """
    read = read or sets.read_draft(draft)
    base = draft.base.content if draft.base else {}
    other = said_otherwise(base, draft.content)
    used = outlines_of(read)
    gone = tuple(one for outline in used for one in lost(outline, read))
    missing = {one.code for one in gone}
    renamed = {
        (one.outline.code, one.where, one.code): Renamed(one, *other[one.code])
        for outline in used
        for one in bindings(outline)
        if one.code in other and one.code not in missing
    }
    return Told(gone, tuple(renamed.values()))


def outlines_of(read: IndicatorSet) -> tuple[Outline, ...]:
    """Return the outlines of a set that still hold when it begins."""
    return tuple(
        one
        for one in library.outlines()
        if one.indicator_set == read.code and (one.ends_on is None or read.starts_on < one.ends_on)
    )
