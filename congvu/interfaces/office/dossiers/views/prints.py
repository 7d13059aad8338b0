"""Prints of a dossier: slips as PDF and DOCX, the control sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.folder import get_slip
from congvu.casework.dossiers.services import printing, slips
from congvu.foundation.files.selectors import open_file
from congvu.foundation.people.selectors import is_sample_installation
from congvu.interfaces.office.acting import acting
from congvu.interfaces.office.dossiers.reading import ref_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_GET
def slip_pdf(request: HttpRequest, ref: str, slip: int) -> HttpResponse:
    """Show a slip to be printed; the first time it is rendered and kept with the dossier."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    kept = slips.render(
        get_slip(dossier, slip),
        sample=is_sample_installation(),
        by_code=who.staff.code,
        at=who.at,
    )
    assert kept.file is not None
    with open_file(kept.file) as content:
        return pdf_response(content.read(), f"{kept.kind}-{ref_of(dossier)}.pdf")


@never_cache
@require_GET
def slip_docx(request: HttpRequest, ref: str, slip: int) -> HttpResponse:
    """Give a slip as DOCX, to keep."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    made = get_slip(dossier, slip)
    content = printing.slip_docx(made, sample=is_sample_installation())
    name = f"{made.kind}-{ref_of(dossier)}.docx"
    return HttpResponse(
        content,
        content_type=DOCX,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@never_cache
@require_GET
def control_sheet(request: HttpRequest, ref: str) -> HttpResponse:
    """Print the control sheet with every hand-over so far."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    content = printing.control_sheet_pdf(
        dossier, sample=is_sample_installation(), by=who.staff, at=who.at
    )
    return pdf_response(content, f"phieu-kiem-soat-{ref_of(dossier)}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF of our own making, shown in the browser and never guessed otherwise."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(False, name),
            "X-Content-Type-Options": "nosniff",
        },
    )
