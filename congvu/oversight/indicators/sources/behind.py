"""The dossiers behind a figure: exactly those that it counted, whichever way they were counted."""

from __future__ import annotations

from typing import Final

from congvu.oversight.indicators.sources import dossiers, facts
from congvu.oversight.indicators.sources.asked import Asked, Scope

PROCEDURES: Final = frozenset({"procedures_received", "procedures_returned"})
"""Words that count the different procedures of the dossiers behind them."""


def ids_behind(asked: Asked, scope: Scope, *, after: int | None, limit: int) -> list[int]:
    """Return the ids of the dossiers behind a figure of dossiers, in their order.

    `limit` of those after `after`; the source must be of facts.
    """
    if dossiers.is_listed(asked):
        return dossiers.ids_behind(asked, scope, after=after, limit=limit)
    page = facts.list_behind(asked, scope, after=after, limit=limit)
    return [row.dossier_id for row in page.rows]
