"""One figure of a report: what it counts, its records, who wrote what and why, its note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.figures import MOST_ID, shown
from congvu.interfaces.office.reporting.grounds import KEPT, grounds
from congvu.interfaces.office.reporting.history import steps_of
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.looking import said
from congvu.interfaces.office.reporting.sources import behind
from congvu.interfaces.office.reporting.trails import to_part
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.rules.origins import Role
from congvu.oversight.indicators.rules.sets import SourceKind
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for, reads_inside
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.selectors.figures import known_at, sheet_of
from congvu.oversight.reporting.selectors.looking import looks_of
from congvu.oversight.reporting.selectors.parts import addends, reckoned
from congvu.oversight.reporting.selectors.texts import note_history
from congvu.oversight.reporting.services.writing import note_row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, ref: UUID, code: str) -> HttpResponse:
    """Show one figure: what it counts, its records, who wrote what and why.

    A POST keeps the remark of its row, or the grounds of what was entered.
    """
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    found = sheet_of(report)
    row = found.row(code)
    writable = pages.writable(report, who.staff, who.on)
    form, status = grounds(request, report, found, code, writable, who=who)
    if status == KEPT:
        messages.success(request, _("Đã lưu căn cứ."))
        return redirect("office-reporting-cell", ref=report.uuid, code=code)
    note = _note(request, report, code, who)
    if "note" in request.POST:
        if not note["refused"]:
            messages.success(request, _("Đã lưu ghi chú."))
            return redirect("office-reporting-cell", ref=report.uuid, code=code)
        status = note["status"]
    values = selectors.history(report.unit_id, report.period_id, code)
    if report.unit_id != asking_office(who.staff, who.on) and (known := known_at(report)):
        values = tuple(one for one in values if one.recorded_at <= known)
    told = findings_of(report, found=found)
    inside = reads_inside(who.staff, report, who.on)
    context: dict[str, Any] = {
        "report": report,
        "row": row,
        "title": row.indicator.name,
        "shown": printed(row.indicator, row.cell, found.set.rounding),
        "note": note,
        "grounds": form,
        "behind": behind(report, found, row, who),
        "trail": to_part(report, row.indicator),
        "values": steps_of(found, row, values, who, named=inside, open_=code in writable),
        "findings": [
            one for one in told.rows if code in one.finding.cells
        ],
        "reasons": said(looks_of(report, found, told, inside=inside).of(code)),
        **_summed(found, report, row),
        "may_write": writable.every,
    }  # fmt: skip
    return render(request, "office/reporting/cell.html", context, status=status)


def _note(request: HttpRequest, report: Report, code: str, who: Acting) -> dict[str, Any]:
    """Return the note of a row with those before it; a POST keeps it, or says why not."""
    past = note_history(report, code)
    newest = past[0] if past else None
    told: dict[str, Any] = {
        "text": newest.text if newest else "",
        "seen": newest.pk if newest else 0,
        "past": past if reads_inside(who.staff, report, who.on) else (),
        "refused": "",
    }
    if "note" not in request.POST:
        return told
    typed = request.POST["note"]
    seen = whole_number(request.POST.get("seen"), most=MOST_ID) or 0
    try:
        note_row(report, code, typed, seen=seen, by=who.staff, at=who.at)
    except (Invalid, Conflict) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        told |= {"text": typed, "refused": refusal.text(_), "status": status}
    return told


def _summed(found: selectors.Sheet, report: Report, row: selectors.Row) -> dict[str, Any]:
    """Return the units that were added up, each with its figure and its report; who is not in it."""
    if row.consolidated is None:
        return {"addends": []}
    of_units = addends(report, row.code)
    is_formula = row.indicator.source.kind is SourceKind.FORMULA  # worked out of other sums
    told = [
        {
            "unit": one.unit,
            "shown": shown(found, row, one.cell) if one.cell else "",
            "left_out": one.role in (Role.LEFT_OUT, Role.MISSING),
            "said": one.said,
            "url": reverse("office-reporting-cell", args=[one.report, row.code])
            if one.report
            else "",
        }
        for one in of_units
    ]
    return {
        "addends": told,
        "reckoned": None if is_formula else reckoned(row.indicator, of_units),
    }
