"""The report as files: Word, PDF, the annex as a spreadsheet."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.sheets import CONTENT_TYPE
from congvu.interfaces.ui.error_pages import error_page
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.reporting import printing
from congvu.oversight.reporting.errors import NotDrawn
from congvu.oversight.reporting.selectors.access import get_for

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": CONTENT_TYPE,
}


@never_cache
@require_GET
def download(request: HttpRequest, ref: UUID, kind: str) -> HttpResponse:
    """Give the report as a file, drawn now; a frozen report is drawn from its snapshot.

    A file that cannot be drawn is a page that says so, and what else can be done.
    """
    who = reader(request)
    if kind not in TYPES:
        raise NotFound(gettext_noop("Không có loại tệp này."), code="no_file_kind")
    report = get_for(who.staff, ref, who.on)
    try:
        content = printing.as_file(report, kind, at=who.at)
    except NotDrawn as failure:
        return not_drawn(request, failure)
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={
            "Content-Disposition": content_disposition_header(
                kind != "pdf", printing.file_name(report, kind)
            ),
            "X-Content-Type-Options": "nosniff",
        },
    )


def not_drawn(request: HttpRequest, failure: NotDrawn) -> HttpResponse:
    """Say that a file or its pages could not be drawn, that the report is unharmed, what to do."""
    return error_page(request, failure.status, failure, page="office/reporting/not_drawn.html")
