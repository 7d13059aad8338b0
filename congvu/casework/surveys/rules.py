"""Surveys: question sets as values, what counts as satisfied, what is too few to be shown."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop

LEVELS: Final = (1, 2, 3, 4, 5)
SATISFIED: Final = 4  # from this level on
FEWEST: Final = 5  # fewer replies might tell who said what


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in force from a day on."""

    code: str
    title: str
    starts_on: date
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Satisfied answers of all answers; `replies` is how many people are behind them."""

    replies: int
    answers: int
    satisfied: int

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered for the figure to tell nobody's own answer."""
        return self.replies >= FEWEST

    @property
    def percent(self) -> float | None:
        """The rate in per cent; None when it may not be shown."""
        return 100 * self.satisfied / self.answers if self.is_shown and self.answers else None


def read_set(text: str) -> QuestionSet:
    """Read a question set. Raises KeyError or ValueError for what is none."""
    said = tomllib.loads(text)
    questions = tuple(Question(one["code"], one["text"]) for one in said["questions"])
    if len({one.code for one in questions}) != len(questions) or not questions:
        raise ValueError(said["code"])
    return QuestionSet(said["code"], said["title"], said["from"], questions)


def checked(asked: QuestionSet, levels: Mapping[str, int | None]) -> dict[str, int]:
    """Return the answers that were given. Raises Invalid for none, or for one that is no answer."""
    known = {one.code for one in asked.questions}
    given = {code: level for code, level in levels.items() if level is not None}
    if not given:
        raise Invalid(gettext_noop("Hãy chọn mức cho ít nhất một câu."), code="no_answer")
    if not given.keys() <= known or not set(given.values()) <= set(LEVELS):
        raise Invalid(gettext_noop("Có câu trả lời không thuộc phiếu này."), code="no_such_answer")
    return given


def response_rate(replies: int, asked: int) -> float | None:
    """Return replies per hundred people who could answer; None when nobody could."""
    return 100 * replies / asked if asked else None
