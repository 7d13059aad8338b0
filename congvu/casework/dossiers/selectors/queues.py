"""What waits at the counter of an office: to be accepted, to go on, to come back, to be handed out.

Walked oldest first, because the first in line is served first. Lists by due date are in `today`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from congvu.casework.dossiers.models import Dossier, SupplementRequest
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.selectors.access import may_read, own
from congvu.casework.dossiers.selectors.filters import open_ones
from congvu.casework.dossiers.selectors.lists import PAGE, in_states
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.selectors.today import ROW_PARTS
from congvu.foundation.people.rules import Staff
from congvu.kernel.asked import whole_number

AWAY = (State.INCOMPLETE, State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)
COUNTED_STATES = (State.SUBMITTED, State.ACCEPTED, State.RESOLVED, *AWAY)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many dossiers wait in each queue of the counter."""

    to_accept: int
    to_forward: int
    with_citizens: int
    to_hand_out: int

    @property
    def total(self) -> int:
        return self.to_accept + self.to_forward + self.with_citizens + self.to_hand_out


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some rows in the order of waiting, and the key of those after them."""

    rows: list[Dossier]
    next_key: str


def counts(staff: Staff, on: date) -> Counts:
    """Count the queues of the office; one statement over what is open."""
    here = in_states(staff, on, *COUNTED_STATES).order_by().values_list("state")
    back = _back_from_others(staff, on).order_by().values_list("state")
    found: Counter[str] = Counter()
    for state, count in here.annotate(n=Count("id")).union(back.annotate(n=Count("id")), all=True):
        found[state] += count
    return Counts(
        to_accept=found[State.SUBMITTED.value],
        to_forward=found[State.ACCEPTED.value],
        with_citizens=sum(found[state.value] for state in AWAY),
        to_hand_out=found[State.RESOLVED.value],
    )


def in_all_queues(staff: Staff, on: date) -> int:
    """Count what stands in the queues of the counter together, as their page shows them."""
    return counts(staff, on).total


def to_accept(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return what waits for the desk; `came_again` says that it was completed after guidance."""
    asked = SupplementRequest.objects.filter(dossier=OuterRef("pk"), before_acceptance=True)
    return in_states(staff, on, State.SUBMITTED).annotate(came_again=Exists(asked))


def to_forward(staff: Staff, on: date) -> QuerySet[Dossier]:
    return in_states(staff, on, State.ACCEPTED)


def with_citizens(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return what waits for a citizen to complete, to bring or to pay something."""
    return open_ones(own(staff, on), AWAY)


def arrived_since(staff: Staff, moment: datetime, on: date) -> QuerySet[Dossier]:
    """Return dossiers in handling whose supplement came in since a moment."""
    came = SupplementRequest.objects.filter(dossier=OuterRef("pk"), received_at__gte=moment)
    handled = own(staff, on).filter(state=State.PROCESSING.value, supplement_count__gt=0)
    return handled.filter(Exists(came))


def to_hand_out(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return results that lie at the desk, also those that another authority sent back here."""
    back = _back_from_others(staff, on).values("pk")
    return in_states(staff, on, State.RESOLVED) | Dossier.objects.filter(pk__in=back)


def in_line(dossiers: QuerySet[Dossier], *, after: str = "", size: int = PAGE) -> QueuePage:
    """Cut the next ones in the order in which they came in."""
    rows = dossiers.select_related(*ROW_PARTS, "receiving_unit", "competent_unit").order_by("id")
    edge_id = whole_number(after)
    if edge_id is not None:
        rows = rows.filter(id__gt=edge_id)
    found = list(rows[: size + 1])
    more = len(found) > size
    return QueuePage(found[:size], str(found[size - 1].pk) if more else "")


def of_codes(staff: Staff, codes: Iterable[str], on: date) -> QuerySet[Dossier]:
    """Return the office's accepted dossiers of these codes, as ticked in a queue."""
    return in_states(staff, on, State.ACCEPTED).filter(code__in=list(codes))


def _back_from_others(staff: Staff, on: date) -> QuerySet[Dossier]:
    if not may_read(staff):
        return Dossier.objects.none()
    office = office_of(staff.unit_id, on)
    return Dossier.objects.filter(
        state=State.RESOLVED.value, guests__unit_id=office.id, receiving_unit_id=office.id
    ).exclude(competent_unit_id=office.id)
