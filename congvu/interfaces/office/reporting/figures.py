"""The sheet of a report's figures: typed like a spreadsheet, each one opens to where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.sources import behind
from congvu.interfaces.office.sheets import CONTENT_TYPE
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators import exchange, selectors
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.origins import Origin, Role
from congvu.oversight.indicators.rules.sets import Group
from congvu.oversight.indicators.rules.typed import as_typed, printed
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.proofreading.evidence import quotes_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for, reads_inside
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.selectors.figures import known_at, sheet_of
from congvu.oversight.reporting.selectors.parts import addends
from congvu.oversight.reporting.selectors.texts import note_history
from congvu.oversight.reporting.services.sheets import recount
from congvu.oversight.reporting.services.writing import note_row

MOST_ID = 2**62
ORIGINS = {
    Origin.COMPUTED: (gettext_lazy("tự tính"), "good"),
    Origin.ENTERED: (gettext_lazy("nhập"), "info"),
    Origin.CONSOLIDATED: (gettext_lazy("tổng hợp"), "done"),
    Origin.ESTIMATED: (gettext_lazy("ước"), "soon"),
    Origin.QUOTED: (gettext_lazy("lời văn"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid."""

    code: str
    number: str
    name: str
    unit: str
    depth: int
    is_heading: bool
    typed: str = ""
    shown: str = ""
    computed: str = ""
    origin: Any = ""
    tone: str = ""
    differs: bool = False
    previous: str = ""
    last_year: str = ""
    seen: str = ""
    reason: str = ""
    refused: str = ""
    may_type: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the figures of one part of the annex; a POST keeps what was typed, cell by cell."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    writable = pages.writable(report, who.staff, who.on)
    refused: Mapping[str, str] = {}
    if request.method == "POST":
        if "refresh" in request.POST:
            try:
                done = recount(report, by=who.staff, at=who.at)
            except (Conflict, Invalid) as refusal:
                messages.error(request, refusal.text(_))
            else:
                messages.success(request, _changed(len(done.changed)))
            return redirect(f"{request.path}?nhom={request.GET.get('nhom', '')}")
        refused = _keep(request, report, writable, who)
        if not refused:
            return redirect(f"{request.path}?nhom={request.GET.get('nhom', '')}")
    found = sheet_of(report)
    groups = found.set.groups
    asked = request.GET.get("nhom", "")
    group = next((one for one in groups if one.code == asked), None) or _first_with_blanks(found)
    context: dict[str, Any] = {
        "report": report,
        "title": _("Số liệu"),
        "trail": [NavItem(report.subject, reverse("office-reporting-page", args=[report.uuid]))],
        "tabs": [
            NavItem(
                f"{one.number}. {one.name}",
                f"{request.path}?nhom={one.code}",
                current=one.code == group.code,
                badge=_blanks(found, one.code) or None,
            )
            for one in groups
        ],
        "group": group,
        "lines": [
            _line(
                found,
                row,
                request.POST,
                refused,
                may_type=row.code in writable or row.code in refused,
            )
            for row in found.rows
            if row.indicator.group == group.code
        ],
        "may_write": bool(writable or refused),
        "may_ask": writable.every,
        "may_count": writable.every and report.is_counted,
        "refused": len(refused),
    }
    return render(request, "office/reporting/figures.html", context, status=422 if refused else 200)


