"""The forms of an office: the list by regime, the editor, its preview, its history."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Role
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.forms import selectors, services
from congvu.instruments.forms.errors import BadForm
from congvu.instruments.forms.models import FormOverride
from congvu.instruments.forms.pictures import draw_pages
from congvu.instruments.forms.selectors import FormSource
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict

LIST = "office-administration-forms"
EDIT = "office-administration-form"
LONGEST = 60_000


class SourceForm(forms.Form):
    """The text of a form, and the version that the person began from."""

    source = forms.CharField(
        label=gettext_lazy("Nội dung mẫu"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "source"}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose forms are edited: the leader's own office, or any unit for an administrator."""

    who: Acting
    unit: Unit

    @property
    def tail(self) -> str:
        """What keeps the unit in an address."""
        return f"?unit={self.unit.pk}" if self.who.staff.is_administrator else ""


@dataclass(frozen=True, slots=True)
class Which:
    """One form of an office: of which regime, of which kind."""

    desk: Desk
    regime: str
    kind: str

    @property
    def address(self) -> str:
        """Its editor."""
        return reverse(EDIT, args=[self.regime, self.kind]) + self.desk.tail

    def source(self) -> FormSource:
        """The text that is printed now. Raises NotFound for a form that the regime does not have."""
        return selectors.source_for(self.kind, self.regime, self.desk.unit.pk)

    def versions(self) -> QuerySet[FormOverride]:
        """The office's own versions, the newest first."""
        return selectors.list_versions(self.kind, self.regime, self.desk.unit.pk)

    def label(self) -> str:
        """What it is called in this regime."""
        for row in selectors.list_kinds(self.regime, self.desk.unit.pk):
            if row.kind == self.kind:
                return row.label
        return self.kind


def desk_of(request: HttpRequest) -> Desk:
    """Return whose forms the person works on. Raises NotAllowed for other roles."""
    who = acting(request)
    require_role(who.staff, Role.ADMINISTRATOR, Role.LEADER)
    own = office_of(who.staff.unit_id, who.on).id
    asked = whole_number(request.GET.get("unit"))
    chosen = own if asked is None or not who.staff.is_administrator else asked
    return Desk(who, units.get(chosen))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the kinds of forms by regime, and say which the office words itself."""
    desk = desk_of(request)
    regimes = list(reversed(catalogue.list_regimes()))
    rows: dict[str, dict[str, Any]] = {}
    for regime in regimes:
        for row in selectors.list_kinds(regime.code, desk.unit.pk):
            line = rows.setdefault(row.kind, {"label": row.label, "cells": {}})
            line["cells"][regime.code] = row
    context = {
        "unit": desk.unit,
        "tail": desk.tail,
        "regimes": [(regime, regime.holds_on(desk.who.on)) for regime in regimes],
        "rows": [
            (kind, line["label"], [(one, line["cells"].get(one.code)) for one in regimes])
            for kind, line in rows.items()
        ],
        "picker": _picker(request, desk),
    }
    return render(request, "office/administration/printed_forms/list.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, regime: str, kind: str) -> HttpResponse:
    """Edit the office's wording of a form; what cannot be printed is not kept."""
    which = Which(desk_of(request), regime, kind)
    if request.method != "POST":
        source = which.source()
        text = _older(request, which) or source.source
        return _editor(request, which, SourceForm(initial={"source": text, "seen": source.version}))
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _editor(request, which, form, status=422)
    try:
        services.save_override(
            unit_id=which.desk.unit.pk,
            kind=kind,
            regime_code=regime,
            source=form.cleaned_data["source"],
            seen_version=form.cleaned_data["seen"],
            by=which.desk.who.staff,
            at=which.desk.who.at,
        )
    except BadForm:
        return _editor(request, which, form, status=422)
    except Conflict as refusal:
        return _conflict(request, which, refusal)
    messages.success(request, _("Đã ghi. Từ nay đơn vị in theo mẫu này."))
    return redirect(which.address)


