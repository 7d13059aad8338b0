"""What is added to a document at any time: files, tags, relations, corrections of an arrival."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.casework.documents.models import Document, Relation
from congvu.casework.documents.rules.kinds import FileKind, RelationKind, Urgency
from congvu.casework.documents.rules.states import Action, State
from congvu.casework.documents.services.act import Act
from congvu.casework.documents.services.parts import (
    fold_document,
    tidy,
    write_file,
    write_tags,
)
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, gettext_noop

CLOSED = {State.CANCELLED, State.DISCARDED, State.RETURNED}


@dataclass(frozen=True, slots=True)
class Correction:
    """What a registrar may put right in an arrival; number, dates of the book and agency stay."""

    subject: str
    signer: str
    signer_title: str
    urgency: Urgency
    due_on: date | None
    note: str


@transaction.atomic
def attach(
    document: Document,
    file: StoredFile,
    *,
    kind: FileKind,
    by: Staff,
    at: datetime,
) -> Document:
    """Hang a file on a document. Raises Invalid for one that is closed."""
    act = Act.on(document, seen=None, by=by, at=at)
    _still_open(act.document)
    act.happen(Action.ATTACH, note=file.name)
    write_file(act.document, file, kind, at)
    return act.close({"file": file.sha256})


@transaction.atomic
def tag(document: Document, codes: Iterable[str], *, by: Staff, at: datetime) -> Document:
    """Let the document bear exactly these tags from now on; counts as of earlier days stay."""
    act = Act.on(document, seen=None, by=by, at=at)
    added, removed = write_tags(act.document, codes, at)
    if not added and not removed:
        return act.document
    said = [f"+ {code}" for code in added] + [f"- {code}" for code in removed]
    act.happen(Action.TAG, note=", ".join(said))
    return act.close({"tags": said})


@transaction.atomic
def relate(
    document: Document,
    kind: RelationKind,
    *,
    target: Document | None = None,
    target_name: str = "",
    by: Staff,
    at: datetime,
) -> Document:
    """Write down what the document does to another: one of the register, or one named in words.

    Raises Invalid for a document related to itself, twice, or to nothing.
    """
    act = Act.on(document, seen=None, by=by, at=at)
    name = tidy(target_name, 600)
    if target is None and not name:
        raise Invalid(gettext_noop("Hãy chọn hoặc ghi văn bản liên quan."), field="target")
    if target is not None and target.pk == document.pk:
        raise Invalid(gettext_noop("Văn bản không liên quan với chính nó."), field="target")
    known = Relation.objects.filter(document=act.document, kind=kind.value)
    known = known.filter(target=target) if target is not None else known.filter(target_name=name)
    if known.exists():
        raise Invalid(gettext_noop("Quan hệ này đã ghi."), field="target")
    Relation.objects.create(
        document=act.document,
        kind=kind.value,
        target=target,
        target_name="" if target is not None else name,
        added_at=at,
    )
    act.happen(Action.RELATE, note=f"{kind.value}: {target.code if target else name}")
    return act.close()


@transaction.atomic
def correct_arrival(
    document: Document, given: Correction, *, seen: int, by: Staff, at: datetime
) -> Document:
    """Put right what was typed wrong; what was there before stays in the event."""
    act = Act.on(document, seen=seen, by=by, at=at)
    _still_open(act.document)
    if not act.document.is_incoming:
        raise Invalid(gettext_noop("Chỉ sửa như thế với văn bản đến."))
    if not given.subject.strip():
        raise Invalid(gettext_noop("Hãy ghi trích yếu."), field="subject")
    fresh = {
        "subject": tidy(given.subject, 500),
        "signer": tidy(given.signer, 100),
        "signer_title": tidy(given.signer_title, 100),
        "urgency": given.urgency.value,
        "due_on": given.due_on,
        "note": tidy(given.note, 500),
    }
    changed = {name: value for name, value in fresh.items() if getattr(act.document, name) != value}
    if not changed:
        return act.document
    told = "; ".join(f"{name}: {getattr(act.document, name) or '–'}" for name in changed)
    for name, value in changed.items():
        setattr(act.document, name, value)
    fold_document(act.document)
    act.happen(Action.CHANGE, note=told)
    return act.close(changed)


def _still_open(document: Document) -> None:
    if State(document.state) in CLOSED:
        raise Invalid(gettext_noop("Văn bản đã hủy hoặc trả lại, không thêm được nữa."))
