"""The pages of a report as they come out of the printer, seen before anything is downloaded."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.ui.navigation import NavItem
from congvu.oversight.reporting import printing
from congvu.oversight.reporting.selectors.access import get_for


@never_cache
@require_GET
def pages(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show every page as a picture, drawn now; a frozen report is drawn from its snapshot."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    drawn = printing.as_pictures(report, at=who.at)
    context: dict[str, Any] = {
        "report": report,
        "pages": [f"data:image/png;base64,{b64encode(one).decode()}" for one in drawn],
        "trail": [NavItem(report.subject, reverse("office-reporting-page", args=[report.uuid]))],
    }
    return render(request, "office/reporting/printed.html", context)
