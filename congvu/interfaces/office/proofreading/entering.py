"""Recognised figures of a report go into a period of the office: proposed, compared, chosen, entered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.foundation.units import selectors as units
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.proofreading.comparing import (
    Desk,
    Found,
    Line,
    chosen,
    found_in,
    line_of,
)
from congvu.interfaces.office.proofreading.opening import read_one, tabs
from congvu.interfaces.office.reporting.words import tag_of
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import with_query
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, gettext_noop
from congvu.kernel.vitext import fold
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import WRITERS, asking_office
from congvu.oversight.indicators.errors import NotReporter, PeriodNotFound
from congvu.oversight.proofreading.rules.proposing import Rows
from congvu.oversight.proofreading.rules.recognised import pages_of
from congvu.oversight.proofreading.services.entering import enter_figures
from congvu.oversight.reporting.rules.life import OPEN_IN, State
from congvu.oversight.reporting.selectors.page import Writable
from congvu.oversight.reporting.selectors.periods import Owed, asked_of, owed_by

A_PAGE = 50
EVERY = "tat-ca"
HEAD = 3000  # letters: issuer, number, place, subject


@dataclass(frozen=True, slots=True)
class Part:
    """What one page of figures shows: whose period, every figure, those of the page."""

    desk: Desk
    owed: Owed
    found: list[Found]
    page: Page[Found]


@never_cache
@require_GET
def periods(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask into which period of the office; those that are handed on say so."""
    who = acting(request)
    upload = read_one(who.staff, uuid)
    known = _open_to(who)
    context: dict[str, Any] = {
        "upload": upload,
        "tabs": tabs(upload, "entering", who),
        "rows": [
            {"owed": one, "open": bool(writable), "tag": tag_of(one.report) if one.report else None}
            for one, writable in known
        ],
    }
    return render(request, "office/proofreading/periods.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, uuid: UUID, period: int) -> HttpResponse:
    """Compare a page of figures with the period; a POST seeks rows or enters what is ticked."""
    who = acting(request)
    part = _part(request, who, uuid, period)
    posted: dict[str, str] = {name: request.POST[name] for name in request.POST}
    lines = [line_of(one, part.desk, posted) for one in part.page.object_list]
    refused: dict[int, str] = {}
    if request.method == "POST" and "ghi" in request.POST:
        choices, refused = chosen(lines, posted)
        told = enter_figures(
            part.desk.upload,
            choices,
            unit_id=part.desk.sheet.unit_id,
            period_id=part.desk.sheet.period.pk,
            by=who.staff,
            at=who.at,
        )
        places = {one.cell: one.figure.start for one in choices}
        starts = {line.found.figure.start: line.at for line in lines}
        refused |= {starts[places[cell]]: one.text(_) for cell, one in told.items()}
        _say(request, len(choices) - len(told), bool(refused))
        if choices and not refused:
            return redirect(f"{request.path}{with_query(request.GET)}")
        part = _part(request, who, uuid, period)
        lines = [_again(part.desk, line, posted, refused) for line in lines]
    status = 422 if refused else 200
    return render(
        request,
        "office/proofreading/enter.html",
        _context(request, who, part, lines),
        status=status,
    )


def _again(desk: Desk, line: Line, posted: dict[str, str], refused: dict[int, str]) -> Line:
    """Return a line with what stands there by now, what was typed kept."""
    fresh = line_of(line.found, desk, posted)
    return replace(
        fresh, refused=refused.get(line.at, ""), ticked=fresh.ticked and line.at in refused
    )


def _part(request: HttpRequest, who: Acting, uuid: UUID, period: int) -> Part:
    upload = read_one(who.staff, uuid)
    owed, writable = _chosen_period(who, period)
    sheet = selectors.sheet(asking_office(who.staff, who.on), owed.period.pk)
    rows = Rows(row.indicator for row in sheet.rows)
    found = found_in(upload, rows)
    every = request.GET.get("loc") == EVERY
    shown = [one for one in found if every or one.proposal]
    pages = Paginator(shown, A_PAGE)
    page = pages.get_page(whole_number(request.GET.get("trang"), most=10_000) or 1)
    return Part(Desk(upload, sheet, rows, writable), owed, found, page)


def _open_to(who: Acting) -> list[tuple[Owed, Writable]]:
    """Return the periods of the office and what the person types there. Raises NotReporter."""
    office = asking_office(who.staff, who.on)
    owed = owed_by(who.staff, who.on)
    if who.staff.has(*WRITERS):
        return [(one, Writable(_is_open(one), frozenset())) for one in owed]
    asked: dict[int, frozenset[str]] = {}
    for one in asked_of(who.staff):
        if one.unit_id == office:
            asked[one.period_id] = asked.get(one.period_id, frozenset()) | frozenset(one.codes)
    if not asked:
        raise NotReporter
    return [
        (one, Writable(False, asked[one.period.pk] if _is_open(one) else frozenset()))
        for one in owed
        if one.period.pk in asked
    ]


def _is_open(owed: Owed) -> bool:
    return owed.report is None or State(owed.report.state) in OPEN_IN


def _chosen_period(who: Acting, period: int) -> tuple[Owed, Writable]:
    """Return a period and what is open in it. Raises PeriodNotFound; Conflict for a closed one."""
    for owed, writable in _open_to(who):
        if owed.period.pk == period:
            if not writable:
                raise Conflict(
                    gettext_noop(
                        "Báo cáo của kỳ này đã trình hoặc đã gửi; số liệu không nhập thêm được."
                    ),
                    code="period_closed",
                )
            return owed, writable
    raise PeriodNotFound


def _say(request: HttpRequest, written: int, refused: bool) -> None:
    if written:
        told = ngettext(
            "Đã đưa %(n)s số liệu vào kỳ, kèm câu trích.",
            "Đã đưa %(n)s số liệu vào kỳ, kèm câu trích.",
            written,
        )
        messages.success(request, told % {"n": written})
    elif not refused:
        messages.warning(request, _("Chưa chọn số liệu nào."))


def _is_named(part: Part) -> bool:
    """Whether the head of the report names the office into whose period its figures would go."""
    office = units.get(part.desk.sheet.unit_id)
    return fold(office.name) in fold(part.desk.upload.text[:HEAD])


def _context(request: HttpRequest, who: Acting, part: Part, lines: list[Line]) -> dict[str, Any]:
    every = request.GET.get("loc") == EVERY
    proposed = sum(one.proposal is not None for one in part.found)
    page, query = part.page, request.GET
    return {
        "upload": part.desk.upload,
        "tabs": tabs(part.desk.upload, "entering", who),
        "period": part.owed.period,
        "report": part.owed.report,
        "is_named": _is_named(part),
        "recognised": pages_of(part.desk.upload.text),
        "other_url": reverse("office-entering", args=[part.desk.upload.uuid]),
        "filters": [
            NavItem(_("Có đề xuất"), with_query(query, loc="", trang=""), current=not every,
                    badge=proposed),
            NavItem(_("Tất cả"), with_query(query, loc=EVERY, trang=""), current=every,
                    badge=len(part.found)),
        ],
        "lines": lines,
        "part": page,
        "newer": with_query(query, trang=str(page.previous_page_number()))
        if page.has_previous() else "",
        "older": with_query(query, trang=str(page.next_page_number())) if page.has_next() else "",
    }  # fmt: skip
