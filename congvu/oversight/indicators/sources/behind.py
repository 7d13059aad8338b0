"""The dossiers behind a figure: exactly those that it counted, whichever way they were counted."""

from __future__ import annotations

from congvu.oversight.indicators.sources import dossiers, facts
from congvu.oversight.indicators.sources.asked import Asked, Scope


def ids_behind(
    asked: Asked, scope: Scope, *, after: int | None = None, limit: int = 50
) -> list[int]:
    """Return the ids of the dossiers behind a figure of dossiers, in their order.

    `limit` of those after `after`; the source must be of facts.
    """
    if dossiers.is_listed(asked):
        return dossiers.ids_behind(asked, scope, after=after, limit=limit)
    page = facts.list_behind(asked, scope, after=after, limit=limit)
    return [row.dossier_id for row in page.rows]


def counts_procedures(asked: Asked) -> bool:
    """Whether the figure is the number of different procedures of the dossiers behind it."""
    return asked.source.word.startswith("procedures_")
