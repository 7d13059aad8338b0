"""The pages of a report as they come out of the printer, seen before anything is downloaded."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from congvu.interfaces.office.reporting.files import not_drawn
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_report
from congvu.kernel.errors import Invalid
from congvu.oversight.reporting import printing
from congvu.oversight.reporting.errors import NotDrawn
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.services import writing


@never_cache
@require_GET
def pages(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show every page as a picture, drawn now; a frozen report is drawn from its snapshot."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    try:
        drawn = printing.as_pictures(report, at=who.at)
    except NotDrawn as failure:
        return not_drawn(request, failure)
    context: dict[str, Any] = {
        "report": report,
        "pages": [_picture(one) for one in drawn],
        "trail": to_report(report),
    }
    return render(request, "office/reporting/printed.html", context)


@sensitive_post_parameters("text")
@never_cache
@require_POST
def section(request: HttpRequest, ref: UUID, section: str) -> HttpResponse:
    """Draw the pages of a section with the text that was posted; nothing of it is kept.

    Answers the pictures, or in a line why there is none. Only for who may write the section.
    """
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    writing.check_writes(report, section, by=who.staff, at=who.at)
    try:
        text = writing.tidied(request.POST.get("text", ""))
        drawn = printing.section_pages(report, section, text, at=who.at)
    except (Invalid, NotDrawn) as refusal:  # a text is often not whole yet while it is typed
        return JsonResponse({"said": refusal.text(_)})
    if not drawn.pages:
        return JsonResponse({"pages": [], "said": _("Mục để trống thì không in ra.")})
    told = [
        {"src": _picture(one.png), "label": _("Trang %(n)s") % {"n": one.number}}
        for one in drawn.pages
    ]
    return JsonResponse({"pages": told, "down": drawn.down})


def _picture(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"
