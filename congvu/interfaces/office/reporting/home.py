"""The office's reports and the periods in which one is due; a report begins here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.reporting.asked import typed_at, until, why_closed
from congvu.interfaces.office.reporting.words import tag_of
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.reporting import library
from congvu.oversight.reporting.rules.life import Actor, actors_of
from congvu.oversight.reporting.selectors import periods
from congvu.oversight.reporting.selectors.access import READERS
from congvu.oversight.reporting.selectors.requested import AskedFigures, asked_figures
from congvu.oversight.reporting.services import life

HERE = "office-reporting"


def reader(request: HttpRequest) -> Acting:
    """Return who acts. Raises NotAllowed for those who have nothing to do with reports."""
    who = acting(request)
    require_role(who.staff, *READERS)
    return who


@never_cache
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Show what the office owes, what it has written, and the periods that it asks others for."""
    who = reader(request)
    owed = periods.owed_by(who.staff, who.on)
    context: dict[str, Any] = {
        "owed": [
            {
                "period": one.period,
                "report": one.report,
                "tag": tag_of(one.report) if one.report else None,
                "outlines": library.serving(
                    one.level,
                    one.period.period.kind,
                    one.period.last_day,
                ),
                "late": one.overdue(who.on),
            }
            for one in owed
        ],
        "inherited": [
            {"report": one, "tag": tag_of(one)} for one in periods.inherited_by(who.staff, who.on)
        ],
        "asked": periods.asked_by(who.staff, who.on),
        "asked_before": periods.asked_before(who.staff, who.on),
        "asked_of_me": [_asked(one, who.on) for one in asked_figures(who.staff)],
        "may_begin": Actor.AUTHOR in actors_of(who.staff.roles),
        "may_ask": who.staff.has(Role.PROVINCE_OFFICER),
    }
    return render(request, "office/reporting/home.html", context)


def _asked(one: AskedFigures, on: date) -> dict[str, Any]:
    return {
        "row": one.request,
        "url": typed_at(one),
        "figures": [{"row": row, "url": typed_at(one, row.code)} for row in one.rows],
        "tag": until(one.request.due_on, on),
        "closed": why_closed(one),
    }


@never_cache
@require_POST
def begin(request: HttpRequest, period: int) -> HttpResponse:
    """Begin the office's report for a period."""
    who = reader(request)
    found = periods.get_owed(who.staff, period, who.on)
    try:
        report = life.open_report(found, request.POST.get("outline", ""), by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.text(_))
        return redirect(HERE)
    messages.success(request, _("Đã lập báo cáo; số liệu đã có được điền sẵn."))
    return redirect("office-reporting-page", ref=report.uuid)
