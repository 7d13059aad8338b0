"""The snapshot of an approved report: made once, read ever after, dropped only with the approval."""

from __future__ import annotations

from datetime import datetime

from congvu.kernel.digests import digest_of
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules.facts import to_facts
from congvu.oversight.reporting.selectors.drawing import Drawing


def freeze(report: Report, drawing: Drawing, *, at: datetime) -> Snapshot:
    """Keep the manuscript and its figures with their sources."""
    manuscript, figures = to_facts(drawing.manuscript), drawing.figures
    return Snapshot.objects.create(
        report=report,
        manuscript=manuscript,
        figures=figures,
        digest=digest_of([manuscript, figures]),
        at=at,
    )


def thaw(report: Report) -> None:
    """Drop the snapshot of an approval that was taken back before the report had a number."""
    Snapshot.objects.filter(report=report).delete()
