"""What a changed calendar does to open dossiers: told first as numbers, then done office by office.

Not here: changing the calendar (foundation/calendars). The promise as printed never moves
(`clock.restate_due`); a due date that a leader corrected by hand is left to people and counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import make_aware

from congvu.casework.dossiers.models import Dossier, DossierEvent
from congvu.casework.dossiers.rules.states import OPEN_AFTER_ACCEPTANCE, Action, Actor
from congvu.casework.dossiers.services.clock import lawful_due_with, restate_due
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units import selectors as units
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import NotAllowed, gettext_noop

AT_ONCE: Final = 100
"""Dossiers restated by one call; each is a transaction of its own, so clerks never wait long."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a calendar day does to the open dossiers that one office decides."""

    unit_id: int
    unit_name: str
    later: int
    earlier: int
    by_hand: int

    @property
    def count(self) -> int:
        """How many lawful due dates move."""
        return self.later + self.earlier


@dataclass(frozen=True, slots=True)
class Restated:
    """What one call did, and how many dossiers of the office still wait."""

    done: int
    left: int


def count_moved(*, unit_id: int | None, day: date) -> tuple[Moved, ...]:
    """Count by office whose lawful due date is not what the calendar now says, because of `day`.

    `unit_id` is the unit whose calendar changed, None for the country. Looks at open dossiers
    accepted before the day that are due on it or later.
    """
    found: dict[int, Moved] = {}
    for dossier, due, corrected in _candidates(unit_id, day):
        stored = dossier.lawful_due
        assert stored is not None
        unit = dossier.competent_unit
        so_far = found.setdefault(unit.pk, Moved(unit.pk, unit.name, 0, 0, 0))
        if corrected:
            found[unit.pk] = replace(so_far, by_hand=so_far.by_hand + 1)
        elif due > stored:
            found[unit.pk] = replace(so_far, later=so_far.later + 1)
        else:
            found[unit.pk] = replace(so_far, earlier=so_far.earlier + 1)
    return tuple(sorted(found.values(), key=lambda one: (-one.count, one.unit_name)))


def restate_some(
    *, office_id: int, day: date, decision: DocumentReference, by: Staff, at: datetime
) -> Restated:
    """Restate the due dates of up to `AT_ONCE` dossiers of one office; call again until none is left.

    Each dossier's event cites the decision and names who pressed the button. Calling it again
    repeats nothing. Raises NotAllowed for anybody but a technical administrator.
    """
    if not by.is_administrator:
        raise NotAllowed(gettext_noop("Chỉ quản trị kỹ thuật được áp dụng lịch mới cho hồ sơ."))
    waiting = [
        dossier
        for dossier, _due, corrected in _candidates(office_id, day, below=False)
        if not corrected
    ]
    for dossier in waiting[:AT_ONCE]:
        restate_due(dossier, decision=decision, by=_as_system(by), at=at)
    done = min(len(waiting), AT_ONCE)
    return Restated(done, len(waiting) - done)


def _candidates(
    unit_id: int | None, day: date, *, below: bool = True
) -> Iterator[tuple[Dossier, date, bool]]:
    """Yield dossiers whose due date would move, where to, and whether somebody corrected it."""
    rows = _open_over(day)
    if unit_id is not None:
        ids = units.subtree_ids(unit_id, day) if below else [unit_id]
        rows = rows.filter(competent_unit_id__in=ids)
    for dossier in rows.prefetch_related("pauses").iterator(chunk_size=500):
        pauses = sorted(dossier.pauses.all(), key=lambda pause: pause.starts_at)
        due = lawful_due_with(dossier, pauses)
        if due != dossier.lawful_due:
            corrected: bool = dossier.corrected  # type: ignore[attr-defined]
            yield dossier, due, corrected


def _open_over(day: date) -> QuerySet[Dossier]:
    """Open dossiers whose clock began before the day and had not run out before it."""
    corrections = DossierEvent.objects.filter(
        dossier=OuterRef("pk"), action=Action.CORRECT.value, facts__has_key="lawful_due"
    )
    return (
        Dossier.objects.filter(
            state__in=[state.value for state in OPEN_AFTER_ACCEPTANCE],
            accepted_at__lt=make_aware(datetime.combine(day, time.min)),
            lawful_due__gte=day,
        )
        .annotate(corrected=Exists(corrections))
        .select_related("competent_unit")
        .order_by("id")
    )


def _as_system(by: Staff) -> Staff:
    """Return the administrator as the system's hand: one decision, carried out on many dossiers.

    The technical administrator reads no dossier and has no other role in one.
    """
    return replace(by, roles=frozenset({cast("Role", Actor.SYSTEM.value)}))
