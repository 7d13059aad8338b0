"""What a spreadsheet of figures would change, line by line, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from congvu.kernel.errors import Invalid
from congvu.oversight.indicators.errors import Ambiguous
from congvu.oversight.indicators.rules.cells import BLANK
from congvu.oversight.indicators.rules.typed import as_typed, ask_about, read_typed
from congvu.oversight.indicators.selectors import Figure, Row, Sheet
from congvu.oversight.indicators.services.entering import Typed


class Meeting(StrEnum):
    """How a line of a file meets what stands in the cell."""

    NEW = "new"  # nothing was entered there
    CHANGED = "changed"  # what the file's writer saw is still there
    CONFLICT = "conflict"  # somebody wrote meanwhile: one of both is chosen
    AMBIGUOUS = "ambiguous"  # may mean two: a reading is chosen
    REFUSED = "refused"  # cannot be the figure of this row


@dataclass(frozen=True, slots=True)
class Met:
    """One line. `typed` reads back as the figure of the file; `seen` is what stands there now."""

    row: Row
    meeting: Meeting
    typed: str
    reason: str
    now: str
    seen: int | None
    there: Figure | None = None
    readings: tuple[str, ...] = ()
    refusal: Invalid | None = None


def meet(cells: Mapping[str, Typed], sheet: Sheet) -> tuple[Met, ...]:
    """Return what each line of a file would do to a sheet, in the order of the sheet.

    Lines that say what stands there already are left out; nothing is guessed.
    """
    return tuple(_meet(cells, sheet))


def _meet(cells: Mapping[str, Typed], sheet: Sheet) -> Iterator[Met]:
    for row in sheet.rows:
        if (typed := cells.get(row.code)) is not None and (met := _met(row, typed, sheet)):
            yield met


def _met(row: Row, typed: Typed, sheet: Sheet) -> Met | None:
    rounding = sheet.set.rounding
    there = row.entered
    now = as_typed(row.indicator, there.cell if there else BLANK, rounding)
    kept = there.reason if there else ""
    reason = kept if typed.reason is None else typed.reason
    try:
        if isinstance(typed.typed, Decimal) and not (there and there.cell.amount == typed.typed):
            ask_about(row.indicator.value_type, typed.typed)
        cell = read_typed(row.indicator, typed.typed, rounding)
    except Ambiguous as asked:
        told = asked.facts["readings"]
        readings = tuple(map(str, told)) if isinstance(told, list | tuple) else ()
        said = str(typed.typed)
        return Met(row, Meeting.AMBIGUOUS, said, reason, now, row.seen, there, readings)
    except Invalid as refusal:
        said = str(typed.typed)
        return Met(row, Meeting.REFUSED, said, reason, now, row.seen, there, refusal=refusal)
    if cell == (there.cell if there else BLANK) and reason == kept:
        return None
    meeting = Meeting.CHANGED if there else Meeting.NEW
    if typed.seen != row.seen:
        meeting = Meeting.CONFLICT
    return Met(row, meeting, as_typed(row.indicator, cell, rounding), reason, now, row.seen, there)
