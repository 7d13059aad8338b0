"""The one place where values are written: what is the same stays, what is new takes its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max

from congvu.foundation.journal.rules import Actor
from congvu.foundation.units.models import Unit
from congvu.oversight.indicators.errors import FigureTooLong
from congvu.oversight.indicators.models import Seal, Value
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import TYPED, Origin
from congvu.oversight.indicators.selectors import cell_of

_AT_ONCE = 500
_NEXT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell to be written, with why, from what, and as known when; without that: as its place says."""

    cell: Cell
    reason: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where cells go: of which unit, period and origin; figures as known at `as_of`."""

    unit_id: int
    period_id: int
    origin: Origin
    as_of: datetime


def write(
    place: Place, entries: Mapping[str, Entry], *, by: Actor, at: datetime
) -> dict[str, tuple[Cell, Cell]]:
    """Write the cells that differ; return them as before and after. At most four statements.

    A blank cell ends what stood there and writes nothing: no row says blank. To be called in the
    transaction that checked them, which also writes the journal. Raises FigureTooLong.
    """
    return write_beside(place, entries, current(place, sorted(entries)), by=by, at=at)


def write_beside(
    place: Place,
    entries: Mapping[str, Entry],
    there: Mapping[str, Value],
    *,
    by: Actor,
    at: datetime,
) -> dict[str, tuple[Cell, Cell]]:
    """Write as `write` does, beside values in force that are known already."""
    too_long = sorted(code for code, entry in entries.items() if not entry.cell.is_kept)
    if too_long:
        raise FigureTooLong(too_long)
    moved = {
        code: entry
        for code, entry in entries.items()
        if (not entry.cell.is_blank if code not in there else not same(there[code], entry))
    }
    if moved:
        at = after_seal(place.unit_id, place.period_id, at)
    supersede([there[code] for code in moved if code in there], by=by, at=at)
    Value.objects.bulk_create(
        (
            _row(place, code, entry, by, at)
            for code, entry in moved.items()
            if not entry.cell.is_blank
        ),
        batch_size=_AT_ONCE,
    )
    return {
        code: (cell_of(there[code]) if code in there else Cell(), entry.cell)
        for code, entry in moved.items()
    }


def seal(unit_id: int, period_id: int, *, at: datetime) -> datetime:
    """Return the moment of what stands in a sheet now; whatever is written after it bears a later one.

    To be called under `lock`: whoever waited for it may bring a moment that lies before. The moment
    is `at`, or that of the newest value if it lies later.
    """
    newest = Value.objects.filter(unit_id=unit_id, period_id=period_id).aggregate(
        written=Max("recorded_at"), ended=Max("superseded_at")
    )
    moment: datetime = max([at, *(one for one in newest.values() if one is not None)])
    Seal.objects.update_or_create(unit_id=unit_id, period_id=period_id, defaults={"at": moment})
    return moment


def after_seal(unit_id: int, period_id: int, at: datetime) -> datetime:
    """Return the moment, or the next after the seal of the sheet when it does not lie behind that."""
    sealed = Seal.objects.filter(unit_id=unit_id, period_id=period_id).first()
    return at if sealed is None or sealed.at < at else sealed.at + _NEXT


def supersede(values: Sequence[Value], *, by: Actor, at: datetime) -> None:
    """Let values hold no longer."""
    if values:
        Value.objects.filter(pk__in=[one.pk for one in values], superseded_at=None).update(
            superseded_at=at, superseded_by=by.code
        )


def current(place: Place, codes: Sequence[str] | None = None) -> dict[str, Value]:
    """Return the values in force at a place by code."""
    rows = Value.objects.current().filter(
        unit_id=place.unit_id, period_id=place.period_id, origin=place.origin
    )
    if codes is not None and len(codes) <= _AT_ONCE:
        rows = rows.filter(code__in=codes)
    return {row.code: row for row in rows}


def same(value: Value, entry: Entry) -> bool:
    """Whether a value says this already.

    A computed figure that moved nowhere is left alone; a person may also give another evidence or
    date to an unchanged figure.
    """
    if cell_of(value) != entry.cell or value.reason != entry.reason:
        return False
    if value.origin not in TYPED:
        return True
    return value.evidence == entry.evidence and entry.as_of in (None, value.as_of)


def _row(place: Place, code: str, entry: Entry, by: Actor, at: datetime) -> Value:
    cell = entry.cell
    return Value(
        unit_id=place.unit_id,
        period_id=place.period_id,
        code=code,
        origin=place.origin,
        numerator=cell.numerator,
        denominator=cell.denominator,
        amount=cell.amount,
        text=cell.text,
        as_of=entry.as_of or place.as_of,
        recorded_at=at,
        recorded_by=by.code,
        position_code=by.position_code,
        reason=entry.reason[:500],
        evidence=dict(entry.evidence),
    )


def lock(unit_id: int) -> None:
    """Let nobody else write figures of the unit until the transaction ends."""
    # Not stronger: dossiers that name the unit go on being written meanwhile.
    Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).order_by().first()


def plain(cell: Cell) -> str:
    """Return a cell as the journal keeps it: "12", "26/28", "" for a blank."""
    if cell.has_fraction:
        return f"{_short(cell.numerator)}/{_short(cell.denominator)}"
    return _short(cell.amount) if cell.amount is not None else cell.text[:200]


def _short(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
