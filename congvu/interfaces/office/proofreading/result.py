"""One report: its text with the findings beside it, its figures, the note for its author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.foundation.units.offices import office_of
from congvu.interfaces.office import originals
from congvu.interfaces.office.acting import acting
from congvu.interfaces.office.proofreading.forms import DISMISSED, FindingsForm, ReasonForm
from congvu.interfaces.office.proofreading.marking import Mark, segments
from congvu.interfaces.office.proofreading.opening import read_one, tabs
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import with_query
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.proofreading import notes, shelf
from congvu.oversight.proofreading.evidence import words_around
from congvu.oversight.proofreading.labels import (
    BasisLabel,
    SeverityLabel,
    StateLabel,
    why_refused,
)
from congvu.oversight.proofreading.models import Upload, UploadFinding
from congvu.oversight.proofreading.rules.keeping import UploadState
from congvu.oversight.proofreading.rules.recognised import pages_of
from congvu.oversight.proofreading.services import judging
from congvu.oversight.proofreading.services import uploads as services

TONES = {"error": "soon", "warning": "waiting", "rounding": "neutral"}
ICONS = {"error": "exclamation-triangle", "warning": "flag", "rounding": ""}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN_QUOTE = 160
FIGURES_A_PAGE = 200
AROUND = 70
MOST_TEXT = 2**31
Printer = Callable[..., bytes]


@never_cache
@require_GET
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the text with its marks and what was proven; or that it waits, or why it was refused."""
    who = acting(request)
    upload = shelf.get_upload(who.staff, uuid)
    context: dict[str, Any] = {"upload": upload, "state": StateLabel(upload.state).label}
    if upload.state == UploadState.REFUSED:
        context["why"] = why_refused(upload.reason)
    elif upload.state == UploadState.READ:
        services.record_use(upload, "open", by=who.staff, at=who.at)
        context |= _proven(request, upload, ReasonForm(), refused=0)
    return render(request, "office/proofreading/result.html", context)


@require_POST
def judge(request: HttpRequest, uuid: UUID, place: int) -> HttpResponse:
    """Keep that a finding is no contradiction, with the reason; or let it stand again."""
    who = acting(request)
    finding = shelf.get_finding(who.staff, uuid, place)
    here = reverse("office-proofreading-result", kwargs={"uuid": uuid})
    if "lai" in request.POST:
        judging.take_back(finding, by=who.staff, at=who.at)
        messages.success(request, _("Nhận xét được tính lại."))
        return redirect(f"{here}#f{place}")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = {"upload": finding.upload, "state": StateLabel(finding.upload.state).label}
        context |= _proven(request, finding.upload, form, refused=place)
        return render(request, "office/proofreading/result.html", context, status=422)
    judging.call_false(finding, reason=form.cleaned_data["ly_do"], by=who.staff, at=who.at)
    messages.success(
        request, _("Đã ghi: không phải mâu thuẫn. Lý do được giữ cho người viết quy tắc.")
    )
    return redirect(here)


