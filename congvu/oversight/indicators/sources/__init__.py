"""Where computed figures come from: each source of a set is asked in its own room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from congvu.kernel.periods import Window
from congvu.oversight.indicators.reach import Reach
from congvu.oversight.indicators.rules.addresses import Source, SourceKind
from congvu.oversight.indicators.sources import documents, facts, procedures, registers, surveys
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope

__all__ = ["READERS", "Answers", "Asked", "Number", "read", "read_all"]

READERS: Final[dict[SourceKind, Callable[[Sequence[Asked], Scope], Answers]]] = {
    SourceKind.FACTS: facts.read,
    SourceKind.REGISTER: registers.read,
    SourceKind.UNITS: registers.read,
    SourceKind.CATALOGUE: procedures.read,
    SourceKind.DOCUMENTS: documents.read,
    SourceKind.SURVEYS: surveys.read,
}
"""Who answers which kind; formulas and ratios are worked out from other figures of the sheet."""


def read(source: Source, unit_id: int, window: Window, known_at: datetime) -> Number:
    """Return one figure of a unit for some days, as known at a moment.

    Blank where the office does not use what would tell it, and for what no room answers.
    """
    asked = Asked(source, window)
    return read_all([asked], unit_id, known_at)[asked]


def read_all(asked: Iterable[Asked], unit_id: int, known_at: datetime) -> Answers:
    """Return many figures of a unit, with few statements a kind of source.

    The unit and what is below it are those of the last day that is asked for.
    """
    by_kind: defaultdict[SourceKind, list[Asked]] = defaultdict(list)
    for one in dict.fromkeys(asked):
        by_kind[one.source.kind].append(one)
    if not by_kind:
        return {}
    last = max(one.window.last_day for some in by_kind.values() for one in some)
    scope = Scope(Reach(unit_id, last), known_at)
    answers: Answers = {}
    for kind, some in by_kind.items():
        reader = READERS.get(kind)
        answers |= reader(some, scope) if reader else {one: Number() for one in some}
    return answers
