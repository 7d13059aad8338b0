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
from congvu.kernel.periods import Window
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described

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
        word, units = one.source.word, scope.units_of(one)
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
        opens = described(one, kind="dossiers", as_of=scope.known_on.isoformat())
        answers[one] = Number(Decimal(value), opens=opens)
    return answers


def _methods(asked: Asked) -> tuple[str, ...]:
    channels = asked.source.options.get("channel")
    return METHODS if channels is None else tuple(WAYS[one] for one in sorted(channels))


def is_listed(asked: Asked) -> bool:
    """Whether `ids_behind` lists it: every figure of this module, and what lacks a copy."""
    return asked.source.word == MISSING or is_meant(asked)


def ids_behind(asked: Asked, scope: Scope, *, after: int | None, limit: int) -> list[int]:
    """Return the ids of the dossiers that a figure counts, in their order, `limit` after `after`."""
    word, units = asked.source.word, scope.units_of(asked)
    if word in _HANDED_OUT:
        rows = dossiers_handed_out(units, asked.window, scope.known_on, _methods(asked))
    else:
        part = "missing" if word == MISSING else PARTS[word]
        rows = dossiers_digitised(part, units, asked.window, scope.known_on)
    return list(rows.filter(pk__gt=after or 0).order_by("pk").values_list("pk", flat=True)[:limit])
