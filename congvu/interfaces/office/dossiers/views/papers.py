"""Papers and files of a dossier: adding them, looking at their pages, taking the original away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.folder import file_of, get_paper
from congvu.casework.dossiers.selectors.options import may_add_papers
from congvu.casework.dossiers.services import papers
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.dossiers.forms import PaperForm, ScanForm
from congvu.interfaces.office.dossiers.reading import headline, ref_of
from congvu.interfaces.office.dossiers.views.errands import Errand, run
from congvu.interfaces.office.originals import drawn_page, original
from congvu.kernel.errors import gettext_noop

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

PAPERS = "#giay-to"


@require_http_methods(["GET", "POST"])
def add_paper(request: HttpRequest, ref: str) -> HttpResponse:
    """Add one more paper with its file."""
    who, dossier = _begin(request, ref)
    errand = Errand(
        title=_("Thêm giấy tờ"),
        submit=_("Thêm vào hồ sơ"),
        done=_("Đã thêm giấy tờ vào hồ sơ."),
        told=(_("Giấy tờ thêm không đổi trạng thái và thời hạn của hồ sơ."),),
        form=PaperForm,
        perform=lambda form: papers.add_paper(
            dossier,
            name=form.cleaned_data["name"],
            file=form.taken_file(who),
            by=who.staff,
            at=who.at,
        ),
        back_to=PAPERS,
    )
    return run(request, dossier, who, errand)


@require_http_methods(["GET", "POST"])
def add_scan(request: HttpRequest, ref: str, paper: int) -> HttpResponse:
    """Put the scan to a paper that came without one."""
    who, dossier = _begin(request, ref)
    named = get_paper(dossier, paper).name
    errand = Errand(
        title=_("Thêm bản quét"),
        submit=_("Lưu bản quét"),
        done=_("Đã lưu bản quét."),
        told=(named, _("Bản quét đã lưu không thay được; tệp khác thì thêm thành giấy tờ mới.")),
        form=ScanForm,
        perform=lambda form: papers.add_scan(
            dossier, paper_id=paper, file=form.taken_file(who), by=who.staff, at=who.at
        ),
        back_to=PAPERS,
    )
    return run(request, dossier, who, errand)


def _begin(request: HttpRequest, ref: str) -> tuple[Acting, Dossier]:
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    if not may_add_papers(dossier, who.staff, who.on):
        raise NotYourTask(gettext_noop("Hồ sơ này không thêm giấy tờ được bằng chức vụ hiện tại."))
    return who, dossier


@never_cache
@require_GET
def look(request: HttpRequest, ref: str, uuid: UUID) -> HttpResponse:
    """Show a file page by page as pictures; what cannot be drawn is offered for download."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    context = {
        **drawn_page(request, file_of(dossier, uuid)),
        "original_url": reverse("office-dossiers-original", args=[ref_of(dossier), uuid]),
        "dossier": dossier,
        "ref": ref_of(dossier),
        "headline": headline(dossier, who.on),
    }
    return render(request, "office/dossiers/file.html", context)


@never_cache
@require_GET
def download(request: HttpRequest, ref: str, uuid: UUID) -> FileResponse:
    """Give the original, only ever as a file to keep: it came from outside."""
    who = acting(request)
    return original(file_of(get_for(who.staff, ref, who.on), uuid))
