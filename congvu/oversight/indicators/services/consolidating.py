"""Adding up the figures of the units below: from what, by which rule, and the same sum again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units import kinds
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Succession, Unit, UnitAncestry
from congvu.foundation.units.selectors import journal_code
from congvu.kernel.digests import COMPACT, digest_of
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import get_period
from congvu.oversight.indicators.errors import FigureTooLong, NothingToRollUp
from congvu.oversight.indicators.models import ReportingPeriod, RollUp, RollUpSource, Value
from congvu.oversight.indicators.querysets import rolled_up
from congvu.oversight.indicators.rules.addresses import SourceKind
from congvu.oversight.indicators.rules.cells import Cell
from congvu.oversight.indicators.rules.origins import CHOSEN_FROM, WITH_FIGURES, Origin, Role
from congvu.oversight.indicators.rules.rolling import NOTHING, Sum, counted, is_of_fractions, rolled
from congvu.oversight.indicators.rules.sets import Indicator, IndicatorSet, Kind
from congvu.oversight.indicators.rules.sets import RollUp as Rule
from congvu.oversight.indicators.rules.typed import shown
from congvu.oversight.indicators.rules.working import work_out
from congvu.oversight.indicators.services import writing
from congvu.oversight.indicators.services.writing import Entry, Place

_AT_ONCE: Final = 500
_NAMED: Final = 3
Sums = dict[str, tuple[Sum, Sum]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the superior decides about single units.

    `stand_ins` gives units that did not report the earlier period whose figures stand in,
    `left_out` names those that are left out visibly. `known` says as of when the figures of a unit,
    or of one merged into it, are taken: the moment of its report; now for the others.
    `with_predecessors` names units merged in the period whose predecessors reported their own part
    of it: what flowed is then added. Figures of the `silent` are never taken: nobody answers for
    them. `reasons` say why, by unit.
    """

    stand_ins: Mapping[int, int] = field(default_factory=dict)
    left_out: Collection[int] = frozenset()
    known: Mapping[int, datetime] = field(default_factory=dict)
    with_predecessors: Collection[int] = frozenset()
    silent: Collection[int] = frozenset()
    reasons: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One unit of a roll-up: as what, for which unit of the tree, from which period, known when."""

    unit_id: int
    child_id: int
    role: Role
    period_id: int
    known_at: datetime
    reason: str = ""


@transaction.atomic
def consolidate(
    superior_id: int,
    period_id: int,
    *,
    by: Actor,
    at: datetime,
    choices: Choices | None = None,
    into_id: int | None = None,
) -> RollUp:
    """Add up the figures of the units directly under a superior, and write them as its own.

    The tree is that of the last day of the period. A unit without figures of its own is spoken for
    by those merged into it; without those it is missing, and said to be. `into_id` names the
    period in which the superior reports upward, else it is the same. What people entered for the
    superior stays beside. Whoever calls made sure that the person may (`access.check_superior`).
    Raises NothingToRollUp, Invalid for a choice about a unit that is not under the superior.
    """
    period = get_period(period_id)
    into = period if into_id is None else get_period(into_id)
    children = list_children(superior_id, period)
    if not children:
        raise NothingToRollUp
    made = choices or Choices()
    before = list_predecessors(children, period)
    _check(children, before, made)
    writing.lock(superior_id)
    at = writing.after_seal(
        superior_id, into.pk, at
    )  # no sum of before an approval that it waited for
    roll_up = RollUp.objects.create(
        unit_id=superior_id, period=period, into=into, at=at, by=by.code, digest=""
    )
    _keep_sources(roll_up, _parts(children, before, period, made, at))
    sums = _sums(roll_up.pk)
    indicator_set = selectors.set_of(into)
    cells = _figures(indicator_set, into.last_day, sums)
    _refuse_too_long(roll_up, cells)
    roll_up.figures = {code: as_text(cell) for code, cell in sorted(cells.items())}
    roll_up.digest = digest_of(roll_up.figures, separators=COMPACT)
    roll_up.save(update_fields=["figures", "digest"])
    _write(roll_up, cells, _evidence(roll_up, indicator_set, sums), by=by, at=at)
    return roll_up


def _refuse_too_long(roll_up: RollUp, cells: Mapping[str, Cell]) -> None:
    """Raise FigureTooLong with the units whose figures are the largest of those sums."""
    codes = sorted(code for code, cell in cells.items() if not cell.is_kept)
    if not codes:
        return
    largest = [_largest(roll_up, code) for code in codes[:_NAMED]]
    raise FigureTooLong(codes, [one for one in largest if one])


def _largest(roll_up: RollUp, code: str) -> str:
    """Return "Xã Minh Tâm 99.999.999.999.999 (2.1)", "" when no unit gave a number."""
    sources = list(roll_up.sources.filter(role__in=WITH_FIGURES).select_related("unit"))
    values: defaultdict[tuple[int, int], list[Value]] = defaultdict(list)
    there = Value.objects.of_cells(
        [one.unit_id for one in sources], list({one.period_id for one in sources})
    )
    for value in there.filter(code=code):
        values[value.unit_id, value.period_id].append(value)
    found: list[tuple[Decimal, Unit]] = []
    for source in sources:
        at = source.known_at
        known = {
            one.origin: one
            for one in values[source.unit_id, source.period_id]
            if one.recorded_at <= at and (one.superseded_at is None or one.superseded_at > at)
        }
        chosen = selectors.chosen_of(known)
        numbers = (chosen.amount, chosen.numerator, chosen.denominator) if chosen else ()
        found += [(number, source.unit) for number in numbers if number is not None]
    if not found:
        return ""
    number, unit = max(found, key=lambda one: abs(one[0]))
    name = next(one.name for one in units.rows([unit], roll_up.period.last_day))
    return f"{name} {shown(number)} ({code})"


def _keep_sources(roll_up: RollUp, parts: Iterable[Part]) -> None:
    RollUpSource.objects.bulk_create(
        (
            RollUpSource(
                roll_up=roll_up,
                unit_id=part.unit_id,
                child_id=part.child_id,
                role=part.role,
                period_id=part.period_id,
                known_at=part.known_at,
                reason=part.reason[:500],
            )
            for part in parts
        ),
        batch_size=_AT_ONCE,
    )


def recompute(roll_up: RollUp) -> dict[str, str]:
    """Return the figures of a roll-up made again from its sources, as they were known then.

    They equal `roll_up.figures` to the digit, whatever was entered since.
    """
    cells = _figures(selectors.set_of(roll_up.into), roll_up.into.last_day, _sums(roll_up.pk))
    return {code: as_text(cell) for code, cell in sorted(cells.items())}


def list_children(superior_id: int, period: ReportingPeriod) -> tuple[int, ...]:
    """Return the territorial units directly under a superior on the last day of the period."""
    links = (
        UnitAncestry.objects.on(period.last_day)
        .filter(ancestor_id=superior_id, depth=1)
        .order_by("unit_id")
        .values_list("unit_id", "unit__kind")
    )
    return tuple(unit_id for unit_id, kind in links if kinds.get(kind).territorial)


def list_predecessors(children: Collection[int], period: ReportingPeriod) -> dict[int, list[int]]:
    """Return the units that mainly went into each child, however many mergers ago."""
    found: dict[int, list[int]] = {}
    heirs = {child: child for child in children}
    new = set(children)
    while new:
        came = Succession.objects.filter(
            to_unit_id__in=new, is_main=True, on__lte=period.last_day
        ).order_by("from_unit_id")
        new = set()
        for old, to_unit in came.values_list("from_unit_id", "to_unit_id"):
            if old not in heirs:
                heirs[old] = heirs[to_unit]
                found.setdefault(heirs[old], []).append(old)
                new.add(old)
    return found


def as_text(cell: Cell) -> str:
    """Return a figure as it is kept and compared: "12.5", "26/28"."""
    return writing.plain(cell)


def _check(
    children: Collection[int], before: Mapping[int, Sequence[int]], choices: Choices
) -> None:
    known = set(choices.known) - {unit for units in before.values() for unit in units}
    named = {*choices.stand_ins, *choices.left_out, *known, *choices.with_predecessors}
    strangers = named - set(children)
    if strangers:
        raise Invalid(
            gettext_noop("Có đơn vị không trực thuộc cơ quan tổng hợp vào ngày cuối kỳ."),
            code="not_a_child",
            units=sorted(strangers),
        )


def _parts(
    children: Collection[int],
    before: Mapping[int, Sequence[int]],
    period: ReportingPeriod,
    choices: Choices,
    at: datetime,
) -> Iterator[Part]:
    """Say of every child who speaks for it."""
    asked = {*children, *(unit for units in before.values() for unit in units)}
    filled = _with_figures(asked - set(choices.silent), period.pk, choices.known, at)
    heirs = _heirs(asked - {*children}, period)
    for child in children:
        known_at = choices.known.get(child, at)
        reason = choices.reasons.get(child, "")
        old_ones = [old for old in before.get(child, ()) if old in filled]
        if child in choices.left_out:
            yield Part(child, child, Role.LEFT_OUT, period.pk, known_at, reason)
        elif child in choices.stand_ins:
            earlier = choices.stand_ins[child]
            yield Part(child, child, Role.STAND_IN, earlier, known_at, reason)
        elif child in filled:
            yield Part(child, child, Role.REPORTED, period.pk, known_at)
            if child in choices.with_predecessors:
                for old in old_ones:
                    moment = choices.known.get(old, known_at)
                    yield Part(old, child, Role.BEFORE_MERGER, period.pk, moment, reason)
        elif old_ones:
            for old in _newest_of_each_line(old_ones, heirs):
                moment = choices.known.get(old, known_at)
                yield Part(old, child, Role.PREDECESSOR, period.pk, moment)
        else:
            yield Part(child, child, Role.MISSING, period.pk, known_at)


def _newest_of_each_line(old_ones: Sequence[int], heirs: Mapping[int, int]) -> Iterator[int]:
    """Yield the units with figures that went into no other one of them, however many mergers on.

    Who has figures speaks for the whole period, also for those merged into it on the way: what was
    there on the last day would be counted twice. A line that comes back to itself ends there,
    unless all of it has figures: services refuse an heir that has ended, the table alone does not.
    """
    for old in old_ones:
        met, heir = {old}, heirs.get(old)
        while heir is not None and heir not in old_ones and heir not in met:
            met.add(heir)
            heir = heirs.get(heir)
        if heir is None or heir in met:
            yield old


def _heirs(old_ones: Collection[int], period: ReportingPeriod) -> dict[int, int]:
    """Return into which unit each of these mainly went, the last time."""
    went = Succession.objects.filter(
        from_unit_id__in=old_ones, is_main=True, on__lte=period.last_day
    ).order_by("on")
    return dict(went.values_list("from_unit_id", "to_unit_id"))


def _with_figures(
    unit_ids: Collection[int], period_id: int, known: Mapping[int, datetime], at: datetime
) -> set[int]:
    """Return the units that had a figure of their own in the period, each as known at its moment."""
    moments: defaultdict[datetime, list[int]] = defaultdict(list)
    for unit_id in unit_ids:
        moments[known.get(unit_id, at)].append(unit_id)
    found: set[int] = set()
    for moment, some in moments.items():
        rows = Value.objects.known_at(moment).filter(
            period_id=period_id, unit_id__in=some, origin__in=CHOSEN_FROM
        )
        found.update(rows.order_by().values_list("unit_id", flat=True).distinct())
    return found


def _sums(roll_up_id: int) -> Sums:
    found: Sums = {}
    for code, is_before, one in rolled_up(roll_up_id):
        whole, before = found.get(code, (NOTHING, NOTHING))
        found[code] = (whole, one) if is_before else (one, before)
    return found


def _figures(indicator_set: IndicatorSet, day: date, sums: Sums) -> dict[str, Cell]:
    """Return the superior's figures: rolled up by rule, formulas worked out of those.

    A formula is worked out again only where its row says that it is recomputed.
    """
    rows = [one for one in indicator_set.indicators if one.holds_on(day) and not one.is_heading]
    cells = {
        one.code: rolled(one, counted(one, *sums[one.code]), indicator_set.rounding)
        for one in rows
        if one.code in sums
    }
    filled = {code: cell for code, cell in cells.items() if not cell.is_blank}
    again = [one for one in rows if _is_formula(one)]
    worked = work_out(
        again,
        {},
        {code: cell for code, cell in filled.items() if not _is_formula(indicator_set.get(code))},
        filled,
        indicator_set.rounding,
    )
    return filled | {code: one.cell for code, one in worked.items()}


def _is_formula(indicator: Indicator) -> bool:
    return indicator.source.kind is SourceKind.FORMULA and indicator.roll_up is Rule.RECOMPUTE


def _write(
    roll_up: RollUp,
    cells: Mapping[str, Cell],
    evidence: Mapping[str, Mapping[str, object]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    into = roll_up.into
    place = Place(roll_up.unit_id, into.pk, Origin.CONSOLIDATED, at)
    there = writing.current(place)
    entries = {code: Entry(Cell()) for code in there if code not in cells}
    for code, cell in cells.items():
        entries[code] = Entry(cell, evidence=evidence.get(code, {"roll_up": roll_up.pk}))
    changed = writing.write_beside(place, entries, there, by=by, at=at)
    journal.record(
        unit=journal_code(roll_up.unit_id, into.last_day),
        by=by,
        action="indicators.consolidate",
        obj_type="roll_up",
        obj_code=str(roll_up.pk),
        changes={
            "period": roll_up.period.code,
            "digest": roll_up.digest,
            "changed": len(changed),
        },
        at=at,
    )


def _evidence(
    roll_up: RollUp, indicator_set: IndicatorSet, sums: Sums
) -> dict[str, dict[str, object]]:
    """Return by code how many units stand behind a figure, and how many could not be added."""
    roles = list(roll_up.sources.values_list("role", flat=True))
    before = roles.count(Role.BEFORE_MERGER)
    speaking = sum(role in WITH_FIGURES for role in roles) - before
    evidence: dict[str, dict[str, object]] = {}
    for code, (whole, earlier) in sums.items():
        indicator = indicator_set.by_code.get(code)
        if indicator is None:
            continue
        both = counted(indicator, whole, earlier)
        asked = speaking + (before if indicator.kind is Kind.FLOW else 0)
        told: dict[str, object] = {"roll_up": roll_up.pk, "units": both.filled}
        if asked > both.filled:
            told["blank"] = asked - both.filled
        if is_of_fractions(indicator) and both.without_fraction:
            told["without_fraction"] = both.without_fraction
        evidence[code] = told
    return evidence
