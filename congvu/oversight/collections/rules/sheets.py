"""What stands above the cells of a template, and what the merged file tells of each unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from congvu.oversight.collections.rules.cells import Value
from congvu.oversight.collections.rules.columns import Form


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose template it is, of which collection."""

    reference: str
    unit_id: int
    unit_name: str
    title: str
    due_on: date | None = None
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a unit has answered: cells in conflict are in `contested` and nowhere else."""

    unit_name: str
    standing: str
    cells: Mapping[str, Value] = field(default_factory=dict)
    contested: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """All answers to a collection side by side, as known when it was made."""

    title: str
    note: str
    form: Form
    units: tuple[Told, ...]