@never_cache
@require_GET
def xlsx(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give the whole sheet as a spreadsheet that can be filled in and brought back."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    content = exchange.write_xlsx(sheet_of(report))
    name = f"so-lieu-{report.period.code}.xlsx"
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: HttpRequest, ref: UUID, code: str) -> HttpResponse:
    """Show one figure: what it counts, its records, who wrote what and why; a POST notes a remark."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    found = sheet_of(report)
    row = found.row(code)
    note, status = _note(request, report, code, who), 200
    if request.method == "POST":
        if not note["refused"]:
            messages.success(request, _("Đã lưu ghi chú."))
            return redirect("office-reporting-cell", ref=report.uuid, code=code)
        status = note["status"]
    values = selectors.history(report.unit_id, report.period_id, code)
    if report.unit_id != asking_office(who.staff, who.on) and (known := known_at(report)):
        values = tuple(one for one in values if one.recorded_at <= known)
    context: dict[str, Any] = {
        "report": report,
        "row": row,
        "title": row.indicator.name,
        "shown": printed(row.indicator, row.cell, found.set.rounding),
        "note": note,
        "behind": behind(report, row.computed, who),
        "trail": [
            NavItem(report.subject, reverse("office-reporting-page", args=[report.uuid])),
            NavItem(_("Số liệu"), _group_url(report, row.indicator.group)),
        ],
        "values": [
            {
                "shown": as_typed(row.indicator, selectors.cell_of(one), found.set.rounding),
                "origin": ORIGINS[Origin(one.origin)][0],
                "tone": ORIGINS[Origin(one.origin)][1],
                "value": one,
                "quote": quote,
            }
            for one, quote in zip(
                values[:30], quotes_of((one.evidence for one in values[:30]), who.staff),
                strict=True,
            )
        ],
        "findings": [
            one for one in findings_of(report, found=found).rows if code in one.finding.cells
        ],
        "addends": _addends(found, report, row) if row.consolidated else [],
        "may_write": pages.writable(report, who.staff, who.on).every,
    }  # fmt: skip
    return render(request, "office/reporting/cell.html", context, status=status)


def _note(request: HttpRequest, report: Report, code: str, who: Acting) -> dict[str, Any]:
    """Return the note of a row with those before it; a POST keeps it, or says why not."""
    past = note_history(report, code)
    newest = past[0] if past else None
    told: dict[str, Any] = {
        "text": newest.text if newest else "",
        "seen": newest.pk if newest else 0,
        "past": past if reads_inside(who.staff, report, who.on) else (),
        "refused": "",
    }
    if request.method != "POST":
        return told
    typed = request.POST.get("note", "")
    seen = whole_number(request.POST.get("seen"), most=MOST_ID) or 0
    try:
        note_row(report, code, typed, seen=seen, by=who.staff, at=who.at)
    except (Invalid, Conflict) as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        told |= {"text": typed, "refused": refusal.text(_), "status": status}
    return told


def _addends(found: selectors.Sheet, report: Report, row: selectors.Row) -> list[dict[str, Any]]:
    """Return the units that were added up, each with its figure and its report."""
    return [
        {
            "unit": one.unit,
            "shown": _shown(found, row, one.cell) if one.cell else "",
            "left_out": one.role in (Role.LEFT_OUT, Role.MISSING),
            "said": one.said,
            "url": reverse("office-reporting-cell", args=[one.report, row.code])
            if one.report
            else "",
        }
        for one in addends(report, row.code)
    ]


def _keep(
    request: HttpRequest, report: Report, writable: pages.Writable, who: Acting
) -> dict[str, str]:
    """Write the cells that were changed; return why others were not, by code.

    A cell that is closed to the person by now is refused like any other: what was typed stays.
    """
    found = selectors.sheet(report.unit_id, report.period_id)
    cells = {}
    for row in found.rows:
        typed = request.POST.get(f"v-{row.code}")
        if typed is None or row.indicator.is_heading:
            continue
        reason = request.POST.get(f"r-{row.code}", "").strip()
        seen = whole_number(request.POST.get(f"s-{row.code}"), most=MOST_ID)
        if (typed.strip(), reason) == _as_seen(found, row, seen):
            continue  # nobody touched it; whatever another person wrote meanwhile stands
        cells[row.code] = Typed(typed, seen, reason)
    closed, cells = _parted(cells, writable)
    if not cells:
        if not closed:  # each row was kept as it was typed
            messages.success(request, _("Mọi số liệu trên trang đã được lưu."))
        return closed
    done = enter_many(who.staff, report.unit_id, report.period_id, cells, at=who.at)
    if done.written:
        messages.success(request, _changed(len(done.written)))
    return closed | {code: refusal.text(_) for code, refusal in done.refused.items()}


def _as_seen(found: selectors.Sheet, row: selectors.Row, seen: int | None) -> tuple[str, str]:
    """Return text and reason of the value that the person had before the eyes."""
    if seen is None:
        return "", ""
    if row.entered is not None and row.entered.id == seen:
        return as_typed(row.indicator, row.entered.cell, found.set.rounding), row.entered.reason
    values = selectors.history(found.unit_id, found.period.pk, row.code)
    for one in values:
        if one.pk == seen:
            cell = selectors.cell_of(one)
            return as_typed(row.indicator, cell, found.set.rounding), one.reason
    return "", ""


def _parted(
    cells: Mapping[str, Typed], writable: pages.Writable
) -> tuple[dict[str, str], dict[str, Typed]]:
    """Return why cells are closed to the person by now, and the others."""
    said = _("Ô này không còn mở cho bạn: báo cáo đã trình hoặc yêu cầu đã được rút lại.")
    closed = {code: said for code in cells if code not in writable}
    return closed, {code: typed for code, typed in cells.items() if code in writable}


def _line(
    found: selectors.Sheet,
    row: selectors.Row,
    posted: Mapping[str, str],
    refused: Mapping[str, str],
    *,
    may_type: bool,
) -> Line:
    indicator = row.indicator
    line = Line(
        row.code, indicator.number, indicator.name, indicator.unit, indicator.depth,
        indicator.is_heading,
    )  # fmt: skip
    if indicator.is_heading:
        return line
    origin = ORIGINS[row.chosen.origin] if row.chosen else ("", "")
    other = row.consolidated or row.computed
    typed = as_typed(indicator, row.entered.cell, found.set.rounding) if row.entered else ""
    reason = row.entered.reason if row.entered else ""
    if row.code in refused:
        typed = posted.get(f"v-{row.code}", typed)
        reason = posted.get(f"r-{row.code}", reason)
    return Line(
        row.code,
        indicator.number,
        indicator.name,
        indicator.unit,
        indicator.depth,
        is_heading=False,
        typed=typed,
        shown=_shown(found, row, row.cell),
        computed=_shown(found, row, other.cell) if other else "",
        origin=origin[0],
        tone=origin[1],
        differs=row.differs,
        previous=_shown(found, row, row.previous),
        last_year=_shown(found, row, row.last_year),
        seen=str(row.seen or ""),
        reason=reason,
        refused=refused.get(row.code, ""),
        may_type=may_type,
    )


def _shown(found: selectors.Sheet, row: selectors.Row, value: Cell) -> str:
    return "" if value == BLANK else printed(row.indicator, value, found.set.rounding)


def _blanks(found: selectors.Sheet, group: str) -> int:
    return sum(
        row.indicator.group == group and not row.indicator.is_heading and row.chosen is None
        for row in found.rows
    )


def _first_with_blanks(found: selectors.Sheet) -> Group:
    """Return the part to open when none is asked for: where a figure is missing, else the first."""
    groups = found.set.groups
    return next((one for one in groups if _blanks(found, one.code)), groups[0])


def _changed(count: int) -> str:
    told = ngettext("%(n)s số liệu đã cập nhật.", "%(n)s số liệu đã cập nhật.", count)
    return told % {"n": count}


def _group_url(report: Report, group: str) -> str:
    return f"{reverse('office-reporting-figures', args=[report.uuid])}?nhom={group}"
