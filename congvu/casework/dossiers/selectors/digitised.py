"""How many of the dossiers accepted in some days are digital: their papers, their results, both.

A paper counts as digital when it came as an electronic one, or when its scan lies here; a result
when its file does. Papers that were not handed in are none. What was scanned after the day of
knowledge was not digital on that day. The dossiers are those of the offices that decide them today.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from congvu.casework.dossiers.models import Dossier, DossierEvent, DossierPaper, Result
from congvu.casework.dossiers.selectors.moments import Moments
from congvu.kernel.periods import Window


@dataclass(frozen=True, slots=True)
class Digitised:
    """Figures of dossiers: all that were accepted, and those of them of which it is so."""

    accepted: int
    papers: int  # no paper that was handed in lacks its copy
    with_result: int
    results: int  # has results, and each has its file
    whole: int  # neither a paper nor a result lacks its copy


_PARTS: Final[dict[str, Callable[[], Q]]] = {
    "accepted": Q,
    "papers": lambda: Q(paper_missing=False),
    "with_result": lambda: Q(has_result=True),
    "results": lambda: Q(has_result=True, result_missing=False),
    "whole": lambda: Q(paper_missing=False, result_missing=False),
    "missing": lambda: Q(paper_missing=True) | Q(result_missing=True),
}
PARTS: Final = tuple(_PARTS)


def count_digitised(unit_ids: Collection[int], window: Window, known_on: date) -> Digitised:
    """Return the figures of these offices, in one statement over the days' dossiers."""
    found = _accepted(unit_ids, window, known_on).aggregate(
        **{
            name: Count("pk", filter=part() or None)
            for name, part in _PARTS.items()
            if name != "missing"
        }
    )
    return Digitised(**found)


def dossiers_digitised(
    part: str, unit_ids: Collection[int], window: Window, known_on: date
) -> QuerySet[Dossier]:
    """Return the dossiers behind a part of `PARTS`; `missing` are those that are not whole."""
    found = _accepted(unit_ids, window, known_on).filter(_PARTS[part]())
    return Dossier.objects.filter(pk__in=found.order_by().values("pk"))


def _accepted(unit_ids: Collection[int], window: Window, known_on: date) -> QuerySet[Dossier]:
    asked = Moments.of(window, known_on)
    known = DossierEvent.objects.filter(
        dossier=OuterRef("dossier"),
        seq=OuterRef("added_by_seq"),
        recorded_at__lt=asked.known_until,
    )
    without_copy = Q(file=None) | Q(file__uploaded_at__gte=asked.known_until)
    papers = DossierPaper.objects.annotate(on_paper=F("originals") + F("copies")).filter(
        without_copy, Exists(known), dossier=OuterRef("pk"), on_paper__gt=0
    )
    results = Result.objects.filter(dossier=OuterRef("pk"), issued_at__lt=asked.known_until)
    return Dossier.objects.filter(
        competent_unit__in=list(unit_ids),
        accepted_at__gte=asked.starts_at,
        accepted_at__lt=asked.ends_at,
    ).annotate(
        paper_missing=Exists(papers),
        has_result=Exists(results),
        result_missing=Exists(results.filter(file=None)),
    )
