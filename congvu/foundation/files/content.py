"""The folder that holds contents by their hash: written durably or not at all.

Not here: which files are allowed (rules) and what is known about them (models).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A content that lies in a temporary file, not yet in its place."""

    path: Path
    sha256: str
    size: int


class TooLarge(Exception):
    """More bytes came than are allowed."""


def root() -> Path:
    return Path(settings.CONGVU_DATA) / "files"


def place_of(sha256: str) -> Path:
    """Return where the content with that hash lies."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def receive(chunks: Iterable[bytes], limit: int) -> Received:
    """Write what comes to a temporary file beside its later place; raises TooLarge, OSError.

    Whatever is raised, no temporary file stays.
    """
    folder = _incoming()
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    path, digest, size = Path(name), hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in _bounded(chunks, limit):
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Received(path, digest.hexdigest(), size)


def keep(received: Received) -> None:
    """Move a received content to its place, durably; the same content is kept once."""
    place = place_of(received.sha256)
    if place.is_file() and hash_of(place) == received.sha256:
        received.path.unlink()
        return
    missing = [folder for folder in (place.parent, place.parent.parent) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    received.path.replace(place)
    for folder in {place.parent, *(made.parent for made in missing)}:
        _sync_folder(folder)


def chunks_of(content: bytes | IO[bytes]) -> Iterator[bytes]:
    """Give a content in pieces, from memory or from a file that is open for reading."""
    if isinstance(content, bytes):
        for start in range(0, len(content), CHUNK):
            yield content[start : start + CHUNK]
        return
    while chunk := content.read(CHUNK):
        yield chunk


def tidy(before: datetime) -> int:
    """Remove what interrupted uploads left before that moment; return how many files."""
    left = [path for path in _incoming().glob("*") if path.stat().st_mtime < before.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _incoming() -> Path:
    return root() / "incoming"


def _bounded(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        yield chunk


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
