"""A version of a report beside the one before it: what it says otherwise, word by word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_report
from congvu.oversight.reporting.rules.changes import changes
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for, reads_inside


@never_cache
@require_GET
def versions(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show sections and figures that differ from the version before, as both are printed."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    inside = reads_inside(who.staff, report, who.on)
    found = pages.versions_of(report, who.at, inside=inside)
    context: dict[str, Any] = {
        "report": report,
        "sections": [
            {"title": one.title, "changes": changes(one.before, one.now)}
            for one in (found.sections if found else ())
        ],
        "figures": found.figures if found else (),
        "is_first": found is None,
        "trail": to_report(report),
    }
    return render(request, "office/reporting/versions.html", context)
