"""Refusals of this room, as facts."""

from __future__ import annotations

from typing import ClassVar

from congvu.kernel.errors import Conflict, DomainError, NotFound, gettext_noop


class AlreadyAnswered(Conflict):
    """One slip answers once."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Phiếu này đã được trả lời rồi. Xin cảm ơn."), code="answered"
        )


class NeverEntered(NotFound):
    """No paper form of that number counts in that year."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Cơ quan chưa nhập phiếu giấy số này của năm đó, hoặc đã bỏ rồi."),
            code="never_entered",
            field="number",
        )


class TooManyGuesses(DomainError):
    """Too many wrong slips came from one place; whoever tries goes on after a while."""

    status: ClassVar[int] = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(
            gettext_noop("Có quá nhiều mã sai liên tiếp; hãy thử lại sau %(minutes)s phút."),
            code="too_many_guesses",
            minutes=minutes,
        )
