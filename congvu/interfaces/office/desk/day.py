"""The end of the day: what went to whom, the money, what lies uncollected, what is due tomorrow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.dossiers.selectors import day_sheet
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.desk.money import money_of
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.home.lines import line_of, no_moment, when_finished
from congvu.kernel.money import Money
from congvu.kernel.vitext import format_date

ENDING_THE_DAY = (Role.CLERK, Role.CASHIER, Role.HEAD, Role.LEADER)


class DayForm(forms.Form):
    """Which day; an empty or impossible one is today."""

    ngay = DayField(label=_("Ngày"), required=False)


@never_cache
@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """Show the day on the screen."""
    return render(request, "office/desk/day.html", _context(request))


@never_cache
@require_GET
@override("vi")
def printed(request: HttpRequest) -> HttpResponse:
    """Show the day as a sheet to print and sign; on paper it is Vietnamese in any language."""
    return render(request, "office/desk/day_print.html", _context(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    who = acting(request)
    require_role(who.staff, *ENDING_THE_DAY)
    form = DayForm(request.GET)
    chosen = form.cleaned_data["ngay"] if form.is_valid() else None
    on = min(chosen or who.on, who.on)
    office = office_of(who.staff.unit_id, on)
    calendar = work_calendar(who.staff.unit_id)
    money = money_of(office.id, on)
    uncollected = day_sheet.uncollected(who.staff, on)
    next_day, due = day_sheet.due_next(who.staff, on)
    numbers = day_sheet.numbers_of(who.staff, on)
    return {
        "form": DayForm(initial={"ngay": on}),
        "day": on,
        "office": office,
        "numbers": numbers,
        "sections": day_sheet.handed_over(who.staff, on),
        **money,
        "uncollected": [line_of(row, who, calendar, when_finished) for row in uncollected.rows],
        "uncollected_total": uncollected.total,
        "next_day": next_day,
        "due": [line_of(row, who, calendar, no_moment) for row in due.rows],
        "due_total": due.total,
        "message": _message(
            who,
            on,
            numbers,
            money=money["totals"].amount,
            lying=uncollected.total,
            due=due.total,
        ),
    }


def _message(
    who: Acting, on: date, numbers: day_sheet.DayNumbers, *, money: int, lying: int, due: int
) -> str:
    """Tell the day in a few lines that may be sent on: numbers only, nobody's name."""
    return gettext(
        "%(unit)s, ngày %(day)s: tiếp nhận %(accepted)s hồ sơ (trực tiếp %(direct)s, bưu chính "
        "%(postal)s, trực tuyến %(online)s); giải quyết xong %(resolved)s; trả kết quả %(given)s. "
        "Thu phí, lệ phí %(money)s. Còn %(lying)s kết quả chờ trả; ngày làm việc tới có %(due)s hồ "
        "sơ đến hạn."
    ) % {
        "unit": who.staff.unit_name,
        "day": format_date(on),
        "accepted": numbers.accepted,
        "direct": numbers.direct,
        "postal": numbers.postal,
        "online": numbers.online,
        "resolved": numbers.resolved,
        "given": numbers.given_out,
        "money": Money(money),
        "lying": lying,
        "due": due,
    }
