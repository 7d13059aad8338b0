"""Refusals of this room, as facts."""

from __future__ import annotations

from congvu.kernel.errors import NotFound, gettext_noop


class DenunciationNotFound(NotFound):
    """There is no such denunciation, or the person may not know of it: both look the same."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Không tìm thấy trang này."), code="not_found")
