"""What counting reads: the events that can move a figure, quickly, and the rows behind a figure.

No personal data passes here. Not for screens of casework: `lists` serves those.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import Action

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


# One event that can move a figure: dossier, position, action, state after it, the days on which it
# occurred and was recorded (`date.toordinal` in Vietnamese legal time), facts. A plain tuple,
# because a country makes 400 thousand of them a day.
CountedEvent = tuple[int, int, str, str, int, int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class DossierLine:
    """What names a dossier in a list behind a figure; nothing personal."""

    id: int
    code: str
    procedure_code: str
    procedure_name: str
    state: str


def lines_of(dossier_ids: Collection[int]) -> dict[int, DossierLine]:
    """Return the line of each dossier that has a row; in one statement."""
    rows = Dossier.objects.filter(pk__in=list(dossier_ids)).values_list(
        "pk", "code", "procedure_version__procedure__code", "procedure_version__name", "state"
    )
    return {
        pk: DossierLine(pk, code or "", procedure, name, state)
        for pk, code, procedure, name, state in rows
    }


def ids_after(dossier_id: int, limit: int) -> list[int]:
    """Return the ids of the next dossiers that have events, ascending."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT dossier_id FROM {_TABLE} WHERE dossier_id > %s"  # noqa: S608
            " ORDER BY dossier_id LIMIT %s",
            [dossier_id, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def last_id() -> int:
    """Return the greatest id of a dossier, 0 when there is none."""
    return Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


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
            "SELECT dossier_id, position, action, to_state,"  # noqa: S608
            " CAST(occurred_at AS TEXT), CAST(recorded_at AS TEXT), CAST(facts AS TEXT)"
            f" FROM {_TABLE} WHERE dossier_id IN ({listed}) AND position <= %s"
            f" AND action NOT IN ({_NO_EFFECT}) ORDER BY dossier_id, seq",
            [until],
        )
        while page := cursor.fetchmany(5000):
            for dossier_id, position, action, to_state, occurred, recorded, facts in page:
                yield (
                    dossier_id,
                    position,
                    action,
                    to_state,
                    _day_of_hour(occurred[:13]),
                    _day_of_hour(recorded[:13]),
                    _NO_FACTS if facts == "{}" else json.loads(facts),
                )


@lru_cache(maxsize=65_536)
def _day_of_hour(hour: str) -> int:
    """Return the legal day of "2026-03-02 17": both databases write moments in UTC like that."""
    return (datetime.fromisoformat(f"{hour}:00") + _AHEAD).toordinal()
