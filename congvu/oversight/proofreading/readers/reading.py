"""One file of any kind to one text: typed by content, never by name."""

import shutil
from pathlib import Path
from typing import Final

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers import apart, plain
from congvu.oversight.proofreading.readers.kinds import (
    MOST_BYTES,
    SCAN_SECONDS,
    SECONDS,
    Reading,
    kind_of,
)

# Each in a process of its own, which imports what it needs and no more.
_READERS: Final = {
    "zip": "congvu.oversight.proofreading.readers.zipped",
    "ole": "congvu.oversight.proofreading.readers.zipped",
    "pdf": "congvu.oversight.proofreading.readers.pdf",
}


def read(path: Path, seconds: int | None = None) -> Reading:
    """Read a file; raises CannotRead with the reason. A text file is read verbatim.

    Without `seconds` a file may take a minute, a PDF five where its page images can be recognised.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            kind = kind_of(file.read(1024))
    except OSError as error:
        raise CannotRead(Reason.MISSING) from error
    if not size:
        raise CannotRead(Reason.EMPTY)
    if size > MOST_BYTES:
        raise CannotRead(Reason.TOO_LARGE)
    if kind == "txt":
        text = plain.decode(path.read_bytes())
        return apart.limited(Reading(text, "txt", whole_lines=False))
    if kind not in _READERS:
        raise CannotRead(Reason.TYPE)
    return apart.ask(_READERS[kind], path, _usual(kind) if seconds is None else seconds)


def _usual(kind: str) -> int:
    return SCAN_SECONDS if kind == "pdf" and shutil.which("tesseract") else SECONDS
