"""The first screen: the worklists of one's roles, and what only some roles must see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congvu.casework.dossiers.selectors import today
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.documents.today import papers_of
from congvu.interfaces.office.home.figures import month_of
from congvu.interfaces.office.home.lines import Line, line_of
from congvu.interfaces.office.home.overview import money_of, upkeep
from congvu.interfaces.office.home.reminders import reminders_of, waiting_of
from congvu.interfaces.office.home.steps import are_hidden, steps_of
from congvu.interfaces.office.home.worklists import DECIDING, Worklist, home_lists
from congvu.interfaces.office.navigation import url_if_there
from congvu.interfaces.ui.tables import KeysetPage

if TYPE_CHECKING:
    from congvu.casework.dossiers.selectors.today import Preview


@dataclass(frozen=True, slots=True)
class Part:
    """A worklist with its first rows."""

    worklist: Worklist
    lines: list[Line]
    page: KeysetPage
    has_more: bool


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person today; a technical administrator sees no dossier."""
    who = acting(request)
    staff = who.staff
    parts, holdings, month = _parts(who), _holdings(who), month_of(who)
    money = money_of(staff, who.on) if staff.has(Role.CASHIER) else None
    kept = upkeep(who) if staff.is_administrator else None
    papers, reminders, waiting = papers_of(who), reminders_of(who), waiting_of(who)
    context: dict[str, Any] = {
        "parts": parts,
        "is_empty": not (
            parts or holdings or money or month or kept or papers or reminders or waiting
        ),
        "papers": papers,
        "reminders": reminders,
        "waiting": waiting,
        "on": who.on,
        "intake_url": url_if_there("office-desk-intake") if staff.has(Role.CLERK) else "",
        "month": month,
        "holdings": holdings,
        "office_id": office_of(staff.unit_id, who.on).id,
        "money": money,
        "upkeep": kept,
        "steps": steps_of(request, who),
        "steps_hidden": are_hidden(request),
    }
    return render(request, "office/home/home.html", context)


def _parts(who: Acting) -> list[Part]:
    chosen = home_lists(who.staff)
    if not chosen:
        return []
    calendar = work_calendar(who.staff.unit_id)
    parts = []
    for worklist in chosen:
        rows = worklist.rows(who.staff, who.on)
        found: Preview = today.preview(rows, by=worklist.columns)
        if not found.rows and not worklist.keeps_empty:
            continue
        parts.append(
            Part(
                worklist=worklist,
                lines=[line_of(row, who, calendar, worklist.moment) for row in found.rows],
                page=KeysetPage(total=found.total, exact=not found.more_than_counted),
                has_more=found.has_more,
            )
        )
    return parts


def _holdings(who: Acting) -> list[today.Holding]:
    """Say where the office's work is stuck, to those who can do something about it."""
    if not who.staff.has(*DECIDING):
        return []
    return today.holdings(who.staff, who.on, work_calendar(who.staff.unit_id))
