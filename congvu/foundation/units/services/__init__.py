"""Changing units: what is created, renamed, moved, merged and ended, and loading many at once."""

from congvu.foundation.units.services.ancestry import rebuild_ancestry
from congvu.foundation.units.services.lives import (
    correct_name,
    create_unit,
    end_unit,
    give_code,
    rename_unit,
    set_parent,
)
from congvu.foundation.units.services.reference import load_reference_units
from congvu.foundation.units.services.successions import Part, divide_unit, merge_units

__all__ = [
    "Part",
    "correct_name",
    "create_unit",
    "divide_unit",
    "end_unit",
    "give_code",
    "load_reference_units",
    "merge_units",
    "rebuild_ancestry",
    "rename_unit",
    "set_parent",
]
