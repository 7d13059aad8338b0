"""Uploaded reports: taken in, read and proven, opened, deleted by a person or by age."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from django.db import transaction

from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.rules import Refusal
from congvu.foundation.files.selectors import open_file
from congvu.foundation.files.services import discard, store
from congvu.foundation.journal.rules import SYSTEM, SYSTEM_CHAIN
from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid
from congvu.kernel.vitext import fold
from congvu.oversight.proofreading import shelf
from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.models import LONGEST_NAME, Upload, UploadFinding
from congvu.oversight.proofreading.proving import prove_apart
from congvu.oversight.proofreading.readers.kinds import Reading, kind_of
from congvu.oversight.proofreading.readers.reading import read
from congvu.oversight.proofreading.rules.keeping import UploadState, keeps_since

STORED_KIND: Final = "report"
NOW_SECONDS: Final = 20
MOST_FINDINGS: Final = 1000
MOST_FIGURES: Final = 5000
OBJECT: Final = "proofreading"
_HEAD: Final = 1024
_REFUSALS: Final = {
    f"file_{Refusal.EMPTY.value}": Reason.EMPTY.value,
    f"file_{Refusal.TOO_LARGE.value}": Reason.TOO_LARGE.value,
    f"file_{Refusal.MACROS.value}": "macros",
    f"file_{Refusal.SCRIPT.value}": "script",
}
_UNKNOWN: Final = f"file_{Refusal.UNKNOWN_TYPE.value}"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@transaction.atomic
def take_in(content: IO[bytes], *, name: str, by: Staff, at: datetime) -> Upload:
    """Take a report in; it waits to be proven, or says by its `reason` why it will not be.

    What the file store does not keep (plain text, old DOC) is read at once and kept as text.
    Raises Invalid when the disk is full: then nothing was taken.
    """
    shown = _shown_name(name)
    upload = Upload(
        unit_id=by.unit_id,
        name=shown,
        folded=fold(shown)[:600],
        uploaded_by=by.code,
        uploaded_at=at,
    )
    _fill(upload, content, name, by, at)
    upload.save(force_insert=True)
    _journal("proofreading.upload", upload, by, at, {"state": str(upload.state)})
    return upload


def work_off(upload_id: int, *, at: datetime) -> None:
    """Read and prove one report that waits; one that is gone or done already is left alone.

    What cannot be read is refused by name, and its file is not kept.
    """
    upload = Upload.objects.filter(pk=upload_id, state=UploadState.WAITING).first()
    if upload is None:
        return
    try:
        reading = _read(upload)
        proof = prove_apart(reading.text, whole_lines=reading.whole_lines)
    except CannotRead as refusal:
        _settle(upload_id, {"state": UploadState.REFUSED, "reason": refusal.reason.value}, [], at)
        return
    findings = proof["findings"]
    title = " ".join(str(proof["document"].get("title") or "").split())[:300]
    _settle(
        upload_id,
        {
            "state": UploadState.READ,
            "kind": reading.kind,
            "text": reading.text,
            "whole_lines": reading.whole_lines,
            "title": title,
            "folded": fold(f"{upload.name} {title}")[:600],
            "figures": proof["figures"][:MOST_FIGURES],
            "errors": _count(findings, "error"),
            "warnings": _count(findings, "warning"),
            "roundings": _count(findings, "rounding"),
        },
        findings,
        at,
    )


@transaction.atomic
def record_use(upload: Upload, use: str, *, by: Staff, at: datetime) -> None:
    """Write into the journal that a report was opened or taken away: `open`, `original`, `note`."""
    _journal(f"proofreading.{use}", upload, by, at, {})


@transaction.atomic
def delete_upload(upload: Upload, *, by: Staff, at: datetime) -> None:
    """Delete a report, its file and what was proven of it; false alarms stay."""
    _journal("proofreading.delete", upload, by, at, {})
    _forget(upload)


@transaction.atomic
def delete_expired(at: datetime) -> int:
    """Delete the reports that are older than the administrator's term; return how many."""
    old = list(Upload.objects.light().kept_too_long(keeps_since(at, shelf.keeping_days())))
    for upload in old:
        _forget(upload)
    if old:
        record(
            unit=SYSTEM_CHAIN,
            by=SYSTEM,
            action="proofreading.expire",
            obj_type=OBJECT,
            obj_code=str(len(old)),
            at=at,
        )
    return len(old)


