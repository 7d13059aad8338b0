"""What a changed calendar does to open dossiers: how many due dates move, and moving them by office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from congvu.casework.dossiers.services.calendar_change import Moved, count_moved, restate_some
from congvu.foundation.units import selectors as units
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.administration.calendar.forms import RestateForm
from congvu.interfaces.office.administration.calendar.views import DOCUMENT, effects_address
from congvu.interfaces.office.administration.people.views import administrator
from congvu.kernel.errors import NotFound


class WhereForm(forms.Form):
    """Whose calendar changed and on which day; no unit means the country."""

    unit = forms.IntegerField(min_value=1, required=False)
    day = forms.DateField(input_formats=["%Y-%m-%d"])


class ProgressForm(forms.Form):
    """How far the work on an office has come, carried from call to call."""

    done = forms.IntegerField(min_value=0, required=False)
    total = forms.IntegerField(min_value=0, required=False)


@require_GET
def effects(request: HttpRequest) -> HttpResponse:
    """Show office by office how many lawful due dates the calendar now moves."""
    who = administrator(request)
    unit_id, day = _where(request)
    form = RestateForm(initial=_document_fields(request))
    return render(
        request, "office/administration/calendar/effects.html", _page(unit_id, day, form, who)
    )


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Move the due dates of one office's dossiers, some at a time, until none is left."""
    who = administrator(request)
    unit_id, day = _where(request)
    form = RestateForm(request.POST)
    if not form.is_valid():
        context = _page(unit_id, day, form, who)
        return render(request, "office/administration/calendar/effects.html", context, status=422)
    office_id = form.cleaned_data["office"]
    document = form.cleaned_data["document"]
    step = restate_some(office_id=office_id, day=day, decision=document, by=who.staff, at=who.at)
    progress = ProgressForm(request.POST)
    before = progress.cleaned_data["done"] or 0 if progress.is_valid() else 0
    done = before + step.done
    office = units.get(office_id)
    if step.left:
        context = {
            "office": office,
            "done": done,
            "total": done + step.left,
            "again": _again(form, done),
            "address": request.get_full_path(),
        }
        return render(request, "office/administration/calendar/applying.html", context)
    said = _("Đã dời hạn %(count)s hồ sơ của %(office)s.")
    messages.success(request, said % {"count": done, "office": office.name})
    return redirect(effects_address(unit_id or 0, day))


def _page(unit_id: int | None, day: date, form: RestateForm, who: Acting) -> dict[str, Any]:
    found = count_moved(unit_id=unit_id, day=day)
    total = Moved(0, "", 0, 0, 0)
    for one in found:
        total = replace(
            total,
            later=total.later + one.later,
            earlier=total.earlier + one.earlier,
            by_hand=total.by_hand + one.by_hand,
        )
    return {
        "unit": units.get(unit_id) if unit_id else None,
        "day": day,
        "rows": found,
        "total": total,
        "form": form,
        "address": effects_address(unit_id or 0, day).replace("anh-huong/", "anh-huong/ap-dung/"),
        "today": who.on,
    }


def _where(request: HttpRequest) -> tuple[int | None, date]:
    form = WhereForm(request.GET)
    if not form.is_valid():
        raise NotFound(_("Không có ngày này trong lịch."))
    return form.cleaned_data["unit"], form.cleaned_data["day"]


def _document_fields(request: HttpRequest) -> dict[str, Any]:
    """Return the paper of the day that was just added, so that it is not typed twice."""
    facts = dict(request.session.get(DOCUMENT) or {})
    fields: dict[str, Any] = {f"doc_{name}": value for name, value in facts.items()}
    if fields.get("doc_issued_on"):
        fields["doc_issued_on"] = date.fromisoformat(fields["doc_issued_on"])
    return fields


def _again(form: RestateForm, done: int) -> list[tuple[str, Any]]:
    sent = [(name, form[name].value()) for name in form.fields]
    return [*sent, ("done", done)]
