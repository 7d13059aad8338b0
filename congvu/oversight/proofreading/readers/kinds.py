"""What a file is by its first bytes, what a reading gives, and how much of it is allowed."""

from dataclasses import dataclass
from typing import Final

MOST_BYTES: Final = 60 * 1024 * 1024
MOST_TEXT: Final = 12_000_000
SECONDS: Final = 60
SCAN_SECONDS: Final = 300  # a page image takes some seconds to recognise
MOST_SCANNED: Final = 60
NOT_READ: Final = "[Trang này chỉ có ảnh, không đọc được chữ]"
"""Stands in the text where a page holds only a picture: what is on it is unknown, not missing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file; `whole_lines` when each line is a whole paragraph."""

    text: str
    kind: str
    whole_lines: bool


def kind_of(head: bytes) -> str:
    """Return what the first bytes say that the file is; names say nothing."""
    if b"%PDF-" in head:
        return "pdf"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "ole"
    if head[:5] == b"{\\rtf":
        return "ole"
    if head[:4] in (
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff\xe1",
        b"II*\x00",
        b"MM\x00*",
        b"RIFF",
    ):
        return "image"
    return "txt"