def give_up_forgotten(at: datetime) -> int:
    """Refuse what still waits although its reader must have been stopped; return how many."""
    waiting = list(Upload.objects.forgotten(at).values_list("pk", flat=True))
    for pk in waiting:
        refused = {"state": UploadState.REFUSED, "reason": Reason.TOO_SLOW.value}
        _settle(pk, refused, [], at)
    return len(waiting)


def _fill(upload: Upload, content: IO[bytes], name: str, by: Staff, at: datetime) -> None:
    """Keep the file, or its text, or the reason why neither."""
    head = content.read(_HEAD)
    content.seek(0)
    try:
        if head and kind_of(head) == "txt":
            _take_text(upload, _read_now(content))
        else:
            upload.file = _stored(content, name, by, at)
    except CannotRead as refusal:
        upload.state, upload.reason = UploadState.REFUSED, refusal.reason.value
    except Invalid as refusal:
        if refusal.code in _REFUSALS:
            upload.state, upload.reason = UploadState.REFUSED, _REFUSALS[refusal.code]
        elif refusal.code == _UNKNOWN:
            _read_or_refuse(upload, content)
        else:
            raise


def _stored(content: IO[bytes], name: str, by: Staff, at: datetime) -> StoredFile:
    return store(content, name=name, unit_id=by.unit_id, by_code=by.code, at=at, kind=STORED_KIND)


def _read_or_refuse(upload: Upload, content: IO[bytes]) -> None:
    content.seek(0)
    try:
        _take_text(upload, _read_now(content))
    except CannotRead as refusal:
        upload.state, upload.reason = UploadState.REFUSED, refusal.reason.value


def _take_text(upload: Upload, reading: Reading) -> None:
    upload.text, upload.kind = _storable(reading.text), reading.kind
    upload.whole_lines = reading.whole_lines


def _read_now(content: IO[bytes]) -> Reading:
    with tempfile.NamedTemporaryFile() as copy:
        while piece := content.read(256 * 1024):
            copy.write(piece)
        copy.flush()
        return read(Path(copy.name), NOW_SECONDS)


def _read(upload: Upload) -> Reading:
    if upload.file is None:
        return Reading(upload.text, upload.kind, upload.whole_lines)
    with open_file(upload.file) as content:
        reading = read(Path(content.name))
    return Reading(_storable(reading.text), reading.kind, reading.whole_lines)


@transaction.atomic
def _settle(
    upload_id: int, values: Mapping[str, Any], findings: list[dict[str, Any]], at: datetime
) -> None:
    """Write the outcome once; whoever was faster has written it already."""
    upload = Upload.objects.select_for_update().filter(
        pk=upload_id, state=UploadState.WAITING
    ).first()  # fmt: skip
    if upload is None:
        return
    for name, value in values.items():
        setattr(upload, name, value)
    upload.finished_at = at
    refused_file = upload.file if upload.state == UploadState.REFUSED else None
    if refused_file is not None:
        upload.file = None
    upload.save()
    if refused_file is not None:
        discard(refused_file)
    UploadFinding.objects.bulk_create(
        _finding(upload, place, one) for place, one in enumerate(findings[:MOST_FINDINGS], 1)
    )


def _finding(upload: Upload, place: int, one: Mapping[str, Any]) -> UploadFinding:
    return UploadFinding(
        upload=upload,
        place=place,
        kind=one["kind"],
        severity=one["severity"],
        basis=one["basis"],
        message=one["message"],
        computation=one["computation"],
        suggestion=one.get("suggestion", ""),
        quotes=[[quote["start"], quote["end"]] for quote in one["quotes"]],
    )


def _forget(upload: Upload) -> None:
    stored = upload.file
    upload.delete()
    if stored is not None:
        discard(stored)


def _journal(
    action: str, upload: Upload, by: Staff, at: datetime, changes: Mapping[str, Any]
) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type=OBJECT,
        obj_code=str(upload.uuid),
        changes=changes,
        at=at,
    )


def _shown_name(name: str) -> str:
    last = re.split(r"[/\\]", _storable(name))[-1]
    visible = "".join(letter for letter in last if letter.isprintable())
    return " ".join(visible.split())[:LONGEST_NAME] or "tep"


def _storable(text: str) -> str:
    """Replace the letters that no database keeps, one by one: offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)


def _count(findings: list[dict[str, Any]], severity: str) -> int:
    return sum(1 for one in findings if one["severity"] == severity)
