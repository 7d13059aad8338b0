"""How a report that has a number can go back: as its document stands in the book."""

from __future__ import annotations

from congvu.casework.documents.rules.states import State as DocumentState
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import Action


def way_back(report: Report) -> Action | None:
    """Return REWORK when the number was struck before anything went out, CORRECT when the document
    was issued and called back, None while the number is in force.
    """
    if report.document is None or report.document.state == DocumentState.CANCELLED:
        return Action.REWORK
    return Action.CORRECT if report.document.state == DocumentState.RECALLED else None
