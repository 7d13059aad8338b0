"""What waits for a person, by deadline, and what waits in each section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.documents.selectors import lists
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import acting, require_role
from congvu.interfaces.office.documents.lists import READERS
from congvu.interfaces.office.documents.reading import task_of
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import KeysetPage
from congvu.kernel.asked import whole_number

MOST_SHOWN = 200
BACKLOG_READERS = (Role.LEADER, Role.REGISTRAR, Role.REFORM_OFFICER, Role.HEAD)


@never_cache
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Show the person's open parts, the most urgent first; a head also sees the section's."""
    who = acting(request)
    require_role(who.staff, *READERS)
    is_section = request.GET.get("cua") == "phong" and who.staff.has(Role.HEAD)
    source = lists.section_tasks if is_section else lists.tasks
    rows = source(who.staff, who.on)
    when = request.GET.get("han", "")
    if when == "qua":
        rows = rows.filter(due_on__lt=who.on)
    elif when == "nay":
        rows = rows.filter(due_on=who.on)
    found = rows.select_related("document__unit", "position__account")
    shown = list(lists.by_deadline(found)[: MOST_SHOWN + 1])
    here = reverse("office-documents-tasks")
    whose = "&cua=phong" if is_section else ""
    tabs = [
        NavItem(_("Tất cả"), f"{here}?{whose.lstrip('&')}", current=when not in {"qua", "nay"}),
        NavItem(_("Quá hạn"), f"{here}?han=qua{whose}", current=when == "qua"),
        NavItem(_("Đến hạn hôm nay"), f"{here}?han=nay{whose}", current=when == "nay"),
    ]
    if who.staff.has(Role.HEAD):
        tabs.append(NavItem(_("Cả phòng"), f"{here}?cua=phong", current=is_section and not when))
    context: dict[str, Any] = {
        "tasks": [task_of(row, who.on) for row in shown[:MOST_SHOWN]],
        "page": KeysetPage(total=min(len(shown), MOST_SHOWN), exact=len(shown) <= MOST_SHOWN),
        "tabs": tabs,
    }
    return render(request, "office/documents/tasks.html", context)


@never_cache
@require_GET
def backlog(request: HttpRequest) -> HttpResponse:
    """Show what each section still has to do."""
    who = acting(request)
    require_role(who.staff, *BACKLOG_READERS)
    rows = lists.backlog(who.staff, who.on)
    asked = whole_number(request.GET.get("don_vi"), most=2**62)
    chosen = next((row for row in rows if row.unit_id == asked), None)
    context: dict[str, Any] = {"rows": rows, "on": who.on}
    if chosen is not None:
        found = lists.by_deadline(lists.leading_in(chosen.unit_id))[:MOST_SHOWN]
        context |= {
            "unit_name": chosen.unit_name,
            "tasks": [task_of(row, who.on) for row in found],
        }
    return render(request, "office/documents/backlog.html", context)
