"""The survey results behind a figure of a report: of the days that the report counts, no others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.dossiers.selectors.surveyed import count_finished
from congvu.casework.surveys import selectors as surveys
from congvu.casework.surveys.rules import FEWEST
from congvu.interfaces.office.acting import require_role
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.sources import LABELS
from congvu.interfaces.office.reporting.trails import to_report
from congvu.interfaces.office.surveys.views import READING, WAYS
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import local_day
from congvu.oversight.indicators.reach import Reach
from congvu.oversight.indicators.selectors import Figure, Sheet
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.selectors.figures import sheet_of


class DaysForm(forms.Form):
    """The days of a figure."""

    tu = DayField()
    den = DayField()


@never_cache
@require_GET
def results(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show what the replies of a report's days say, as known when the figure was counted.

    Days that are not those of its period are not found: the difference between two spans of days
    of one's own would be the reply of one person.
    """
    who = reader(request)
    require_role(who.staff, *READING)
    report = get_for(who.staff, ref, who.on)
    form = DaysForm(request.GET)
    sheet = sheet_of(report)
    window, known_on = _counted(sheet, form.cleaned_data) if form.is_valid() else (None, None)
    if window is None:
        raise NotFound(gettext_noop("Báo cáo này không đếm phiếu khảo sát của những ngày đó."))
    reach = Reach(report.unit_id, window.last_day)
    asked = count_finished(reach.members, window)
    found = surveys.results(frozenset(reach.offices), window, asked=asked, known_on=known_on)
    context = {
        "found": found,
        "known_on": known_on,
        "fewest": FEWEST,
        "way": "–" if found.way is None else WAYS[found.way],
        "window": window,
        "unit": report.unit,
        "trail": to_report(report),
    }
    return render(request, "office/reporting/surveys.html", context)


def _counted(sheet: Sheet, said: Mapping[str, date]) -> tuple[Window | None, date | None]:
    """Return the days as a window of the period, and the day on which its replies were counted."""
    days = (said["tu"], said["den"])
    of_period = (sheet.period.window, *sheet.windows.values())
    window = next((one for one in of_period if (one.starts_on, one.last_day) == days), None)
    counted = [
        local_day(row.computed.as_of)
        for row in sheet.rows
        if window is not None and row.computed and _counts_replies(row.computed, window)
    ]
    return (window, max(counted)) if counted else (None, None)


def _counts_replies(figure: Figure, window: Window) -> bool:
    opened = [figure.evidence.get(part) for part in LABELS]
    return any(
        isinstance(one, Mapping)
        and one.get("kind") == "surveys"
        and one.get("from") == window.starts_on.isoformat()
        and one.get("to") == window.last_day.isoformat()
        for one in opened
    )
