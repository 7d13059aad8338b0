"""The year's calendar, its local days, and office hours."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.foundation.calendars import selectors, services
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.administration.calendar.forms import (
    HoursForm,
    LocalDayForm,
    ReasonForm,
)
from congvu.interfaces.office.administration.calendar.months import day_lines, months_of
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid

YEAR = "office-administration-calendar-year"
DOCUMENT = "administration-calendar-document"


@require_GET
def this_year(request: HttpRequest) -> HttpResponse:
    return redirect(YEAR, administrator(request).on.year)


@require_GET
def year(request: HttpRequest, number: int) -> HttpResponse:
    """Show the twelve months, what differs from a weekday and by which decision."""
    who = administrator(request)
    unit = _unit_of(request)
    days = selectors.list_days(number, unit.pk if unit else None)
    local = selectors.list_local_days(number)
    loaded = selectors.loaded_years()
    context: dict[str, Any] = {
        "number": number,
        "today": who.on,
        "found": selectors.get_year(number),
        "years": [(one, reverse(YEAR, args=[one])) for one in loaded],
        "missing": selectors.missing_years(who.on),
        "unit": unit,
        "picker": _picker(request, who),
        "months": months_of(number, days, who.on),
        "days": day_lines([row for row in days if row.unit_id is None], {}),
        "local_days": day_lines(local, _names(row.unit_id for row in local)),
        "unverified": sum(not row.verified for row in days),
        "hours": selectors.office_hours(unit.pk if unit else None, who.on),
        "reason_form": ReasonForm(),
    }
    return render(request, "office/administration/calendar/year.html", context)


@require_GET
def export(request: HttpRequest, number: int) -> FileResponse:
    """Return the special days of a year as XLSX, the local ones with their units."""
    administrator(request)
    rows = [*selectors.list_days(number), *selectors.list_local_days(number)]
    columns = (
        SheetColumn(_("Ngày"), 12),
        SheetColumn(_("Loại"), 26),
        SheetColumn(_("Tên"), 40),
        SheetColumn(_("Văn bản"), 50),
        SheetColumn(_("Đã đối chiếu"), 14),
        SheetColumn(_("Đơn vị"), 40),
    )
    yes, no = _("có"), _("chưa")
    names = _names(row.unit_id for row in rows)
    lines = day_lines(sorted(rows, key=lambda row: (row.day, row.unit_id or 0)), names)
    cells = (
        (
            *(line.day, line.kind, line.name, line.decision),
            *(yes if line.verified else no, line.unit_name or _("cả nước")),
        )
        for line in lines
    )
    return sheet(_("Lịch làm việc năm %(year)s") % {"year": number}, columns, cells)


@require_http_methods(["GET", "POST"])
def add_day(request: HttpRequest) -> HttpResponse:
    """Record that a unit and all under it are off, or work, on a day; then show what it moves."""
    who = administrator(request)
    data = request.POST if request.method == "POST" else None
    form = LocalDayForm(data)
    picker = UnitPicker("unit", who.on, _("Đơn vị (và mọi đơn vị bên dưới)"), data)
    status = 200
    if data is not None and not picker.only_finding:
        chosen = picker.chosen()
        if form.is_valid() and chosen and _added(form, chosen[0], who):
            messages.success(request, _("Đã thêm ngày vào lịch."))
            return _to_effects(request, chosen[0].pk, form)
        status = 422
    elif data is not None:
        form = LocalDayForm(initial=data.dict())
    context = {"form": form, "picker": picker}
    return render(request, "office/administration/calendar/add_day.html", context, status=status)


def _added(form: LocalDayForm, unit: Unit, who: Acting) -> bool:
    try:
        services.add_local_day(
            unit_id=unit.pk,
            day=form.cleaned_data["day"],
            kind=form.cleaned_data["kind"],
            name=form.cleaned_data["name"],
            decision=form.cleaned_data["document"].label(),
            by=who.staff,
            at=who.at,
        )
    except (Invalid, Conflict) as refusal:
        form.add_error(None, refusal.text(_))
        return False
    return True


def _to_effects(request: HttpRequest, unit_id: int, form: LocalDayForm) -> HttpResponse:
    request.session[DOCUMENT] = form.cleaned_data["document"].as_facts()
    return redirect(effects_address(unit_id, form.cleaned_data["day"]))


@require_POST
def remove_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """Take a local day back, for a reason; then show what that moves."""
    who = administrator(request)
    row = selectors.get_local_day(day_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi lý do bỏ ngày này khỏi lịch."))
        return redirect(YEAR, row.day.year)
    services.remove_local_day(day_id, reason=form.cleaned_data["reason"], by=who.staff, at=who.at)
    request.session.pop(DOCUMENT, None)
    messages.success(request, _("Đã bỏ ngày khỏi lịch."))
    return redirect(effects_address(row.unit_id or 0, row.day))


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """Show the office hours in force and set new ones, for the country or for a unit."""
    who = administrator(request)
    data = request.POST if request.method == "POST" else None
    form = HoursForm(data, initial={"starts_on": who.on})
    picker = UnitPicker(
        "unit",
        who.on,
        _("Đơn vị (và mọi đơn vị bên dưới)"),
        data,
        hint=_("Bỏ trống nếu áp dụng cho cả hệ thống."),
        required=False,
    )
    status = 200
    if data is not None and not picker.only_finding:
        if form.is_valid() and _hours_set(form, picker, who):
            messages.success(request, _("Đã ghi giờ làm việc."))
            return redirect("office-administration-calendar-hours")
        status = 422
    elif data is not None:
        form = HoursForm(initial=data.dict())
    context = {"form": form, "picker": picker, "rows": selectors.list_office_hours()}
    return render(request, "office/administration/calendar/hours.html", context, status=status)


def _hours_set(form: HoursForm, picker: UnitPicker, who: Acting) -> bool:
    chosen = picker.chosen()
    try:
        services.set_office_hours(
            unit_id=chosen[0].pk if chosen else None,
            hours=form.hours,
            starts_on=form.cleaned_data["starts_on"],
            decision=form.cleaned_data["decision"],
            by=who.staff,
            at=who.at,
        )
    except (Invalid, Conflict) as refusal:
        form.add_error(None, refusal.text(_))
        return False
    return True


def effects_address(unit_id: int, day: date) -> str:
    """Return the page that shows what the calendar of a unit on a day does to open dossiers."""
    asked = {"day": day.isoformat(), **({"unit": unit_id} if unit_id else {})}
    return f"{reverse('office-administration-calendar-effects')}?{urlencode(asked)}"


def _picker(request: HttpRequest, who: Acting) -> UnitPicker:
    return UnitPicker("unit", who.on, _("Đơn vị"), request.GET)


def _unit_of(request: HttpRequest) -> Unit | None:
    unit_id = whole_number(request.GET.get("unit"))
    return None if unit_id is None else units.get(unit_id)


def _names(unit_ids: Any) -> dict[int, str]:
    wanted = {one for one in unit_ids if one}
    return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
