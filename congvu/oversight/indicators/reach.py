"""Whose records stand behind the figures of a unit: its office, what it came from, what is below."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Succession
from congvu.foundation.units.offices import office_of
from congvu.foundation.units.rules import Level, Span, day_of_question


@dataclass
class Reach:
    """The units that a figure of `unit_id` counts on a day; asked for once, kept for the sheet.

    A unit that had ended by then is asked for its last day. Figures of a merged unit hold those of
    the units that it mainly came from: their books and their dossiers went over to it.
    """

    unit_id: int
    on: date
    _below: dict[Level, tuple[int, ...]] = field(default_factory=dict)
    _offices: tuple[int, ...] = ()
    _members: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        unit = units.get(self.unit_id)
        self.on = day_of_question(Span(unit.starts_on, unit.ends_on), self.on)
        self.level = units.level_of(unit, self.on)

    @property
    def offices(self) -> tuple[int, ...]:
        """The office and those it came from: whose registers are counted."""
        if not self._offices:
            self._offices = tuple(sorted(_with_forerunners({self.unit_id}, self.on)))
        return self._offices

    @property
    def members(self) -> tuple[int, ...]:
        """The same with the sections of the office: who decides dossiers in its name."""
        if not self._members:
            inside = office_of(self.unit_id, self.on).member_ids
            self._members = tuple(sorted({*self.offices, *inside}))
        return self._members

    def at_level(self, level: Level) -> tuple[int, ...]:
        """The units of a level below, with those they came from; of the own level the office."""
        if level is self.level:
            return self.members
        if level not in self._below:
            there = units.list_at_level(level, self.on, within=self.unit_id)
            found = _with_forerunners(set(there.values_list("pk", flat=True)), self.on)
            self._below[level] = tuple(sorted(found))
        return self._below[level]


def _with_forerunners(ids: set[int], on: date) -> set[int]:
    found, new = set(ids), set(ids)
    while new:
        came = Succession.objects.filter(to_unit_id__in=new, is_main=True, on__lte=on)
        new = set(came.values_list("from_unit_id", flat=True)) - found
        found |= new
    return found
