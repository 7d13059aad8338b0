"""Lists that an outline draws from the platform: issued documents by tag, as prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from congvu.casework.documents import library as documents
from congvu.casework.documents.selectors.counted import BY_CODE, Asked, records
from congvu.kernel.periods import Window
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day
from congvu.oversight.reporting.rules.outlines import Outline
from congvu.oversight.reporting.rules.prose import escape

MOST: Final = 60
_ABOUT = re.compile(r"(?:v/v|về việc|về)[:\s]+", re.IGNORECASE)
Entries = tuple[str, ...]


def entries_of(
    outline: Outline, office_ids: tuple[int, ...], window: Window, at: datetime
) -> dict[str, Entries]:
    """Return the entries of every list that the outline asks for, by its source."""
    return {
        listing.source: _entries(listing.source, office_ids, window, at)
        for listing in outline.listings
    }


def _entries(source: str, office_ids: tuple[int, ...], window: Window, at: datetime) -> Entries:
    room, _, word = source.partition(":")
    read = READERS.get(room)
    return read(word, office_ids, window, at) if read else ()


def _documents(count: str, office_ids: tuple[int, ...], window: Window, at: datetime) -> Entries:
    """Return "Công văn số 153/UBND-TH ngày 15/02/2022 về …" of each document that a count of the registers counts."""
    if count not in BY_CODE:
        return ()
    asked = Asked(office_ids, window, local_day(at))
    rows = records(count, asked).order_by("issued_on", "number", "pk")[:MOST]
    said = []
    for row in rows:
        kind = documents.types().find(row.type)
        name = kind.name if kind else ""
        subject = about(row.subject)
        day = format_date(row.issued_on) if row.issued_on else ""
        said.append(escape(f"{name} số {row.code} ngày {day} về {subject}".strip()))
    return tuple(said)


def about(subject: str) -> str:
    """Return a subject as it follows "về": without a "V/v" or "Về" of its own, small at first."""
    own = _ABOUT.match(subject.strip())
    bare = subject.strip()[own.end() if own else 0 :].strip()
    first = bare.split(" ", 1)[0]
    # A first word in capitals is an abbreviation and keeps them: "CCHC quý I".
    return bare if len(first) > 1 and first.isupper() else bare[:1].lower() + bare[1:]


READERS: Final[Mapping[str, Callable[[str, tuple[int, ...], Window, datetime], Entries]]] = {
    "documents": _documents,
}
