"""The books: on the screen by month, on paper as PDF, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.documents.selectors import books as selectors
from congvu.casework.documents.services.books import Book, book_pdf, lines_of
from congvu.casework.documents.services.exporting import record_export
from congvu.foundation.people.rules import Role
from congvu.foundation.people.selectors import is_sample_installation
from congvu.instruments.forms.rules.filling import MOST_ROWS as MOST_ON_PAPER
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.reading import line_of
from congvu.interfaces.office.dossiers.views.prints import pdf_response
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Invalid, NotFound, gettext_noop

READERS = (Role.REGISTRAR, Role.LEADER, Role.REFORM_OFFICER)
MOST_EXPORTED = 60_000
SHOWN = 200
CHUNK = 500
TITLES = {
    Book.IN: gettext_lazy("Sổ đăng ký văn bản đến"),
    Book.OUT: gettext_lazy("Sổ đăng ký văn bản đi"),
    Book.TRACKING: gettext_lazy("Sổ theo dõi giải quyết văn bản đến"),
}
COLUMNS = {
    Book.OUT: (
        ("code", gettext_lazy("Số, ký hiệu"), 20), ("issued_on", gettext_lazy("Ngày văn bản"), 12),
        ("subject", gettext_lazy("Tên loại và trích yếu"), 60), ("signer", gettext_lazy("Người ký"), 24),
        ("recipients", gettext_lazy("Nơi nhận"), 40),
        ("keeper", gettext_lazy("Đơn vị, người nhận bản lưu"), 28),
        ("copies", gettext_lazy("Số lượng bản"), 10), ("sent_on", gettext_lazy("Ngày chuyển"), 12),
        ("signature", gettext_lazy("Ký nhận"), 12), ("note", gettext_lazy("Ghi chú"), 30),
    ),
    Book.IN: (
        ("arrived_on", gettext_lazy("Ngày đến"), 12), ("arrival_number", gettext_lazy("Số đến"), 10),
        ("issuer", gettext_lazy("Tác giả"), 32), ("code", gettext_lazy("Số, ký hiệu"), 20),
        ("issued_on", gettext_lazy("Ngày văn bản"), 12),
        ("subject", gettext_lazy("Tên loại và trích yếu"), 60),
        ("receiver", gettext_lazy("Đơn vị hoặc người nhận"), 32),
        ("sent_on", gettext_lazy("Ngày chuyển"), 12), ("signature", gettext_lazy("Ký nhận"), 12),
        ("note", gettext_lazy("Ghi chú"), 30),
    ),
    Book.TRACKING: (
        ("arrival_number", gettext_lazy("Số đến"), 10),
        ("document", gettext_lazy("Tên loại, số, ký hiệu, ngày, cơ quan"), 70),
        ("receiver", gettext_lazy("Đơn vị hoặc người nhận"), 32),
        ("due_on", gettext_lazy("Thời hạn"), 12), ("progress", gettext_lazy("Tiến độ"), 24),
        ("answer", gettext_lazy("Số, ký hiệu văn bản trả lời"), 24),
        ("note", gettext_lazy("Ghi chú"), 30),
    ),
}  # fmt: skip


@never_cache
@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """Show one book of a year by its months, ready to be printed."""
    who = acting(request)
    require_role(who.staff, *READERS)
    book = _book(request.GET.get("so", Book.IN.value))
    year = whole_number(request.GET.get("nam"), most=9999) or who.on.year
    parts = selectors.parts_of(who.staff, book.direction, _known(year, who.on), who.on)
    month = _month(request)
    if month is None and parts:
        month = parts[-1].month
    rows = selectors.book(who.staff, book.direction, year, who.on, month=month)
    context: dict[str, Any] = {
        "book": book,
        "title": TITLES[book],
        "books": [(one.value, TITLES[one], one is book) for one in Book],
        "year": year,
        "years": selectors.years_of(who.staff, book.direction, who.on),
        "parts": parts,
        "month": month,
        "is_incoming": book is not Book.OUT,
        "lines": [line_of(row, who.on) for row in rows[:SHOWN]],
        "more": sum(one.entries for one in parts if one.month == month) > SHOWN,
        "shown": SHOWN,
    }
    return render(request, "office/documents/books.html", context)


@never_cache
@require_GET
def pdf(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    """Print one month of a book, or a whole year that is short enough."""
    who = acting(request)
    require_role(who.staff, *READERS)
    book, month = _book(kind), _month(request)
    rows = selectors.book(who.staff, book.direction, _known(year, who.on), who.on, month=month)
    entries = list(rows[: MOST_ON_PAPER + 1])
    if len(entries) > MOST_ON_PAPER:
        raise Invalid(
            gettext_noop("Sổ có hơn %(most)s dòng; hãy in từng tháng hoặc xuất XLSX."),
            most=MOST_ON_PAPER,
        )
    record_export(f"so-{kind}", asked={"year": year, "month": month}, by=who.staff, at=who.at)
    content = book_pdf(
        book,
        entries,
        year=year,
        month=month,
        sample=is_sample_installation(),
        by=who.staff,
        at=who.at,
    )
    return pdf_response(content, f"so-{kind}-{year}" + (f"-{month:02d}" if month else "") + ".pdf")


@never_cache
@require_GET
def xlsx(request: HttpRequest, kind: str, year: int) -> FileResponse:
    """Give the month or the year of a book as a spreadsheet, written row by row."""
    who = acting(request)
    require_role(who.staff, *READERS)
    book, month = _book(kind), _month(request)
    rows = selectors.book(who.staff, book.direction, _known(year, who.on), who.on, month=month)
    record_export(f"so-{kind}-xlsx", asked={"year": year, "month": month}, by=who.staff, at=who.at)
    return sheet(
        _("%(title)s năm %(year)s") % {"title": TITLES[book], "year": year},
        [SheetColumn(str(label), width) for _name, label, width in COLUMNS[book]],
        _cells(book, selectors.entries_of(rows), who),
        note=who.staff.unit_name,
        name=f"so {kind} {year}" + (f" {month}" if month else ""),
        most=MOST_EXPORTED,
    )


def _cells(book: Book, entries: Iterator[Any], who: Acting) -> Iterator[tuple[object, ...]]:
    names = [name for name, _label, _width in COLUMNS[book]]
    while batch := list(islice(entries, CHUNK)):
        for line in lines_of(book, batch, who.on):
            yield tuple(line.get(name) for name in names)


def _book(kind: str) -> Book:
    if kind not in {one.value for one in Book}:
        raise NotFound(gettext_noop("Không có sổ này."))
    return Book(kind)


def _known(year: int, on: date) -> int:
    """Return the year. Raises NotFound for one that no book can have."""
    if not on.year - 60 <= year <= on.year:
        raise NotFound(gettext_noop("Không có sổ của năm này."))
    return year


def _month(request: HttpRequest) -> int | None:
    return whole_number(request.GET.get("thang"), most=12) or None
