"""A period is opened for those below, and mended while nobody relies on its days."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, require_role
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.period_form import (
    FEW_ROWS,
    ChangeForm,
    DaysForm,
    PeriodForm,
    rows_in,
    standing,
)
from congvu.interfaces.office.reporting.trails import to_board, to_reports
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators.access import check_superior
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.reporting.selectors import periods
from congvu.oversight.reporting.selectors.days import count_begun, own_days, sign_of
from congvu.oversight.reporting.services import asking

MORE = "more"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_period(request: HttpRequest) -> HttpResponse:
    """Ask those below for their reports of a period."""
    who = reader(request)
    require_role(who.staff, Role.PROVINCE_OFFICER)
    form, status = _new_form(request, who.on), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = asking.ask(**form.asked, by=who.staff, at=who.at)
            except (Conflict, Invalid) as refusal:
                _refused(form, refusal)
            else:
                messages.success(request, _("Đã mở kỳ báo cáo; các đơn vị thấy trong danh sách."))
                return redirect("office-reporting-board", period=made.pk)
    context = {"form": form, "more": MORE, "trail": to_reports()}
    return render(request, "office/reporting/new_period.html", context, status=status)


def _new_form(request: HttpRequest, on: date) -> PeriodForm:
    """Return the form as it came; with further rows when these were asked for, nothing judged."""
    if request.method != "POST":
        return PeriodForm(on=on)
    if MORE in request.POST:
        rows = rows_in(request.POST) + FEW_ROWS
        return PeriodForm(initial=request.POST.dict(), on=on, rows=rows)
    return PeriodForm(request.POST, on=on, rows=rows_in(request.POST))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_period(request: HttpRequest, period: int) -> HttpResponse:
    """Mend the days, the due day and the letter of a period that the office opened."""
    who = reader(request)
    require_role(who.staff, Role.PROVINCE_OFFICER)
    found = periods.get_asked(who.staff, period, who.on)
    check_superior(who.staff, found.superior_id, who.on)
    form, status = _change_form(request, found), 200
    if form.is_bound:
        status = _changed(form, found, who)
        if status == 200:
            messages.success(request, _("Đã lưu; các đơn vị thấy ngay hạn và ngày mới."))
            return redirect("office-reporting-board", period=found.pk)
    context = {
        "form": form,
        "more": MORE,
        "period": found,
        "begun": count_begun(found),
        "trail": to_board(found),
    }
    return render(request, "office/reporting/change_period.html", context, status=status)


def _change_form(request: HttpRequest, period: ReportingPeriod) -> ChangeForm:
    if request.method != "POST":
        rows = len(own_days(period)) + FEW_ROWS
        return ChangeForm(initial=standing(period), period=period, rows=rows)
    if MORE in request.POST:
        rows = rows_in(request.POST) + FEW_ROWS
        return ChangeForm(initial=request.POST.dict(), period=period, rows=rows)
    return ChangeForm(request.POST.dict(), period=period, rows=rows_in(request.POST))


def _changed(form: ChangeForm, period: ReportingPeriod, who: Acting) -> int:
    """Mend the period; return the status of the answer, 200 when it was mended."""
    if not form.is_valid():
        return 422
    try:
        asking.change(period, **form.asked, by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        _refused(form, refusal)
        # who saves again has seen what stands there now
        form.data = {**form.data, "seen": sign_of(period)}
        return 409 if isinstance(refusal, Conflict) else 422
    return 200


def _refused(form: DaysForm, refusal: Conflict | Invalid) -> None:
    named = str(refusal.facts.get("field", ""))
    form.add_error(named if named in form.fields else None, refusal.text(_))
