"""What can be wrong with a form that an office wrote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from congvu.kernel.errors import Invalid, gettext_noop


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right; `line` counts from 1, None when it concerns the whole text."""

    line: int | None
    template: str
    facts: dict[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = str) -> str:
        sentence = translate(self.template) % self.facts
        if self.line is None:
            return sentence
        return translate(gettext_noop("Dòng %(line)s: %(sentence)s")) % {
            "line": self.line,
            "sentence": sentence,
        }


class BadForm(Invalid):
    """The text of a form cannot be printed; every mistake found is listed at once."""

    code: ClassVar[str] = "form_wrong"  # type: ignore[misc]

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(
            gettext_noop("Mẫu in có lỗi."),
            mistakes=[{"line": mistake.line, "text": mistake.text()} for mistake in mistakes],
        )
        self.mistakes = tuple(mistakes)

    def text(self, translate: Callable[[str], str]) -> str:
        return "\n".join(mistake.text(translate) for mistake in self.mistakes)


class TooManyRows(Invalid):
    """A table is longer than one printed volume may be."""

    code: ClassVar[str] = "form_too_long"  # type: ignore[misc]

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(
            gettext_noop(
                "Bảng có %(rows)s dòng; in thành từng quyển, mỗi quyển tối đa %(most)s dòng."
            ),
            rows=rows,
            most=most,
        )
