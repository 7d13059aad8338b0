"""One figure of a register over all offices below: what a province compares its communes by."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.errors import NotReader
from congvu.instruments.registers.spread import offices_compared, spread
from congvu.interfaces.office.registers.asking import ask, offices_of
from congvu.interfaces.office.registers.opening import opened
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import with_query


@never_cache
@require_GET
def by_office(request: HttpRequest, group: str, code: str, count: str) -> HttpResponse:
    """Show the figure of each office below beside the whole; each opens to its rows."""
    door = opened(request, group, code, to_count=True)
    who, register = door.who, door.register
    one = register.count(count)
    if not selectors.counted_below(register, who.staff):
        raise NotReader
    wanted = ask(request, who, below=False)
    asked: dict[str, Any] = {"window": wanted.window, "known_at": wanted.known_at}
    url = door.url("count", count=count)
    shares = spread(register, one, compared=offices_compared(who.staff, who.on), on=who.on, **asked)
    context = {
        "count": one,
        "over": register.title,
        "wanted": wanted,
        "lines": [
            (share, url + with_query(request.GET, don_vi=str(share.unit.pk))) for share in shares
        ],
        "whole": reading(register, one, offices=offices_of(register, who, None), **asked),
        "whole_url": url + with_query(request.GET, don_vi=""),
        "trail": [
            NavItem(str(register.group.label), reverse("office-registers-group", args=[group])),
            NavItem(
                gettext("Số liệu"),
                reverse("office-registers-figures", args=[group]) + with_query(request.GET),
            ),
        ],
    }
    return render(request, "office/registers/spread.html", context)
