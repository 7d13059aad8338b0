"""Questions about units; each carries the day it is asked for.

Asked for a day after a unit's end, a question is answered as of the unit's last day, so that
nothing of the past vanishes. Asked for a day before its beginning, the answer is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from congvu.foundation.units import kinds
from congvu.foundation.units.models import FormerName, Succession, Unit, UnitAncestry, UnitCode
from congvu.foundation.units.querysets import holds_on
from congvu.foundation.units.rules import Ended, Level, Scheme, Span, UnitRow, day_of_question
from congvu.kernel import vitext
from congvu.kernel.errors import NotFound, gettext_noop

CODE_ORDER = (Scheme.ORG.value, Scheme.GSO.value, Scheme.ISO.value)
UnitOrId = Unit | int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of units in alphabetical order; `after` asks for the next one, None at the end."""

    rows: tuple[UnitRow, ...]
    after: tuple[str, int] | None


def get(unit_id: int) -> Unit:
    """Return the unit of that id. Raises NotFound."""
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound(
            gettext_noop("Không có đơn vị này trong hệ thống."), code="unit_not_found", id=unit_id
        )
    return unit


def get_by_code(code: str, on: date, scheme: Scheme | None = None) -> Unit:
    """Return whoever bears the code on that day, else whoever bore it last before.

    Old codes stay resolvable, also after another unit took them over: the day decides. Raises
    NotFound.
    """
    unit = find_by_code(code, on, scheme)
    if unit is None:
        raise NotFound(
            gettext_noop("Không có đơn vị nào mang mã “%(unit)s” vào ngày đã chọn."),
            code="unit_code_not_found",
            unit=code,
            on=on,
        )
    return unit


def find_by_code(code: str, on: date, scheme: Scheme | None = None) -> Unit | None:
    """Return what `get_by_code` returns, or None."""
    rows = UnitCode.objects.filter(code=code, starts_on__lte=on).select_related("unit")
    if scheme is not None:
        rows = rows.filter(scheme=scheme.value)
    # Where two schemes give the same code, the one named first in CODE_ORDER is meant.
    found = sorted(rows, key=lambda row: (-_end(row).toordinal(), CODE_ORDER.index(row.scheme)))
    return found[0].unit if found else None


def _end(row: UnitCode) -> date:
    return row.ends_on or date.max


