"""Figures of several units and periods at once, as each of them may be known.

Not here: who may see them and as of when (`reporting.selectors.comparing`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Q

from congvu.foundation.units.models import Succession, UnitAncestry
from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import ReportingPeriod, Value
from congvu.oversight.indicators.rules.cells import BLANK, Cell, ratio
from congvu.oversight.indicators.rules.comparing import is_comparable
from congvu.oversight.indicators.rules.origins import CHOSEN_FROM, Origin
from congvu.oversight.indicators.rules.sets import Indicator, IndicatorSet
from congvu.oversight.indicators.rules.typed import USUAL
from congvu.oversight.indicators.selectors import cell_of, chosen_of
from congvu.oversight.statistics import selectors as statistics
from congvu.oversight.statistics.querysets import Counted
from congvu.oversight.statistics.rules.choices import Definition, Question
from congvu.oversight.statistics.rules.forms import rate_of

Spot = tuple[int, int]
"""A unit and a period, by their ids."""


@dataclass(frozen=True, slots=True)
class Known:
    """As of when a spot's figures are read, None for those in force; `computed` leaves out the others."""

    at: datetime | None = None
    computed: bool = False


NOW: Final = Known()


def comparable(asked: IndicatorSet, on: date) -> tuple[Indicator, ...]:
    """Return the rows of a set that can be compared on a day, in the order of the annex."""
    return tuple(one for one in asked.indicators if is_comparable(one) and one.holds_on(on))


def periods_like(period: ReportingPeriod, most: int) -> tuple[ReportingPeriod, ...]:
    """Return the periods of its kind that its superior asked for by a set of that name, in order.

    The period itself stands last; at most `most`. One statement.
    """
    found = (
        ReportingPeriod.objects.filter(
            superior_id=period.superior_id, set_version__code=period.set_version.code
        )
        .filter(Q(starts_on__lt=period.starts_on) | Q(pk=period.pk))
        .select_related("set_version")
        .order_by("starts_on", "pk")
    )
    kind = period.period.kind
    return tuple(one for one in found if one.period.kind is kind)[-most:]


def figures(code: str, known: Mapping[Spot, Known]) -> dict[Spot, Cell]:
    """Return one indicator at several spots, each as it may be known; a blank is left out.

    One statement.
    """
    if not known:
        return {}
    rows = Value.objects.filter(
        unit_id__in={unit for unit, _period in known},
        period_id__in={period for _unit, period in known},
        code=code,
        origin__in=CHOSEN_FROM,
    )
    if all(one.at is None for one in known.values()):
        rows = rows.current()
    found: defaultdict[Spot, dict[str, Value]] = defaultdict(dict)
    for value in rows:
        spot = (value.unit_id, value.period_id)
        if spot in known and _is_known(value, known[spot]):
            found[spot][value.origin] = value
    chosen = {spot: chosen_of(origins) for spot, origins in found.items()}
    return {spot: cell_of(value) for spot, value in chosen.items() if value is not None}


def on_time(
    unit_ids: Collection[int], windows: Sequence[Window], on: date
) -> dict[tuple[int, int], Cell]:
    """Return the share answered in time of form 06a by unit and place of the window, counted today.

    Each unit with all that is under it, and with those that went into them. Blank where no dossier was ever counted, 0/0 where none was
    finished in the window; windows that have not begun are left out. A statement a window and two.
    """
    heads = _heads(unit_ids, on)
    statistics.folded_position()
    found: dict[tuple[int, int], Cell] = {}
    used: set[int] = set()
    for place, window in enumerate(windows):
        if window.starts_on > on:
            continue
        rows: defaultdict[int, list[Counted]] = defaultdict(list)
        question = Question(window.starts_on, window.last_day, on)
        for row in statistics.count(question, list(heads)):
            rows[heads[row.unit_id]].append(row)
        used |= set(rows)
        for unit_id in unit_ids:
            rate = rate_of(Definition.RESULTS, statistics.figures_of(rows.get(unit_id, ())))
            found[unit_id, place] = ratio(Decimal(rate.in_time), Decimal(rate.answered), USUAL)
    return {spot: cell for spot, cell in found.items() if spot[0] in used and cell != BLANK}


def _is_known(value: Value, known: Known) -> bool:
    if known.computed and value.origin != Origin.COMPUTED:
        return False
    if known.at is None:
        return value.superseded_at is None
    return value.recorded_at <= known.at and (
        value.superseded_at is None or value.superseded_at > known.at
    )


def _heads(unit_ids: Collection[int], on: date) -> dict[int, int]:
    """Return which of these every unit counts for: those under it, and those that went into them.

    A unit speaks for those that went into it as the main part, so that a series goes on through a
    merger on the successor's basis.
    """
    links = UnitAncestry.objects.counted_on(on).filter(ancestor_id__in=list(unit_ids))
    heads = dict(links.values_list("unit_id", "ancestor_id")) | {one: one for one in unit_ids}
    new = set(heads)
    while new:
        came = Succession.objects.filter(to_unit_id__in=new, is_main=True, on__lte=on)
        found = dict(came.values_list("from_unit_id", "to_unit_id"))
        new = found.keys() - heads.keys()
        heads |= {unit_id: heads[found[unit_id]] for unit_id in new}
    return heads
