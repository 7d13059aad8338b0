"""Browsing the catalogue: fields, procedures on a day, one version, legal regimes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from congvu.foundation.calendars.labels import limit_label
from congvu.instruments.catalogue import labels, selectors
from congvu.instruments.catalogue.errors import UnknownProcedure, UnknownVersion
from congvu.instruments.catalogue.rules import VersionFacts, VersionLine, in_force
from congvu.interfaces.office.acting import acting
from congvu.interfaces.office.administration.catalogue import words
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import NotFound

FOUND = 100
PROCEDURES = "office-administration-procedures"


class CatalogueForm(forms.Form):
    """Words or a code of a procedure, and the day one looks at."""

    q = forms.CharField(
        label=gettext_lazy("Tên thủ tục không cần dấu, hoặc mã"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    on = DayField(label=gettext_lazy("Vào ngày"), required=False)

    def read(self, today: date) -> tuple[str, date]:
        """Return the words and the day; what cannot be read is taken for nothing asked."""
        self.is_valid()
        return self.cleaned_data.get("q", "").strip(), self.cleaned_data.get("on") or today


@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    """Show the fields of a day, or the procedures that the words find."""
    who = acting(request)
    form = CatalogueForm(request.GET)
    asked, on = form.read(who.on)
    context: dict[str, Any] = {"form": form, "on": on, "is_today": on == who.on, "words": asked}
    if asked:
        context["rows"] = _lines(selectors.search_versions(asked, on, limit=FOUND), on)
    else:
        fields = selectors.list_fields(on)
        context["fields"] = [(one, words.named(one)) for one in fields]
        context["total"] = sum(one.count for one in fields)
    return render(request, "office/administration/catalogue/list.html", context)


@require_GET
def field(request: HttpRequest, code: str) -> HttpResponse:
    """Show the procedures of a field in force on a day."""
    who = acting(request)
    _asked, on = CatalogueForm(request.GET).read(who.on)
    shown = next((one for one in selectors.list_fields(on) if one.code == code), None)
    if shown is None:
        raise NotFound(_("Không có lĩnh vực này vào ngày đã chọn."))
    context = {
        "name": words.named(shown),
        "on": on,
        "is_today": on == who.on,
        "rows": _lines(selectors.browse(code, on), on),
        "trail": _trail(),
    }
    return render(request, "office/administration/catalogue/field.html", context)


@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one version of a procedure: the one asked for, else today's, else the nearest."""
    who = acting(request)
    try:
        versions = selectors.list_versions(code)
    except UnknownProcedure as unknown:
        raise NotFound(unknown.template, code=unknown.code, **unknown.facts) from unknown
    shown = _chosen(versions, request.GET.get("phien-ban", ""), who.on)
    context = {
        "version": shown,
        "name": words.named(shown),
        "is_now": shown.holds_on(who.on),
        "trail": [
            *_trail(),
            NavItem(
                shown.field_name,
                reverse("office-administration-procedure-field", args=[shown.field_code]),
            ),
        ],
        "levels": words.levels_of(shown),
        "mechanism": labels.MechanismLabel(shown.mechanism).label,
        "service_level": words.service_level(shown.service_level, max(shown.starts_on, who.on)),
        "limits": words.limits_of(shown),
        "validity": words.validity(shown.starts_on, shown.ends_on),
        "steps": [words.step_line(step) for step in shown.steps],
        "fees": [words.fee_line(fee) for fee in shown.fees],
        "others": [
            (one, words.validity(one.starts_on, one.ends_on), one.holds_on(who.on))
            for one in reversed(versions)
        ],
    }
    return render(request, "office/administration/catalogue/procedure.html", context)


def _chosen(versions: tuple[VersionFacts, ...], number: str, on: date) -> VersionFacts:
    if number:
        for version in versions:
            if str(version.number) == number:
                return version
        raise UnknownVersion(0)
    coming = next((version for version in versions if version.starts_on > on), None)
    return in_force(versions, on) or coming or versions[-1]


@require_GET
def regimes(request: HttpRequest) -> HttpResponse:
    """Show the legal regimes of the one-stop mechanism: clock, codes, forms in force."""
    who = acting(request)
    rows = [
        {
            "regime": one,
            "validity": words.validity(one.starts_on, one.ends_on),
            "is_now": one.holds_on(who.on),
            "on_supplement": words.on_supplement(one),
            "formats": [words.format_line(fmt) for fmt in one.code_formats],
        }
        for one in reversed(selectors.list_regimes())
    ]
    context = {"rows": rows, "trail": _trail()}
    return render(request, "office/administration/catalogue/regimes.html", context)


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Return every procedure in force on a day as XLSX."""
    who = acting(request)
    _asked, on = CatalogueForm(request.GET).read(who.on)
    columns = (
        SheetColumn(_("Mã thủ tục"), 14),
        SheetColumn(_("Tên thủ tục"), 70),
        SheetColumn(_("Lĩnh vực"), 30),
        SheetColumn(_("Cấp giải quyết"), 20),
        SheetColumn(_("Thời hạn"), 20),
        SheetColumn(_("Mức độ trực tuyến"), 20),
        SheetColumn(_("Từ ngày"), 12),
    )
    found = [line for one in selectors.list_fields(on) for line in selectors.browse(one.code, on)]
    cells = (
        (
            *(line.code, words.named(line), line.field_name, words.levels_of(line)),
            *(limit_label(line.limit), words.service_level(line.service_level, on), line.starts_on),
        )
        for line in found
    )
    note = _("Theo ngày %(day)s") % {"day": f"{on:%d/%m/%Y}"}
    return sheet(_("Danh mục thủ tục hành chính"), columns, cells, note=note)


def _lines(found: Iterable[VersionLine], on: date) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "name": words.named(line),
            "levels": words.levels_of(line),
            "limit": limit_label(line.limit),
            "service_level": words.service_level(line.service_level, on),
        }
        for line in found
    ]


def _trail() -> list[NavItem]:
    return [NavItem(_("Thủ tục hành chính"), reverse(PROCEDURES))]
