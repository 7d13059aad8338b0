"""The list of a register: search, filters, order, pages, as known on a day; XLSX and the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.foundation.people.selectors import is_sample_installation
from congvu.foundation.units.offices import office_of
from congvu.instruments.forms.rules.filling import MOST_ROWS as MOST_ON_PAPER
from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import Register, Rows
from congvu.instruments.registers.lookups import OfficeLookups
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.printing import book_pdf
from congvu.instruments.registers.rules.declaring import DAYS, NUMBERS, Kind, Spec
from congvu.instruments.registers.rules.reading import read
from congvu.instruments.registers.rules.showing import as_text
from congvu.instruments.registers.services.entries import record_export
from congvu.instruments.registers.tables_in import MOST_ROWS
from congvu.interfaces.office.dossiers.views.prints import pdf_response
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.registers.forms import FilterForm
from congvu.interfaces.office.registers.opening import Opened, opened
from congvu.interfaces.office.searching import Searches, typed
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.interfaces.ui.tables import Chip, Column, chosen_order, head, with_query
from congvu.kernel.errors import Invalid
from congvu.kernel.vitext import format_date
from congvu.kernel.workcalendar import VIETNAM

SEARCHES = Searches("register-searches")
CHUNK = 500
# free text and citations may name a person even where the column is not meant to
TOLD = DAYS | NUMBERS | {Kind.YEAR, Kind.YES_NO, Kind.CHOICE, Kind.UNIT}
SORTED = DAYS | {Kind.YEAR, Kind.INTEGER, Kind.MONEY}
WIDE = {Kind.TEXT: 32, Kind.LONG: 48, Kind.DOCUMENT: 44, Kind.UNIT: 36, Kind.ROW: 40}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was asked for."""

    form: FilterForm
    rows: Rows
    words: str
    known_at: datetime | None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, group: str, code: str) -> HttpResponse:
    """Show the rows that the person reads; a POST keeps the words of a search in the session."""
    door = opened(request, group, code)
    if request.method == "POST":
        return SEARCHES.keep(request, typed(request), to=door.url("list"))
    listed = asked(request, door)
    register = door.register
    columns = [Column(spec.label, sort_key(spec), kind_of(spec)) for spec in shown(register)]
    order = chosen_order(columns, request.GET, default_order(register))
    part = cut(
        listed.rows.select_related("office"),
        request.GET,
        key=order.removeprefix("-"),
        newest_first=order.startswith("-") or not order,
    )
    context = {
        "door": door,
        "title": register.title,
        "trail": door.trail(inside=False),
        "form": listed.form,
        "words": listed.words,
        "head": head(columns, request.GET, order),
        "lines": drawn(door, part.rows),
        "page": part.page,
        "chips": _chips(request, listed.form),
        "known_at": listed.known_at,
        "cancelled": bool(request.GET.get("huy")),
        "several_offices": several_offices(door),
        "links": {
            name: door.url(name) + with_query(request.GET) for name in ("xlsx", "book")
        } | {name: door.url(name) for name in ("new", "import", "list")},
        "figures": _figures_url(door),
    }  # fmt: skip
    return render(request, "office/registers/list.html", context)


@never_cache
@require_GET
def export(request: HttpRequest, group: str, code: str) -> FileResponse:
    """Give the list as it is filtered now; an import of this file changes nothing."""
    door = opened(request, group, code)
    listed = asked(request, door)
    _note(request, door, "xlsx")
    ordered = listed.rows.order_by("pk")[: MOST_ROWS + 1]
    return _sheet(door, ordered.iterator(chunk_size=CHUNK), note=door.who.staff.unit_name)


@never_cache
@require_GET
def blank(request: HttpRequest, group: str, code: str) -> FileResponse:
    """Give an empty table with the right headings, to be filled in and imported."""
    door = opened(request, group, code)
    return _sheet(door, iter(()), note=gettext("Điền từ dòng dưới tiêu đề, mỗi việc một dòng."))


@never_cache
@require_GET
def book(request: HttpRequest, group: str, code: str) -> HttpResponse:
    """Print the list as it is filtered now, oldest first, as a book."""
    door = opened(request, group, code)
    listed = asked(request, door)
    who, register = door.who, door.register
    order = [default_order(register).removeprefix("-") or "pk", "pk"]
    found = list(listed.rows.order_by(*order)[: MOST_ON_PAPER + 1])
    _note(request, door, "pdf")
    with override("vi"):
        printed = book_pdf(
            register,
            selectors.lines_of(register, found, who.on),
            office=office_of(who.staff.unit_id, who.on),
            keeper=who.staff.full_name,
            on=who.on,
            said="; ".join(chip.label for chip in _chips(request, listed.form)),
            sample=is_sample_installation(),
        )
    return pdf_response(printed, f"{register.code}.pdf")


def asked(request: HttpRequest, door: Opened) -> Listed:
    """Return the rows that the address asks for."""
    who, register = door.who, door.register
    office = selectors.keeper_of(who.staff, who.on)
    form = FilterForm(register, request.GET, office=office, on=who.on)
    wanted = form.narrowing()
    day: date | None = wanted.get("vao_ngay")
    known_at = datetime.combine(day + timedelta(days=1), time(0), VIETNAM) if day else None
    found = selectors.rows_for(
        register, who.staff, who.on, known_at=known_at, cancelled=bool(wanted.get("huy"))
    )
    words = SEARCHES.words_of(request)
    found = narrowed(register, found, wanted, OfficeLookups(office, who.on), who.on)
    return Listed(form, selectors.matching(found, words) if words else found, words, known_at)


