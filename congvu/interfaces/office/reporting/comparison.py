"""Unit beside unit, period beside period: a ranking, small charts, a line; each with its table."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting import compared
from congvu.interfaces.office.reporting.comparison_form import Asked, AskForm, asked_of, name_of
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_reports
from congvu.interfaces.ui.navigation import NavItem
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.reporting.selectors import periods as listed
from congvu.oversight.reporting.selectors.access import SUPERIORS
from congvu.oversight.reporting.selectors.comparing import (
    Comparison,
    compare_periods,
    compare_units,
)

UNITS = "office-comparison-units"
COURSES = "office-comparison-courses"
PERIODS = "office-comparison-periods"


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """List the periods that can be compared: those asked for, by units; those owed, by periods."""
    who = reader(request)
    office = asking_office(who.staff, who.on)
    asked = listed.asked_by(who.staff, who.on) if who.staff.has(*SUPERIORS) else []
    context: dict[str, Any] = {
        "trail": to_reports(),
        "office": office,
        "asked": asked,
        "owed": listed.owed_by(who.staff, who.on),
    }
    return render(request, "office/reporting/comparison.html", context)


@never_cache
@require_GET
def of_units(request: HttpRequest, period: int) -> HttpResponse:
    """Rank the units below by one indicator, with what stands between them and the others."""
    who, asked = reader(request), asked_of(request)
    found = compare_units(who.staff, period, asked.code, who.on, with_computed=asked.with_computed)
    lines = compared.lines_of_units(found, lowest_first=asked.lowest_first)
    general = found.general(found.period)
    context = _about(found, asked, UNITS) | {
        "lines": lines,
        "general": compared.level_told(found, found.period),
        "before": compared.level_told(found, found.previous),
        "total": general.total,
        "without_fraction": general.without_fraction,
        "filled": sum(one.figure.text != "" for one in lines),
        "expected": len(lines),
        "any_small": any(one.figure.small for one in lines),
        "scale": compared.ticks_told(compared.bar_ticks(found)),
        "xlsx_url": f"{reverse(f'{UNITS}-xlsx', args=[period])}?{asked.query()}",
    }
    return render(request, "office/reporting/compare_units.html", context)


@never_cache
@require_GET
def of_courses(request: HttpRequest, period: int) -> HttpResponse:
    """Show every unit below through the periods, on one scale."""
    who, asked = reader(request), asked_of(request)
    found = compare_units(
        who.staff, period, asked.code, who.on, with_computed=asked.with_computed, through=True
    )
    lines, ticks, levels = compared.courses(found)
    context = _about(found, asked, COURSES) | {
        "lines": lines,
        "levels": levels,
        "periods": found.periods,
        "names": [compared.short_label(one.period) for one in found.periods],
        "scale": compared.ticks_told(ticks),
        "xlsx_url": f"{reverse(f'{COURSES}-xlsx', args=[period])}?{asked.query()}",
    }
    return render(request, "office/reporting/compare_courses.html", context)


@never_cache
@require_GET
def of_periods(request: HttpRequest, period: int, unit: int) -> HttpResponse:
    """Show one unit through the periods: this one, the one before, the same of the year before."""
    who, asked = reader(request), asked_of(request)
    found, is_own = _through(who, asked, period, unit)
    lines = compared.lines_of_periods(found, unit)
    now = lines[0]
    context = _about(found, asked, PERIODS, unit) | {
        "unit": found.units[0],
        "is_own": is_own,
        "lines": lines,
        "now": now,
        "previous": compared.told(found, unit, found.previous),
        "last_year": compared.told(found, unit, found.last_year),
        "chart": compared.chart_of_unit(found, unit),
        "xlsx_url": f"{reverse(f'{PERIODS}-xlsx', args=[period, unit])}?{asked.query()}",
    }
    return render(request, "office/reporting/compare_periods.html", context)


def _through(who: Acting, asked: Asked, period: int, unit: int) -> tuple[Comparison, bool]:
    return compare_periods(
        who.staff, period, unit, asked.code, who.on, with_computed=asked.with_computed
    )


def _about(found: Comparison, asked: Asked, here: str, unit: int | None = None) -> dict[str, Any]:
    """Return what every page of a comparison says: what is compared, how, and the pages beside it."""
    period = found.period
    places = [period.pk] if unit is None else [period.pk, unit]
    trail = [
        *to_reports(),
        NavItem(_("So sánh"), reverse("office-comparison")),
    ]
    beside = ((UNITS, _("Xếp hạng")), (COURSES, _("Qua các kỳ")))
    return {
        "found": found,
        "period": period,
        "indicator": found.indicator,
        "name": name_of(found.indicator),
        "unit_of_difference": compared.difference_unit(found),
        "general_word": compared.general_word(found),
        "form": AskForm(period, asked),
        "asked": asked,
        "action": reverse(here, args=places),
        "trail": trail,
        "tabs": [
            NavItem(
                label, f"{reverse(view, args=[period.pk])}?{asked.query()}", current=view == here
            )
            for view, label in beside
        ],
    }