def codes_of(unit_ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the code for people of each unit on the day: organisation code, else statistics.

    An ended unit keeps its last code; a unit without any is left out.
    """
    best: dict[int, tuple[int, int, str]] = {}
    rows = UnitCode.objects.filter(unit_id__in=list(unit_ids), starts_on__lte=on)
    for row in rows:
        rank = (CODE_ORDER.index(row.scheme), -_end(row).toordinal(), row.code)
        best[row.unit_id] = min(best.get(row.unit_id, rank), rank)
    return {unit: code for unit, (_order, _ends, code) in best.items()}


def code_of(unit: UnitOrId, on: date) -> str:
    """Return the unit's code for people on the day, "" when it has none."""
    return codes_of([_id(unit)], on).get(_id(unit), "")


def journal_code(unit: UnitOrId, on: date) -> str:
    """Return the name of the unit's chain in the journal: its code, or its id when it has none."""
    return code_of(unit, on) or f"unit-{_id(unit)}"


def org_code(unit: UnitOrId, on: date) -> str:
    """Return the organisation code (mã định danh) of the day, or the last one; "" when none."""
    row = (
        UnitCode.objects.filter(unit_id=_id(unit), scheme=Scheme.ORG.value, starts_on__lte=on)
        .order_by("-starts_on")
        .first()
    )
    return row.code if row else ""


def is_existing(unit: UnitOrId, on: date) -> bool:
    """Whether the unit exists on the day."""
    return Unit.objects.filter(pk=_id(unit)).existing(on).exists()


def row(unit: UnitOrId, on: date) -> UnitRow:
    """Return the unit as it was on the day. Raises NotFound for an unknown id."""
    found = unit if isinstance(unit, Unit) else get(unit)
    return rows([found], on)[0]


def rows(units: Sequence[Unit], on: date) -> tuple[UnitRow, ...]:
    """Return units as they were on the day, in the order given; at most three queries."""
    ids = [unit.pk for unit in units]
    codes = codes_of(ids, on)
    names = _names_of_the_day(ids, on)
    level_of_unit = _levels_of(units, on)
    return tuple(
        UnitRow(
            id=unit.pk,
            code=codes.get(unit.pk, ""),
            name=names.get(unit.pk, unit).name,
            name_en=names.get(unit.pk, unit).name_en,
            short_name=names.get(unit.pk, unit).short_name,
            kind=unit.kind,
            level=level_of_unit[unit.pk],
            starts_on=unit.starts_on,
            ends_on=unit.ends_on,
            is_sample=unit.is_sample,
        )
        for unit in units
    )


def _names_of_the_day(ids: list[int], on: date) -> dict[int, FormerName | Unit]:
    former = FormerName.objects.filter(holds_on(on), unit_id__in=ids)
    return {name.unit_id: name for name in former}


def level_of(unit: UnitOrId, on: date) -> Level | None:
    """Return the level on which the unit stands on the day; of a department, its superior's."""
    found = unit if isinstance(unit, Unit) else get(unit)
    return _levels_of([found], on)[found.pk]


def _levels_of(units: Sequence[Unit], on: date) -> dict[int, Level | None]:
    own = {unit.pk: kinds.get(unit.kind).level for unit in units}
    without = [unit for unit in units if own[unit.pk] is None]
    if not without:
        return own
    above = (
        UnitAncestry.objects.counted_on(on)
        .filter(unit_id__in=[unit.pk for unit in without])
        .order_by("depth")
        .values_list("unit_id", "ancestor__kind")
    )
    for unit_id, kind in above:
        if own[unit_id] is None:
            own[unit_id] = kinds.get(kind).level
    return own


def levels(on: date) -> tuple[Level, ...]:
    """Return the levels of administration on a day: no district from 01/07/2025."""
    return kinds.levels(on)


def list_at_level(level: Level, on: date, within: UnitOrId | None = None) -> QuerySet[Unit]:
    """Return the territorial units of a level that exist on the day, under `within` if given."""
    found = Unit.objects.existing(on).filter(kind__in=kinds.at_level(level)).in_order()
    if within is not None:
        found = found.filter(
            Exists(UnitAncestry.objects.on(on).filter(unit=OuterRef("pk"), ancestor_id=_id(within)))
        )
    return found


def parent(unit: UnitOrId, on: date) -> Unit | None:
    """Return the unit directly above on the day."""
    above = ancestors(unit, on)
    return above[0] if above else None


def roots(on: date) -> QuerySet[Unit]:
    """Return the units that stand under no other on the day, in alphabetical order."""
    under = UnitAncestry.objects.on(on).filter(unit=OuterRef("pk"), depth=1)
    return Unit.objects.existing(on).exclude(Exists(under)).in_order()


def count_children(unit_ids: Iterable[int], on: date) -> dict[int, int]:
    """Return how many units stand directly below each unit on the day; without any it is left out."""
    below = UnitAncestry.objects.on(on).filter(ancestor_id__in=list(unit_ids), depth=1)
    rows = below.values_list("ancestor_id").annotate(count=Count("id")).order_by()
    return dict(rows)


def names_above(unit_ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the present name of the unit directly above each on the day, or on its last day."""
    above = (
        UnitAncestry.objects.counted_on(on)
        .filter(unit_id__in=list(unit_ids), depth=1)
        .order_by("starts_on")
    )
    return dict(above.values_list("unit_id", "ancestor__name"))


def children(unit: UnitOrId, on: date) -> QuerySet[Unit]:
    """Return the units directly below that exist on the day, in alphabetical order."""
    below = UnitAncestry.objects.on(on).filter(ancestor_id=_id(unit), depth=1)
    return Unit.objects.filter(pk__in=below.values("unit_id")).in_order()


def children_of(unit_ids: Iterable[int], on: date) -> dict[int, list[Unit]]:
    """Return the units directly below each of several units, as `children` does; one query."""
    links = (
        UnitAncestry.objects.on(on)
        .filter(ancestor_id__in=list(unit_ids), depth=1)
        .select_related("unit")
        .order_by("unit__sort_key", "unit_id")
    )
    found: dict[int, list[Unit]] = {}
    for link in links:
        found.setdefault(link.ancestor_id, []).append(link.unit)
    return found


def ancestors(unit: UnitOrId, on: date) -> list[Unit]:
    """Return the units above on the day, nearest first, without the unit itself."""
    chain = (
        UnitAncestry.objects.counted_on(on)
        .filter(unit_id=_id(unit), depth__gt=0)
        .select_related("ancestor")
        .order_by("depth", "-starts_on")
    )
    found: list[Unit] = []
    for link in chain:
        if link.depth == len(found) + 1:
            found.append(link.ancestor)
    return found


def path(unit: UnitOrId, on: date) -> tuple[UnitRow, ...]:
    """Return the chain from the highest unit down to the unit itself, as on the day."""
    found = unit if isinstance(unit, Unit) else get(unit)
    return rows([*reversed(ancestors(found, on)), found], on)


def subtree_ids(unit: UnitOrId, on: date, *, with_forerunners: bool = False) -> list[int]:
    """Return the ids of the unit and of what is under it on the day, in order.

    A unit that had ended by then counts under whoever it stood under on its last day. With
    `with_forerunners` also what the units of the subtree came from as the main successor, with
    their own subtrees: the basis on which time series compare across a merger.
    """
    ids = _subtree([_id(unit)], on)
    while with_forerunners:
        came_from = Succession.objects.filter(to_unit_id__in=ids, is_main=True, on__lte=on)
        new = set(came_from.values_list("from_unit_id", flat=True)) - ids
        if not new:
            break
        ids |= _subtree(new, on)
    return sorted(ids)


def _subtree(unit_ids: Iterable[int], on: date) -> set[int]:
    """Ask each unit for the day, or for its own last day when it had ended."""
    by_day: dict[date, list[int]] = {}
    lives = Unit.objects.filter(pk__in=list(unit_ids), starts_on__lte=on)
    for unit_id, starts_on, ends_on in lives.values_list("pk", "starts_on", "ends_on"):
        day = day_of_question(Span(starts_on, ends_on), on)
        by_day.setdefault(day, []).append(unit_id)
    found: set[int] = set()
    for day, ids in by_day.items():
        below = UnitAncestry.objects.counted_on(day).filter(ancestor_id__in=ids)
        found.update(below.values_list("unit_id", flat=True))
    return found


def successors(unit: UnitOrId, on: date) -> QuerySet[Unit]:
    """Return the units that the unit went into by the day, the main one first."""
    return Unit.objects.filter(came_from__from_unit_id=_id(unit), came_from__on__lte=on).order_by(
        "-came_from__is_main", "sort_key", "id"
    )


def predecessors(unit: UnitOrId, on: date) -> QuerySet[Unit]:
    """Return the units that went into the unit, whole or in part, by the day."""
    return Unit.objects.filter(went_into__to_unit_id=_id(unit), went_into__on__lte=on).order_by(
        "-went_into__is_main", "sort_key", "id"
    )


def living_successors(unit: UnitOrId, on: date) -> list[Unit]:
    """Follow successions until units that exist on the day; the unit itself while it exists."""
    found: dict[int, Unit] = {}
    seen: set[int] = set()
    frontier = [_id(unit)]
    while frontier:
        seen.update(frontier)
        alive = Unit.objects.filter(pk__in=frontier).existing(on)
        found |= {unit.pk: unit for unit in alive}
        ended = [unit_id for unit_id in frontier if unit_id not in found]
        steps = Succession.objects.filter(from_unit_id__in=ended, on__lte=on)
        heirs = steps.values_list("to_unit_id", flat=True)
        frontier = sorted(set(heirs) - seen)
    return sorted(found.values(), key=lambda unit: (unit.sort_key, unit.pk))


def endings(of: Iterable[Unit | UnitRow], on: date) -> dict[int, Ended]:
    """Return those that are no more on the day, by id, the main heir first.

    One statement, none where all live on.
    """
    ends = {unit.id: unit.ends_on for unit in of if unit.ends_on and unit.ends_on <= on}
    if not ends:
        return {}
    went = Succession.objects.filter(from_unit_id__in=ends, on=F("from_unit__ends_on"))
    into: dict[int, list[str]] = {}
    for one in went.select_related("to_unit").order_by("-is_main", "to_unit__sort_key", "pk"):
        into.setdefault(one.from_unit_id, []).append(one.to_unit.name)
    return {unit: Ended(day, tuple(into.get(unit, ()))) for unit, day in ends.items()}


def search(
    text: str,
    on: date,
    *,
    kind_codes: Sequence[str] = (),
    within: UnitOrId | None = None,
    limit: int = 20,
    after: tuple[str, int] | None = None,
) -> Page:
    """Find units that exist on the day by words without accents or by the beginning of a code.

    Every word must begin a word of the name, in any order; former names count too. `limit` rows
    a page; `after` is the mark of the page before.
    """
    found = Unit.objects.existing(on).filter(_matching(text, on))
    if kind_codes:
        found = found.filter(kind__in=kind_codes)
    if within is not None:
        below = UnitAncestry.objects.on(on).filter(unit=OuterRef("pk"), ancestor_id=_id(within))
        found = found.filter(Exists(below))
    if after is not None:
        key, unit_id = after
        found = found.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=unit_id))
    units = list(found.in_order()[: limit + 1])
    more = len(units) > limit
    last = units[limit - 1] if more else None
    return Page(rows(units[:limit], on), (last.sort_key, last.pk) if last else None)


def _matching(text: str, on: date) -> Q:
    by_name = Q()
    for word in vitext.words(text):
        by_name &= Q(folded__contains=f" {word}")
    code = vitext.nfc(text).strip()
    if not any(mark.isdigit() for mark in code):
        return by_name
    by_code = UnitCode.objects.filter(holds_on(on), unit=OuterRef("pk"), code__startswith=code)
    return by_name | Q(Exists(by_code))


def _id(unit: UnitOrId) -> int:
    return unit.pk if isinstance(unit, Unit) else unit
