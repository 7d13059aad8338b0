"""Taking a file in: checked by its content, written durably, then known to the database."""

from __future__ import annotations

import errno
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

import filetype
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from congvu.foundation.files import content as contents
from congvu.foundation.files import rules
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.rules import Refusal
from congvu.kernel.errors import Invalid

MESSAGES = {
    Refusal.EMPTY: _("Tệp %(name)s không có nội dung. Hãy chọn lại tệp."),
    Refusal.TOO_LARGE: _("Tệp %(name)s lớn hơn %(limit)s MB. Hãy quét lại nhẹ hơn hoặc tách tệp."),
    Refusal.UNKNOWN_TYPE: _(
        "Tệp %(name)s không phải PDF, ảnh (PNG, JPG, TIF, WEBP), DOCX, XLSX hay ODT."
    ),
    Refusal.MACROS: _("Tệp %(name)s có chứa macro. Hãy lưu lại không kèm macro hoặc in ra PDF."),
    Refusal.SCRIPT: _("Tệp PDF %(name)s có chứa mã chạy tự động. Hãy in lại thành PDF thường."),
    Refusal.DISK_FULL: _(
        "Máy chủ hết chỗ lưu tệp; chưa có gì được lưu. Hãy báo quản trị kỹ thuật rồi thử lại."
    ),
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
_ZIP = b"PK\x03\x04"
_HEAD = 8192


def store(
    content: bytes | IO[bytes],
    *,
    name: str,
    unit_id: int,
    by_code: str,
    at: datetime,
    kind: str,
    retention: str = "",
) -> StoredFile:
    """Keep a file and return its row; the content is on disk, synced, when this returns.

    Raises Invalid, with the reason as code, for a file that is empty, too large, of a type that
    is not taken in (by its content, whatever its name), with macros or scripts, or when the disk
    is full; then nothing stays behind. Whoever uses the file journals that.
    """
    said = name.strip()[:100] or "?"
    try:
        received = contents.receive(contents.chunks_of(content), settings.CONGVU_MAX_FILE_BYTES)
        mime = _kept(received, said)
    except contents.TooLarge:
        raise _refused(Refusal.TOO_LARGE, said) from None
    except OSError as problem:
        raise _translated(problem, said) from problem
    with transaction.atomic(savepoint=False):
        return StoredFile.objects.create(
            sha256=received.sha256,
            size=received.size,
            mime=mime,
            name=rules.clean_name(name, mime),
            kind=kind,
            retention=retention,
            unit_id=unit_id,
            uploaded_by=by_code,
            uploaded_at=at,
        )


@transaction.atomic
def discard(stored: StoredFile) -> None:
    """Forget a file: its row now, its content once that holds, unless another row has the same.

    Whoever decides on it journals that.
    """
    sha256 = stored.sha256
    stored.delete()
    transaction.on_commit(lambda: _remove_unowned(sha256))


def _remove_unowned(sha256: str) -> None:
    if not StoredFile.objects.filter(sha256=sha256).exists():
        contents.place_of(sha256).unlink(missing_ok=True)


def _kept(received: contents.Received, said: str) -> str:
    """Put a content in its place when its type is allowed; return the type."""
    try:
        mime = _checked_type(received, said)
        contents.keep(received)
    finally:
        received.path.unlink(missing_ok=True)
    return mime


def _checked_type(received: contents.Received, said: str) -> str:
    if received.size == 0:
        raise _refused(Refusal.EMPTY, said)
    with received.path.open("rb") as file:
        head = file.read(_HEAD)
    mime = _zipped(received.path, said) if head.startswith(_ZIP) else filetype.guess_mime(head)
    if mime not in rules.SUFFIXES:
        raise _refused(Refusal.UNKNOWN_TYPE, said)
    if mime == rules.PDF and rules.holds_script(received.path.read_bytes()):
        raise _refused(Refusal.SCRIPT, said)
    return str(mime)


def _zipped(path: Path, said: str) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()
            declared = None
            if "mimetype" in members and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):  # damaged, or locked
        return None
    if rules.holds_macros(members):
        raise _refused(Refusal.MACROS, said)
    return rules.zipped_type(members, declared)


def _translated(problem: OSError, said: str) -> Exception:
    return _refused(Refusal.DISK_FULL, said) if problem.errno in _FULL else problem


def _refused(why: Refusal, said: str) -> Invalid:
    limit = settings.CONGVU_MAX_FILE_BYTES // (1024 * 1024)
    return Invalid(MESSAGES[why], code=f"file_{why.value}", name=said, limit=limit)
