"""What people type: one cell at a time or many at once, with what they had seen before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import get_account
from congvu.foundation.units.selectors import journal_code
from congvu.kernel.errors import DomainError, Invalid, NotFound, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import check_entering, get_period
from congvu.oversight.indicators.errors import IndicatorUnknown, ValueChanged
from congvu.oversight.indicators.models import FigureRequest, ReportingPeriod, Value
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import CHOSEN_FROM, TYPED, Origin
from congvu.oversight.indicators.rules.sets import Indicator
from congvu.oversight.indicators.rules.typed import as_typed, read_typed
from congvu.oversight.indicators.services import writing
from congvu.oversight.indicators.services.writing import Entry, Place

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a cell, and the id of the value of its origin that was seen there.

    `typed` is a number when a spreadsheet gave one. `seen` None: the cell was empty. Reason, evidence
    and `as_of` that are not given stay with the same figure; another figure is as known now.
    """

    typed: str | Decimal
    seen: int | None
    reason: str | None = None
    evidence: Mapping[str, Any] | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of many cells: those written (before and after), and why others were not."""

    written: Mapping[str, tuple[Cell, Cell]]
    refused: Mapping[str, DomainError]


@transaction.atomic
def enter(
    staff: Staff,
    unit_id: int,
    period_id: int,
    code: str,
    typed: str | Decimal,
    *,
    reason: str | None = None,
    seen: int | None,
    at: datetime,
    origin: Origin = Origin.ENTERED,
    evidence: Mapping[str, Any] | None = None,
    as_of: datetime | None = None,
) -> Value | None:
    """Write what somebody typed into a cell; an empty text clears it. Return the value in force.

    `origin` may be ESTIMATED ("ước") or QUOTED (what the prose says). What was computed stays
    beside it. To undo is to enter what stood there before. Raises ValueChanged when the cell holds
    another value than `seen`, Ambiguous and Invalid for what cannot be read, IndicatorUnknown,
    NotReporter, UnitNotYours, PeriodNotFound.
    """
    cell = Typed(typed, seen, reason, evidence, as_of)
    place = _place(unit_id, period_id, origin, at)
    done = _enter(staff, place, {code: cell}, at=at)
    if code in done.refused:
        raise done.refused[code]
    return writing.current(place, [code]).get(code)


@transaction.atomic
def clear(
    staff: Staff,
    unit_id: int,
    period_id: int,
    code: str,
    *,
    seen: int | None,
    at: datetime,
    origin: Origin = Origin.ENTERED,
) -> None:
    """Take back what was entered; the report shows what is computed again, or a blank."""
    enter(staff, unit_id, period_id, code, "", seen=seen, at=at, origin=origin)


@transaction.atomic
def enter_many(
    staff: Staff,
    unit_id: int,
    period_id: int,
    cells: Mapping[str, Typed],
    *,
    at: datetime,
    origin: Origin = Origin.ENTERED,
) -> Entered:
    """Write many cells in one transaction with one journal entry: a paste, a spreadsheet.

    A cell that cannot be read or that somebody changed meanwhile is told in `refused`; the others
    are written. Raises NotReporter, UnitNotYours, PeriodNotFound.
    """
    return _enter(staff, _place(unit_id, period_id, origin, at), cells, at=at)


@transaction.atomic
def restore(
    staff: Staff, unit_id: int, period_id: int, value_id: int, *, seen: int | None, at: datetime
) -> Value | None:
    """Enter an earlier value of the cell again, with its reason and evidence.

    Raises NotFound for a value that is none of this sheet's, and what `enter` raises.
    """
    earlier = Value.objects.filter(
        pk=value_id, unit_id=unit_id, period_id=period_id, origin__in=TYPED
    ).first()
    if earlier is None:
        raise NotFound(gettext_noop("Không có số liệu cũ này."), code="no_value")
    period = get_period(period_id)
    typed = as_typed(
        _indicator(period, earlier.code),
        selectors.cell_of(earlier),
        selectors.set_of(period).rounding,
    )
    return enter(
        staff,
        unit_id,
        period_id,
        earlier.code,
        typed,
        reason=earlier.reason,
        seen=seen,
        at=at,
        origin=Origin(earlier.origin),
        evidence=earlier.evidence,
        as_of=earlier.as_of,
    )


def _place(unit_id: int, period_id: int, origin: Origin, at: datetime) -> Place:
    if origin not in TYPED:
        raise ValueError(origin)
    return Place(unit_id, period_id, origin, at)


def _enter(staff: Staff, place: Place, cells: Mapping[str, Typed], *, at: datetime) -> Entered:
    period = get_period(place.period_id)
    check_entering(staff, place.unit_id, period.pk, tuple(cells), local_day(at))
    writing.lock(place.unit_id)
    there = writing.current(place, tuple(cells))
    entries: dict[str, Entry] = {}
    refused: dict[str, DomainError] = {}
    for code, typed in cells.items():
        try:
            entries[code] = _entry(period, code, typed, there.get(code))
        except DomainError as refusal:
            refused[code] = refusal
    written = writing.write_beside(place, entries, there, by=staff, at=at)
    if written:
        _answer(staff, place, at)
        _note(staff, place, period, written, at)
    return Entered(written, refused)


def _entry(period: ReportingPeriod, code: str, typed: Typed, there: Value | None) -> Entry:
    """Read one cell. Raises what `enter` raises."""
    indicator = _indicator(period, code)
    was = selectors.cell_of(there) if there else Cell()
    cell = read_typed(indicator, typed.typed, selectors.set_of(period).rounding)
    kept = there if there is not None and cell == was else None
    reason = typed.reason if typed.reason is not None else kept.reason if kept else ""
    evidence = typed.evidence if typed.evidence is not None else kept.evidence if kept else {}
    entry = Entry(cell, _short(reason), evidence, typed.as_of or (kept.as_of if kept else None))
    if (there.pk if there else None) != typed.seen and not (there and writing.same(there, entry)):
        raise _changed(period, indicator, there, typed)
    return entry


def _short(reason: str) -> str:
    tidy = " ".join(reason.split())
    if len(tidy) > LONGEST_REASON:
        raise Invalid(
            gettext_noop("Lý do dài quá %(most)s ký tự."), code="reason_too_long", most=500
        )
    return tidy


def _changed(
    period: ReportingPeriod, indicator: Indicator, there: Value | None, typed: Typed
) -> ValueChanged:
    now = ""
    if there:
        rounding = selectors.set_of(period).rounding
        now = as_typed(indicator, selectors.cell_of(there), rounding)
    who = get_account(there.recorded_by).full_name if there else ""
    return ValueChanged(
        who or gettext_noop("Người khác"), now, there.pk if there else None, str(typed.typed)
    )


def _indicator(period: ReportingPeriod, code: str) -> Indicator:
    indicator = selectors.set_of(period).by_code.get(code)
    if indicator is None or indicator.is_heading:
        raise IndicatorUnknown(code)
    return indicator


def _answer(staff: Staff, place: Place, at: datetime) -> None:
    """Close the requests whose figures are all there now."""
    asked = FigureRequest.objects.filter(
        unit_id=place.unit_id, period_id=place.period_id, answered_at=None, withdrawn_at=None
    )
    rows = list(asked)
    if not rows:
        return
    filled = {
        value.code
        for value in selectors.current_values(place.unit_id, place.period_id)
        if value.origin in CHOSEN_FROM
    }
    answered = [row.pk for row in rows if filled.issuperset(row.codes)]
    if answered:
        FigureRequest.objects.filter(pk__in=answered).update(answered_at=at, answered_by=staff.code)


def _note(
    staff: Staff,
    place: Place,
    period: ReportingPeriod,
    written: Mapping[str, Sequence[Cell]],
    at: datetime,
) -> None:
    changes: dict[str, Any] = {"origin": place.origin.value}
    for code, (before, after) in written.items():
        changes[code] = [writing.plain(before), writing.plain(after)]
    journal.record(
        unit=journal_code(place.unit_id, local_day(at)),
        by=staff,
        action="indicators.enter",
        obj_type="period",
        obj_code=f"{period.code}/{place.unit_id}",
        changes=changes,
        at=at,
    )
