"""Computing the figures of a unit: every source of its set is asked, what differs is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units.selectors import journal_code
from congvu.kernel.periods import Window
from congvu.oversight.indicators import selectors, sources
from congvu.oversight.indicators.access import get_period
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
    indicator_set = selectors.set_of(period)
    asked_for = [one for one in indicator_set.indicators if one.holds_on(period.last_day)]
    windows = selectors.windows_of(period)
    answers = sources.read_all(
        (
            sources.Asked(source, windows[one.group])
            for one in asked_for
            for source in asked_of_sources(one)
        ),
        unit_id,
        at,
    )
    writing.lock(unit_id)
    there = selectors.current_values(unit_id, period_id)
    told = {
        one.code: {
            source: answers[sources.Asked(source, windows[one.group])].amount
            for source in asked_of_sources(one)
        }
        for one in asked_for
    }
    worked = work_out(
        asked_for,
        told,
        selectors.cells(there, Origin.CONSOLIDATED) | selectors.cells(there, Origin.ENTERED),
        {},
        indicator_set.rounding,
    )
    entries = {
        one.code: _entry(one, worked.get(one.code), windows[one.group], answers)
        for one in asked_for
        if one.source.is_computed
    }
    changed = writing.write_beside(
        Place(unit_id, period_id, Origin.COMPUTED, at),
        entries,
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


def _entry(
    indicator: Indicator, worked: Worked | None, window: Window, answers: sources.Answers
) -> Entry:
    """Return what is written for a computed row: its cell, and the records it opens to."""
    if worked is None:
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
