"""One page for every change of a unit: ask, look at what follows, do; and the making of a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.foundation.units import selectors, services
from congvu.foundation.units.models import Unit
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.units.changes import CHANGES, Change, Given
from congvu.interfaces.office.administration.units.forms import CreateForm
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid, NotFound

UNIT = "office-administration-unit"
TEMPLATE = "office/administration/units/change.html"


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, unit_id: int, what: str) -> HttpResponse:
    """Ask what a change needs, show what follows from it, and do it when that was confirmed."""
    who = administrator(request)
    unit = selectors.get(unit_id)
    asked = CHANGES.get(what)
    if asked is None or not asked.fits(unit):
        raise NotFound(_("Không làm được việc này với đơn vị này."))
    data = request.POST if request.method == "POST" else None
    form = asked.form(data, initial={"on": who.on, "name": unit.name, "name_en": unit.name_en})
    pickers = _pickers(asked, data, who)
    context: dict[str, Any] = {
        "unit": unit,
        "change": asked,
        "form": form,
        "pickers": pickers,
    }
    if data is None or "edit" in data or any(picker.only_finding for picker in pickers):
        context["form"] = form if data is None else _untouched(form)
        return render(request, TEMPLATE, context)
    given = _given(unit, form, pickers, who)
    if given is None:
        context["picker_errors"] = [error for picker in pickers for error in picker.errors]
        return render(request, TEMPLATE, context, status=422)
    if "confirm" not in data:
        context |= {"outcome": asked.look(given), "hidden": _hidden(data)}
        return render(request, "office/administration/units/preview.html", context)
    if not _done(asked, given):
        return render(request, TEMPLATE, context, status=422)
    messages.success(request, _("Đã ghi: %(what)s.") % {"what": asked.label})
    return redirect(UNIT, unit_id)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a unit under another, or at the top."""
    who = administrator(request)
    data = request.POST if request.method == "POST" else None
    form = CreateForm(data, initial={"on": who.on})
    picker = UnitPicker(
        "parent",
        _day(data, who),
        _("Trực thuộc"),
        data,
        initial=_given_parent(request.GET),
        required=False,
    )
    status = 200
    if data is not None and not picker.only_finding:
        made = _created(form, picker, who) if form.is_valid() else None
        if made is not None:
            messages.success(request, _("Đã tạo đơn vị."))
            return redirect(UNIT, made.pk)
        status = 422
    elif data is not None:
        form = CreateForm(initial=data.dict())
    context = {"form": form, "picker": picker}
    return render(request, "office/administration/units/create.html", context, status=status)


def _created(form: CreateForm, picker: UnitPicker, who: Acting) -> Unit | None:
    above = picker.chosen()
    cleaned = form.cleaned_data
    try:
        return services.create_unit(
            kind=cleaned["kind"],
            name=cleaned["name"],
            name_en=cleaned["name_en"],
            starts_on=cleaned["on"],
            parent=above[0] if above else None,
            org_code=cleaned["org_code"],
            gso_code=cleaned["gso_code"],
            decision=cleaned["decision"],
            by=who.staff,
            at=who.at,
        )
    except (Invalid, Conflict) as refusal:
        form.add_error(None, refusal.text(_))
        return None


def _pickers(asked: Change, data: QueryDict | None, who: Acting) -> list[UnitPicker]:
    return [
        UnitPicker(
            one.name,
            _day(data, who),
            str(one.label),
            data,
            hint=str(one.hint),
            several=one.several,
            required=one.required,
        )
        for one in asked.asked
    ]


def _given(unit: Unit, form: forms.Form, pickers: list[UnitPicker], who: Acting) -> Given | None:
    picked = {picker.name: picker.chosen() for picker in pickers}
    if not form.is_valid() or any(picker.error for picker in pickers):
        return None
    return Given(unit, form, picked, who.staff, who.at)


def _done(asked: Change, given: Given) -> bool:
    try:
        asked.carry_out(given)
    except (Invalid, Conflict) as refusal:
        given.form.add_error(None, refusal.text(_))
        return False
    return True


def _untouched(form: forms.Form) -> forms.Form:
    """Return the form with what was typed and without complaints: nothing was sent yet."""
    typed = {name: form[name].value() for name in form.fields}
    return type(form)(initial=typed)


def _hidden(data: QueryDict) -> list[tuple[str, str]]:
    """Return everything that was answered, to be carried through the page that asks once more."""
    left_out = {"csrfmiddlewaretoken", "confirm", "edit"}
    return [
        (name, value)
        for name, values in data.lists()
        if name not in left_out and not name.endswith("_text")
        for value in values
        if isinstance(value, str)
    ]


def _day(data: QueryDict | None, who: Acting) -> Any:
    """The day on which the chosen units must be there: that of the change, as far as it is typed."""
    try:
        return DayField(required=False).clean(data.get("on", "") if data else "") or who.on
    except forms.ValidationError:
        return who.on


def _given_parent(query: QueryDict) -> list[int]:
    parent = whole_number(query.get("parent"))
    return [] if parent is None else [parent]
