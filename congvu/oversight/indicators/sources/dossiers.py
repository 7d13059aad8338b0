"""Figures of dossiers that are no columns of form 06a: handed out by which way, digital or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congvu.casework.dossiers.selectors.digitised import (
    Digitised,
    count_digitised,
    dossiers_digitised,
)
from congvu.casework.dossiers.selectors.handed_out import (
    METHODS,
    HandedOut,
    count_handed_out,
    dossiers_handed_out,
)
from congvu.foundation.units.rules import Level
from congvu.kernel.periods import Window
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described
from congvu.oversight.indicators.sources.one_by_one import MOST
from congvu.oversight.statistics import querysets
from congvu.oversight.statistics import selectors as statistics
from congvu.oversight.statistics.rules.choices import Question

WAYS: Final = {"direct": "desk", "postal": "postal", "online": "electronic"}
"""The ways of handing out by the words of an address."""
_HANDED_OUT: Final[dict[str, Callable[[HandedOut], int]]] = {
    "returned": lambda found: found.dossiers,
    "procedures_returned": lambda found: found.procedures,
}
_DIGITISED: Final[dict[str, Callable[[Digitised], int]]] = {
    "accepted": lambda found: found.accepted,
    "with_result": lambda found: found.with_result,
    "digital_papers": lambda found: found.papers,
    "digital_results": lambda found: found.results,
    "digital": lambda found: found.whole,
}
PARTS: Final = {
    "accepted": "accepted",
    "with_result": "with_result",
    "digital_papers": "papers",
    "digital_results": "results",
    "digital": "whole",
}
"""What `selectors.digitised` calls the part that a word counts."""
MISSING: Final = "undigitised"
"""The accepted dossiers of which a paper or a result still lacks its copy; a list, no figure."""


@dataclass(frozen=True, slots=True)
class _Question:
    units: tuple[int, ...]
    window: Window
    methods: tuple[str, ...] = ()


def is_meant(asked: Asked) -> bool:
    """Whether this is a figure that only the rows of dossiers tell."""
    options = asked.source.options.keys()
    if asked.source.word in _HANDED_OUT:
        return not options - {"channel", "level"}
    return asked.source.word in _DIGITISED and not options - {"level"}


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer for units that have dossiers here; one statement for each window and set of units."""
    handed: dict[_Question, HandedOut] = {}
    digital: dict[_Question, Digitised] = {}
    answers: Answers = {}
    for one in asked:
        word, units = one.source.word, _units(one, scope)
        if word in _HANDED_OUT:
            question = _Question(units, one.window, _methods(one))
            if question not in handed:
                handed[question] = count_handed_out(
                    units, one.window, scope.known_on, question.methods
                )
            value = _HANDED_OUT[word](handed[question])
        else:
            question = _Question(units, one.window)
            if question not in digital:
                digital[question] = count_digitised(units, one.window, scope.known_on)
            value = _DIGITISED[word](digital[question])
        opens = described(one, kind="dossiers", figure=word, as_of=scope.known_on.isoformat())
        answers[one] = Number(Decimal(value), opens=opens)
    return answers


def _methods(asked: Asked) -> tuple[str, ...]:
    channels = asked.source.options.get("channel")
    return METHODS if channels is None else tuple(WAYS[one] for one in sorted(channels))


def _units(asked: Asked, scope: Scope) -> tuple[int, ...]:
    levels = asked.source.options.get("level")
    if levels is None:
        return scope.reach.members
    return tuple(unit for level in sorted(levels) for unit in scope.reach.at_level(Level(level)))


def ids_behind(
    asked: Asked, scope: Scope, *, after: int | None = None, limit: int = 50
) -> list[int]:
    """Return ids of the dossiers behind a figure of this module, or received by one way.

    The newest first, `limit` of those before `after`.
    """
    word, units = asked.source.word, _units(asked, scope)
    if word in _HANDED_OUT:
        rows = dossiers_handed_out(units, asked.window, scope.known_on, _methods(asked))
    elif word in _DIGITISED or word == MISSING:
        part = PARTS.get(word, "missing")
        rows = dossiers_digitised(part, units, asked.window, scope.known_on)
    else:
        return _received(asked, scope, units, after, limit)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])


def _received(
    asked: Asked, scope: Scope, units: tuple[int, ...], after: int | None, limit: int
) -> list[int]:
    channels = asked.source.options.get("channel") or frozenset(WAYS)
    question = Question(asked.window.starts_on, asked.window.last_day, scope.known_on)
    statistics.folded_position()
    origins = [f"received_{one}" for one in sorted(channels)]
    rows = querysets.cell_of_phases(question, units, origins=origins, limit=MOST).rows()
    found = sorted((row[0] for row in rows), reverse=True)
    return [one for one in found if after is None or one < after][:limit]
