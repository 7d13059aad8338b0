"""The report as files: Word, PDF, the annex as a spreadsheet; a file edited in Word comes back."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.sheets import CONTENT_TYPE
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.oversight.reporting import printing
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.services import returning

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": CONTENT_TYPE,
}
MOST_BYTES: Final = 25 * 1024 * 1024


class WordForm(forms.Form):
    """A Word file that was made from this report and edited."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp Word đã sửa"),
        help_text=gettext_lazy(
            "Tệp tải từ báo cáo này, đã sửa trong Word hoặc LibreOffice; chế độ theo dõi sửa đổi "
            "cũng được. Số liệu bị gõ đè không thay số liệu của báo cáo mà được nêu để đối chiếu."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_word(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take an edited Word file back; show what would change, and keep it when that is confirmed."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    form = WordForm(request.POST or None, request.FILES or None)
    compared, status = None, 200
    if request.method == "POST":
        status = 422
        try:
            if "keep" in request.POST:
                kept = returning.keep(report, request.POST["keep"], by=who.staff, at=who.at)
                messages.success(request, _("Đã nhận %(n)s mục sửa từ Word.") % {"n": kept})
                return redirect("office-reporting-page", ref=report.uuid)
            if form.is_valid():
                content = form.cleaned_data["tep"].read(MOST_BYTES + 1)
                compared = returning.compare(report, content, at=who.at)
                status = 200
        except (Invalid, Conflict) as refusal:
            form.add_error(None, refusal.text(_))
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "compared": compared
        and {
            "found": compared.found,
            "left_out": compared.left_out,
            "token": compared.token,
            "sections": [
                {
                    "title": compared.titles.get(one.section, one.section),
                    "was": one.was,
                    "now": one.now,
                }
                for one in compared.found.texts
            ],
        },
        "trail": [NavItem(report.subject, reverse("office-reporting-page", args=[report.uuid]))],
    }
    return render(request, "office/reporting/from_word.html", context, status=status)