@require_POST
def preview(request: HttpRequest, regime: str, kind: str) -> HttpResponse:
    """Return pictures of the form as it is typed, or what is wrong with it and where."""
    Which(desk_of(request), regime, kind).source()
    text = request.POST.get("source", "")[:LONGEST]
    context = _shown(text, kind)
    return render(request, "office/administration/printed_forms/_preview.html", context)


@require_POST
def preview_pdf(request: HttpRequest, regime: str, kind: str) -> HttpResponse:
    """Return the PDF of the form as it is typed, with invented data."""
    which = Which(desk_of(request), regime, kind)
    which.source()
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _editor(request, which, form, status=422)
    try:
        content = services.preview(form.cleaned_data["source"], kind=kind)
    except BadForm:
        return _editor(request, which, form, status=422)
    headers = {"Content-Disposition": f'inline; filename="{regime}-{kind}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
def to_standard(request: HttpRequest, regime: str, kind: str) -> HttpResponse:
    """Go back to the form of the catalogue; the office's versions stay to be read."""
    which = Which(desk_of(request), regime, kind)
    services.remove_override(
        unit_id=which.desk.unit.pk,
        kind=kind,
        regime_code=regime,
        seen_version=whole_number(request.POST.get("seen")) or 0,
        by=which.desk.who.staff,
        at=which.desk.who.at,
    )
    messages.success(request, _("Đã trở về mẫu chuẩn."))
    return redirect(which.address)


def _conflict(request: HttpRequest, which: Which, refusal: Conflict) -> HttpResponse:
    """Keep what was typed, say who was first, and let a second press save over it knowingly."""
    kept = request.POST.copy()
    kept["seen"] = str(which.source().version)
    form = SourceForm(kept)
    form.add_error(None, refusal.text(_))
    return _editor(request, which, form, status=409)


def _editor(
    request: HttpRequest, which: Which, form: SourceForm, *, status: int = 200
) -> HttpResponse:
    source = which.source()
    context = {
        "unit": which.desk.unit,
        "tail": which.desk.tail,
        "regime": next(one for one in catalogue.list_regimes() if one.code == which.regime),
        "kind": which.kind,
        "label": which.label(),
        "form": form,
        "is_own": source.is_own,
        "version": source.version,
        "versions": which.versions()[:20],
        "fields": selectors.field_help(which.kind),
        "trail": [NavItem(_("Biểu mẫu in"), reverse(LIST) + which.desk.tail)],
        **_shown(str(form["source"].value() or ""), which.kind),
    }
    return render(request, "office/administration/printed_forms/edit.html", context, status=status)


def _shown(text: str, kind: str) -> dict[str, Any]:
    """Return the pictures of the form, or its mistakes with the lines they stand in."""
    try:
        pages = draw_pages(services.preview(text, kind=kind))
        # inside the page itself: the security policy allows pictures from nowhere else
        return {"pictures": [f"data:image/png;base64,{b64encode(page).decode()}" for page in pages]}
    except BadForm as wrong:
        lines = text.splitlines()
        return {
            "mistakes": [
                (
                    mistake.text(_),
                    lines[mistake.line - 1].strip()
                    if mistake.line and mistake.line <= len(lines)
                    else "",
                )
                for mistake in wrong.mistakes
            ]
        }


def _older(request: HttpRequest, which: Which) -> str:
    """Return the text of an earlier version that somebody wants to start from."""
    number = whole_number(request.GET.get("ban"))
    if number is None:
        return ""
    found = which.versions().filter(version=number).first()
    return found.source if found else ""


def _picker(request: HttpRequest, desk: Desk) -> UnitPicker | None:
    if not desk.who.staff.is_administrator:
        return None
    return UnitPicker("unit", desk.who.on, _("Mẫu của đơn vị"), request.GET)
