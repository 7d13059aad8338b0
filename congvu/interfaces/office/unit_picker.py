"""Choosing a unit among thousands: words without accents, then a choice; works without JavaScript.

The page draws `office/_unit_picker.html`. Pressing its own button (`find_<name>`) only searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.foundation.units import selectors as units
from congvu.foundation.units.labels import kind_label
from congvu.foundation.units.models import Unit
from congvu.kernel.asked import whole_number

if TYPE_CHECKING:
    from django.http import QueryDict

FOUND = 12


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose: same names are told apart by what stands above and by the code."""

    id: int
    name: str
    note: str
    chosen: bool = False


@dataclass
class UnitPicker:
    """One question for a unit, or for several; `initial` holds ids chosen before anything is asked."""

    name: str
    on: date
    label: str
    data: QueryDict | None = None
    hint: str = ""
    several: bool = False
    initial: Sequence[int] = ()
    required: bool = True
    within: int | None = None
    route: str = "office-administration-units-find"
    include: str = "closest fieldset"
    error: str = field(default="", init=False)
    more: bool = field(default=False, init=False)

    @property
    def find_url(self) -> str:
        """Where the words are sent while they are typed."""
        return reverse(self.route)

    @property
    def text(self) -> str:
        return self.data.get(f"{self.name}_text", "").strip()[:100] if self.data else ""

    @property
    def only_finding(self) -> bool:
        """Whether nothing is to be done yet but to look at what the words found.

        So it is after the picker's own button, and when the words fit several units.
        """
        if self.data is None:
            return False
        return f"find_{self.name}" in self.data or bool(
            self.text and self.name not in self.data and self._only_match() is None
        )

    @property
    def chosen_ids(self) -> list[int]:
        if self.data is None or self.name not in self.data:
            return list(self.initial)
        given = self.data.getlist(self.name)
        return [one for one in map(whole_number, given) if one is not None]

    @property
    def errors(self) -> list[str]:
        """What the summary of errors says about this question."""
        return [f"{self.label}: {self.error}"] if self.error else []

    def chosen(self) -> list[Unit]:
        """Return the chosen units; without any that is needed, leave an error and return none.

        Words that fit exactly one unit choose it, so that no second press is needed.
        """
        ids = self.chosen_ids or [one for one in (self._only_match(),) if one is not None]
        chosen = list(Unit.objects.filter(pk__in=ids).in_order())
        if not chosen and self.required:
            self.error = _("Hãy tìm rồi chọn một đơn vị.")
        return chosen if self.several else chosen[:1]

    def _only_match(self) -> int | None:
        found = (
            units.search(self.text, self.on, within=self.within, limit=2).rows if self.text else ()
        )
        return found[0].id if len(found) == 1 else None

    def choices(self) -> list[UnitChoice]:
        """Return what is chosen, then what the words found."""
        ids = self.chosen_ids
        found: list[int] = []
        if self.text:
            page = units.search(self.text, self.on, within=self.within, limit=FOUND)
            self.more = page.after is not None
            found = [row.id for row in page.rows if row.id not in ids]
        known, rest = (Unit.objects.filter(pk__in=some).in_order() for some in (ids, found))
        return describe([*known, *rest], self.on, chosen=ids)


def describe(rows: Sequence[Unit], on: date, chosen: Iterable[int] = ()) -> list[UnitChoice]:
    """Return units as choices, in the order given."""
    above = units.names_above([unit.pk for unit in rows], on)
    taken = set(chosen)
    return [
        UnitChoice(
            id=row.id,
            name=row.name,
            note=" · ".join(
                part for part in (row.code, kind_label(row.kind), above.get(row.id, "")) if part
            ),
            chosen=row.id in taken,
        )
        for row in units.rows(rows, on)
    ]
