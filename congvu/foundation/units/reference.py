"""Reference units as values: what a file of structures says, before it meets the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from congvu.foundation.units.rules import Scheme
from congvu.kernel.errors import Invalid, gettext_noop

Key = str
"""Names a unit inside a plan: scheme, first code and the day it took effect."""


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A code borne in half-open days."""

    scheme: Scheme
    code: str
    starts_on: date
    ends_on: date | None = None

    @property
    def key(self) -> Key:
        return f"{self.scheme.value}:{self.code}:{self.starts_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class ParentSpan:
    """A parent, by its key, in half-open days."""

    parent: Key
    starts_on: date
    ends_on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name borne before the present one."""

    name: str
    starts_on: date
    ends_on: date
    decision: str = ""


@dataclass(slots=True)
class ReferenceUnit:
    """A unit to be there after loading; found again by its first code."""

    kind: str
    name: str
    starts_on: date
    ends_on: date | None = None
    name_en: str = ""
    start_known: bool = True
    is_sample: bool = False
    codes: list[CodeSpan] = field(default_factory=list)
    parents: list[ParentSpan] = field(default_factory=list)
    former_names: list[NameSpan] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.codes[0].key


@dataclass(frozen=True, slots=True)
class ReferenceSuccession:
    """That a unit went into another, by their keys."""

    from_unit: Key
    to_unit: Key
    on: date
    decision: str = ""
    is_main: bool = True
    share_note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All reference units of a source and what became of them."""

    units: tuple[ReferenceUnit, ...]
    successions: tuple[ReferenceSuccession, ...] = ()


@dataclass(frozen=True, slots=True)
class StructureRow:
    """One line of a structure file: a unit of that period and the code of its parent."""

    code: str
    kind: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Structure:
    """The units of one period."""

    file: str
    scheme: Scheme
    starts_on: date
    start_known: bool
    rows: tuple[StructureRow, ...]


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One line of a succession file; `relation` is same, whole, main or part."""

    from_code: str
    to_code: str
    relation: str


@dataclass(frozen=True, slots=True)
class Change:
    """How one structure became the next."""

    on: date
    rows: tuple[SuccessionRow, ...]
    decisions: Mapping[str, str]
    """By kind of the successor; "" for all others."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """That the unit with this code of a structure bore another name until a day."""

    structure: str
    code: str
    name: str
    on: date
    decision: str


RELATIONS = frozenset({"same", "whole", "main", "part"})


def parse_structure(text: str) -> tuple[StructureRow, ...]:
    """Read `code,kind,name,parent`. Raises Invalid for a code given twice or an unknown parent."""
    found = tuple(
        StructureRow(row["code"], row["kind"], row["name"], row["parent"])
        for row in csv.DictReader(io.StringIO(text))
    )
    codes = {row.code for row in found}
    wrong = [row.code for row in found if row.parent and row.parent not in codes]
    if wrong or len(codes) != len(found):
        raise _bad_file("structure", wrong[0] if wrong else "")
    return found


def parse_succession(text: str) -> tuple[SuccessionRow, ...]:
    """Read `from,to,relation`. Raises Invalid for an unknown relation."""
    found = tuple(
        SuccessionRow(row["from"], row["to"], row["relation"])
        for row in csv.DictReader(io.StringIO(text))
    )
    for row in found:
        if row.relation not in RELATIONS:
            raise _bad_file("succession", row.from_code)
    return found


def build(
    root: ReferenceUnit,
    structures: Iterable[Structure],
    changes: Iterable[Change],
    renamings: Iterable[Renaming] = (),
) -> Plan:
    """Join structures of successive periods into units with lives, codes, parents and names.

    A unit whose relation to the next period is "same" is one unit through both; all others end
    with their period. Units without a parent in their structure stand under `root`.
    """
    in_order = sorted(structures, key=lambda structure: structure.starts_on)
    change_of = {change.on: change for change in changes}
    units: list[ReferenceUnit] = [root]
    successions: list[ReferenceSuccession] = []
    renamed = {(item.structure, item.code): item for item in renamings}
    before: dict[str, ReferenceUnit] = {}
    for number, structure in enumerate(in_order):
        end = in_order[number + 1].starts_on if number + 1 < len(in_order) else None
        change = change_of.get(structure.starts_on)
        same = {row.to_code: row.from_code for row in _same(change)}
        now: dict[str, ReferenceUnit] = {}
        for row in structure.rows:
            unit = before.get(same.get(row.code, ""))
            if unit is None:
                unit = _begin(structure, row)
                units.append(unit)
            _carry_on(unit, structure, row, end)
            now[row.code] = unit
        for row in structure.rows:
            _stand_under(now[row.code], now[row.parent] if row.parent else root, structure, end)
        for (file, code), item in renamed.items():
            if file == structure.file:
                _bear_old_name(now[code], item)
        successions.extend(_went_into(change, before, now))
        before = now
    return Plan(tuple(units), tuple(successions))


def _same(change: Change | None) -> Iterable[SuccessionRow]:
    return () if change is None else (row for row in change.rows if row.relation == "same")


def _begin(structure: Structure, row: StructureRow) -> ReferenceUnit:
    return ReferenceUnit(
        kind=row.kind,
        name=row.name,
        starts_on=structure.starts_on,
        start_known=structure.start_known,
    )


def _carry_on(
    unit: ReferenceUnit, structure: Structure, row: StructureRow, end: date | None
) -> None:
    """Let the unit live through the structure, under the code and name it has there."""
    start = structure.starts_on
    if unit.name != row.name:
        since = unit.former_names[-1].ends_on if unit.former_names else unit.starts_on
        unit.former_names.append(NameSpan(unit.name, since, start))
        unit.name = row.name
    last = unit.codes[-1] if unit.codes else None
    if last is not None and (last.scheme, last.code) == (structure.scheme, row.code):
        unit.codes[-1] = CodeSpan(last.scheme, last.code, last.starts_on, end)
    else:
        unit.codes.append(CodeSpan(structure.scheme, row.code, start, end))
    unit.ends_on = end


def _stand_under(
    unit: ReferenceUnit, parent: ReferenceUnit, structure: Structure, end: date | None
) -> None:
    last = unit.parents[-1] if unit.parents else None
    if last is not None and last.parent == parent.key:
        unit.parents[-1] = ParentSpan(last.parent, last.starts_on, end)
    else:
        unit.parents.append(ParentSpan(parent.key, structure.starts_on, end))


def _bear_old_name(unit: ReferenceUnit, renaming: Renaming) -> None:
    unit.former_names.append(
        NameSpan(renaming.name, unit.starts_on, renaming.on, renaming.decision)
    )


def _went_into(
    change: Change | None, before: Mapping[str, ReferenceUnit], now: Mapping[str, ReferenceUnit]
) -> Iterable[ReferenceSuccession]:
    if change is None:
        return
    for row in change.rows:
        if row.from_code not in before or row.to_code not in now:
            raise _bad_file("succession", f"{row.from_code} → {row.to_code}")
        if row.relation != "same":
            heir = now[row.to_code]
            yield ReferenceSuccession(
                from_unit=before[row.from_code].key,
                to_unit=heir.key,
                on=change.on,
                decision=change.decisions.get(heir.kind, change.decisions.get("", "")),
                is_main=row.relation != "part",
                share_note="" if row.relation == "whole" else gettext_noop("một phần"),
            )


def _bad_file(what: str, code: str) -> Invalid:
    return Invalid(
        gettext_noop("Tệp đơn vị hành chính có dòng sai hoặc lặp: %(row)s."),
        code=f"units_{what}_file_wrong",
        row=code,
    )
