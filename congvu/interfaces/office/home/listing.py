"""A worklist in full: search, filter, order, pages, XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.dossiers.labels import StateLabel
from congvu.casework.dossiers.selectors import lists, today
from congvu.foundation.calendars.selectors import work_calendar
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.home.forms import ListFilter
from congvu.interfaces.office.home.lines import Line, line_of
from congvu.interfaces.office.home.worklists import (
    DECIDING,
    DUE,
    OLDEST,
    Worklist,
    worklist_for,
)
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn, sheet
from congvu.interfaces.ui.tables import Chip, with_query
from congvu.kernel.asked import whole_number

if TYPE_CHECKING:
    from django.db.models import QuerySet

WORDS = "words-of-{key}"
ORDERS = {"due": (DUE, False), "newest": (OLDEST, True), "oldest": (OLDEST, False)}
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for: the rows, their order, and the words that narrow it."""

    rows: QuerySet[Any]
    order: str
    newest_first: bool
    words: str
    form: ListFilter


@require_http_methods(["GET", "POST"])
def worklist(request: HttpRequest, key: str) -> HttpResponse:
    """Show one worklist; words to search for come by POST and stay in the session."""
    who = acting(request)
    found = worklist_for(who.staff, key)
    if request.method == "POST":
        request.session[WORDS.format(key=key)] = request.POST.get("words", "").strip()[:100]
        return redirect("office-home-list", key=key)
    return _shown(request, who, found, found.rows(who.staff, who.on))


@require_GET
def worklist_xlsx(request: HttpRequest, key: str) -> FileResponse:
    """Give the list as it is filtered now."""
    who = acting(request)
    found = worklist_for(who.staff, key)
    return _exported(request, who, found, found.rows(who.staff, who.on))


@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """Show the dossiers behind one line of "who holds what"."""
    who = acting(request)
    require_role(who.staff, *DECIDING)
    return _shown(request, who, _held_list(), _held_rows(request.GET, who))


@require_GET
def held_xlsx(request: HttpRequest) -> FileResponse:
    """Give the same as a file."""
    who = acting(request)
    require_role(who.staff, *DECIDING)
    return _exported(request, who, _held_list(), _held_rows(request.GET, who))


def _held_list() -> Worklist:
    return Worklist(
        "dang-giu",
        _("Hồ sơ đang giữ"),
        DECIDING,
        today.late,
        _("Người này không giữ hồ sơ nào."),
        on_home=False,
    )


def _held_rows(query: QueryDict, who: Acting) -> QuerySet[Any]:
    unit, person = (whole_number(query.get(name)) for name in ("noi", "nguoi"))
    return today.held_by(who.staff, who.on, unit_id=unit, position_id=person)


def _asked(request: HttpRequest, who: Acting, found: Worklist, rows: QuerySet[Any]) -> Asked:
    words = ""
    if found.own:
        words = request.session.get(WORDS.format(key=found.key), "")
    if words:
        rows = rows.filter(pk__in=lists.search(who.staff, words, who.on).values("pk"))
    form = ListFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("state"):
        rows = rows.filter(state=chosen["state"])
    order, newest_first = ORDERS.get(chosen.get("order", ""), (found.order, found.newest_first))
    return Asked(
        rows=rows,
        order=order,
        newest_first=newest_first,
        words=words,
        form=form,
    )


def _shown(request: HttpRequest, who: Acting, found: Worklist, rows: QuerySet[Any]) -> HttpResponse:
    asked = _asked(request, who, found, rows)
    calendar = work_calendar(who.staff.unit_id)
    part = cut(
        asked.rows.select_related(*today.ROW_PARTS),
        request.GET,
        key=asked.order,
        newest_first=asked.newest_first,
    )
    context = {
        "worklist": found,
        "lines": [line_of(row, who, calendar, found.moment) for row in part.rows],
        "page": part.page,
        "form": asked.form,
        "words": asked.words,
        "chips": _chips(request.GET, asked),
        "query": with_query(request.GET),
    }
    return render(request, "office/home/list.html", context)


def _chips(query: QueryDict, asked: Asked) -> list[Chip]:
    state = asked.form.cleaned_data.get("state") if asked.form.is_valid() else ""
    if not state:
        return []
    return [Chip(str(StateLabel(state).label), with_query(query, state=""))]


def _exported(
    request: HttpRequest, who: Acting, found: Worklist, rows: QuerySet[Any]
) -> FileResponse:
    asked = _asked(request, who, found, rows)
    sign = "-" if asked.newest_first else ""
    order = [f"{sign}{column}" for column in (asked.order, "pk") if column]
    chosen = asked.rows.select_related(*today.ROW_PARTS).order_by(*order)[: MOST_ROWS + 1]
    columns = [
        SheetColumn(_("Mã hồ sơ"), 28),
        SheetColumn(_("Thủ tục"), 48),
        SheetColumn(_("Chủ hồ sơ"), 28),
        SheetColumn(_("Tiếp nhận lúc"), 18),
        SheetColumn(_("Hạn"), 12),
        SheetColumn(_("Hẹn lại"), 12),
        SheetColumn(_("Còn lại"), 24),
        SheetColumn(_("Trạng thái"), 20),
        SheetColumn(_("Đang ở"), 32),
        SheetColumn(_("Người thụ lý"), 24),
    ]
    return sheet(
        str(found.title),
        columns,
        _cells(chosen.iterator(chunk_size=BATCH), who, found),
        note=who.staff.unit_name,
        name=found.key,
    )


def _cells(rows: Iterator[Any], who: Acting, found: Worklist) -> Iterator[tuple[object, ...]]:
    calendar = work_calendar(who.staff.unit_id)
    for row in rows:
        line: Line = line_of(row, who, calendar, found.moment)
        yield (
            line.code,
            line.procedure,
            line.applicant,
            row.accepted_at,
            line.due,
            line.again,
            line.left.word if line.left else "",
            line.state.word,
            line.place,
            line.person,
        )
