"""Form 06a: the page, its files, the dossiers behind a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congvu.foundation.people.selectors import is_sample_installation
from congvu.interfaces.office.figures import charts, listed, words
from congvu.interfaces.office.figures.asking import (
    Asked,
    ask,
    must_ask,
    unit_choices,
    unit_picker,
)
from congvu.interfaces.office.figures.forms import shortcuts
from congvu.interfaces.office.figures.table import column_words, form_table
from congvu.interfaces.office.sheets import CONTENT_TYPE, sheet
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.vitext import fold, format_date
from congvu.oversight.statistics import comparison, rendering, selectors
from congvu.oversight.statistics.comparison import UnitFigures
from congvu.oversight.statistics.rules.choices import Definition, Scope
from congvu.oversight.statistics.rules.forms import Form06a, FormRequest

FORM = "office-figures-06a"
CELL = "office-figures-cell"


@require_GET
def form_06a(request: HttpRequest) -> HttpResponse:
    """Show the form, the rates by each definition, months, ages, and the units below."""
    asked = ask(request)
    context: dict[str, Any] = {
        "unit": asked.unit,
        "form": asked.form,
        "layout": selectors.form_layout(),
        "title": words.title(selectors.form_layout()),
        "unit_of_count": words.unit_of_count(selectors.form_layout()),
        "unit_choices": unit_choices(asked),
        "picker": unit_picker(asked, request.GET),
        "shortcuts": _shortcuts(asked),
    }
    if asked.request is None:
        return render(request, "office/figures/form_06a.html", context, status=422)
    context |= _counted(asked, asked.request) | _compared(asked, asked.request)
    return render(request, "office/figures/form_06a.html", context)


def _counted(asked: Asked, question: FormRequest) -> dict[str, Any]:
    form = selectors.form_06a(question)
    return {
        "counted": form,
        "unit_name": words.named(form.unit),
        "table": form_table(form, lambda key, field: _cell_address(asked, key, field)),
        "notes": {
            key: {"value": value, "url": _cell_address(asked, key, "")}
            for key, value in zip(words.NOTES, _note_figures(form), strict=True)
        },
        "broken": [identity for identity in form.identities if not identity.holds],
        "rates": [
            (rate, _definition(rate.definition), asked.address(FORM, definition=rate.definition))
            for rate in selectors.rates(question)
        ],
        "xlsx_url": asked.address("office-figures-06a-xlsx"),
        "pdf_url": asked.address("office-figures-06a-pdf"),
        "is_subtree": question.scope is Scope.SUBTREE,
        "question": question,
    }


def _compared(asked: Asked, question: FormRequest) -> dict[str, Any]:
    series = comparison.by_month(question)
    ages = comparison.open_by_age(question)
    ranking = comparison.by_unit(question)
    return {
        "series": series,
        "columns": charts.month_columns(series.months),
        "any_month": any(month.rate.answered for month in series.months),
        "ages": list(zip(ages, charts.age_bars(ages), strict=True)),
        "open_total": sum(age.count for age in ages),
        "ranking": _ranking(asked, ranking),
    }


def _ranking(asked: Asked, found: Sequence[UnitFigures]) -> list[dict[str, Any]]:
    """Return the units below as rows, each with the address of its own form; none without them."""
    if all(one.alone for one in found):
        return []
    return [
        {
            "unit": words.named(one.unit),
            "alone": one.alone,
            "rate": one.rate,
            "received": one.figures[3],
            "finished": one.figures[7],
            "late": one.figures[10],
            "still_open": one.figures[11],
            "overdue": one.figures[13],
            "url": asked.address(
                FORM, unit=str(one.unit_id), scope="own" if one.alone else "subtree"
            ),
        }
        for one in found
    ]


@require_GET
def xlsx(request: HttpRequest) -> HttpResponse:
    """Return the form as a spreadsheet, laid out like the real one."""
    _asked, question = must_ask(request)
    form = selectors.form_06a(question)
    return _file(
        rendering.render_xlsx(form, sample=is_sample_installation()),
        _file_name(form, "xlsx"),
        CONTENT_TYPE,
    )


@require_GET
def pdf(request: HttpRequest) -> HttpResponse:
    """Return the form as PDF, laid out like the real one."""
    _asked, question = must_ask(request)
    form = selectors.form_06a(question)
    return _file(
        rendering.render_pdf(form, sample=is_sample_installation()),
        _file_name(form, "pdf"),
        "application/pdf",
    )


@require_GET
def cell(request: HttpRequest) -> HttpResponse:
    """List the dossiers behind a figure; names of people only of the own office's dossiers."""
    asked, question = must_ask(request)
    key, field = request.GET.get("column", ""), request.GET.get("field", "")
    after = request.GET.get("after", "")
    page = selectors.cell_dossiers(
        question,
        field or None,
        key,
        after=whole_number(after),
    )
    form = selectors.form_06a(question)
    lines = listed.counted_lines(asked.who, page.rows)
    here = _cell_address(asked, key, field)
    context = {
        "title": column_words(key) or words.NOTES[key],
        "unit_name": words.named(form.unit),
        "field_name": _field_name(form, field),
        "question": question,
        "against": _against(question),
        "figure": _figure(form, key, field),
        "rows": lines,
        "first_url": here if after else "",
        "next_url": f"{here}&after={page.after}" if page.after else "",
        "xlsx_url": asked.address("office-figures-cell-xlsx", column=key, field=field),
        "trail": [NavItem(_("Biểu II.06a"), asked.address(FORM))],
        "shows_people": any(line.is_own for line in lines),
    }
    return render(request, "office/figures/cell.html", context)


