"""The feed of events for oversight: positions, touched dossiers, raw event rows.

Oversight pulls from here; nothing in this room knows who listens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from congvu.casework.dossiers.models import DossierEvent, EventHead


class FeedRow(NamedTuple):
    """One event as stored, cheap enough for a million of them; `facts` holds ISO text dates."""

    dossier_id: int
    seq: int
    position: int
    action: str
    to_state: str
    occurred_at: datetime
    recorded_at: datetime
    facts: dict[str, object]


COLUMNS = (
    "dossier_id",
    "seq",
    "position",
    "action",
    "to_state",
    "occurred_at",
    "recorded_at",
    "facts",
)


def head_position() -> int:
    """Return the position of the newest committed event, 0 when there is none."""
    return EventHead.objects.filter(pk=1).values_list("position", flat=True).first() or 0


def touched_between(after: int, until: int) -> list[int]:
    """Return the ids of the dossiers with an event at `after < position <= until`, ascending."""
    events = DossierEvent.objects.filter(position__gt=after, position__lte=until)
    return sorted(set(events.values_list("dossier_id", flat=True)))


def events_of(dossier_ids: Sequence[int]) -> Iterator[FeedRow]:
    """Yield every event of these dossiers, by dossier and order."""
    events = DossierEvent.objects.filter(dossier_id__in=dossier_ids).order_by("dossier_id", "seq")
    for row in events.values_list(*COLUMNS).iterator(chunk_size=5000):
        yield FeedRow(*row)
