"""Figures of documents: what went in and out of an office's books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from congvu.casework.documents.selectors import counted as documents
from congvu.kernel.periods import Window
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described
from congvu.oversight.indicators.sources.together import Tally, tally

_EVER = Window(date(1900, 1, 1), date(9999, 1, 1))
_BOOKS = ("van-ban-di", "van-ban-den")


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer from the books of documents in one statement; blank where none was ever kept."""
    known = [one for one in asked if one.source.word in documents.BY_CODE]
    parts: list[tuple[Asked | str, Tally]] = [
        (one, Tally(documents.records(one.source.word, _question(one.window, scope))))
        for one in known
    ]
    ever = replace(_question(_EVER, scope), as_of=date(9998, 1, 1))
    parts += [(book, Tally(documents.records(book, ever))) for book in _BOOKS]
    told = tally(parts)
    is_kept = any(told[book].rows for book in _BOOKS)
    answers = {one: Number() for one in asked}
    if is_kept:
        for one in known:
            opens = described(one, kind="documents", count=one.source.word, rows=told[one].rows)
            answers[one] = Number(told[one].value, opens=opens)
    return answers


def _question(window: Window, scope: Scope) -> documents.Asked:
    return documents.Asked(scope.reach.offices, window, scope.known_on)
