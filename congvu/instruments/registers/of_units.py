"""Figures that need no book: units as the tree has them on a day, stated like counts of a register.

Each has its definition in words and opens to the units that it counts. Not here: the tree itself
(`foundation.units`) and which figures there are; a casework room declares those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from congvu.foundation.units.models import Unit, UnitAncestry
from congvu.foundation.units.offices import INTERNAL_KINDS
from congvu.instruments.registers.rules.declaring import Access, Group
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window

Units = QuerySet[Unit]


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One figure: `select` narrows the units of some offices, as they stood in the days."""

    code: str
    label: Any
    definition: Any
    select: Callable[[Collection[int], Window], Units]


@dataclass(frozen=True)
class UnitBook:
    """Figures about units that stand together; whoever sees them may open each to its units."""

    code: str
    group: Group
    title: Any
    counts: tuple[UnitCount, ...]
    access: Access = field(default_factory=Access)

    def count(self, code: str) -> UnitCount:
        """Return one figure. Raises NotFound."""
        for one in self.counts:
            if one.code == code:
                return one
        raise NotFound(gettext_noop("Không có chỉ tiêu này."), code="no_count")


_books: dict[str, UnitBook] = {}


def declare_units(book: UnitBook) -> UnitBook:
    """Make figures about units known. Raises ValueError for a code used twice."""
    if book.code in _books:
        raise ValueError(f"two books of units named {book.code}")
    _books[book.code] = book
    return book


def get_unit_book(code: str) -> UnitBook:
    """Return the figures of that code. Raises NotFound."""
    if code not in _books:
        raise NotFound(gettext_noop("Không có nhóm chỉ tiêu này."), code="no_unit_book")
    return _books[code]


def list_unit_books() -> tuple[UnitBook, ...]:
    return tuple(_books.values())


def standing(
    offices: Collection[int], window: Window, kinds: Collection[str], *, inside: str = ""
) -> Units:
    """Return the units of some kinds that exist on the last day and belong to the offices.

    With `inside` those directly below a unit of that kind, without it those that are not below
    any public service unit.
    """
    day = window.last_day
    links = UnitAncestry.objects.on(day)
    return _belonging(Unit.objects.existing(day).filter(kind__in=kinds), links, offices, inside)


def ended(
    offices: Collection[int], window: Window, kinds: Collection[str], *, inside: str = ""
) -> Units:
    """Return the units of some kinds whose first day without them lies in the window."""
    found = Unit.objects.filter(
        kind__in=kinds, ends_on__gte=window.starts_on, ends_on__lt=window.ends_on
    )
    links = UnitAncestry.objects.filter(is_last=True)
    return _belonging(found, links, offices, inside)


def territories(offices: Collection[int], window: Window, kinds: Collection[str]) -> Units:
    """Return the units of territorial kinds among the offices that exist on the last day."""
    found = Unit.objects.existing(window.last_day).filter(pk__in=offices, kind__in=kinds)
    return found.in_order()


PUBLIC_SERVICE = "public_service_unit"


def _belonging(
    found: Units, links: QuerySet[UnitAncestry], offices: Collection[int], inside: str
) -> Units:
    """Keep units whose nearest authority is one of the offices."""
    above = links.filter(unit=OuterRef("pk"), depth__gt=0)
    nearer = (
        links.filter(unit=OuterRef("unit"), depth__gt=0, depth__lt=OuterRef("depth"))
        .exclude(ancestor__kind__in=INTERNAL_KINDS)
    )  # fmt: skip
    of_offices = above.filter(ancestor_id__in=offices).filter(~Exists(nearer))
    of_offices = of_offices.exclude(ancestor__kind__in=INTERNAL_KINDS)
    narrowed = found.filter(Exists(of_offices))
    if inside:
        return narrowed.filter(Exists(above.filter(ancestor__kind=inside, depth=1))).in_order()  # type: ignore[attr-defined,no-any-return]
    below_service = above.filter(ancestor__kind=PUBLIC_SERVICE)
    return narrowed.filter(~Exists(below_service)).in_order()  # type: ignore[attr-defined,no-any-return]
