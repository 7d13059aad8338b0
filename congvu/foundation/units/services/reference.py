"""Loading many units at once: national reference units, or the units of a sample province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units import kinds
from congvu.foundation.units.bulk import insert_rows
from congvu.foundation.units.models import (
    FormerName,
    Parentage,
    Succession,
    Unit,
    UnitCode,
)
from congvu.foundation.units.reference import Key, Plan, ReferenceUnit
from congvu.foundation.units.services.ancestry import rebuild_ancestry
from congvu.foundation.units.services.lives import describe, search_text


@dataclass
class Counts:
    """How many rows of all tables a loading created, changed and found as they should be."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    touched: set[int] = field(default_factory=set)


@transaction.atomic
def load_reference_units(plan: Plan, *, source: str, by: Actor, at: datetime) -> Counts:
    """Make the database hold every unit, code, parent, name and succession of the plan.

    Units are found again by their first code, so loading the same plan twice changes nothing.
    What the plan does not speak of is left alone. One journal entry when anything changed.
    Raises TreeCycle, and then nothing is changed.
    """
    counts = Counts()
    ids = _load_units(plan.units, counts)
    _load_codes(plan.units, ids, counts)
    _load_parents(plan.units, ids, counts)
    _load_names(plan.units, ids, counts)
    _load_successions(plan, ids, counts)
    if counts.touched:
        rebuild_ancestry(None if len(counts.touched) > 200 else counts.touched)
    if counts.created or counts.updated:
        journal.record(
            unit="VN",
            by=by,
            action="load_reference_units",
            obj_type="reference_units",
            obj_code=source,
            changes={"created": counts.created, "updated": counts.updated},
            at=at,
        )
    return counts


def _load_units(units: Iterable[ReferenceUnit], counts: Counts) -> dict[Key, int]:
    """Find or create the units; return their ids by key."""
    found = {
        f"{row.scheme}:{row.code}:{row.starts_on.isoformat()}": row.unit
        for row in UnitCode.objects.select_related("unit").iterator()
    }
    ids: dict[Key, int] = {}
    new: list[tuple[Key, Unit]] = []
    changed: list[Unit] = []
    for item in units:
        columns = _columns(item)
        unit = found.get(item.key)
        if unit is None:
            new.append((item.key, Unit(**columns)))
        else:
            ids[item.key] = unit.pk
            if _assign(unit, columns):
                changed.append(unit)
            else:
                counts.unchanged += 1
    created = Unit.objects.bulk_create([unit for _key, unit in new])
    ids.update(zip((key for key, _unit in new), (unit.pk for unit in created), strict=True))
    Unit.objects.bulk_update(changed, _UNIT_COLUMNS, batch_size=100)
    counts.created += len(created)
    counts.updated += len(changed)
    counts.touched.update(unit.pk for unit in [*created, *changed])
    return ids


_UNIT_COLUMNS = (
    "kind",
    "name",
    "name_en",
    "short_name",
    "sort_key",
    "folded",
    "starts_on",
    "ends_on",
    "start_known",
)


def _columns(item: ReferenceUnit) -> dict[str, object]:
    columns: dict[str, object] = dict(describe(kinds.get(item.kind), item.name, item.name_en))
    if item.former_names:
        columns["folded"] = search_text([item.name, *(old.name for old in item.former_names)])
    return columns | {
        "kind": item.kind,
        "starts_on": item.starts_on,
        "ends_on": item.ends_on,
        "start_known": item.start_known,
        "is_sample": item.is_sample,
    }


def _load_codes(units: Iterable[ReferenceUnit], ids: Mapping[Key, int], counts: Counts) -> None:
    wanted = (
        (code.scheme.value, code.code, code.starts_on, ids[item.key], code.ends_on)
        for item in units
        for code in item.codes
    )
    _merge(UnitCode, ("scheme", "code", "starts_on"), ("unit_id", "ends_on"), wanted, counts)


def _load_parents(units: Iterable[ReferenceUnit], ids: Mapping[Key, int], counts: Counts) -> None:
    wanted = (
        (ids[item.key], span.starts_on, ids[span.parent], span.ends_on, span.decision)
        for item in units
        for span in item.parents
    )
    columns = ("parent_id", "ends_on", "decision")
    for row in _merge(Parentage, ("unit_id", "starts_on"), columns, wanted, counts):
        counts.touched.add(row[0])


def _load_names(units: Iterable[ReferenceUnit], ids: Mapping[Key, int], counts: Counts) -> None:
    wanted = (
        (
            ids[item.key],
            old.starts_on,
            old.name,
            kinds.get(item.kind).english_name(old.name),
            kinds.get(item.kind).short_name(old.name),
            old.ends_on,
            old.decision,
        )
        for item in units
        for old in item.former_names
    )
    columns = ("name", "name_en", "short_name", "ends_on", "decision")
    _merge(FormerName, ("unit_id", "starts_on"), columns, wanted, counts)


def _load_successions(plan: Plan, ids: Mapping[Key, int], counts: Counts) -> None:
    wanted = (
        (
            ids[item.from_unit],
            ids[item.to_unit],
            item.on,
            item.decision,
            item.is_main,
            item.share_note,
        )
        for item in plan.successions
    )
    columns = ("decision", "is_main", "share_note")
    _merge(Succession, ("from_unit_id", "to_unit_id", "on"), columns, wanted, counts)


def _merge(
    model: type[models.Model],
    key: tuple[str, ...],
    columns: tuple[str, ...],
    wanted: Iterable[tuple[Any, ...]],
    counts: Counts,
) -> list[tuple[Any, ...]]:
    """Create the rows that are missing and change those that differ; return both."""
    table = model._default_manager  # noqa: SLF001
    size = len(key)
    found = {row[:size]: row[size:] for row in table.values_list(*key, *columns).iterator()}
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for row in wanted:
        there = found.get(row[:size])
        if there is None:
            new.append(row)
        elif there != row[size:]:
            changed.append(row)
        else:
            counts.unchanged += 1
    insert_rows(model, (*key, *columns), new)
    for row in changed:
        where = dict(zip(key, row[:size], strict=True))
        table.filter(**where).update(**dict(zip(columns, row[size:], strict=True)))
    counts.created += len(new)
    counts.updated += len(changed)
    return [*new, *changed]


def _assign(row: models.Model, columns: Mapping[str, object]) -> bool:
    """Set the columns that differ; whether any did."""
    differ = False
    for column, value in columns.items():
        if getattr(row, column) != value:
            setattr(row, column, value)
            differ = True
    return differ
