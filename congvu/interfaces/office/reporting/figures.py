"""The sheet of a report's figures: typed like a spreadsheet, each one opens to where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.looking import Said, rest, said
from congvu.interfaces.office.reporting.trails import to_report
from congvu.interfaces.office.sheets import CONTENT_TYPE
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators import exchange, selectors
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import Group, ValueType
from congvu.oversight.indicators.rules.typed import as_typed, printed
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for, reads_inside
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.selectors.figures import sheet_of
from congvu.oversight.reporting.selectors.looking import Looks, looks_of
from congvu.oversight.reporting.services.sheets import recount

MOST_ID = 2**62
ACROSS: Final = 6
TO_LOOK_AT: Final = "can"
"""In the address: only the rows that deserve a look."""
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
    reasons: tuple[Said, ...] = ()
    is_text: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the figures of one part of the annex, or all that deserve a look (`xem=can`).

    A POST keeps what was typed, cell by cell. Rows named in `giu` are shown in either view: what was
    just pasted stays before the eyes.
    """
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
            return redirect(_here(request))
        refused = _keep(request, report, writable, who)
        if not refused:
            return redirect(_here(request))
    found = sheet_of(report)
    inside = reads_inside(who.staff, report, who.on)
    looks = looks_of(report, found, findings_of(report, found=found), inside=inside)
    groups = found.set.groups
    asked = request.GET.get("nhom", "")
    group = next((one for one in groups if one.code == asked), None) or _first_with_blanks(found)
    only = request.GET.get("xem") == TO_LOOK_AT
    context: dict[str, Any] = {
        "report": report,
        "title": _("Số liệu"),
        "trail": to_report(report),
        "views": _views(request, looks, group, only=only),
        "only": only,
        "rest": rest(looks) if only else "",
        "tabs": [] if only else _tabs(request, found, group),
        "group": group,
        "caption": _("Cần xem") if only else group.name,
        "here": f"?nhom={group.code}" + (f"&xem={TO_LOOK_AT}" if only else ""),
        "lines": list(
            _lines(
                looks, None if only else group, request.POST, refused, writable, stay=_stay(request)
            )
        ),
        "may_write": bool(writable or refused),
        "across": ACROSS + only + (2 if writable or refused else 0),
        "across_copied": ACROSS + only,
        "may_ask": writable.every,
        "may_count": writable.every and report.is_counted,
        "refused": len(refused),
        "refused_codes": tuple(refused),
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


def _tabs(request: HttpRequest, found: selectors.Sheet, group: Group) -> list[NavItem]:
    """Return the parts of the annex, each with how many of its cells are blank."""
    return [
        NavItem(
            f"{one.number}. {one.name}",
            f"{request.path}?nhom={one.code}",
            current=one.code == group.code,
            badge=_blanks(found, one.code) or None,
        )
        for one in found.set.groups
    ]


def _here(request: HttpRequest) -> str:
    """Return the address of the page that was posted from: its part, its view."""
    view = f"&xem={TO_LOOK_AT}" if request.GET.get("xem") == TO_LOOK_AT else ""
    stay = f"&giu={quote(request.GET['giu'])}" if "giu" in request.GET else ""
    return f"{request.path}?nhom={quote(request.GET.get('nhom', ''))}{view}{stay}"


def _stay(request: HttpRequest) -> frozenset[str]:
    """Return the rows that the page shows also where its view would leave them out."""
    return frozenset(request.GET.get("giu", "").split(","))


def _views(request: HttpRequest, looks: Looks, group: Group, *, only: bool) -> list[NavItem]:
    """Return the two views of the sheet: what deserves a look, everything."""
    here = f"{request.path}?nhom={group.code}"
    return [
        NavItem(_("Cần xem"), f"{here}&xem={TO_LOOK_AT}", current=only, badge=len(looks.deserving)),
        NavItem(_("Tất cả"), here, current=not only, badge=len(looks.rows)),
    ]


def _lines(
    looks: Looks,
    group: Group | None,
    posted: Mapping[str, str],
    refused: Mapping[str, str],
    writable: pages.Writable,
    *,
    stay: frozenset[str],
) -> Iterator[Line]:
    """Yield the lines of a part; without one those of every part that deserve a look.

    What was refused and what is to stay is shown in either view.
    """
    stay = stay.union(refused)
    found = looks.sheet
    for part in found.set.groups if group is None else (group,):
        rows = [row for row in found.rows if row.indicator.group == part.code]
        if group is None:
            rows = [row for row in rows if row.code in stay or looks.of(row.code).deserves]
            if rows:
                yield Line(part.number, "", part.name, "", 0, is_heading=True)
        for row in rows:
            may = row.code in writable or row.code in refused
            line = _line(found, row, posted, refused, may_type=may)
            yield replace(line, reasons=said(looks.of(row.code)))


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
        shown=shown(found, row, row.cell),
        computed=shown(found, row, other.cell) if other else "",
        origin=origin[0],
        tone=origin[1],
        differs=row.differs,
        previous=shown(found, row, row.previous),
        last_year=shown(found, row, row.last_year),
        seen=str(row.seen or ""),
        reason=reason,
        refused=refused.get(row.code, ""),
        may_type=may_type,
        is_text=indicator.value_type is ValueType.TEXT,
    )


def shown(found: selectors.Sheet, row: selectors.Row, value: Cell) -> str:
    """Return a figure as it is printed, "" for a blank."""
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
