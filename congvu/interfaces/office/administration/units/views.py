"""The tree of units on a day, the search, and one unit with all that it ever was."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congvu.foundation.units import selectors
from congvu.foundation.units.labels import kind_label
from congvu.foundation.units.models import Unit
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.units.changes import CHANGES
from congvu.interfaces.office.administration.units.forms import DayForm, SearchForm
from congvu.interfaces.office.administration.units.history import history_of
from congvu.interfaces.office.administration.units.lines import lines_of, trunk, unit_lines
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn, sheet
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import KeysetPage, with_query
from congvu.kernel.asked import whole_number

FOUND = 50


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Show the tree of a day, or what the words find in it."""
    who = administrator(request)
    form = SearchForm(request.GET)
    on = form.day(who.on)
    context: dict[str, Any] = {"form": form, "on": on, "is_today": on == who.on}
    words = form.words()
    if words:
        context |= {"words": words, **_search(request, words, on)}
    else:
        context["branches"] = trunk(on)
    return render(request, "office/administration/units/list.html", context)


def _search(request: HttpRequest, words: str, on: date) -> dict[str, Any]:
    after = None
    mark = whole_number(request.GET.get("after"))
    if mark is not None:
        after = Unit.objects.filter(pk=mark).values_list("sort_key", "pk").first()
    page = selectors.search(words, on, limit=FOUND, after=after)
    older = with_query(request.GET, after=str(page.rows[-1].id)) if page.after else ""
    return {
        "rows": lines_of(page.rows, on),
        "page": KeysetPage(
            total=len(page.rows),
            exact=not (page.after or after),
            newer_url=with_query(request.GET) if after else "",
            older_url=older,
        ),
    }


@require_GET
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show one unit on a day, and its names, codes, parents and successions through time."""
    who = administrator(request)
    return render(
        request, "office/administration/units/unit.html", unit_page(request, unit_id, who)
    )


def unit_page(request: HttpRequest, unit_id: int, who: Acting) -> dict[str, Any]:
    shown = selectors.get(unit_id)
    form = DayForm(request.GET)
    on = form.day(_sensible_day(shown, who.on))
    path = selectors.path(shown, on) if on >= shown.starts_on else selectors.rows([shown], on)
    children = list(selectors.children(shown, on))
    return {
        "unit": shown,
        "row": path[-1],
        "kind": kind_label(shown.kind),
        "form": DayForm(initial={"on": on}),
        "on": on,
        "is_today": on == who.on,
        "exists": selectors.is_existing(shown, on),
        "trail": [NavItem(_("Cơ quan, đơn vị"), reverse("office-administration-units"))]
        + [NavItem(one.name, f"{_address(one.id)}?on={on.isoformat()}") for one in path[:-1]],
        "children": unit_lines(children, on),
        "history": history_of(shown),
        "changes": [(code, change) for code, change in CHANGES.items() if change.fits(shown)],
    }


def _sensible_day(shown: Unit, today: date) -> date:
    """Today, or the first day of a unit that is to come."""
    return max(today, shown.starts_on)


@require_GET
def branch(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Return what stands below a unit, to be opened in place; a whole page without htmx."""
    who = administrator(request)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_address(unit_id) + with_query(request.GET))
    on = DayForm(request.GET).day(who.on)
    lines = unit_lines(list(selectors.children(selectors.get(unit_id), on)), on)
    context = {"lines": lines, "on": on, "is_today": on == who.on}
    return render(request, "office/administration/units/_branch.html", context)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Return the choices of a unit picker for the words typed so far; names of units are public."""
    who = acting(request)
    name = request.GET.get("picker", "")
    if not name.isidentifier():
        name = "unit"
    picker = UnitPicker(
        name=name,
        on=DayForm({"on": request.GET.get("day", "")}).day(who.on),
        label="",
        data=request.GET,
        several="several" in request.GET,
    )
    return render(request, "office/_unit_choices.html", {"picker": picker})


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Return the units of a day as XLSX: all of them, or those under one."""
    who = administrator(request)
    on = DayForm(request.GET).day(who.on)
    found = Unit.objects.existing(on).in_order()
    under = whole_number(request.GET.get("unit"))
    if under is not None:
        found = found.filter(pk__in=selectors.subtree_ids(under, on))
    columns = (
        SheetColumn(_("Mã")),
        SheetColumn(_("Tên"), 50),
        SheetColumn(_("Loại"), 30),
        SheetColumn(_("Cơ quan cấp trên"), 40),
        SheetColumn(_("Từ ngày")),
        SheetColumn(_("Đến trước ngày")),
    )
    lines = unit_lines(list(found[: MOST_ROWS + 1]), on)
    rows = ((one.code, one.name, one.kind, one.above, one.starts_on, one.ends_on) for one in lines)
    note = _("Theo ngày %(day)s") % {"day": f"{on:%d/%m/%Y}"}
    return sheet(_("Danh sách cơ quan, đơn vị"), columns, rows, note=note)


def _address(unit_id: int) -> str:
    return reverse("office-administration-unit", args=[unit_id])
