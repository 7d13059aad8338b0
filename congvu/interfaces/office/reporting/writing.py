"""Writing a section beside its guidance, its figures and what others say; the head of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import text
from congvu.interfaces.office.reporting.acts import MOST_REVISION
from congvu.interfaces.office.reporting.chips import chips
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.margins import of_words
from congvu.interfaces.office.reporting.onscreen import Drawn
from congvu.interfaces.office.reporting.trails import to_report
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.kernel.workingdays import local
from congvu.oversight.reporting.errors import ReportNotFound, SectionChanged
from congvu.oversight.reporting.models import LONGEST_TEXT, Report, UnfinishedText
from congvu.oversight.reporting.rules.assembly import line_of
from congvu.oversight.reporting.rules.changes import changes
from congvu.oversight.reporting.rules.manuscript import Block
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.selectors.texts import current_text, unfinished_of
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.services import writing as service
from congvu.oversight.reporting.services.carrying import carry

CAME_FROM = {
    "kiem-tra": (gettext_lazy("Về trang Kiểm tra"), "office-reporting-findings", ()),
    "trinh-duyet": (gettext_lazy("Về bước Trình duyệt"), "office-reporting-act", ("check",)),
}
"""From which pages one comes to a section to mend it, by the key in its address."""
NOTHING = "Trong kỳ không phát sinh."
"""The words of a section of which there is nothing to report; reports are Vietnamese."""


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


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed and not kept, so that it stands on the page again."""

    status: int
    remark: str = ""
    why: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, ref: UUID, section: str) -> HttpResponse:
    """Show a section's text beside its preview; a POST keeps it, or shows the preview of it."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    page = pages.section_page(report, section, who.staff, who.at)
    if request.method != "POST":
        mine = next((one for one in page.unfinished if one.author_code == who.staff.code), None)
        form = SectionForm(initial={"text": mine.text if mine else page.text})
        seen = mine.seen if mine else page.revision
        return _shown(request, report, page, form, who, seen=seen, mine=mine)
    if not page.inside:
        raise ReportNotFound(gettext_noop("Không tìm thấy báo cáo này."))
    for name, doing in DOING.items():
        if name in request.POST:
            return doing(request, report, page, who)
    return _write(request, report, page, who)


@never_cache
@require_POST
def unfinished(request: HttpRequest, ref: UUID, section: str) -> HttpResponse:
    """Keep what is being written and not saved; tell who else writes there and what is newer."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    seen, text = _seen(request), request.POST.get("text", "")
    try:
        service.keep_unfinished(report, section, text, seen=seen, by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        return JsonResponse({"refused": refusal.text(_)}, status=422)
    newest = current_text(report, section)
    others = [one for one in unfinished_of(report, section) if one.author_code != who.staff.code]
    page = pages.section_page(report, section, who.staff, who.at)
    return JsonResponse(
        {
            "kept": f"{local(who.at):%H:%M}",
            "newer": newest.author_name if newest and newest.revision > seen else "",
            "others": ", ".join(f"{one.author_name} ({local(one.at):%H:%M})" for one in others),
            "blanks": _blanks(page, text),
            "typed": _typed(page, text),
        }
    )


def _write(
    request: HttpRequest, report: Report, page: pages.SectionPage, who: Acting
) -> HttpResponse:
    """Keep the text, or show its preview; what is refused stays typed."""
    form = SectionForm(request.POST)
    status, preview, seen, mine = 422, None, _seen(request), None
    if form.is_valid():
        typed = form.cleaned_data["text"]
        try:
            preview = page.preview(typed)
            if "preview" in request.POST:
                return _shown(request, report, page, form, who, seen=seen, preview=preview)
            service.write_section(
                report, page.section.code, typed, seen=seen, by=who.staff, at=who.at
            )
            messages.success(request, _("Đã lưu."))
            return _again(request, report, page)
        except (Conflict, Invalid) as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            form.add_error("text", refusal.text(_))
            if isinstance(refusal, SectionChanged):
                mine = UnfinishedText(seen=seen, text=typed)
                seen = int(str(refusal.facts["revision"]))
    return _shown(
        request, report, page, form, who, seen=seen, preview=preview, mine=mine,
        refused=Refused(status),
    )  # fmt: skip


def _remark(
    request: HttpRequest, report: Report, page: pages.SectionPage, who: Acting
) -> HttpResponse:
    typed = request.POST["remark"]
    try:
        service.comment(report, page.section.code, typed, by=who.staff, at=who.at)
    except Invalid as refusal:
        form = SectionForm(initial={"text": page.text})
        refused = Refused(422, typed, refusal.text(_))
        return _shown(request, report, page, form, who, seen=page.revision, refused=refused)
    return _again(request, report, page)


def _settle(
    request: HttpRequest, report: Report, page: pages.SectionPage, who: Acting
) -> HttpResponse:
    """Settle a remark of this section, or open it again."""
    is_done = "settle" in request.POST
    asked = request.POST["settle" if is_done else "reopen"]
    remark = next((one for one in page.remarks if str(one.pk) == asked), None)
    if remark is None:
        raise NotFound(gettext_noop("Không có ý kiến này."), code="no_remark")
    act = service.settle if is_done else service.unsettle
    act(remark, by=who.staff, at=who.at)
    return _again(request, report, page)


def _carry(
    request: HttpRequest, report: Report, page: pages.SectionPage, who: Acting
) -> HttpResponse:
    try:
        carry(report, page.section.code, seen=_seen(request), by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã lấy lại nội dung của kỳ trước; hãy sửa cho kỳ này."))
    return _again(request, report, page)


def _nothing(
    request: HttpRequest, report: Report, page: pages.SectionPage, who: Acting
) -> HttpResponse:
    """Say in the section that nothing of it occurred."""
    try:
        service.write_section(
            report, page.section.code, NOTHING, seen=_seen(request), by=who.staff, at=who.at
        )
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã lưu."))
    return _again(request, report, page)


def _drop(
    request: HttpRequest, report: Report, page: pages.SectionPage, who: Acting
) -> HttpResponse:
    service.drop_unfinished(report, page.section.code, by=who.staff)
    messages.success(request, _("Đã bỏ nội dung chưa lưu của bạn."))
    return _again(request, report, page)


DOING = {
    "remark": _remark,
    "settle": _settle,
    "reopen": _settle,
    "carry": _carry,
    "nothing": _nothing,
    "drop": _drop,
}


def _shown(
    request: HttpRequest,
    report: Report,
    page: pages.SectionPage,
    form: SectionForm,
    who: Acting,
    *,
    seen: int,
    preview: tuple[Block, ...] | None = None,
    mine: UnfinishedText | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """Draw the page; `mine` is what the person wrote beside what stands there now."""
    drawn = Drawn(report.uuid, chips(page.typed.found) if page.typed else page.hints)
    newer = mine is not None and page.revision > mine.seen and page.newest is not None
    context: dict[str, Any] = {
        "report": report,
        "page": page,
        "form": form,
        "seen": page.revision if newer else seen,
        "writes": page.may_write or form.is_bound,
        "mine": mine if mine is not None and mine.pk else None,
        "newer": page.newest if newer else None,
        "apart": changes(page.text, mine.text) if newer and mine else (),
        "others": [one for one in page.unfinished if one.author_code != who.staff.code],
        "carried": page.newest is not None and page.newest.origin == service.CARRIED,
        "past": _past(page),
        "refused": refused,
        "lines": drawn.blocks(page.blocks if preview is None else preview),
        "notes": drawn.notes,
        "is_preview": preview is not None,
        "blanks": _blanks(page, str(form["text"].value() or "")) if page.may_write else "",
        "typed": _typed(page, str(form["text"].value() or "")),
        "back": _back(request, report, page),
        "came": _came(request),
        "keep": f"report-{report.pk}-{page.section.code}",
        "trail": to_report(report),
        "title": f"{page.section.number} {_title(page)}".strip(),
    }
    status = refused.status if refused else 200
    return render(request, "office/reporting/section.html", context, status=status)


def _title(page: pages.SectionPage) -> str:
    """Return the heading with its words: the period's name, the office."""
    return line_of(page.section.title, page.known)


def _past(page: pages.SectionPage) -> list[dict[str, Any]]:
    """Return the revisions, the newest first, each with what it changed."""
    before = [one.text for one in page.history[1:]] + [""]
    return [
        {"row": one, "changes": changes(was, one.text)}
        for one, was in zip(page.history[: pages.MOST_HISTORY], before, strict=False)
    ]


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen"), most=MOST_REVISION) or 0


def _blanks(page: pages.SectionPage, text: str) -> str:
    """Name the figures of a text that are blank; "" for none, and for a text not whole yet."""
    try:
        codes = page.blanks(text)
    except Invalid:
        return ""
    if not codes:
        return ""
    words = ngettext(
        "%(n)s số liệu trong ô viết còn trống: %(codes)s.",
        "%(n)s số liệu trong ô viết còn trống: %(codes)s.",
        len(codes),
    )
    return words % {"n": len(codes), "codes": ", ".join(codes)}


def _typed(page: pages.SectionPage, text: str) -> list[dict[str, str]]:
    """Tell which typed numbers a row says too or says otherwise; nothing of a text not whole yet."""
    if page.typed is None:
        return []
    try:
        told = page.typed.of_section(page.section.code, page.preview(text))
    except Invalid:
        return []
    marks = (of_words(one) for one in told)
    return [{"tone": one.tone, "said": f"{one.message} {one.computation}".strip()} for one in marks]


def _came(request: HttpRequest) -> str:
    """Return the key of the page that one came from to mend this section, "" for the report."""
    key = request.GET.get("tu", "")
    return key if key in CAME_FROM else ""


def _back(request: HttpRequest, report: Report, page: pages.SectionPage) -> NavItem:
    came = _came(request)
    if came:
        words, route, more = CAME_FROM[came]
        return NavItem(str(words), reverse(route, args=[report.uuid, *more]))
    address = reverse("office-reporting-page", args=[report.uuid])
    return NavItem(_("Về báo cáo"), f"{address}#muc-{page.section.code}")


def _again(request: HttpRequest, report: Report, page: pages.SectionPage) -> HttpResponse:
    """Show the section again, still knowing from where one came."""
    address = reverse("office-reporting-section", args=[report.uuid, page.section.code])
    came = _came(request)
    return redirect(f"{address}?tu={came}" if came else address)


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
        "trail": to_report(report),
    }
    return render(request, "office/reporting/head.html", context, status=status)