def narrowed(
    register: Register, found: Rows, wanted: Mapping[str, Any], lookups: OfficeLookups, on: date
) -> Rows:
    """Keep what the filters ask for; a unit that is none asks for nothing."""
    for spec in register.specs:
        text = wanted.get(spec.name)
        if spec.column.filtered and text:
            try:
                found = found.filter(**{spec.attname: read(spec, text, lookups, on)})
            except Invalid:
                continue
    if register.spec(register.dated_by).kind in DAYS:
        if wanted.get("tu"):
            found = found.filter(**{f"{register.dated_by}__gte": wanted["tu"]})
        if wanted.get("den"):
            found = found.filter(**{f"{register.dated_by}__lte": wanted["den"]})
    return found


def shown(register: Register) -> list[Spec]:
    """Return the columns of the list."""
    return [spec for spec in register.specs if spec.column.listed]


def drawn(door: Opened, found: Sequence[RegisterRow]) -> list[dict[str, Any]]:
    """Return rows as the list draws them: address, first cell, the others with their headings."""
    listed = [spec.column.listed for spec in door.register.specs]
    specs = shown(door.register)
    lines = []
    for line in selectors.lines_of(door.register, found, door.who.on):
        texts = [text for text, is_listed in zip(line.texts, listed, strict=True) if is_listed]
        cells = [(spec.label, kind_of(spec), text) for spec, text in zip(specs, texts, strict=True)]
        lines.append(
            {
                "url": door.url("row", row=line.row.uuid),
                "first": cells[0],
                "rest": cells[1:],
                "office": line.row.office.name,
                "row": line.row,
            }
        )
    return lines


def speaking_of_nobody(register: Register) -> list[Spec]:
    """Return the columns of the list that hold nothing of a person."""
    personal = set(register.model.personal_data)
    return [spec for spec in shown(register) if spec.name not in personal and spec.kind in TOLD]


def nameless(door: Opened, found: Sequence[RegisterRow]) -> list[dict[str, Any]]:
    """Return rows for those who see figures only: whose they are, their days and choices."""
    specs = speaking_of_nobody(door.register)
    values = selectors.values_of(door.register, found)
    names = selectors.names_for(door.register, values, door.who.on)
    return [
        {
            "office": row.office.name,
            "row": row,
            "rest": [
                (spec.label, kind_of(spec), as_text(spec, said[spec.name], names)) for spec in specs
            ],
        }
        for row, said in zip(found, values, strict=True)
    ]


def kind_of(spec: Spec) -> Any:
    """Return how a cell stands: figures to the right, days together."""
    if spec.kind in NUMBERS:
        return "num"
    return "date" if spec.kind in DAYS else ""


def sort_key(spec: Spec) -> str:
    """Return the column to order by; one that may be empty orders nothing."""
    return spec.name if spec.kind in SORTED and spec.required else ""


def default_order(register: Register) -> str:
    key = sort_key(register.spec(register.dated_by))
    return f"-{key}" if key else ""


def several_offices(door: Opened) -> bool:
    """Say whether rows of more than the own office stand in the list."""
    return door.who.staff.has(*door.register.access.subtree)


def _figures_url(door: Opened) -> str:
    if not door.register.counts:
        return ""
    return reverse("office-registers-figures", args=[door.register.group.code])


def _sheet(door: Opened, found: Iterator[RegisterRow], *, note: str) -> FileResponse:
    register = door.register
    columns = [SheetColumn(spec.label, WIDE.get(spec.kind, 16)) for spec in register.specs]
    return sheet(
        str(register.title), columns, _cells(door, found), note=note, most=MOST_ROWS
    )  # fmt: skip


def _cells(door: Opened, found: Iterator[RegisterRow]) -> Iterator[list[object]]:
    """Write days and numbers as such, everything else in the words that are read back."""
    register = door.register
    while chunk := list(islice(found, CHUNK)):
        values = selectors.values_of(register, chunk)
        names = selectors.names_for(register, values, door.who.on)
        for said in values:
            yield [_cell(spec, said[spec.name], names) for spec in register.specs]


def _cell(spec: Spec, value: Any, names: Any) -> object:
    if spec.kind in {Kind.DATE, Kind.INTEGER, Kind.MONEY, Kind.YEAR} and not isinstance(
        value, Decimal
    ):
        return str(value) if spec.kind is Kind.YEAR and value is not None else value
    return as_text(spec, value, names, exact=True)


def _note(request: HttpRequest, door: Opened, way: str) -> None:
    filters = {name: str(value) for name, value in request.GET.items() if name != "tim"}
    who = door.who
    record_export(door.register, way=way, asked=filters, by=who.staff, at=who.at)


def _chips(request: HttpRequest, form: FilterForm) -> list[Chip]:
    query = request.GET
    chips = [
        Chip(f"{form.fields[name].label}: {_said(form, name)}", with_query(query, **{name: ""}))
        for name in form.fields
        if query.get(name) and name not in {"tim", "huy"}
    ]
    words = SEARCHES.words_of(request)
    if words:
        chips.append(Chip(gettext("Tìm: %(words)s") % {"words": words}, with_query(query, tim="")))
    return chips


def _said(form: FilterForm, name: str) -> str:
    value = form.cleaned_data.get(name)
    return format_date(value) if isinstance(value, date) else form.shown(name)
