"""Rebuilding the closure of the tree from units and parentages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from congvu.foundation.units.bulk import insert_rows
from congvu.foundation.units.models import Parentage, Unit, UnitAncestry
from congvu.foundation.units.rules import ParentLink, Span, Tree

_CHUNK = 500


@transaction.atomic
def rebuild_ancestry(unit_ids: Iterable[int] | None = None) -> int:
    """Compute the ancestry of these units and of all that ever stood under them; return the rows.

    Without ids, of every unit. The new rows depend on units and parentages only, so rebuilding
    twice changes nothing. Raises TreeCycle, and then nothing is changed.
    """
    take_turn()
    if unit_ids is None:
        affected = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
        tree = _whole_tree()
        UnitAncestry.objects.all().delete()
    else:
        affected = _with_all_below(set(unit_ids))
        tree = _tree_above(affected)
        for chunk in _chunks(affected):
            UnitAncestry.objects.filter(unit_id__in=chunk).delete()
    return insert_rows(
        UnitAncestry,
        ("ancestor_id", "unit_id", "depth", "starts_on", "ends_on", "is_last"),
        (
            (row.ancestor, row.unit, row.depth, row.starts_on, row.ends_on, row.is_last)
            for row in tree.closure(affected)
        ),
    )


def take_turn() -> None:
    """Let changes of the tree go one after another until the transaction ends.

    Each rebuild then sees what the one before has stored; without it, two moves at once could
    leave a unit with the ancestors of neither. The row of the first unit is what all wait for.
    """
    Unit.objects.select_for_update(no_key=True).order_by("pk").first()


def _whole_tree() -> Tree:
    lives = Unit.objects.values_list("pk", "starts_on", "ends_on")
    links = Parentage.objects.values_list("unit_id", "parent_id", "starts_on", "ends_on")
    return Tree(
        {unit: Span(start, end) for unit, start, end in lives.iterator()},
        [ParentLink(unit, up, Span(start, end)) for unit, up, start, end in links.iterator()],
    )


def _with_all_below(unit_ids: set[int]) -> list[int]:
    found = set(unit_ids)
    for chunk in _chunks(sorted(unit_ids)):
        below = UnitAncestry.objects.filter(ancestor_id__in=chunk)
        found.update(below.values_list("unit_id", flat=True))
    return sorted(found)


def _tree_above(unit_ids: Sequence[int]) -> Tree:
    """Read the units, their parents, the parents of those, and so on: one query a step."""
    links: list[ParentLink] = []
    known = set(unit_ids)
    frontier = list(unit_ids)
    while frontier:
        parents: set[int] = set()
        for chunk in _chunks(frontier):
            found = Parentage.objects.filter(unit_id__in=chunk)
            for unit, up, start, end in found.values_list(
                "unit_id", "parent_id", "starts_on", "ends_on"
            ):
                links.append(ParentLink(unit, up, Span(start, end)))
                parents.add(up)
        frontier = sorted(parents - known)
        known |= parents
    lives: dict[int, Span] = {}
    for chunk in _chunks(sorted(known)):
        units = Unit.objects.filter(pk__in=chunk).values_list("pk", "starts_on", "ends_on")
        lives |= {unit: Span(start, end) for unit, start, end in units}
    return Tree(lives, links)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    """SQLite takes a limited number of parameters in one statement."""
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
