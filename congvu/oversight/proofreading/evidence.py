"""The words of a report from outside as the evidence of a figure: kept with it, after the file is gone.

What is written: the words, the file's name, the document's title, page and place; and which report
it was, so that it can be opened as long as it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from congvu.oversight.proofreading.models import Upload

if TYPE_CHECKING:
    from congvu.foundation.people.rules import Staff
    from congvu.oversight.proofreading.shelf import RecognisedFigure

KIND: Final = "quote"
AROUND: Final = 200


class Place(StrEnum):
    """Where the report is now, for whoever looks: to be opened, another unit's, deleted."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure's words in a report, with the figure itself apart; `page` 0 where none is known."""

    upload: UUID
    file: str
    title: str
    before: str
    figure: str
    after: str
    page: int
    start: int
    place: Place


def evidence_of(upload: Upload, figure: RecognisedFigure) -> dict[str, Any]:
    """Return what is kept with a value that was taken from this place of a report."""
    before, words, after = words_around(upload.text, figure.start, figure.end)
    return {
        "kind": KIND,
        "upload": str(upload.uuid),
        "file": upload.name,
        "title": upload.title,
        "before": before,
        "figure": words,
        "after": after,
        "page": page_of(upload.text, figure.start),
        "start": figure.start,
        "end": figure.end,
    }


def quotes_of(evidences: Iterable[Mapping[str, Any]], staff: Staff) -> list[Quote | None]:
    """Return the quotation that stands in each evidence, None where there is none; two statements."""
    listed = [one if one.get("kind") == KIND else None for one in evidences]
    wanted = {UUID(str(one["upload"])) for one in listed if one}
    if not wanted:
        return [None for _ in listed]
    rows = Upload.objects.filter(uuid__in=wanted)
    there = set(rows.values_list("uuid", flat=True))
    seen = set(
        Upload.objects.visible_to(staff).filter(uuid__in=wanted).values_list("uuid", flat=True)
    )
    return [_quote(one, there, seen) if one else None for one in listed]


def _quote(evidence: Mapping[str, Any], there: set[UUID], seen: set[UUID]) -> Quote:
    upload = UUID(str(evidence["upload"]))
    place = Place.HERE if upload in seen else Place.ELSEWHERE if upload in there else Place.GONE
    words = {
        name: str(evidence.get(name, "")) for name in ("file", "title", "before", "figure", "after")
    }
    return Quote(
        upload=upload,
        page=int(evidence.get("page", 0)),
        start=int(evidence.get("start", 0)),
        place=place,
        **words,
    )


def words_around(text: str, start: int, end: int, most: int = AROUND) -> tuple[str, str, str]:
    """Return what stands before a figure in its line, the figure, and what stands behind it."""
    before = text[max(0, start - most) : start].rpartition("\n")[2]
    after = text[end : end + most].partition("\n")[0]
    if len(before) == most:
        before = f"… {before.partition(' ')[2]}"
    if len(after) == most:
        after = f"{after.rpartition(' ')[0]} …"
    return _before(before), text[start:end], _after(after)


def _before(text: str) -> str:
    """Return cells before a figure as words, empty ones left out."""
    kept = _cells(text)
    return f"{kept} · " if kept and text.endswith("\t") else kept


def _after(text: str) -> str:
    kept = _cells(text)
    return f" · {kept}" if kept and text.startswith("\t") else kept


def _cells(text: str) -> str:
    if "\t" not in text:
        return text
    return " · ".join(cell.strip() for cell in text.split("\t") if cell.strip())


def page_of(text: str, at: int) -> int:
    """Return the page of a place, from 1; 0 for a text without pages."""
    return text.count("\f", 0, at) + 1 if "\f" in text else 0
