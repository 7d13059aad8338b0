"""Figures of satisfaction surveys: replies, how they were asked, answers and satisfied ones."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from congvu.casework.surveys import selectors as surveys
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer from the replies of the window; blank where nobody ever replied."""
    offices = frozenset(scope.reach.offices)
    answers: Answers = {}
    found: dict[object, surveys.Results] = {}
    for one in asked:
        if one.window not in found:
            found[one.window] = surveys.results(
                offices, one.window, asked=0, known_on=scope.known_on
            )
        answers[one] = _number(one, found[one.window])
    return answers


def _number(asked: Asked, results: surveys.Results) -> Number:
    whole = results.whole
    if not whole.replies:
        return Number()
    figures = {
        "replies": whole.replies,
        "answers": whole.answers,
        "satisfied": whole.satisfied,
        "way": results.way,
    }
    value = figures.get(asked.source.word)
    opens = described(asked, kind="surveys", count=asked.source.word)
    return Number(None if value is None else Decimal(value), opens=opens)
