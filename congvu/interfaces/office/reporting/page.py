"""A report on the screen as the paper will be, with what is wrong and what can be done beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.acts import acts_for
from congvu.interfaces.office.reporting.home import HERE, reader
from congvu.interfaces.office.reporting.onscreen import Drawn, DrawnPart
from congvu.interfaces.office.reporting.words import steps_of, tag_of
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import Invalid
from congvu.kernel.formula.checks import Severity
from congvu.oversight.reporting.labels import ActionLabel
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import Action
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.selectors.margin import proof_of
from congvu.oversight.reporting.services import writing

MAIN = frozenset(
    {Action.CHECK, Action.APPROVE, Action.NUMBER, Action.SUBMIT, Action.ACCEPT, Action.RETURN}
)
SEVERITIES = {
    Severity.BLOCKS: (gettext_lazy("Phải sửa"), "late"),
    Severity.NEEDS_REASON: (gettext_lazy("Cần giải trình"), "soon"),
    Severity.INFORMATION: (gettext_lazy("Để biết"), "info"),
}
TONES = {"return": "late", "accept": "good", "submit": "done", "approve": "good"}


@never_cache
@require_GET
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the report with its acts, findings and history."""
    who = reader(request)
    page = pages.page_of(get_for(who.staff, ref, who.on), who.staff, who.at)
    report, drawing = page.report, page.drawing
    drawn = Drawn(report.uuid, drawing.hints)
    found = [
        {"label": label, "url": reverse("office-reporting-act", args=[report.uuid, one.value]),
         "main": one in MAIN}
        for one, label in acts_for(report, who)
    ]  # fmt: skip
    grounds = [drawn.runs(runs) for runs in drawing.manuscript.grounds]
    parts = _parts(drawn, page)
    context: dict[str, Any] = {
        **_top(report),
        "steps": steps_of(report),
        "main_acts": sorted((one for one in found if one["main"]), key=lambda one: str(one["url"])),
        "other_acts": [one for one in found if not one["main"]],
        "may_write": page.may_write,
        "head": drawing.manuscript.head,
        "dated": page.dated,
        "grounds": grounds,
        "parts": parts,
        "notes": drawn.notes,
        "closing": drawing.manuscript.closing,
        "blocking": len(page.findings.blocking),
        "unanswered": len(page.findings.unanswered),
        "filled": page.filled,
        "asked": page.asked,
        "gaps": sum(part.gaps for part in parts),
        "moved": page.moved,
        "timeline": [
            {"title": ActionLabel(one.action).label, "at": one.at, "who": one.actor_name,
             "note": one.note, "tone": TONES.get(one.action, "neutral")}
            for one in page.events
        ],
    }  # fmt: skip
    return render(request, "office/reporting/page.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, ref: UUID) -> HttpResponse:
    """List what does not add up, with the computation; a POST gives a reason."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    if request.method == "POST":
        return _reason(request, report, who)
    page = pages.page_of(report, who.staff, who.at)
    context: dict[str, Any] = {
        **_top(report),
        "title": pgettext("báo cáo", "Kiểm tra"),
        "trail": [*_top(report)["trail"], NavItem(report.subject, _address(report))],
        "findings": [
            {
                "finding": one.finding,
                "reason": one.reason,
                "needs_reason": one.needs_reason,
                "severity": SEVERITIES[one.finding.severity][0],
                "tone": SEVERITIES[one.finding.severity][1],
            }
            for one in page.findings.rows
        ],
        "contradictions": proof_of(page.drawing.manuscript),
        "may_write": page.may_write,
    }
    return render(request, "office/reporting/findings.html", context)


def _reason(request: HttpRequest, report: Report, who: Acting) -> HttpResponse:
    try:
        writing.give_reason(
            report,
            request.POST.get("finding", "")[:80],
            request.POST.get("computation", ""),
            request.POST.get("reason", ""),
            by=who.staff,
            at=who.at,
        )
    except Invalid as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã ghi lý do."))
    return redirect("office-reporting-findings", ref=report.uuid)


def _parts(drawn: Drawn, page: pages.ReportPage) -> list[DrawnPart]:
    made = []
    for part in page.drawing.manuscript.parts:
        text = page.texts.get(part.code)
        url = ""
        if page.may_write and part.code in page.written_sections:
            url = reverse("office-reporting-section", args=[page.report.uuid, part.code])
        made.append(
            drawn.part(
                part,
                url=url,
                by=text.author_name if text else "",
                remarks=page.remarks.get(part.code, 0),
            )
        )
    return made


def _top(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "tag": tag_of(report),
        "over": f"{report.unit.name} · {report.period.label}",
        "trail": [NavItem(_("Báo cáo định kỳ"), reverse(HERE))],
    }


def _address(report: Report) -> str:
    return reverse("office-reporting-page", args=[report.uuid])