@never_cache
@require_GET
def figures(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """List the figures that were recognised, each with the words that it stands in."""
    who = acting(request)
    upload = read_one(who.staff, uuid)
    services.record_use(upload, "open", by=who.staff, at=who.at)
    pages = Paginator(upload.figures, FIGURES_A_PAGE)
    asked = whole_number(request.GET.get("so"), most=MOST_TEXT)
    before = sum(one["start"] < asked for one in upload.figures) if asked else 0
    number = whole_number(request.GET.get("trang"), most=10_000) or before // FIGURES_A_PAGE + 1
    page = pages.get_page(number)
    context = {
        "upload": upload,
        "tabs": tabs(upload, "figures", who),
        "rows": [
            {
                "value": one["value"],
                "decimals": len(str(one["value"]).partition(".")[2]),
                "unit": one["unit"],
                "words": words_around(upload.text, one["start"], one["end"], AROUND),
                "is_asked": one["start"] == asked,
            }
            for one in page.object_list
        ],
        "total": pages.count,
        "part": page,
        "newer": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
        "older": f"?trang={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "office/proofreading/figures.html", context)


@never_cache
@require_GET
def original(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Return the file as it was uploaded, to keep, never to be shown by the browser."""
    who = acting(request)
    upload = shelf.get_upload(who.staff, uuid)
    if upload.file is None:
        raise NotFound(gettext_noop("Tệp gốc không được giữ; chỉ còn nội dung đã đọc."))
    services.record_use(upload, "original", by=who.staff, at=who.at)
    return originals.original(upload.file)


@never_cache
@require_GET
def note_as_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the note for the author as PDF."""
    return _note(request, uuid, notes.note_pdf, "application/pdf", "pdf")


@never_cache
@require_GET
def note_as_docx(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return the note for the author as DOCX."""
    return _note(request, uuid, notes.note_docx, DOCX, "docx")


@require_http_methods(["POST"])
def delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete a report with its file and its findings."""
    who = acting(request)
    services.delete_upload(shelf.get_upload(who.staff, uuid), by=who.staff, at=who.at)
    messages.success(request, _("Đã xóa báo cáo, nội dung và kết quả soát."))
    return redirect("office-proofreading")


def _note(
    request: HttpRequest, uuid: UUID, printer: Printer, content_type: str, suffix: str
) -> HttpResponse:
    who = acting(request)
    upload = read_one(who.staff, uuid)
    standing = [one for one in shelf.list_findings(upload) if not _alarm(one)]
    content = printer(
        upload,
        standing,
        office=office_of(upload.unit_id, who.on),
        checker=who.staff.full_name,
        on=who.on,
    )
    services.record_use(upload, "note", by=who.staff, at=who.at)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="phieu-trao-doi.{suffix}"'
    return response


def _proven(
    request: HttpRequest, upload: Upload, reason: ReasonForm, *, refused: int
) -> dict[str, Any]:
    every = list(shelf.list_findings(upload))
    form = FindingsForm(request.GET)
    severity, basis = form.asked("muc"), form.asked("loai")
    shown = [one for one in every if _is_asked(one, severity, basis)]
    marks = [
        Mark(start, end, one.place, index, _tone(one))
        for one in shown
        for index, (start, end) in enumerate(one.quotes)
    ]
    return {
        "tabs": tabs(upload, "result", acting(request)),
        "severities": _severities(request, upload, every, severity),
        "filter_form": form,
        "is_narrowed": bool(severity or basis),
        "findings": [_card(one, upload.text, reason, refused) for one in shown],
        "segments": segments(upload.text, marks),
        "recognised": pages_of(upload.text),
        "counted": len([one for one in every if not _alarm(one)]),
        "reset_url": reverse("office-proofreading-result", kwargs={"uuid": upload.uuid}),
    }


def _is_asked(finding: UploadFinding, severity: str, basis: str) -> bool:
    if basis and finding.basis != basis:
        return False
    if severity == DISMISSED:
        return bool(_alarm(finding))
    return not severity or (finding.severity == severity and not _alarm(finding))


def _severities(
    request: HttpRequest, upload: Upload, findings: Sequence[UploadFinding], chosen: str
) -> list[NavItem]:
    here = reverse("office-proofreading-result", kwargs={"uuid": upload.uuid})
    counts = Counter(_tone(one) for one in findings)
    labels = [
        *((str(value), str(label)) for value, label in SeverityLabel.choices),
        (DISMISSED, _("Không phải mâu thuẫn")),
    ]
    tabs = [
        NavItem(
            _("Tất cả"),
            f"{here}{with_query(request.GET, muc='')}",
            current=not chosen,
            badge=len(findings),
        )
    ]
    tabs += [
        NavItem(
            label,
            f"{here}{with_query(request.GET, muc=value)}",
            current=chosen == value,
            badge=counts[value],
        )
        for value, label in labels
        if counts[value] or chosen == value
    ]
    return tabs


def _card(finding: UploadFinding, text: str, reason: ReasonForm, refused: int) -> dict[str, Any]:
    alarm = _alarm(finding)
    return {
        "finding": finding,
        "severity": SeverityLabel(finding.severity).label,
        "basis": BasisLabel(finding.basis).label,
        "tone": TONES[finding.severity],
        "icon": ICONS[finding.severity],
        "alarm": alarm,
        "quotes": [
            {"anchor": f"q{finding.place}-{index}", "text": _short(text[start:end])}
            for index, (start, end) in enumerate(finding.quotes)
        ],
        "refused": reason if finding.place == refused else None,
    }


def _alarm(finding: UploadFinding) -> Any:
    return getattr(finding, "alarm", None)


def _tone(finding: UploadFinding) -> str:
    return DISMISSED if _alarm(finding) else finding.severity


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN_QUOTE else f"{words[: SHOWN_QUOTE - 1]}…"
