"""Comparisons as spreadsheets: real numbers, blanks empty, nothing of nothing a dash."""

from __future__ import annotations

from decimal import Decimal

from django.http import FileResponse, HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.reporting import compared
from congvu.interfaces.office.reporting.comparison_form import asked_of, name_of
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.sheets import SheetColumn, sheet
from congvu.oversight.reporting.selectors.comparing import (
    Comparison,
    compare_periods,
    compare_units,
)


@never_cache
@require_GET
def of_units(request: HttpRequest, period: int) -> FileResponse:
    """Give the ranking as a spreadsheet."""
    who, asked = reader(request), asked_of(request)
    found = compare_units(who.staff, period, asked.code, who.on, with_computed=asked.with_computed)
    rows = (
        (
            one.place,
            one.unit.name,
            *_numbers(found, one.figure),
            _number(one.to_general.amount),
            _number(one.previous.amount),
            _number(one.to_previous.amount),
            one.figure.basis.word if one.figure.basis else "",
        )
        for one in compared.lines_of_units(found, lowest_first=asked.lowest_first)
    )
    columns = (
        SheetColumn(_("Thứ hạng"), 10),
        SheetColumn(_("Đơn vị"), 44),
        *_figure_columns(found),
        SheetColumn(_("So với mức chung"), 14),
        SheetColumn(_("Kỳ trước"), 14),
        SheetColumn(_("So với kỳ trước"), 14),
        SheetColumn(_("Nguồn"), 20),
    )
    return sheet(
        name_of(found.indicator),
        columns,
        rows,
        note=_note(found),
        name=f"so-sanh-don-vi-{found.period.code}",
    )


@never_cache
@require_GET
def of_courses(request: HttpRequest, period: int) -> FileResponse:
    """Give the units through the periods as a spreadsheet."""
    who, asked = reader(request), asked_of(request)
    found = compare_units(
        who.staff, period, asked.code, who.on, with_computed=asked.with_computed, through=True
    )
    lines, _ticks, levels = compared.courses(found)
    rows: list[tuple[object, ...]] = [
        (one.unit.name, *(_amount(figure) for figure in one.figures)) for one in lines
    ]
    rows.append((compared.general_word(found), *(_amount(level) for level in levels)))
    columns = [SheetColumn(_("Đơn vị"), 44)]
    columns += [SheetColumn(str(capfirst(one.label)), 14) for one in found.periods]
    return sheet(
        name_of(found.indicator),
        columns,
        rows,
        note=_note(found),
        name=f"qua-cac-ky-{found.period.code}",
    )


@never_cache
@require_GET
def of_periods(request: HttpRequest, period: int, unit: int) -> FileResponse:
    """Give one unit through the periods as a spreadsheet."""
    who, asked = reader(request), asked_of(request)
    found, _is_own = compare_periods(
        who.staff, period, unit, asked.code, who.on, with_computed=asked.with_computed
    )
    rows = (
        (
            str(capfirst(one.label)),
            *_numbers(found, one.figure),
            _number(one.to_previous.amount),
            _number(one.to_last_year.amount),
            one.figure.basis.word if one.figure.basis else "",
        )
        for one in compared.lines_of_periods(found, unit)
    )
    columns = (
        SheetColumn(_("Kỳ"), 24),
        *_figure_columns(found),
        SheetColumn(_("So với kỳ trước"), 14),
        SheetColumn(_("So với cùng kỳ năm trước"), 16),
        SheetColumn(_("Nguồn"), 20),
    )
    note = f"{found.units[0].name}; {_note(found)}"
    return sheet(
        name_of(found.indicator), columns, rows, note=note, name=f"so-sanh-ky-{found.period.code}"
    )


def _figure_columns(found: Comparison) -> tuple[SheetColumn, ...]:
    figure = SheetColumn(_("Số liệu (%(unit)s)") % {"unit": found.indicator.unit or "–"}, 14)
    if found.is_percent:
        return figure, SheetColumn(_("Tử số"), 12), SheetColumn(_("Mẫu số"), 12)
    return (figure,)


def _numbers(found: Comparison, figure: compared.Told) -> tuple[object, ...]:
    if found.is_percent:
        return _amount(figure), _number(figure.numerator), _number(figure.denominator)
    return (_amount(figure),)


def _amount(figure: compared.Told) -> object:
    """Return a number, "–" for nothing of nothing, nothing for a blank."""
    return figure.text if figure.amount is None else _number(figure.amount)


def _number(amount: Decimal | None) -> float | int | None:
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


def _note(found: Comparison) -> str:
    return str(capfirst(found.period.label))
