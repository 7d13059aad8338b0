"""The register book of a year: on the screen, on paper by the month, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.dossiers.selectors import register
from congvu.casework.dossiers.selectors.register import Entry, Part
from congvu.casework.dossiers.services.books import register_pdf, remark
from congvu.casework.dossiers.services.exporting import record_export
from congvu.foundation.people.selectors import is_sample_installation
from congvu.instruments.forms.rules.filling import MOST_ROWS as MOST_ON_PAPER
from congvu.interfaces.office.acting import acting, require_role
from congvu.interfaces.office.desk.lists import MOST_EXPORTED, READERS
from congvu.interfaces.office.dossiers.views.prints import pdf_response
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.interfaces.ui.tables import KeysetPage
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Invalid, NotFound, gettext_noop

PAGE = 100
MOST_SKIPPED = 10**9


@never_cache
@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Show the book of a year, or one month of it."""
    who = acting(request)
    require_role(who.staff, *READERS)
    year = _year(request.GET.get("nam", ""), who.on)
    parts = register.parts_of(who.staff, year, who.on)
    part = _part(parts, request.GET.get("thang", ""))
    skip = whole_number(request.GET.get("after"), most=MOST_SKIPPED) or 0
    page = register.page_of(who.staff, year, who.on, part=part, after=skip, size=PAGE)
    month = f"&thang={part.month}" if part else ""
    context: dict[str, Any] = {
        "year": year,
        "years": register.years_of(who.staff, who.on),
        "parts": parts,
        "part": part,
        "entries": [(entry, remark(entry)) for entry in page.entries],
        "total": sum(one.entries for one in parts),
        "page": KeysetPage(
            total=part.entries if part else sum(one.entries for one in parts),
            newer_url=f"?nam={year}{month}" if skip else "",
            older_url=f"?nam={year}{month}&after={page.next_after}" if page.next_after else "",
        ),
        "most_on_paper": MOST_ON_PAPER,
        "sheets": _sheets(part) if part else [],
    }
    return render(request, "office/desk/register.html", context)


@never_cache
@require_GET
def pdf(request: HttpRequest, year: int) -> HttpResponse:
    """Print one month of the book; a long one in volumes, as many as a form may have rows."""
    who = acting(request)
    require_role(who.staff, *READERS)
    parts = register.parts_of(who.staff, _known(year, who.on), who.on)
    part = _part(parts, request.GET.get("thang", ""))
    if part is None and sum(one.entries for one in parts) > MOST_ON_PAPER:
        raise Invalid(
            gettext_noop("Sổ cả năm có hơn %(most)s hồ sơ; hãy in từng tháng."), most=MOST_ON_PAPER
        )
    volume = whole_number(request.GET.get("tap"), most=MOST_SKIPPED // MOST_ON_PAPER) or 1
    before = part.before if part else 0
    page = register.page_of(
        who.staff,
        year,
        who.on,
        part=part,
        after=before + (volume - 1) * MOST_ON_PAPER,
        size=MOST_ON_PAPER,
    )
    record_export("so-theo-doi", asked={"year": year, "month": part and part.month},
                  by=who.staff, at=who.at)  # fmt: skip
    content = register_pdf(
        page.entries,
        year=year,
        opened_on=date(year, 1, 1),
        closed_on=date(year, 12, 31) if year < who.on.year and part is None else None,
        sample=is_sample_installation(),
        by=who.staff,
        at=who.at,
    )
    name = f"so-theo-doi-{year}" + (f"-{part.month:02d}" if part else "")
    return pdf_response(content, f"{name}.pdf")


@never_cache
@require_GET
def xlsx(request: HttpRequest, year: int) -> FileResponse:
    """Give the year or the month as a spreadsheet."""
    who = acting(request)
    require_role(who.staff, *READERS)
    parts = register.parts_of(who.staff, _known(year, who.on), who.on)
    part = _part(parts, request.GET.get("thang", ""))
    record_export("so-theo-doi-xlsx", asked={"year": year, "month": part and part.month},
                  by=who.staff, at=who.at)  # fmt: skip
    columns = [
        SheetColumn(_("Số thứ tự"), 10),
        SheetColumn(_("Mã hồ sơ"), 28),
        SheetColumn(_("Thủ tục"), 48),
        SheetColumn(_("Cá nhân, tổ chức"), 28),
        SheetColumn(_("Địa chỉ"), 32),
        SheetColumn(_("Điện thoại"), 14),
        SheetColumn(_("Cơ quan giải quyết"), 28),
        SheetColumn(_("Ngày nhận"), 12),
        SheetColumn(_("Ngày hẹn trả"), 12),
        SheetColumn(_("Ngày chuyển"), 12),
        SheetColumn(_("Ngày nhận kết quả"), 12),
        SheetColumn(_("Ngày trả"), 12),
        SheetColumn(_("Phương thức"), 18),
        SheetColumn(_("Ghi chú"), 24),
    ]
    return sheet(
        _("Sổ theo dõi hồ sơ năm %(year)s") % {"year": year},
        columns,
        _cells(register.entries_of(who.staff, year, who.on, part=part)),
        note=who.staff.unit_name,
        name=f"so theo doi {year}" + (f" {part.month}" if part else ""),
        most=MOST_EXPORTED,
    )


def _cells(entries: Iterator[Entry]) -> Iterator[tuple[object, ...]]:
    for entry in entries:
        dossier, person = entry.dossier, entry.dossier.applicant
        yield (
            entry.number,
            dossier.code,
            dossier.procedure_version.name,
            person.name,
            person.address,
            person.phone,
            dossier.competent_unit.name,
            entry.received_on,
            dossier.promised_due,
            entry.forwarded_on,
            entry.result_on,
            entry.returned_on,
            entry.return_method,
            remark(entry),
        )


def _year(asked: str, on: date) -> int:
    year = whole_number(asked)
    return on.year if year is None else _known(year, on)


def _known(year: int, on: date) -> int:
    """Return the year. Raises NotFound for one that no book can have."""
    if not on.year - 60 <= year <= on.year:
        raise NotFound(gettext_noop("Không có sổ của năm này."))
    return year


def _part(parts: list[Part], asked: str) -> Part | None:
    return next((one for one in parts if str(one.month) == asked), None)


def _sheets(part: Part) -> list[int]:
    """Return the numbers of the sheets of a month that is too long for one."""
    count = -(-part.entries // MOST_ON_PAPER)
    return list(range(1, count + 1)) if count > 1 else []
