"""Figures about units, which need no register: each opens to the units, or office by office."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.instruments.registers.errors import NotReader
from congvu.instruments.registers.of_units import (
    UnitBook,
    UnitCount,
    get_unit_book,
    list_unit_books,
)
from congvu.instruments.registers.selectors import offices_below, own_offices
from congvu.instruments.registers.spread import Share, heirs, offices_compared
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.registers.asking import Wanted, ask, narrowed_to
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import with_query
from congvu.kernel.errors import NotFound, gettext_noop

MOST_SHOWN = 500


@never_cache
@require_GET
def page(request: HttpRequest, group: str, code: str, count: str) -> HttpResponse:
    """Open a figure to the units that it counts."""
    book, who, one = _opened(request, group, code, count)
    below = may_compare(book, who.staff)
    wanted = ask(request, who, below=below)
    found = one.select(offices_asked(book, who, wanted), wanted.window)
    shown = list(found[:MOST_SHOWN])
    names = units.names_above([unit.pk for unit in shown], wanted.window.last_day)
    context = {
        "count": one,
        "over": book.title,
        "wanted": wanted,
        "figure": found.count(),
        "lines": [(unit, names.get(unit.pk, "")) for unit in shown],
        "compare": _url("units-spread", group, code, count, request) if below else "",
        "trail": _trail(book, request),
    }
    return render(request, "office/registers/units.html", context)


@never_cache
@require_GET
def by_office(request: HttpRequest, group: str, code: str, count: str) -> HttpResponse:
    """Show the figure of each office below beside the whole."""
    book, who, one = _opened(request, group, code, count)
    if not may_compare(book, who.staff):
        raise NotReader
    wanted = ask(request, who, below=False)
    compared = offices_compared(who.staff, who.on)
    belongs = heirs(compared, who.on)
    lines = []
    for unit in compared:
        own = [office for office, heir in belongs.items() if heir == unit.pk]
        share = Share(unit, one.select(own, wanted.window).count())
        lines.append((share, _url("units", group, code, count, request, don_vi=str(unit.pk))))
    context = {
        "count": one,
        "over": book.title,
        "wanted": wanted,
        "lines": lines,
        "whole": {"value": one.select(offices_asked(book, who, wanted), wanted.window).count()},
        "whole_url": _url("units", group, code, count, request, don_vi=""),
        "trail": _trail(book, request),
    }
    return render(request, "office/registers/spread.html", context)


def tables(request: HttpRequest, who: Acting, group: str, wanted: Wanted) -> list[Any]:
    """Return the figures about units of a group, for the page of all its figures."""
    return [
        (
            book,
            [
                {
                    "count": one,
                    "value": one.select(offices_asked(book, who, wanted), wanted.window).count(),
                    "url": _url("units", group, book.code, one.code, request),
                }
                for one in book.counts
            ],
        )
        for book in list_unit_books()
        if book.group.code == group and who.staff.has(*book.access.sees)
    ]


def may_compare(book: UnitBook, staff: Staff) -> bool:
    return staff.has(*book.access.subtree)


def offices_asked(book: UnitBook, who: Acting, wanted: Wanted) -> Collection[int]:
    """Return the offices whose units are counted: of one, also those it came from."""
    seen = own_offices(who.staff, who.on)
    if may_compare(book, who.staff):
        seen = offices_below(who.staff, who.on)
    return narrowed_to(wanted.office, seen, who)


def _opened(
    request: HttpRequest, group: str, code: str, count: str
) -> tuple[UnitBook, Acting, UnitCount]:
    who = acting(request)
    book = get_unit_book(code)
    if book.group.code != group:
        raise NotFound(gettext_noop("Không có nhóm chỉ tiêu này."), code="no_unit_book")
    if not who.staff.has(*book.access.sees):
        raise NotReader
    return book, who, book.count(count)


def _url(
    route: str, group: str, code: str, count: str, request: HttpRequest, **changed: str
) -> str:
    url = reverse(f"office-registers-{route}", args=[group, code, count])
    return url + with_query(request.GET, **changed)


def _trail(book: UnitBook, request: HttpRequest) -> list[NavItem]:
    group = book.group
    return [
        NavItem(str(group.label), reverse("office-registers-group", args=[group.code])),
        NavItem(
            gettext("Số liệu"),
            reverse("office-registers-figures", args=[group.code]) + with_query(request.GET),
        ),
    ]
