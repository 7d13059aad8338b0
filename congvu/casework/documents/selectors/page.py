"""Everything that hangs on one document, read once for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from congvu.casework.documents.errors import DocumentNotFound
from congvu.casework.documents.models import (
    Document,
    DocumentEvent,
    DocumentFile,
    Recipient,
    Relation,
    Routing,
)
from congvu.casework.documents.selectors.access import visible_to
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import gettext_noop


@dataclass(frozen=True, slots=True)
class RelationLine:
    """One relation told from this document: `shown` is the other one, if the person may see it."""

    kind: str
    is_inverse: bool
    name: str
    other: Document | None


@dataclass(frozen=True, slots=True)
class Folder:
    """What the page of a document draws."""

    events: tuple[DocumentEvent, ...]
    files: tuple[DocumentFile, ...]
    recipients: tuple[Recipient, ...]
    routings: tuple[Routing, ...]
    relations: tuple[RelationLine, ...]
    tags: tuple[str, ...]


def folder_of(document: Document, staff: Staff, on: date) -> Folder:
    """Read it in six statements and one for the access to related documents."""
    return Folder(
        events=tuple(document.events.order_by("seq")),
        files=tuple(document.files.select_related("file").order_by("id")),
        recipients=tuple(document.recipients.all()),
        routings=tuple(
            document.routings.select_related("unit", "position__account").order_by("id")
        ),
        relations=_relations(document, staff, on),
        tags=tuple(
            document.tags.filter(removed_at__isnull=True)
            .order_by("id")
            .values_list("tag", flat=True)
        ),
    )


def file_of(document: Document, uuid: UUID) -> StoredFile:
    """Return a file of this document. Raises DocumentNotFound."""
    row = document.files.select_related("file").filter(file__uuid=uuid).first()
    if row is None:
        raise DocumentNotFound(gettext_noop("Không có tệp này trong văn bản."))
    return row.file


def open_part_of(document: Document, routing_id: int | None, staff: Staff) -> Routing:
    """Return the open part that was named, else the person's own one. Raises DocumentNotFound."""
    rows = document.routings.filter(is_open=True).select_related("unit", "position__account")
    if routing_id is not None:
        part = rows.filter(pk=routing_id).first()
    else:
        mine = {staff.position_id, *staff.delegated_from}
        fitting = sorted(
            (row for row in rows if row.position_id in mine or row.unit_id == staff.unit_id),
            key=lambda row: (row.position_id not in mine, row.part != "lead", row.pk),
        )
        part = fitting[0] if fitting else None
    if part is None:
        raise DocumentNotFound(gettext_noop("Phần việc này không còn mở."))
    return part


def _relations(document: Document, staff: Staff, on: date) -> tuple[RelationLine, ...]:
    rows = list(Relation.objects.filter(document=document).select_related("target").order_by("id"))
    inverse = list(
        Relation.objects.filter(target=document).select_related("document").order_by("id")
    )
    others = {row.target_id for row in rows if row.target_id} | {row.document_id for row in inverse}
    seen: set[int] = set()
    if others:
        seen = set(visible_to(staff, on).filter(pk__in=others).values_list("pk", flat=True))
    lines = [_line(row, row.target, seen, is_inverse=False) for row in rows]
    lines += [_line(row, row.document, seen, is_inverse=True) for row in inverse]
    return tuple(lines)


def _line(
    row: Relation, other: Document | None, seen: set[int], *, is_inverse: bool
) -> RelationLine:
    shown = other if other is not None and other.pk in seen else None
    if shown is not None:
        name = f"{shown.code} {shown.subject}"
    else:  # of one that the person may not read, no more than how it is cited
        name = other.code if other is not None else row.target_name
    return RelationLine(row.kind, is_inverse, name, shown)
