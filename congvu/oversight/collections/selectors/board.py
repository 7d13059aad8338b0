"""Who of those asked has answered, who is late; whom one may ask; what is merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Count, Q

from congvu.foundation.people.rules import Staff
from congvu.foundation.units import kinds
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit, UnitAncestry
from congvu.foundation.units.rules import Ended, UnitRow
from congvu.kernel.workingdays import local_day
from congvu.oversight.collections.models import CollectedValue, Collection, Recipient
from congvu.oversight.collections.rules.life import State
from congvu.oversight.collections.rules.standing import Standing, days_late, standing
from congvu.oversight.indicators.access import asking_office

OWING: Final = frozenset({Standing.LATE, Standing.RETURNED, Standing.WAITING})
ANSWERED: Final = frozenset({Standing.ANSWERED, Standing.ANSWERED_LATE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit below that can be asked, what it stands under, and whether it is proposed."""

    unit: Unit
    code: str
    above: str
    is_direct: bool
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class InNumbers:
    """How many units are asked and how many have sent."""

    units: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit that is asked: how it stands, and how many of its cells have two answers.

    A unit that has `ended` is not late: its heir may answer for it, or its superior leaves it out.
    """

    unit: UnitRow
    recipient: Recipient
    standing: Standing
    days_late: int
    contested: int
    ended: Ended | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All units that are asked, in alphabetical order."""

    collection: Collection
    rows: tuple[BoardRow, ...]

    @property
    def counts(self) -> Mapping[Standing, int]:
        found = Counter(row.standing for row in self.rows)
        return {one: found[one] for one in Standing}

    @property
    def answered(self) -> int:
        return sum(row.standing in ANSWERED for row in self.asked)

    @property
    def asked(self) -> tuple[BoardRow, ...]:
        """The rows of those who answer: without the units that were left out."""
        return tuple(row for row in self.rows if row.standing is not Standing.LEFT_OUT)

    @property
    def to_remind(self) -> tuple[BoardRow, ...]:
        """The rows of the units that are still there and have not answered, or were sent back."""
        return tuple(row for row in self.rows if row.standing in OWING and row.ended is None)

    def only(self, wanted: Standing | None) -> tuple[BoardRow, ...]:
        """Return the rows of one standing, or all."""
        return tuple(row for row in self.rows if wanted in (None, row.standing))


def candidates(staff: Staff, on: date) -> list[Candidate]:
    """Return every unit under the person's office on a day, whatever its depth, in order.

    Proposed are the offices of territories directly below; sections and departments directly below
    where there are none of these.
    """
    office = asking_office(staff, on)
    depths = dict(
        UnitAncestry.objects.on(on)
        .filter(ancestor_id=office, depth__gte=1)
        .values_list("unit_id", "depth")
    )
    found = list(Unit.objects.existing(on).filter(pk__in=depths).in_order())
    codes, above = units.codes_of(depths, on), units.names_above(depths, on)
    territorial = {one.pk for one in found if kinds.get(one.kind).territorial}
    direct = {unit for unit, depth in depths.items() if depth == 1}
    proposed = direct & territorial or direct
    return [
        Candidate(
            one,
            codes.get(one.pk, ""),
            above.get(one.pk, ""),
            is_direct=one.pk in direct,
            is_proposed=one.pk in proposed,
        )
        for one in found
        if one.pk != staff.unit_id or one.pk in territorial
    ]


def still_to_ask(collection: Collection, staff: Staff, on: date) -> list[Candidate]:
    """Return the units below on a day that are not in the collection; none of them is proposed."""
    there = set(Recipient.objects.filter(collection=collection).values_list("unit_id", flat=True))
    return [
        replace(one, is_proposed=False) for one in candidates(staff, on) if one.unit.pk not in there
    ]


def board(collection: Collection, on: date) -> Board:
    """Return how everybody asked stands on a day; six statements at most."""
    recipients = {
        one.unit_id: one
        for one in Recipient.objects.filter(collection=collection).select_related("unit")
    }
    owing = list(Unit.objects.filter(pk__in=recipients).in_order())
    ended = units.endings(owing, on)
    contested = _contested(collection)
    rows = []
    for unit in units.rows(owing, collection.as_of):
        recipient = recipients[unit.id]
        recipient.collection = collection
        state, due = State(recipient.state), due_of(recipient)
        late = days_late(state, due, _answered_on(recipient), on, recipient.unit.ends_on)
        rows.append(
            BoardRow(
                unit,
                recipient,
                standing_of(recipient, on),
                0 if recipient.is_left_out else late,
                contested[recipient.pk] if state is State.ANSWERED else 0,
                ended.get(unit.id),
            )
        )
    return Board(collection, tuple(rows))


def in_numbers(asked: Sequence[Collection]) -> dict[int, InNumbers]:
    """Return how far each of several collections is, in one statement."""
    rows = (
        Recipient.objects.filter(collection__in=asked, left_out_at=None)
        .values("collection")
        .annotate(units=Count("pk"), answered=Count("pk", filter=Q(state=State.ANSWERED.value)))
        .order_by()
    )
    found = {row["collection"]: InNumbers(row["units"], row["answered"]) for row in rows}
    return {one.pk: found.get(one.pk, InNumbers()) for one in asked}


def due_of(recipient: Recipient) -> date:
    """Return the day by which a unit answers: its own if it has one, else that of all."""
    return recipient.due_on or recipient.collection.due_on


def standing_of(recipient: Recipient, on: date) -> Standing:
    """Return how one unit stands on a day."""
    if recipient.is_left_out:
        return Standing.LEFT_OUT
    state, answered = State(recipient.state), _answered_on(recipient)
    return standing(state, due_of(recipient), answered, on, recipient.unit.ends_on)


def _answered_on(recipient: Recipient) -> date | None:
    return local_day(recipient.answered_at) if recipient.answered_at else None


def _contested(collection: Collection) -> Counter[int]:
    """Count the cells of each unit in which two answers stand."""
    rows = CollectedValue.objects.filter(recipient__collection=collection, superseded_at=None)
    cells = Counter(rows.values_list("recipient_id", "cell"))
    return Counter(recipient for (recipient, _cell), count in cells.items() if count > 1)
