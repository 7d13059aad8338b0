"""A report on the screen as the paper will be, with what is wrong and what can be done beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.acts import acts_for
from congvu.interfaces.office.reporting.chips import chips
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.looking import panel
from congvu.interfaces.office.reporting.margins import (
    above,
    annex_rows,
    beside_blocks,
    beside_section,
    severity_of,
)
from congvu.interfaces.office.reporting.onscreen import Drawn, DrawnPart
from congvu.interfaces.office.reporting.trails import to_report, to_reports
from congvu.interfaces.office.reporting.words import steps_of, tag_of
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.reporting.labels import ActionLabel
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rendering.paper import recipient_lines, signer_lines
from congvu.oversight.reporting.rules.life import Action, State
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for, version_before
from congvu.oversight.reporting.selectors.checking import Answered, findings_of
from congvu.oversight.reporting.selectors.summing import sum_under
from congvu.oversight.reporting.services import writing

MOST_ID = 2**62
MAIN = frozenset(
    {Action.CHECK, Action.APPROVE, Action.NUMBER, Action.SUBMIT, Action.ACCEPT, Action.RETURN}
)
# what carries a report on in one state only
MAIN_IN = {State.RETURNED: Action.CORRECT}
TONES = {"return": "late", "accept": "good", "submit": "done", "approve": "good"}


@never_cache
@require_GET
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the report with its acts, findings and history."""
    who = reader(request)
    page = pages.page_of(get_for(who.staff, ref, who.on), who.staff, who.at)
    report, drawing = page.report, page.drawing
    drawn = Drawn(report.uuid, chips(page.looks.sheet) if page.inside else drawing.hints)
    acts = acts_for(report, who)
    grounds = [drawn.runs(runs) for runs in drawing.manuscript.grounds]
    parts = _parts(drawn, page)
    context: dict[str, Any] = {
        **_top(report),
        "steps": steps_of(report),
        **_buttons(report, acts),
        "may_write": page.may_write,
        "inside": page.inside,
        "before": version_before(report, inside=page.inside),
        "head": drawing.manuscript.head,
        "dated": page.dated,
        "grounds": grounds,
        "parts": parts,
        "above": above(report.uuid, page.margin),
        "annexes": _annexes(drawn, page),
        "quoted": bool(page.quoted),
        "notes": drawn.notes,
        "closing": drawing.manuscript.closing,
        "signed_as": signer_lines(drawing.manuscript.closing),
        "recipients": recipient_lines(drawing.manuscript.closing.recipients),
        "blocking": len(page.findings.blocking),
        "unanswered": len(page.findings.unanswered),
        "filled": page.filled,
        "asked": page.asked,
        "gaps": sum(part.gaps for part in parts),
        "moved": page.moved,
        "stands_on": sum_under(report) if page.inside else None,
        "looking": panel(report, page.looks, (one for one, _label in acts)),
        "timeline": _timeline(page),
    }
    return render(request, "office/reporting/page.html", context)


def _buttons(report: Report, acts: Sequence[tuple[Action, str]]) -> dict[str, Any]:
    """Return the acts that carry the report on, and the others."""
    found = [
        {
            "label": label,
            "url": reverse("office-reporting-act", args=[report.uuid, one.value]),
            "main": one in MAIN or one is MAIN_IN.get(State(report.state)),
            "is_return": one is Action.RETURN,
        }
        for one, label in acts
    ]
    main = (one for one in found if one["main"])
    return {
        # the last of them is the coloured one: what carries the report on, never what sends it back
        "main_acts": sorted(main, key=lambda one: not one["is_return"]),
        "other_acts": [one for one in found if not one["main"]],
    }


def _annexes(drawn: Drawn, page: pages.ReportPage) -> list[dict[str, Any]]:
    return [
        {
            "plan": annex,
            "rows": annex_rows(drawn, annex, page),
            "across": len(annex.columns) + bool(page.quoted),
        }
        for annex in page.drawing.manuscript.annexes
    ]


