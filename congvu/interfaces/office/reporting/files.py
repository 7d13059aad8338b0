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
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.reporting import printing
from congvu.oversight.reporting.selectors.access import get_for

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": CONTENT_TYPE,
}


@never_cache
@require_GET
def download(request: HttpRequest, ref: UUID, kind: str) -> HttpResponse:
    """Give the report as a file, drawn now; a frozen report is drawn from its snapshot."""
    who = reader(request)
    if kind not in TYPES:
        raise NotFound(gettext_noop("Không có loại tệp này."), code="no_file_kind")
    report = get_for(who.staff, ref, who.on)
    content = printing.as_file(report, kind, at=who.at)
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
