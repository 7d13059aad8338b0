"""The two registers: search without accents as one types, filters, pages, a file to take away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.documents.labels import StateLabel
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.selectors import lists as rows_of
from congvu.casework.documents.services.exporting import record_export
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.forms import SHELVES_IN, SHELVES_OUT, Choices, ListForm
from congvu.interfaces.office.documents.reading import line_of, type_name
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.searching import Searches, typed
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.interfaces.ui.tables import Chip, with_query

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from congvu.casework.documents.models import Document

READERS = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
AUTHORS = (Role.OFFICER, Role.HEAD, Role.LEADER, Role.REGISTRAR, Role.REFORM_OFFICER, Role.CLERK)
MOST_EXPORTED = 50_000
SEARCHES = Searches("document-searches")
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Register:
    """One of the two registers: its words, its rows, its shelves."""

    direction: Direction
    title: str
    route: str
    shelves: Choices


def _register(direction: Direction) -> Register:
    if direction is Direction.INCOMING:
        return Register(direction, _("Văn bản đến"), "office-documents-incoming", SHELVES_IN)
    return Register(direction, _("Văn bản đi"), "office-documents-outgoing", SHELVES_OUT)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def incoming(request: HttpRequest) -> HttpResponse:
    """Show the arrivals; a POST with words is the search as one types."""
    return _list(request, _register(Direction.INCOMING))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outgoing(request: HttpRequest) -> HttpResponse:
    """Show our own documents."""
    return _list(request, _register(Direction.OUTGOING))


@never_cache
@require_GET
def incoming_xlsx(request: HttpRequest) -> FileResponse:
    return _export(request, _register(Direction.INCOMING))


@never_cache
@require_GET
def outgoing_xlsx(request: HttpRequest) -> FileResponse:
    return _export(request, _register(Direction.OUTGOING))


def _list(request: HttpRequest, register: Register) -> HttpResponse:
    who = acting(request)
    require_role(who.staff, *READERS)
    live = typed(request) if request.method == "POST" else None
    if live is not None and not request.htmx:  # type: ignore[attr-defined]
        return SEARCHES.keep(request, live, to=reverse(register.route))
    words = live if live is not None else SEARCHES.words_of(request)
    form, rows = _rows(request, register, who, words)
    part = cut(rows_of.with_names(rows), request.GET, key="day", newest_first=True)
    context: dict[str, Any] = {
        "register": register,
        "is_incoming": register.direction is Direction.INCOMING,
        "form": form,
        "words": words,
        "live": live is not None,
        "lines": [line_of(row, who.on) for row in part.rows],
        "page": part.page,
        "here": f"{reverse(register.route)}{with_query(request.GET, tim='')}",
    }
    if live is not None:
        return render(request, "office/documents/list.html#found", context)
    context |= {
        "chips": _chips(request, form),
        "reset_url": reverse(register.route),
        "export_url": f"{reverse(f'{register.route}-xlsx')}{with_query(request.GET)}",
        "may_register": who.staff.has(Role.REGISTRAR),
        "may_draft": who.staff.has(*AUTHORS),
    }
    return render(request, "office/documents/list.html", context)


def _rows(
    request: HttpRequest, register: Register, who: Acting, words: str
) -> tuple[ListForm, QuerySet[Document]]:
    form = ListForm(request.GET, shelves=register.shelves)
    all_rows = rows_of.incoming if register.direction is Direction.INCOMING else rows_of.outgoing
    return form, rows_of.narrowed(all_rows(who.staff, who.on), form.narrowing(words), who.on)


def _chips(request: HttpRequest, form: ListForm) -> list[Chip]:
    return [
        Chip(
            f"{form.fields[name].label}: {form.shown(name)}", with_query(request.GET, **{name: ""})
        )
        for name in form.NAMES
        if request.GET.get(name)
    ]


def _export(request: HttpRequest, register: Register) -> FileResponse:
    who = acting(request)
    require_role(who.staff, *READERS)
    _form, rows = _rows(request, register, who, SEARCHES.words_of(request))
    filters = {name: str(value) for name, value in request.GET.items() if name != "tim"}
    record_export(register.route, asked=filters, by=who.staff, at=who.at)
    columns = [
        SheetColumn(_("Số đến"), 10),
        SheetColumn(_("Ngày đến"), 12),
        SheetColumn(_("Số, ký hiệu"), 20),
        SheetColumn(_("Ngày văn bản"), 12),
        SheetColumn(_("Loại"), 16),
        SheetColumn(_("Trích yếu"), 60),
        SheetColumn(_("Tác giả"), 32),
        SheetColumn(_("Người ký"), 24),
        SheetColumn(_("Đơn vị"), 32),
        SheetColumn(_("Hạn xử lý"), 12),
        SheetColumn(_("Xong ngày"), 12),
        SheetColumn(_("Tình trạng"), 22),
        SheetColumn(_("Nhập từ hệ thống"), 18),
    ]
    return sheet(
        register.title,
        columns,
        _cells(rows.order_by("-day", "-pk")[: MOST_EXPORTED + 1]),
        note=who.staff.unit_name,
        name=register.title,
        most=MOST_EXPORTED,
    )


def _cells(rows: QuerySet[Document]) -> Iterator[tuple[object, ...]]:
    """Read plain values: fifty thousand rows need no objects."""
    names = (
        *("arrival_number", "arrived_on", "code", "issued_on", "type", "subject", "issuer"),
        *("signer", "unit__name", "due_on", "done_on", "state", "origin"),
    )
    states = dict(StateLabel.choices)
    for row in rows.values_list(*names).iterator(chunk_size=CHUNK):
        yield (*row[:4], type_name(row[4]), *row[5:11], states[row[11]], row[12])
