"""The question sets of the catalogue, read once a process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.casework.surveys.rules import QuestionSet, read_set
from congvu.kernel.errors import Invalid, gettext_noop


@cache
def question_sets() -> tuple[QuestionSet, ...]:
    files = sorted((Path(settings.CATALOGUE) / "surveys").glob("*.toml"))
    return tuple(read_set(one.read_text(encoding="utf-8")) for one in files)


def set_on(on: date) -> QuestionSet:
    """Return the set in force on a day. Raises Invalid before the first."""
    found = [one for one in question_sets() if one.starts_on <= on]
    if not found:
        raise Invalid(gettext_noop("Chưa có bộ câu hỏi áp dụng cho ngày này."), code="no_questions")
    return max(found, key=lambda one: one.starts_on)
