"""Which files are taken in, under which names, and what must not hide inside a PDF."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Final

PDF: Final = "application/pdf"
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
DOCX: Final = f"{_OOXML}wordprocessingml.document"
XLSX: Final = f"{_OOXML}spreadsheetml.sheet"
ODT: Final = "application/vnd.oasis.opendocument.text"

# Everything that an office scans, signs or types; the first suffix is the usual one.
SUFFIXES: Final[dict[str, tuple[str, ...]]] = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/tiff": (".tif", ".tiff"),
    "image/webp": (".webp",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    ODT: (".odt",),
}
SHOWN_AS_PAGES: Final = frozenset(mime for mime in SUFFIXES if mime == PDF or "image/" in mime)

MAX_NAME: Final = 180
MAX_SHOWN_PAGES: Final = 300
RENDER_SECONDS: Final = 10
MAX_PIXELS_WIDE: Final = 2400
_INFLATE_LIMIT: Final = 32 * 1024 * 1024

_SEPARATORS = re.compile(r"[/\\]")
_STREAM = re.compile(rb"stream\r?\n")
# Names may be written with escapes: /J#61vaScript is /JavaScript.
_NAME = re.compile(rb"/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){2,24})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE_NAMES = frozenset({b"JavaScript", b"JS", b"Launch"})


class Refusal(StrEnum):
    """Why a file is not taken in."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    MACROS = "macros"
    SCRIPT = "script"
    DISK_FULL = "disk_full"


def clean_name(name: str, mime: str) -> str:
    """Return a name that is only a name: no folders, no control signs, the suffix of its type.

    Decomposed accents are composed; quotes and emoji stay.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    visible = "".join(
        letter for letter in last if letter == "\u200d" or unicodedata.category(letter)[0] != "C"
    )
    bare = " ".join(visible.split()).lstrip(". ") or "tep"
    suffixes = SUFFIXES[mime]
    if not bare.lower().endswith(suffixes):
        bare += suffixes[0]
    if len(bare) <= MAX_NAME:
        return bare
    stem, _, suffix = bare.rpartition(".")
    return f"{stem[: MAX_NAME - len(suffix) - 1].rstrip()}.{suffix}"


def zipped_type(members: Collection[str], declared: str | None) -> str | None:
    """Return the type of an office document by what its archive holds, None for any other."""
    if declared == ODT:
        return ODT
    if "word/document.xml" in members:
        return DOCX
    if "xl/workbook.xml" in members:
        return XLSX
    return None


def holds_macros(members: Collection[str]) -> bool:
    """Return whether an office document brings programs along."""
    return any(
        name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))
        for name in members
    )


def holds_script(pdf: bytes) -> bool:
    """Return whether a PDF brings JavaScript or starts programs, also inside object streams."""
    return any(
        _ESCAPE.sub(lambda hit: bytes([int(hit[1], 16)]), name[1]) in _ACTIVE_NAMES
        for part in _structure(pdf)
        for name in _NAME.finditer(part)
    )


def _structure(pdf: bytes) -> Iterator[bytes]:
    """Give the parts of a PDF that say what it does, without the pictures and the text."""
    place = 0
    while found := _STREAM.search(pdf, place):
        before = pdf[place : found.start()]
        yield before
        end = pdf.find(b"endstream", found.end())
        end = len(pdf) if end < 0 else end
        if b"/ObjStm" in before[-2000:]:
            yield _inflated(pdf[found.end() : end])
        place = end + len(b"endstream")
    yield pdf[place:]


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _INFLATE_LIMIT)
    except zlib.error:  # encrypted or damaged: nothing in it can be read here, nor run by us
        return b""
