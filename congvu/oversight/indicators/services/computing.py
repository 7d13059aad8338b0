"""Computing the figures of a unit: every source of its set is asked, what differs is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units.selectors import journal_code
from congvu.kernel.formula import Rounding
from congvu.kernel.periods import Window
from congvu.oversight.indicators import selectors, sources
from congvu.oversight.indicators.access import get_period
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.rules.addresses import Source, SourceKind
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import Indicator
from congvu.oversight.indicators.rules.working import Worked, asked_of_sources, work_out
from congvu.oversight.indicators.services import writing
from congvu.oversight.indicators.services.writing import Entry, Place


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: the cells before and after by code, and how many rows have a figure."""

    changed: Mapping[str, tuple[Cell, Cell]]
    computed: int


@transaction.atomic
def refresh(unit_id: int, period_id: int, *, by: Actor, at: datetime) -> Refreshed:
    """Compute all sourced figures of a unit for a period, as known now; write what differs.

    What people entered stays beside it. One journal entry, none when nothing moved. Whoever calls
    has made sure that the person may (`access.get_for`). Raises PeriodNotFound.
    """
    period = get_period(period_id)
    rows = [
        one
        for one in selectors.set_of(period).indicators
        if one.source.is_computed and one.holds_on(period.last_day)
    ]
    windows = selectors.windows_of(period)
    answers = _answers(rows, windows, unit_id, at)
    writing.lock(unit_id)
    there = selectors.current_values(unit_id, period_id)
    worked = _work_out(rows, windows, answers, there, selectors.set_of(period).rounding)
    changed = writing.write_beside(
        Place(unit_id, period_id, Origin.COMPUTED, at),
        {one.code: _entry(one, worked, windows[one.group], answers) for one in rows},
        {value.code: value for value in there if value.origin == Origin.COMPUTED},
        by=by,
        at=at,
    )
    if changed:
        journal.record(
            unit=journal_code(unit_id, period.last_day),
            by=by,
            action="indicators.refresh",
            obj_type="period",
            obj_code=f"{period.code}/{unit_id}",
            changes={code: writing.plain(after) for code, (_before, after) in changed.items()},
            at=at,
        )
    return Refreshed(changed, len(worked))


def _answers(
    rows: Sequence[Indicator], windows: Mapping[str, Window], unit_id: int, at: datetime
) -> sources.Answers:
    """Ask every source once for the days of its row."""
    asked = (
        sources.Asked(source, windows[one.group])
        for one in rows
        for source in asked_of_sources(one)
    )
    return sources.read_all(asked, unit_id, at)


def _work_out(
    rows: Sequence[Indicator],
    windows: Mapping[str, Window],
    answers: sources.Answers,
    there: Sequence[Value],
    rounding: Rounding,
) -> dict[str, Worked]:
    """Work the rows out beside what was entered or consolidated."""
    told = {
        one.code: {
            source: answers[sources.Asked(source, windows[one.group])].amount
            for source in asked_of_sources(one)
        }
        for one in rows
    }
    stronger = selectors.cells(there, Origin.CONSOLIDATED) | selectors.cells(there, Origin.ENTERED)
    return work_out(rows, told, stronger, {}, rounding)


def _entry(
    indicator: Indicator, done: Mapping[str, Worked], window: Window, answers: sources.Answers
) -> Entry:
    """Return what is written for a computed row: its cell, and the records it opens to.

    A result of more digits than are kept is a blank: one formula does not stop the whole sheet,
    whose findings tell it (`checking.findings`).
    """
    worked = done.get(indicator.code)
    if worked is None or not worked.cell.is_kept:
        return Entry(Cell())
    named = {
        "source": indicator.source,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
    }
    evidence: dict[str, Any] = {
        part: dict(opens)
        for part, source in named.items()
        if source and (opens := _opens(source, window, answers))
    }
    if worked.computation:
        evidence["computation"] = worked.computation
    return Entry(worked.cell, evidence=evidence)


def _opens(source: Source, window: Window, answers: sources.Answers) -> Mapping[str, object]:
    if source.kind in {SourceKind.INDICATOR, SourceKind.FORMULA}:
        return {"kind": source.kind.value, "source": source.text}
    answer = answers.get(sources.Asked(source, window))
    return answer.opens if answer else {}
