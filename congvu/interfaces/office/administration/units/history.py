"""What a unit was through time: names, codes, superiors, where it came from and went to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from congvu.foundation.units.labels import SCHEME_LABELS
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import Scheme


@dataclass(frozen=True, slots=True)
class Spell:
    """Something that held from a day until a last day, which is counted."""

    what: str
    note: str
    starts_on: date | None
    last_day: date | None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A unit that went into another on a day."""

    unit_id: int
    name: str
    on: date
    decision: str
    is_main: bool
    note: str


@dataclass(frozen=True, slots=True)
class History:
    """All of it."""

    names: tuple[Spell, ...]
    codes: tuple[Spell, ...]
    parents: tuple[Spell, ...]
    came_from: tuple[Step, ...]
    went_into: tuple[Step, ...]


def history_of(unit: Unit) -> History:
    """Return the history of a unit, the newest first; five queries."""
    former = list(unit.former_names.order_by("-starts_on"))
    since = former[0].ends_on if former else (unit.starts_on if unit.start_known else None)
    names = [Spell(unit.name, "", since, _last(unit.ends_on))]
    names += [Spell(one.name, "", one.starts_on, _last(one.ends_on)) for one in former]
    # a row of a former name cites the paper that gave the name after it
    cited = [one.decision for one in former] + [""]
    names = [replace(name, note=decision) for name, decision in zip(names, cited, strict=True)]
    return History(
        names=tuple(names),
        codes=tuple(
            Spell(
                one.code, str(SCHEME_LABELS[Scheme(one.scheme)]), one.starts_on, _last(one.ends_on)
            )
            for one in unit.codes.order_by("scheme", "-starts_on")
        ),
        parents=tuple(
            Spell(one.parent.name, one.decision, one.starts_on, _last(one.ends_on), one.parent_id)
            for one in unit.parentages.select_related("parent").order_by("-starts_on")
        ),
        came_from=tuple(
            Step(
                *(one.from_unit_id, one.from_unit.name, one.on),
                *(one.decision, one.is_main, one.share_note),
            )
            for one in unit.came_from.select_related("from_unit").order_by(
                "-on", "-is_main", "from_unit__sort_key"
            )
        ),
        went_into=tuple(
            Step(
                *(one.to_unit_id, one.to_unit.name, one.on),
                *(one.decision, one.is_main, one.share_note),
            )
            for one in unit.went_into.select_related("to_unit").order_by(
                "-on", "-is_main", "to_unit__sort_key"
            )
        ),
    )


def _last(ends_on: date | None) -> date | None:
    return ends_on - timedelta(days=1) if ends_on else None
