"""Positions: who becomes what in which unit, and until when."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.foundation.people import selectors, services
from congvu.foundation.units.models import Unit
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.administration.people.acts import ACCOUNT
from congvu.interfaces.office.administration.people.forms import LastDayForm, PositionForm
from congvu.interfaces.office.administration.people.views import account_page, administrator
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.kernel.errors import Invalid


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give somebody a position."""
    who = administrator(request)
    account = selectors.get_account_by_id(account_id)
    data = request.POST if request.method == "POST" else None
    picker = UnitPicker("unit", who.on, _("Đơn vị"), data)
    form = PositionForm(data, initial={"starts_on": who.on})
    status = 200
    if data is not None and not picker.only_finding:
        units = picker.chosen()
        if form.is_valid() and units and _assigned(form, account_id, units[0], who):
            messages.success(request, _("Đã giao chức vụ."))
            return redirect(ACCOUNT, account_id)
        status = 422
    elif picker.only_finding:
        form = PositionForm(initial=request.POST.dict())
    context = {"account": account, "form": form, "picker": picker}
    return render(request, "office/administration/people/assign.html", context, status=status)


def _assigned(form: PositionForm, account_id: int, unit: Unit, who: Acting) -> bool:
    try:
        services.assign_position(
            account=selectors.get_account_by_id(account_id),
            unit=unit,
            title=form.cleaned_data["title"],
            role=form.cleaned_data["role"],
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.ends_on,
            by=who.staff,
            at=who.at,
        )
    except Invalid as refusal:
        form.add_error(None, refusal.text(_))
        return False
    return True


@require_POST
def end(request: HttpRequest, position_id: int) -> HttpResponse:
    """Let a position end after its last day."""
    who = administrator(request)
    position = selectors.get_held(position_id)
    form = LastDayForm(request.POST)
    if form.is_valid():
        try:
            services.end_position(position, ends_on=form.ends_on, by=who.staff, at=who.at)
        except Invalid as refusal:
            form.add_error("last_day", refusal.text(_))
    if form.errors:
        context = {**account_page(position.account_id, who), "end_form": form}
        context["ending"] = position_id
        return render(request, "office/administration/people/account.html", context, status=422)
    messages.success(request, _("Đã ghi ngày kết thúc chức vụ."))
    return redirect(ACCOUNT, position.account_id)
