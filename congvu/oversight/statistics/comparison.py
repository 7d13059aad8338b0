"""The same figures side by side: month by month, unit by unit, and what is open by its age.

Not here: the form itself (selectors). Every function first folds what is not yet counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Succession, UnitAncestry
from congvu.kernel.periods import CALENDAR, Period, PeriodKind
from congvu.oversight.statistics.models import Phase
from congvu.oversight.statistics.querysets import Counted
from congvu.oversight.statistics.rules.choices import Scope
from congvu.oversight.statistics.rules.forms import Figures, FormRequest, Named, Rate, rate_of
from congvu.oversight.statistics.rules.lives import Kind
from congvu.oversight.statistics.selectors import count, figures_of, folded_position, units_of

MONTHS: Final = 12
AGES: Final = (5, 10, 20, 30, 60, 90)
"""The last day of each age but the last, in days since acceptance."""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of a series, counted as the form is, as of the request's day of knowledge."""

    period: Period
    figures: Figures
    rate: Rate


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit of a comparison; `alone` marks the superior's own figures without those below."""

    unit_id: int
    unit: Named
    figures: Figures
    rate: Rate
    alone: bool = False


@dataclass(frozen=True, slots=True)
class AgeFigures:
    """Open dossiers accepted between `first` and `last` days ago; `last` None means longer."""

    first: int
    last: int | None
    count: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Series:
    """Twelve months; `with_forerunners` says that units which went into the unit are counted too."""

    months: tuple[MonthFigures, ...]
    with_forerunners: bool


def by_month(request: FormRequest) -> Series:
    """Count the twelve months up to the one in which the request ends; later ones are left out.

    Months before a merger are counted on the basis of the successor: with the units that went into
    it as the main part. A dossier belongs to one unit in every window, so none counts twice.
    """
    asked = units_of(request)
    basis = _with_forerunners(request, asked)
    folded_position()
    end = request.question.until
    period = Period(end.year, PeriodKind.MONTH, end.month)
    found = []
    for _ in range(MONTHS):
        window = CALENDAR.window(period)
        month = replace(request, first_day=window.starts_on, last_day=window.last_day)
        figures = figures_of(count(month.question, basis))
        found.append(MonthFigures(period, figures, rate_of(request.definition, figures)))
        period = period.previous()
    return Series(tuple(reversed(found)), len(basis) > len(asked))


def by_unit(request: FormRequest) -> tuple[UnitFigures, ...]:
    """Count every unit directly below with all that is under it, and the superior alone.

    Their sum is the form with the scope "subtree". Units without figures are left out; the one
    that answers least in time stands first.
    """
    on = request.last_day
    below = units.rows(list(units.children(request.unit_id, on)), on)
    heads = {child.id: child.id for child in below}
    links = UnitAncestry.objects.counted_on(on).filter(ancestor_id__in=list(heads))
    heads |= dict(links.values_list("unit_id", "ancestor_id"))
    asked = units_of(replace(request, scope=Scope.SUBTREE))
    folded_position()
    rows: defaultdict[int, list[Counted]] = defaultdict(list)
    for row in count(request.question, asked):
        rows[heads.get(row.unit_id, request.unit_id)].append(row)
    itself = units.row(request.unit_id, on)
    found = []
    for unit in (*below, itself):
        figures = figures_of(rows.get(unit.id, ()))
        rate = rate_of(request.definition, figures)
        named = Named(unit.code, unit.name, unit.name_en)
        if figures[3]:
            found.append(UnitFigures(unit.id, named, figures, rate, unit.id == itself.id))
    return tuple(sorted(found, key=_least_first))


def open_by_age(request: FormRequest) -> tuple[AgeFigures, ...]:
    """Count what is open on the last day that the request looks at, by days since acceptance."""
    asked = units_of(request)
    folded_position()
    until, as_of = request.question.until.toordinal(), request.as_of.toordinal()
    age = Value(until, output_field=IntegerField()) - F("accepted_day")
    late = Q(kind=Kind.RUNNING, **{f"due_{request.against.value}__lt": until})
    rows = (
        Phase.objects.filter(
            unit_id__in=asked,
            finished_day__gt=until,
            known_from__lte=as_of,
            known_to__gt=as_of,
            starts_day__lte=until,
            ends_day__gt=until,
            kind__in=[Kind.RUNNING, Kind.PAUSED],
        )
        .annotate(days=age)
        .annotate(band=_band())
        .values_list("band")
        .annotate(count=Count("dossier_id"), overdue=Count("dossier_id", filter=late))
        .order_by()
    )
    counted = {band: (number, overdue) for band, number, overdue in rows}
    edges = [0, *(last + 1 for last in AGES)]
    return tuple(
        AgeFigures(first, last, *counted.get(band, (0, 0)))
        for band, (first, last) in enumerate(zip(edges, [*AGES, None], strict=True))
    )


def _with_forerunners(request: FormRequest, asked: list[int]) -> list[int]:
    on = request.last_day
    if request.scope is Scope.SUBTREE:
        return units.subtree_ids(request.unit_id, on, with_forerunners=True)
    found, new = set(asked), set(asked)
    while new:
        came_from = Succession.objects.filter(to_unit_id__in=new, is_main=True, on__lte=on)
        new = set(came_from.values_list("from_unit_id", flat=True)) - found
        found |= new
    return sorted(found)


def _band() -> Case:
    whens = [When(days__lte=last, then=Value(band)) for band, last in enumerate(AGES)]
    return Case(*whens, default=Value(len(AGES)), output_field=IntegerField())


def _least_first(one: UnitFigures) -> tuple[bool, float, int, str]:
    """The worst rate first; without a rate last; of equal ones, who has more overdue."""
    percent = one.rate.percent
    return (
        percent is None,
        float(percent) if percent is not None else 0.0,
        -one.figures[13],
        one.unit.code,
    )
