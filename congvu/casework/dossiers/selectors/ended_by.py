"""Which dossiers a document ends: by its number, symbol and day, as the result cites it."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from congvu.casework.dossiers.models import Dossier, Result
from congvu.casework.dossiers.models.papers_out import CitedAs


def ended_by(
    dossiers: QuerySet[Dossier], *, number: str, symbol: str, issued_on: date
) -> QuerySet[Dossier]:
    """Keep the dossiers one of whose results is this document; found by an index of its own."""
    cited = f"{number}/{symbol} {issued_on.isoformat()}"
    results = Result.objects.annotate(cited=CitedAs("document")).filter(cited=cited)
    return dossiers.filter(pk__in=results.values("dossier"))
