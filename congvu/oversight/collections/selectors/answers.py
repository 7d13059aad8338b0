"""The answer of a unit: what stands in its cells, which have two answers, what was there before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import PositionView, list_positions_in
from congvu.foundation.units.offices import office_of
from congvu.oversight.collections.models import CollectedValue, Recipient
from congvu.oversight.collections.rules.cells import BLANK, Value
from congvu.oversight.collections.rules.columns import Form

MOST_HISTORY: Final = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """The cells of a unit: one standing value each, or several that wait for a choice.

    `seen` is the newest value that there is: whoever writes says what they had before their eyes.
    """

    recipient: Recipient
    form: Form
    cells: Mapping[str, Value]
    contested: Mapping[str, tuple[CollectedValue, ...]]
    seen: int

    @property
    def blanks(self) -> int:
        """How many cells nobody has filled in."""
        return sum(
            key not in self.cells and key not in self.contested for key, _r, _c in self.form.cells()
        )


def answer_of(recipient: Recipient) -> Answer:
    """Return the answer of one unit, in two statements."""
    return answers_of([recipient])[0]


def answers_of(recipients: Sequence[Recipient]) -> list[Answer]:
    """Return the answers of several units, in their order."""
    ids = [one.pk for one in recipients]
    current: dict[int, dict[str, list[CollectedValue]]] = {one: defaultdict(list) for one in ids}
    newest: dict[int, int] = dict.fromkeys(ids, 0)
    for row in CollectedValue.objects.filter(recipient_id__in=ids).order_by("pk"):
        newest[row.recipient_id] = row.pk
        if row.superseded_at is None:
            current[row.recipient_id][row.cell].append(row)
    return [_answer(one, current[one.pk], newest[one.pk]) for one in recipients]


def _answer(recipient: Recipient, rows: Mapping[str, list[CollectedValue]], seen: int) -> Answer:
    return Answer(
        recipient,
        recipient.collection.asks,
        {
            cell: found[0].value
            for cell, found in rows.items()
            if len(found) == 1 and not found[0].value.is_blank
        },
        {cell: tuple(found) for cell, found in rows.items() if len(found) > 1},
        seen,
    )


def as_seen(rows: Iterable[CollectedValue], seen: int) -> Value:
    """Return what a cell said to whoever had seen everything up to the row `seen`."""
    known = [row for row in rows if row.pk <= seen]
    return max(known, key=lambda row: row.pk).value if known else BLANK


def history(recipient: Recipient, cell: str = "") -> list[CollectedValue]:
    """Return the values of a cell, or of all cells, the newest first."""
    rows = CollectedValue.objects.filter(recipient=recipient)
    if cell:
        rows = rows.filter(cell=cell)
    return list(rows.order_by("-pk")[:MOST_HISTORY])


def colleagues(staff: Staff, on: date) -> list[PositionView]:
    """Return the people of the person's office who can be named to answer, in order of names."""
    members = office_of(staff.unit_id, on).member_ids
    return [one for one in list_positions_in(members, on) if one.role != Role.ADMINISTRATOR]


def named(recipient: Recipient, on: date) -> list[PositionView]:
    """Return who was named to answer and holds the post on that day."""
    ids = recipient.answerers.values_list("position_id", "position__unit_id")
    positions = dict(ids)
    found = list_positions_in(set(positions.values()), on)
    return [one for one in found if one.position_id in positions]
