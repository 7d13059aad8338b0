"""The procedures that a figure of the catalogue counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congvu.interfaces.office.administration.catalogue import words
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_reports
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window
from congvu.oversight.indicators.rules.addresses import SourceKind, read_source
from congvu.oversight.indicators.sources.asked import Asked
from congvu.oversight.indicators.sources.procedures import list_counted

MOST_ID = 2**62
LEVELS = (("province", ""), ("district", ""), ("commune", ""))


class CountedForm(forms.Form):
    """The line of a source without its kind, the days, the levels counted, and whose figure."""

    nguon = forms.CharField(max_length=200)
    tu = DayField()
    den = DayField()
    cap = forms.MultipleChoiceField(choices=LEVELS)
    don_vi = forms.IntegerField(required=False, min_value=1, max_value=MOST_ID)


@require_GET
def procedures(request: HttpRequest) -> HttpResponse:
    """Show the procedures behind a figure, as the catalogue stands today."""
    reader(request)
    form = CountedForm(request.GET)
    if not form.is_valid() or form.cleaned_data["den"] < form.cleaned_data["tu"]:
        raise NotFound(gettext_noop("Địa chỉ này không nói rõ đếm những thủ tục nào."))
    source = read_source(f"{SourceKind.CATALOGUE}:{form.cleaned_data['nguon']}")
    window = Window.inclusive(form.cleaned_data["tu"], form.cleaned_data["den"])
    levels, unit_id = frozenset(form.cleaned_data["cap"]), form.cleaned_data["don_vi"]
    found = list_counted(Asked(source, window), levels, unit_id)
    context: dict[str, Any] = {
        "window": window,
        "rows": [
            {
                "version": one,
                "name": words.named(one),
                "field": words.named(one.procedure.field),
                "validity": words.validity(one.starts_on, one.ends_on),
            }
            for one in found
        ],
        "trail": to_reports(),
    }
    return render(request, "office/reporting/procedures.html", context)
