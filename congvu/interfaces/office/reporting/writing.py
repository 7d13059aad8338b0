"""Writing a section beside its guidance, its figures and what others say; the head of the report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import text
from congvu.interfaces.office.reporting.acts import MOST_REVISION
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.onscreen import Drawn
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.reporting.errors import SectionChanged
from congvu.oversight.reporting.models import LONGEST_TEXT, Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.services import writing as service


class SectionForm(forms.Form):
    """The text of a section, in the language of prose."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )


class HeadForm(forms.Form):
    """What stands around the text."""

    subject = text(gettext_lazy("Trích yếu"), rows=2, max_length=300)
    place = text(gettext_lazy("Địa danh"), max_length=80, size="short")
    addressees = text(
        gettext_lazy("Kính gửi"), rows=2, max_length=2000, required=False,
        help_text=gettext_lazy("Mỗi nơi một dòng."),
    )  # fmt: skip
    recipients = text(
        gettext_lazy("Nơi nhận"), rows=5, max_length=4000, required=False,
        help_text=gettext_lazy("Mỗi nơi một dòng."),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, ref: UUID, section: str) -> HttpResponse:
    """Show a section's text beside its preview; a POST keeps it, or shows the preview of it."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    page = pages.section_page(report, section, who.staff, who.at)
    if request.method == "POST" and "remark" in request.POST:
        return _remark(request, report, section, who)
    form = SectionForm(
        request.POST if request.method == "POST" else None, initial={"text": page.text}
    )
    status, preview, seen = 200, page.blocks, page.revision
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["text"]
        seen = whole_number(request.POST.get("seen"), most=MOST_REVISION) or 0
        try:
            preview = page.preview(typed)
            if "preview" not in request.POST:
                service.write_section(report, section, typed, seen=seen, by=who.staff, at=who.at)
                messages.success(request, _("Đã lưu."))
                return redirect("office-reporting-section", ref=report.uuid, section=section)
        except (Conflict, Invalid) as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            form.add_error("text", refusal.text(_))
            if isinstance(refusal, SectionChanged):
                seen = int(str(refusal.facts["revision"]))
    drawn = Drawn(report.uuid, page.hints)
    context: dict[str, Any] = {
        "report": report,
        "page": page,
        "form": form,
        "seen": seen,
        "lines": drawn.blocks(preview),
        "notes": drawn.notes,
        "here": request.path,
        "trail": [NavItem(report.subject, reverse("office-reporting-page", args=[report.uuid]))],
        "title": f"{page.section.number} {page.section.title}".strip(),
    }
    return render(request, "office/reporting/section.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change subject, place, addressees and recipients of a draft."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    fields = ("subject", "place", "addressees", "recipients")
    form = HeadForm(request.POST or None, initial={name: getattr(report, name) for name in fields})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            seen = whole_number(request.POST.get("seen"), most=MOST_REVISION) or 0
            try:
                life.change_head(report, **form.cleaned_data, seen=seen, by=who.staff, at=who.at)
            except (Conflict, Invalid) as refusal:
                status = 409 if isinstance(refusal, Conflict) else 422
                form.add_error(None, refusal.text(_))
            else:
                messages.success(request, _("Đã lưu."))
                return redirect("office-reporting-page", ref=report.uuid)
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "trail": [NavItem(report.subject, reverse("office-reporting-page", args=[report.uuid]))],
    }
    return render(request, "office/reporting/head.html", context, status=status)


def _remark(request: HttpRequest, report: Report, section: str, who: Acting) -> HttpResponse:
    try:
        service.comment(report, section, request.POST["remark"], by=who.staff, at=who.at)
    except Invalid as refusal:
        messages.error(request, refusal.text(_))
    return redirect("office-reporting-section", ref=report.uuid, section=section)
