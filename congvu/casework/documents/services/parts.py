"""What hangs on a document and is written with it: recipients, tags, files, the folded column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from congvu.casework.documents import library
from congvu.casework.documents.models import (
    Document,
    DocumentFile,
    DocumentTag,
    Recipient,
)
from congvu.casework.documents.rules.kinds import FileKind
from congvu.foundation.files.models import StoredFile
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import fold, nfc

MOST_RECIPIENTS = 300


@dataclass(frozen=True, slots=True)
class RecipientInput:
    """Where a document goes; `unit_id` where it is a unit of the system."""

    name: str
    unit_id: int | None = None
    copies: int = 1


def fold_document(document: Document) -> None:
    """Fill the column that searches look through: code, words of the subject, agency, type, signer."""
    kind = library.types().find(document.type)
    arrival = f"den {document.arrival_number}" if document.arrival_number else ""
    document.issuer_folded = fold(document.issuer)[:200]
    document.folded = " ".join(
        part
        for part in (
            fold(document.code),
            arrival,
            fold(document.subject),
            document.issuer_folded,
            fold(kind.name) if kind else "",
            fold(document.signer),
        )
        if part
    )[:1000]


def tidy(text: str, most: int) -> str:
    """Return composed text with single spaces, cut to what the column holds."""
    return " ".join(nfc(text).split())[:most]


def write_recipients(document: Document, rows: Sequence[RecipientInput]) -> None:
    """Replace the list of recipients: it is open until the document is issued."""
    if len(rows) > MOST_RECIPIENTS:
        raise Invalid(
            gettext_noop("Nơi nhận có hơn %(most)s dòng. Hãy gộp lại."),
            most=MOST_RECIPIENTS,
            field="recipients",
        )
    Recipient.objects.filter(document=document).delete()
    Recipient.objects.bulk_create(
        Recipient(
            document=document,
            order=order,
            name=tidy(row.name, 200),
            unit_id=row.unit_id,
            copies=row.copies,
        )
        for order, row in enumerate(rows, start=1)
    )


def known_tags(codes: Iterable[str]) -> list[str]:
    """Return the codes, each once. Raises Invalid for one that the catalogue does not know."""
    known = {tag.code for tag in library.tags()}
    wanted = list(dict.fromkeys(codes))
    for code in wanted:
        if code not in known:
            raise Invalid(
                gettext_noop("Không có nhãn “%(tag)s” trong danh mục."), tag=code[:40], field="tags"
            )
    return wanted


def write_tags(
    document: Document, codes: Iterable[str], at: datetime
) -> tuple[list[str], list[str]]:
    """Let the document bear exactly these tags from `at` on; return what came and what went."""
    wanted = known_tags(codes)
    held = set(
        DocumentTag.objects.filter(document=document, removed_at__isnull=True).values_list(
            "tag", flat=True
        )
    )
    added = [code for code in wanted if code not in held]
    removed = sorted(held.difference(wanted))
    if removed:
        DocumentTag.objects.filter(
            document=document, tag__in=removed, removed_at__isnull=True
        ).update(removed_at=at)
    DocumentTag.objects.bulk_create(
        DocumentTag(document=document, tag=code, added_at=at) for code in added
    )
    return added, removed


def write_file(document: Document, file: StoredFile, kind: FileKind, at: datetime) -> None:
    """Hang a stored file on the document; the same one twice is once."""
    DocumentFile.objects.get_or_create(
        document=document, file=file, defaults={"kind": kind.value, "added_at": at}
    )
