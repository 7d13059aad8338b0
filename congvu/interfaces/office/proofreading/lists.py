"""The unit's reports: put in, wait, found again; a file to take away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.proofreading.forms import ListForm, UploadForm
from congvu.interfaces.office.searching import Searches, typed
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn, sheet
from congvu.interfaces.ui.tables import Chip, with_query
from congvu.kernel.errors import Invalid
from congvu.oversight.proofreading import queue, shelf
from congvu.oversight.proofreading.labels import StateLabel, why_refused
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.rules.keeping import UploadState

HERE = "office-proofreading"
SEARCHES = Searches("proofreading-searches")
TONES = {UploadState.WAITING: "waiting", UploadState.READ: "done", UploadState.REFUSED: "soon"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """List the unit's reports; a POST is a search or new files."""
    who = acting(request)
    if request.method == "POST" and "q" in request.POST:
        return SEARCHES.keep(request, typed(request), to=reverse(HERE))
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return _taken(request, form, who)
            except Invalid as refusal:
                form.add_error("tep", refusal.text(_))
    return _listed(request, form, who)


def _taken(request: HttpRequest, form: UploadForm, who: Acting) -> HttpResponse:
    taken = queue.submit(form.files_with_names(), by=who.staff, at=who.at)
    refused = [upload for upload in taken if upload.state == UploadState.REFUSED]
    kept = len(taken) - len(refused)
    if kept:
        told = ngettext("Đã nhận %(n)s tệp để soát.", "Đã nhận %(n)s tệp để soát.", kept)
        messages.success(request, told % {"n": kept})
    for upload in refused:
        messages.warning(request, f"{upload.name}: {why_refused(upload.reason)}")
    if len(taken) == 1 and kept:
        return redirect("office-proofreading-result", uuid=taken[0].uuid)
    return redirect(HERE)


def _listed(request: HttpRequest, upload_form: UploadForm, who: Acting) -> HttpResponse:
    form, words = ListForm(request.GET), SEARCHES.words_of(request)
    part = cut(
        shelf.list_uploads(who.staff, state=form.state, words=words),
        request.GET,
        key="uploaded_at",
        newest_first=True,
    )
    waiting = sum(1 for row in part.rows if row.state == UploadState.WAITING)
    context: dict[str, Any] = {
        "upload_form": upload_form,
        "form": form,
        "words": words,
        "lines": [_line(row) for row in part.rows],
        "page": part.page,
        "waiting": waiting,
        "done": len(part.rows) - waiting,
        "here": f"{reverse(HERE)}{with_query(request.GET)}",
        "chips": _chips(request, form, words),
        "reset_url": reverse(HERE),
        "export_url": f"{reverse('office-proofreading-xlsx')}{with_query(request.GET)}",
        "days": shelf.keeping_days(),
    }
    status = 422 if upload_form.is_bound else 200
    return render(request, "office/proofreading/list.html", context, status=status)


def _line(upload: Upload) -> dict[str, Any]:
    return {
        "upload": upload,
        "state": StateLabel(upload.state).label,
        "tone": TONES[UploadState(upload.state)],
        "icon": "exclamation-triangle" if upload.state == UploadState.REFUSED else "",
        "is_read": upload.state == UploadState.READ,
        "why": why_refused(upload.reason) if upload.reason else "",
    }


def _chips(request: HttpRequest, form: ListForm, words: str) -> list[Chip]:
    chips = []
    if form.state:
        label = f"{_('Tình trạng')}: {StateLabel(form.state).label}"
        chips.append(Chip(label, with_query(request.GET, tinh_trang="")))
    if words:
        chips.append(Chip(f"{_('Tìm')}: {words}", with_query(request.GET, tim="")))
    return chips


@never_cache
@require_GET
def xlsx(request: HttpRequest) -> FileResponse:
    """Return the list in force as a file."""
    who = acting(request)
    words = SEARCHES.words_of(request)
    rows = shelf.list_uploads(who.staff, state=ListForm(request.GET).state, words=words)
    columns = [
        SheetColumn(_("Tệp"), 40),
        SheetColumn(_("Văn bản"), 60),
        SheetColumn(_("Đưa lên lúc"), 18),
        SheetColumn(_("Tình trạng"), 18),
        SheetColumn(_("Lỗi"), 10),
        SheetColumn(_("Cảnh báo"), 10),
        SheetColumn(_("Làm tròn"), 10),
        SheetColumn(_("Lý do không đọc được"), 60),
    ]
    newest = rows.order_by("-uploaded_at", "-pk")[: MOST_ROWS + 1]
    return sheet(_("Soát báo cáo"), columns, _cells(newest), note=who.staff.unit_name)


def _cells(rows: Any) -> Iterator[tuple[object, ...]]:
    for row in rows.iterator(chunk_size=500):
        read = row.state == UploadState.READ
        yield (
            row.name,
            row.title,
            row.uploaded_at,
            StateLabel(row.state).label,
            *((row.errors, row.warnings, row.roundings) if read else ("", "", "")),
            why_refused(row.reason) if row.reason else "",
        )