def _timeline(page: pages.ReportPage) -> list[dict[str, Any]]:
    return [
        {
            "title": ActionLabel(one.action).label,
            "at": one.at,
            "who": one.actor_name,
            "note": one.note,
            "tone": TONES.get(one.action, "neutral"),
        }
        for one in page.events
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: HttpRequest, ref: UUID) -> HttpResponse:
    """List what does not add up, with the computation; a POST gives a reason."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    refused: Refused | None = None
    if request.method == "POST":
        refused = _reason(request, report, who)
        if refused is None:
            return redirect(_to_what_is_left(report))
    page = pages.page_of(report, who.staff, who.at)
    context: dict[str, Any] = {
        **_top(report),
        "title": pgettext("báo cáo", "Kiểm tra"),
        "trail": to_report(report),
        "findings": [_finding(report, one, refused) for one in page.findings.rows],
        "blocking": len(page.findings.blocking),
        "unanswered": len(page.findings.unanswered),
        "contradictions": page.contradictions,
        "may_write": page.may_write,
        "inside": page.inside,
    }
    status = refused.status if refused else 200
    return render(request, "office/reporting/findings.html", context, status=status)


def _to_what_is_left(report: Report) -> str:
    """Return where the next finding stands that waits for a reason, else where the list begins."""
    address = reverse("office-reporting-findings", args=[report.uuid])
    left = next(iter(findings_of(report).unanswered), None)
    return f"{address}#{left.finding.code}" if left else address


@dataclass(frozen=True, slots=True)
class Refused:
    """A reason that was not kept: which finding, what was typed, why, what stands there now."""

    finding: str
    computation: str
    typed: str
    why: str
    newest: int | None
    status: int


def _finding(report: Report, one: Answered, refused: Refused | None) -> dict[str, Any]:
    """Return a finding with what was typed for it, if that was not kept."""
    newest = one.reasons[0].pk if one.reasons else 0
    asked = (one.finding.code, one.finding.computation)
    mine = refused if refused and (refused.finding, refused.computation) == asked else None
    severity, tone = severity_of(one)
    return {
        "finding": one.finding,
        "reason": one.reason,
        "typed": mine.typed if mine else one.reason,
        "why": mine.why if mine else "",
        "seen": mine.newest if mine and mine.newest is not None else newest,
        "reasons": one.reasons,
        "needs_reason": one.needs_reason,
        "section_url": reverse("office-reporting-section", args=[report.uuid, one.section])
        if one.section
        else "",
        "severity": severity,
        "tone": tone,
    }


def _reason(request: HttpRequest, report: Report, who: Acting) -> Refused | None:
    """Keep a reason; return what was refused, and why."""
    finding, computation = (request.POST.get(one, "") for one in ("finding", "computation"))
    typed = request.POST.get("reason", "")
    try:
        writing.give_reason(
            report,
            finding[:80],
            computation,
            typed,
            seen=whole_number(request.POST.get("seen"), most=MOST_ID) or 0,
            by=who.staff,
            at=who.at,
        )
    except (Invalid, Conflict) as refusal:
        newest = refusal.facts.get("newest")
        status = 409 if isinstance(refusal, Conflict) else 422
        return Refused(
            finding,
            computation,
            typed,
            refusal.text(_),
            newest if isinstance(newest, int) else None,
            status,
        )
    messages.success(request, _("Đã ghi lý do."))
    return None


def _parts(drawn: Drawn, page: pages.ReportPage) -> list[DrawnPart]:
    made = []
    uuid = page.report.uuid
    for part in page.drawing.manuscript.parts:
        text = page.texts.get(part.code) if page.inside else None
        made.append(
            drawn.part(
                part,
                beside_blocks(uuid, page.margin, part.code),
                url=reverse("office-reporting-section", args=[uuid, part.code])
                if page.inside
                else "",
                may_write=part.code in page.writes,
                by=text.author_name if text else "",
                at=text.at if text else None,
                carried=text is not None and text.origin == writing.CARRIED,
                remarks=page.remarks.get(part.code, 0),
                marks=beside_section(uuid, page.margin, part.code),
            )
        )
    return made


def _top(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "tag": tag_of(report),
        "over": f"{report.unit.name} · {report.period.label}",
        "trail": to_reports(),
    }
