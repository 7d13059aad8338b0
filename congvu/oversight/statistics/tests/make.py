"""Lives of dossiers for tests: written as events, folded without the tables of casework."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import groupby

from congvu.casework.dossiers.selectors.counted import CountedEvent
from congvu.casework.dossiers.selectors.feed import FeedRow
from congvu.oversight.statistics.folding import Fold, tell_of
from congvu.oversight.statistics.models import (
    LateTally,
    Level,
    Lineage,
    LineageStep,
    OpenTally,
    Phase,
    Tally,
    Watermark,
)

VIETNAM = timezone(timedelta(hours=7))
STATES = {
    "submit": "submitted",
    "accept": "accepted",
    "forward": "processing",
    "request_supplement": "awaiting_supplement",
    "receive_supplement": "processing",
    "request_payment": "awaiting_payment",
    "confirm_payment": "processing",
    "suspend": "suspended",
    "resume": "processing",
    "resolve": "resolved",
    "refuse": "refused",
    "withdraw": "withdrawn",
    "stop": "stopped",
    "hand_out": "handed_out",
}


def day(text: str) -> date:
    """Read dd/mm, of 2026 unless the year is said."""
    parts = [int(part) for part in text.split("/")]
    return date(parts[2] if len(parts) == 3 else 2026, parts[1], parts[0])


def moment(when: date, hour: int = 9) -> datetime:
    return datetime(when.year, when.month, when.day, hour, tzinfo=VIETNAM)


class Life:
    """Writes the events of one dossier, one after another; positions are given by `gather`."""

    def __init__(self, dossier_id: int, *, unit: int = 1, field: int = 1, channel: str = "direct"):
        self.dossier_id = dossier_id
        self.first = {"competent_unit_id": unit, "field_id": field, "channel": channel}
        self.state = ""
        self.rows: list[FeedRow] = []

    def then(
        self,
        action: str,
        occurred: date | str,
        *,
        recorded: date | str | None = None,
        to: str | None = None,
        **facts: object,
    ) -> Life:
        occurred = day(occurred) if isinstance(occurred, str) else occurred
        recorded = day(recorded) if isinstance(recorded, str) else recorded or occurred
        self.state = to or STATES.get(action, self.state)
        plain = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in facts.items()
        }
        if not self.rows:
            plain = {**self.first, **plain}
        self.rows.append(
            FeedRow(
                self.dossier_id,
                len(self.rows) + 1,
                0,
                action,
                self.state,
                moment(occurred),
                moment(recorded, 15),
                plain,
            )
        )
        return self

    def accepted(
        self,
        occurred: date | str,
        due: date | str,
        *,
        promised: date | str | None = None,
        recorded: date | str | None = None,
    ) -> Life:
        due = day(due) if isinstance(due, str) else due
        promised = day(promised) if isinstance(promised, str) else promised or due
        self.then("accept", occurred, recorded=recorded, promised_due=promised, lawful_due=due)
        return self.then("forward", occurred, recorded=recorded)


def gather(lives: Iterable[Life]) -> list[FeedRow]:
    """Return all events by dossier and order, with positions in the order of their recording."""
    rows = [row for life in lives for row in life.rows]
    order = sorted(rows, key=lambda row: (row.recorded_at, row.dossier_id, row.seq))
    positions = {(row.dossier_id, row.seq): place for place, row in enumerate(order, start=1)}
    found = [row._replace(position=positions[row.dossier_id, row.seq]) for row in rows]
    return sorted(found, key=lambda row: (row.dossier_id, row.seq))


def forget() -> None:
    for model in (Phase, Tally, Level, OpenTally, LateTally, Lineage, LineageStep, Watermark):
        model.objects.all().delete()


def fold(rows: Sequence[FeedRow], *stops: int) -> None:
    """Fold the events up to each stop in turn, then the rest, as refreshes through time would."""
    mark, _ = Watermark.objects.get_or_create(pk=1)
    after = mark.position
    for until in sorted({*stops, max(row.position for row in rows)}):
        taking = Fold(after, until)
        touched = {row.dossier_id for row in rows if after < row.position <= until}
        dossiers = groupby(rows, key=lambda row: row.dossier_id)
        taking.take(
            [
                (dossier, tell_of(cut(row) for row in events if row.position <= until))
                for dossier, events in dossiers
                if dossier in touched
            ]
        )
        taking.write()
        after = until
    mark.position = after
    mark.save()


def cut(row: FeedRow) -> CountedEvent:
    occurred = row.occurred_at.astimezone(VIETNAM).toordinal()
    recorded = row.recorded_at.astimezone(VIETNAM).toordinal()
    return (
        row.dossier_id,
        row.position,
        row.action,
        row.to_state,
        occurred,
        recorded,
        dict(row.facts),
    )
