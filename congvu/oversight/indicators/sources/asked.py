"""What is asked of a source, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from congvu.foundation.units.rules import Level
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import local_day
from congvu.oversight.indicators.reach import Reach
from congvu.oversight.indicators.rules.addresses import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A source and the days for which it is asked."""

    source: Source
    window: Window


@dataclass(frozen=True, slots=True)
class Number:
    """An answer: a figure, or a fraction whose per cent is worked out by the set's rounding.

    `opens` says which records were counted, for whoever links to them; empty when the source has
    none to show. A blank amount: the office does not use what would tell it.
    """

    amount: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    opens: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures, as known when."""

    reach: Reach
    known_at: datetime

    @property
    def known_on(self) -> date:
        return local_day(self.known_at)

    def units_of(self, asked: Asked) -> tuple[int, ...]:
        """Return whose records are meant: those of a level below, else the office's own."""
        levels = asked.source.options.get("level")
        if levels is None:
            return self.reach.members
        return tuple(unit for level in sorted(levels) for unit in self.reach.at_level(Level(level)))


Answers: TypeAlias = dict[Asked, Number]


def described(asked: Asked, **more: object) -> dict[str, object]:
    """Return what opens to the records: the source's line, the days, and what the reader adds."""
    return {
        "source": asked.source.text,
        "from": asked.window.starts_on.isoformat(),
        "to": asked.window.last_day.isoformat(),
        **more,
    }
