"""Counts of documents with their definitions; each opens to the documents behind it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.documents.selectors import counted, lists
from congvu.casework.documents.selectors.access import visible_to
from congvu.casework.documents.selectors.proposals import sections
from congvu.foundation.people.rules import Role
from congvu.foundation.units.offices import office_of
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.forms import WindowForm
from congvu.interfaces.office.documents.reading import line_of, type_name
from congvu.interfaces.office.paging import cut
from congvu.interfaces.ui.tables import with_query
from congvu.kernel.periods import Window

READERS = (Role.LEADER, Role.REGISTRAR, Role.REFORM_OFFICER)


@never_cache
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Show every count of the window, as known on the chosen day."""
    who = acting(request)
    require_role(who.staff, *READERS)
    form, asked = _asked(request, who)
    context: dict[str, Any] = {"form": form, "asked": asked}
    if asked is not None:
        context |= {
            "counts": counted.count_all(asked),
            "types": [(type_name(code), n) for code, n in counted.by_type(asked)],
            "reminded": counted.reminded_units(asked),
            "query": with_query(request.GET),
        }
    status = 200 if asked is not None else 422
    return render(request, "office/documents/figures.html", context, status=status)


@never_cache
@require_GET
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Show the documents behind one count."""
    who = acting(request)
    require_role(who.staff, *READERS)
    definition = counted.get_definition(code)
    form, asked = _asked(request, who)
    context: dict[str, Any] = {"form": form, "asked": asked, "definition": definition}
    if asked is not None:
        rows = counted.records(code, asked) & visible_to(who.staff, who.on)
        part = cut(lists.with_names(rows), request.GET, key="day", newest_first=True)
        context |= {
            "lines": [line_of(row, who.on) for row in part.rows],
            "page": part.page,
            "figure": counted.count(code, asked),
        }
    status = 200 if asked is not None else 422
    return render(request, "office/documents/records.html", context, status=status)


def _asked(request: HttpRequest, who: Acting) -> tuple[WindowForm, counted.Asked | None]:
    units = [(str(one.unit_id), one.name) for one in sections(who.staff, who.on)]
    form = WindowForm(request.GET, on=who.on, units=units)
    if not form.is_valid():
        return form, None
    given = form.cleaned_data
    return form, counted.Asked(
        office_ids=(office_of(who.staff.unit_id, who.on).id,),
        window=Window.inclusive(given["tu"], given["den"]),
        as_of=given["chot"],
        unit_id=given["don_vi"],
    )
