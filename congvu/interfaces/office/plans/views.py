"""Plans: those of a year, one with its tasks over time, the review on paper, one's own tasks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.plans import selectors
from congvu.casework.plans.labels import STANDINGS
from congvu.casework.plans.printing import review_pdf
from congvu.casework.plans.rules import Standing, place_of
from congvu.foundation.people.selectors import is_sample_installation
from congvu.foundation.units.offices import office_of
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import NotReader
from congvu.instruments.registers.selectors import may_edit
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.dossiers.views.prints import pdf_response
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import CALENDAR, PeriodKind, parse

FIRST_YEAR, LAST_YEAR = 2000, 2100


@never_cache
@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """Show the plans of a year: this one when none is asked for."""
    who = _reader(request)
    years = selectors.years(who.staff, who.on)
    asked = whole_number(request.GET.get("nam"), most=LAST_YEAR)
    chosen = asked if asked and asked >= FIRST_YEAR else who.on.year
    here = reverse("office-plans")
    context: dict[str, Any] = {
        "year": chosen,
        "tabs": [
            NavItem(str(one), f"{here}?nam={one}", current=one == chosen)
            for one in sorted({*years, chosen}, reverse=True)
        ],
        "plans": selectors.list_plans(who.staff, chosen, who.on),
        "new_url": _new_url(who),
    }
    return render(request, "office/plans/year.html", context)


@never_cache
@require_GET
def plan(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Show a plan: how its tasks stand today, the tree, the days over the year."""
    who = _reader(request)
    page = selectors.plan_page(who.staff, plan, on=who.on, today=who.on)
    context: dict[str, Any] = {
        "page": page,
        "title": page.plan.title,
        "trail": [NavItem(_("Kế hoạch"), f"{reverse('office-plans')}?nam={page.plan.year}")],
        "row_url": _row("ke-hoach", page.plan.uuid),
        "tasks": [(one, _row("nhiem-vu", one.uuid), STANDINGS[one.standing]) for one in page.tasks],
        "stats": [
            (
                STANDINGS[one][0],
                page.standings.get(one, 0),
                "late" if one is Standing.OVERDUE else "",
            )
            for one in Standing
        ],
        "today_at": place_of(who.on, page.window),
        "months": range(1, 13),
        "reviews": [
            (one.label(), reverse("office-plans-review", args=[page.plan.uuid, one.code]))
            for one in selectors.quarters(page.plan.year, who.on)
        ],
        "new_task_url": _new_url(who, "nhiem-vu"),
    }
    return render(request, "office/plans/plan.html", context)


@never_cache
@require_GET
def review(request: HttpRequest, plan: UUID, period: str) -> HttpResponse:
    """Print the plan as it stood at the end of a quarter, or stands now within it."""
    who = _reader(request)
    asked = parse(period)
    if asked.kind is not PeriodKind.QUARTER:
        raise NotFound(gettext_noop("Rà soát theo quý."), code="no_quarter")
    until: date = min(CALENDAR.window(asked).last_day, who.on)
    page = selectors.plan_page(who.staff, plan, on=until, today=who.on)
    with override("vi"):
        printed = review_pdf(
            page,
            period=asked,
            until=until,
            office=office_of(page.plan.office_id, who.on),
            by=who.staff.full_name,
            on=who.on,
            sample=is_sample_installation(),
        )
    return pdf_response(printed, f"ra-soat-{asked.code}.pdf")


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show the person's open tasks, the most urgent first."""
    who = _reader(request)
    found = selectors.my_tasks(who.staff, who.on)
    context = {"tasks": [(one, _row(one.code, one.uuid), STANDINGS[one.standing]) for one in found]}
    return render(request, "office/plans/mine.html", context)


def _reader(request: HttpRequest) -> Acting:
    who = acting(request)
    if not selectors.may_open(who.staff):
        raise NotReader
    return who


def _row(code: str, row: UUID) -> str:
    return reverse("office-registers-row", args=["ke-hoach", code, row])


def _new_url(who: Acting, code: str = "ke-hoach") -> str:
    if not may_edit(get_register(code), who.staff):
        return ""
    return reverse("office-registers-new", args=["ke-hoach", code])
