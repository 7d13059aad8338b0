"""Reading stored files: the content, its pages as pictures, and whether all is still there.

Whoever calls has already made sure that the person may see the file: files do not know of whom
they speak.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from congvu.foundation.files import content as contents
from congvu.foundation.files import rules
from congvu.foundation.files.models import StoredFile
from congvu.kernel.errors import Invalid, NotFound

_RENDERING = Path(__file__).with_name("rendering.py")
_NO_SUCH_PAGE = 3  # the exit code of that program


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as PNG, and of how many; `pages` is bounded by what is shown at most."""

    png: bytes
    page: int
    pages: int


class Kind(StrEnum):
    """What is wrong with a stored content."""

    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Finding:
    """A content that is not what its rows say."""

    kind: Kind
    sha256: str
    uuid: UUID
    message: str


def get_file(uuid: UUID) -> StoredFile:
    """Return the row; raises NotFound."""
    stored = StoredFile.objects.filter(uuid=uuid).first()
    if stored is None:
        raise NotFound(_("Không có tệp này."), code="no_file")
    return stored


def open_file(stored: StoredFile) -> IO[bytes]:
    """Open the content for reading; raises NotFound when it is gone from the disk.

    Give it to a browser only as an attachment: it comes from outside.
    """
    try:
        return contents.place_of(stored.sha256).open("rb")
    except FileNotFoundError:
        raise _gone(stored) from None


def can_be_shown(stored: StoredFile) -> bool:
    """Return whether `page_image` can draw this type."""
    return stored.mime in rules.SHOWN_AS_PAGES


def page_image(stored: StoredFile, page: int = 1, *, width: int = 1200) -> PageImage:
    """Draw page `page` (from 1), `width` pixels wide at most.

    Drawn in a process of its own that is ended after `rules.RENDER_SECONDS` seconds. Raises
    NotFound for a page that is not there, Invalid for a file that cannot be drawn.
    """
    place = contents.place_of(stored.sha256)
    if not can_be_shown(stored):
        raise _not_shown(stored)
    if not place.is_file():
        raise _gone(stored)
    if not 1 <= page <= rules.MAX_SHOWN_PAGES:
        raise _no_page(page)
    width = max(100, min(width, rules.MAX_PIXELS_WIDE))
    arguments = [str(place), stored.mime, str(page), str(width), str(rules.RENDER_SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, a path made of a hash, numbers
            [sys.executable, "-I", str(_RENDERING), *arguments],
            capture_output=True,
            timeout=rules.RENDER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _not_shown(stored) from None
    if done.returncode == _NO_SUCH_PAGE:
        raise _no_page(page)
    if done.returncode != 0:
        raise _not_shown(stored)
    pages, _newline, png = done.stdout.partition(b"\n")
    return PageImage(png, page, min(int(pages), rules.MAX_SHOWN_PAGES))


def verify() -> Iterator[Finding]:
    """Compare every stored content with its hash; give what is missing or altered."""
    rows = StoredFile.objects.order_by("sha256", "id").values_list("sha256", "size", "uuid")
    last = ""
    for sha256, size, uuid in rows.iterator(chunk_size=2000):
        if sha256 == last:
            continue
        last = sha256
        place = contents.place_of(sha256)
        if not place.is_file():
            yield Finding(Kind.MISSING, sha256, uuid, f"Thiếu nội dung của tệp {uuid}.")
        elif place.stat().st_size != size or contents.hash_of(place) != sha256:
            yield Finding(Kind.ALTERED, sha256, uuid, f"Nội dung của tệp {uuid} đã bị sửa.")


def _gone(stored: StoredFile) -> NotFound:
    return NotFound(
        _("Nội dung của tệp %(name)s không còn trên máy chủ. Hãy báo quản trị kỹ thuật."),
        code="file_gone",
        name=stored.name,
    )


def _no_page(page: int) -> NotFound:
    return NotFound(_("Tệp không có trang %(page)s."), code="no_page", page=page)


def _not_shown(stored: StoredFile) -> Invalid:
    return Invalid(
        _("Không hiển thị được tệp %(name)s; hãy tải bản gốc về để xem."),
        code="file_not_shown",
        name=stored.name,
    )
