"""Refusals of registers, as facts, and what can be wrong with one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, gettext_noop


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row; `column` "" speaks of the row as a whole."""

    column: str
    message: str
    facts: Mapping[str, object]

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence with its facts filled in."""
        sentence = translate(self.message)
        return sentence % dict(self.facts) if self.facts else sentence


class RowRefused(Invalid):
    """The row cannot be right; `faults` says what and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(gettext_noop("Dòng này chưa ghi được."), code="row_refused")
        self.faults = tuple(faults)


class RowChanged(Conflict):
    """Somebody changed the row since it was read; nothing was written."""

    def __init__(self, who: str, what: Sequence[str], version: int) -> None:
        super().__init__(
            gettext_noop("%(who)s vừa sửa dòng này: %(what)s. Xem lại rồi ghi."),
            code="row_changed",
            who=who,
            what=", ".join(what),
            version=version,
        )


class RowNotFound(NotFound):
    """There is no such row, or it is another office's."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Không có dòng này trong phạm vi của bạn."), code="no_row")


class NotKeeper(NotAllowed):
    """The person reads this register but does not write it."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Chức vụ của bạn không ghi vào sổ này."), code="not_keeper")


class NotReader(NotAllowed):
    """The register is not for this role."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Sổ này dành cho chức vụ khác."), code="not_reader")
