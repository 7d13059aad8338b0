"""Figures of registers: by office and period, as known on a day; each opens to its rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import closed_at, counted, late_rows, reading
from congvu.instruments.registers.declared import Register, list_registers
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.registers.asking import Wanted, ask, offices_of
from congvu.interfaces.office.registers.opening import Opened, opened
from congvu.interfaces.office.registers.views.apparatus import tables
from congvu.interfaces.office.registers.views.lists import (
    drawn,
    kind_of,
    nameless,
    shown,
    speaking_of_nobody,
)
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import Column, head, with_query
from congvu.kernel.errors import NotFound, gettext_noop


@never_cache
@require_GET
def figures(request: HttpRequest, group: str) -> HttpResponse:
    """Show all figures of a group of registers."""
    who = acting(request)
    registers = [
        one
        for one in list_registers()
        if selectors.may_count(one, who.staff) and one.group.code == group and one.counts
    ]
    if not registers:
        raise NotFound(gettext_noop("Không có nhóm sổ này."), code="no_group")
    below = any(selectors.counted_below(one, who.staff) for one in registers)
    wanted = ask(request, who, below=below)
    label = registers[0].group.label
    context = {
        "title": gettext("Số liệu: %(group)s") % {"group": label},
        "trail": [NavItem(str(label), reverse("office-registers-group", args=[group]))],
        "form": wanted.form,
        "wanted": wanted,
        "tables": [
            (register, _figures_of(register, who, wanted, request)) for register in registers
        ],
        "of_units": tables(request, who, group, wanted),
    }
    return render(request, "office/registers/figures.html", context)


def _figures_of(
    register: Register, who: Acting, wanted: Wanted, request: HttpRequest
) -> list[dict[str, Any]]:
    offices = offices_of(register, who, wanted.office)
    door = Opened(who, register)
    return [
        {
            "count": count,
            "figure": reading(
                register, count, offices=offices, window=wanted.window, known_at=wanted.known_at
            ),
            "url": door.url("count", count=count.code) + with_query(request.GET),
        }
        for count in register.counts
    ]


@never_cache
@require_GET
def count(request: HttpRequest, group: str, code: str, count: str) -> HttpResponse:
    """Open a figure to the rows that it counts; what came after the period closed is marked."""
    door = opened(request, group, code, to_count=True)
    who, register = door.who, door.register
    one = register.count(count)
    below = selectors.counted_below(register, who.staff)
    wanted = ask(request, who, below=below)
    asked: dict[str, Any] = {
        "offices": offices_of(register, who, wanted.office),
        "window": wanted.window,
        "known_at": wanted.known_at,
    }
    rows = counted(register, one, **asked)
    late = late_rows(register, one, **asked)
    part = cut(rows.select_related("office"), request.GET)
    lines = drawn(door, part.rows) if door.may_see else nameless(door, part.rows)
    for line in lines:
        line["is_late"] = line["row"].uuid in late
    behind = len(late) - rows.filter(uuid__in=late).count()
    context = {
        "door": door,
        "count": one,
        "figure": reading(register, one, **asked),
        "wanted": wanted,
        "closed_on": closed_at(wanted.window) - timedelta(days=1),
        "gone": behind,
        "lines": lines,
        "head": head([Column(spec.label, "", kind_of(spec)) for spec in shown(register)],
                     request.GET, ""),
        "page": part.page,
        "several_offices": len(asked["offices"]) > 1,
        "columns": [] if door.may_see else [spec.label for spec in speaking_of_nobody(register)],
        "compare": door.url("spread", count=count) + with_query(request.GET, don_vi="")
        if below else "",
        "trail": [
            NavItem(
                str(register.group.label), reverse("office-registers-group", args=[group])
            ),
            NavItem(
                gettext("Số liệu"),
                reverse("office-registers-figures", args=[group]) + with_query(request.GET),
            ),
        ],
    }  # fmt: skip
    return render(request, "office/registers/count.html", context)
