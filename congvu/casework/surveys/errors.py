"""Refusals of this room, as facts."""

from __future__ import annotations

from congvu.kernel.errors import Conflict, gettext_noop


class AlreadyAnswered(Conflict):
    """One slip answers once."""

    def __init__(self) -> None:
        super().__init__(
            gettext_noop("Phiếu này đã được trả lời rồi. Xin cảm ơn."), code="answered"
        )
