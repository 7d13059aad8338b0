"""What counting reads: the events that can move a figure, quickly, and the rows behind a figure.

No personal data passes here. Not for screens of casework: `lists` serves those.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db import connection

from congvu.casework.dossiers.rules.states import Action
from congvu.kernel.workingdays import VIETNAM

# These neither start nor stop a clock, move a due date or a unit, nor end anything.
WITHOUT_EFFECT: Final = (
    Action.FORWARD,
    Action.TRANSFER,
    Action.ASK_OPINION,
    Action.PRESENT,
    Action.SEND_TO_NUMBERING,
    Action.COME_BACK,
    Action.HAND_OUT,
    Action.ASSIGN,
    Action.CLAIM,
    Action.HAND_BACK,
    Action.ADVANCE,
    Action.ASK_TO_COMPLETE,
    Action.SUBMIT_AGAIN,
    Action.REJECT,
)
_NO_EFFECT: Final = ", ".join(f"'{action.value}'" for action in WITHOUT_EFFECT)
_TABLE: Final = "dossiers_dossierevent"
_AHEAD: Final = timedelta(hours=7)  # of UTC
_NO_FACTS: Final[dict[str, Any]] = {}


class CountedEvent(NamedTuple):
    """One event that can move a figure; days are `date.toordinal` in Vietnamese legal time."""

    dossier_id: int
    position: int
    action: str
    to_state: str
    occurred_day: int
    recorded_day: int
    facts: dict[str, Any]


def count_between(after: int, until: int) -> tuple[int, int]:
    """Return how many events stand at `after < position <= until`, and the sum of their positions."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT COUNT(*), COALESCE(SUM(position), 0) FROM {_TABLE}"  # noqa: S608
            " WHERE position > %s AND position <= %s",
            [after, until],
        )
        events, checksum = cursor.fetchone()
    return int(events), int(checksum)


def touched_between(after: int, until: int) -> list[int]:
    """Return the ids of the dossiers with an event there that can move a figure, ascending."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT dossier_id FROM {_TABLE} WHERE position > %s AND position <= %s"  # noqa: S608
            f" AND action NOT IN ({_NO_EFFECT})",
            [after, until],
        )
        return sorted({row[0] for row in cursor.fetchall()})


def events_of(dossier_ids: Sequence[int], until: int) -> Iterator[CountedEvent]:
    """Yield the events of these dossiers up to a position that can move a figure, in their order."""
    if not dossier_ids:
        return
    listed = ", ".join(f"{number:d}" for number in dossier_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id, position, action, to_state, occurred_at, recorded_at, facts"  # noqa: S608
            f" FROM {_TABLE} WHERE dossier_id IN ({listed}) AND position <= %s"
            f" AND action NOT IN ({_NO_EFFECT}) ORDER BY dossier_id, seq",
            [until],
        )
        while page := cursor.fetchmany(5000):
            for dossier_id, position, action, to_state, occurred, recorded, facts in page:
                yield CountedEvent(
                    dossier_id,
                    position,
                    action,
                    to_state,
                    _day(occurred),
                    _day(recorded),
                    _NO_FACTS if facts == "{}" else json.loads(facts),
                )


def _day(moment: datetime | str) -> int:
    """Return the legal day of a moment as the database driver gives it: SQLite as text in UTC."""
    if isinstance(moment, str):
        return _day_of_hour(moment[:13])
    return moment.astimezone(VIETNAM).toordinal()


@lru_cache(maxsize=65_536)
def _day_of_hour(hour: str) -> int:
    return (datetime.fromisoformat(f"{hour}:00") + _AHEAD).toordinal()