@require_GET
def cell_xlsx(request: HttpRequest) -> FileResponse:
    """Return the whole list behind a figure as CONTENT_TYPE, with the same rule about names."""
    asked, question = must_ask(request)
    key, field = request.GET.get("column", ""), request.GET.get("field", "")
    title = column_words(key) or str(words.NOTES.get(key, ""))
    form = selectors.form_06a(question)
    where = ", ".join(part for part in (words.named(form.unit), _field_name(form, field)) if part)
    return sheet(
        title,
        listed.counted_columns(),
        listed.every_counted(
            asked.who,
            lambda after, limit: selectors.cell_dossiers(
                question, field or None, key, after=after, limit=limit
            ),
        ),
        note=f"{where}; {_period(question)}",
        name=f"bieu-06a-{key}",
    )


@require_GET
def find_unit(request: HttpRequest) -> HttpResponse:
    """Return the units that the words find, inside the person's reach."""
    asked = ask(request)
    picker = unit_picker(asked, request.GET)
    if picker is None:
        picker = UnitPicker("unit", asked.who.on, "", request.GET, within=asked.reach.top_id)
    return render(request, "office/_unit_choices.html", {"picker": picker})


def _cell_address(asked: Asked, key: str, field: str) -> str:
    return asked.address(CELL, column=key, **({"field": field} if field else {}))


def _figure(form: Form06a, key: str, field: str) -> int:
    notes = dict(zip(words.NOTES, _note_figures(form), strict=True))
    if key in notes:
        return notes[key]
    figures = next((row.figures for row in form.rows if row.field.code == field), None)
    if not field:
        figures = form.total
    return figures[int(key.removeprefix("c"))] if figures else 0


def _note_figures(form: Form06a) -> tuple[int, int, int]:
    note = form.note
    return (note.closed_without_result, note.of_them_late, note.shortly_before_due)


def _field_name(form: Form06a, code: str) -> str:
    return next((words.named(row.field) for row in form.rows if row.field.code == code), code)


def _definition(definition: Definition) -> str:
    return words.choice(selectors.form_layout().definitions, definition)


def _against(question: FormRequest) -> str:
    return words.choice(selectors.form_layout().against, question.against)


def _period(question: FormRequest) -> str:
    days = {"first": format_date(question.first_day), "last": format_date(question.last_day)}
    return _("từ ngày %(first)s đến hết ngày %(last)s") % days


def _shortcuts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Return the periods most asked for, with everything else as it is."""
    if not asked.form.is_valid():
        return []
    kept = {name: value for name, value in asked.query.items() if name not in {"first", "last"}}
    today = format_date(asked.who.on)
    chosen = asked.form.cleaned_data["period"]
    return [
        (
            words.period_label(period),
            f"{reverse(FORM)}?{urlencode({**kept, 'period': period.code, 'as_of': today})}",
            period.code == chosen,
        )
        for period in shortcuts(asked.who.on)
    ]


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _file_name(form: Form06a, ending: str) -> str:
    code = fold(form.unit.code or form.unit.name).replace(" ", "-")
    days = f"{form.request.first_day:%Y%m%d}-{form.request.last_day:%Y%m%d}"
    return f"bieu-06a-{code}-{days}.{ending}"
