"""The dossiers behind a figure of a report, or a side of its fraction: those that it counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.figures import listed
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_figure
from congvu.interfaces.office.sheets import sheet
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.vitext import format_date
from congvu.oversight.indicators.reach import Reach
from congvu.oversight.indicators.rules.addresses import read_source
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.indicators.rules.working import asked_of_sources
from congvu.oversight.indicators.selectors import Row, Sheet
from congvu.oversight.indicators.sources import facts
from congvu.oversight.indicators.sources.asked import Asked, Scope
from congvu.oversight.indicators.sources.behind import PROCEDURES, ids_behind
from congvu.oversight.indicators.sources.dossiers import is_listed
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.selectors.figures import sheet_of

ROWS: Final = 50
KINDS: Final = frozenset({"facts", "dossiers"})
"""Figures of which the records are dossiers."""
WORDS: Final = {"source": "so-lieu", "numerator": "tu-so", "denominator": "mau-so"}
"""A figure and the sides of a fraction in addresses."""
SIDES: Final = {"numerator": gettext_lazy("Tử số"), "denominator": gettext_lazy("Mẫu số")}


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure, or a side of it, that was counted: whose dossiers, of which days, known when.

    `is_plain`: its dossiers stand in no situation of form 06a. `instead` is what the report shows
    where a person typed over the figure, or where it is a sum of other offices' reports (`is_sum`).
    """

    report: Report
    row: Row
    title: str
    asked: Asked
    scope: Scope
    amount: Decimal | None
    is_plain: bool
    instead: str
    is_sum: bool


@never_cache
@require_GET
def show(request: HttpRequest, ref: UUID, code: str, part: str) -> HttpResponse:
    """List the dossiers, fifty a page; names of people only of the own office's dossiers."""
    who = reader(request)
    opened = _open(get_for(who.staff, ref, who.on), code, part)
    after = request.GET.get("after", "")
    rows, last = _page(opened, who, whole_number(after))
    here = reverse("office-reporting-dossiers", args=[ref, code, part])
    context: dict[str, Any] = {
        "opened": opened,
        "title": opened.title,
        # asked again: what was counted may have moved since
        "now": int(facts.read([opened.asked], opened.scope)[opened.asked].amount or 0),
        "counts_procedures": opened.asked.source.word in PROCEDURES,
        "rows": rows,
        "shows_people": any(line.is_own for line in rows),
        "first_url": here if after else "",
        "next_url": f"{here}?after={last}" if last else "",
        "xlsx_url": reverse("office-reporting-dossiers-xlsx", args=[ref, code, part]),
        "trail": to_figure(opened.report, opened.row.indicator),
    }
    return render(request, "office/reporting/dossiers.html", context)


@never_cache
@require_GET
def xlsx(request: HttpRequest, ref: UUID, code: str, part: str) -> FileResponse:
    """Return the whole list as a file, with the same rule about names."""
    who = reader(request)
    opened = _open(get_for(who.staff, ref, who.on), code, part)
    asked, scope = opened.asked, opened.scope
    if opened.is_plain:
        columns = listed.plain_columns()
        rows = listed.every_plain(
            who, lambda after, limit: ids_behind(asked, scope, after=after, limit=limit)
        )
    else:
        columns = listed.counted_columns()
        rows = listed.every_counted(
            who, lambda after, limit: facts.list_behind(asked, scope, after=after, limit=limit)
        )
    days = {
        "unit": opened.report.unit.name,
        "first": format_date(asked.window.starts_on),
        "last": format_date(asked.window.last_day),
        "as_of": format_date(scope.known_on),
    }
    note = _("%(unit)s; từ ngày %(first)s đến hết ngày %(last)s, chốt đến hết ngày %(as_of)s")
    return sheet(opened.title, columns, rows, note=note % days, name=f"ho-so-{code}-{part}")


def _page(
    opened: Opened, who: Acting, after: int | None
) -> tuple[list[listed.CountedLine] | list[listed.PlainLine], int | None]:
    """Return the lines of a page, and the id after which the next ones are asked for."""
    if opened.is_plain:
        ids = ids_behind(opened.asked, opened.scope, after=after, limit=ROWS + 1)
        return listed.plain_lines(who, ids[:ROWS]), ids[ROWS - 1] if len(ids) > ROWS else None
    page = facts.list_behind(opened.asked, opened.scope, after=after, limit=ROWS)
    return listed.counted_lines(who, page.rows), page.after


def _open(report: Report, code: str, part: str) -> Opened:
    """Return what the report's figure counted. Raises NotFound where it counted no dossiers."""
    found = sheet_of(report)
    row = found.row(code)
    side = next((side for side, word in WORDS.items() if word == part), "")
    opens = row.computed.evidence.get(side) if row.computed else None
    if row.computed is None or not isinstance(opens, Mapping) or opens.get("kind") not in KINDS:
        raise NotFound(gettext_noop("Số liệu này không đếm từ hồ sơ."))
    window = Window.inclusive(
        date.fromisoformat(str(opens["from"])), date.fromisoformat(str(opens["to"]))
    )
    asked = Asked(read_source(str(opens["source"])), window)
    cell, name = row.computed.cell, row.indicator.name
    typed_over = row.chosen is not None and row.chosen.origin is not Origin.COMPUTED
    return Opened(
        report=report,
        row=row,
        title=f"{SIDES[side]}: {name}" if side in SIDES else name,
        asked=asked,
        scope=_scope(report, found, window),
        amount=cell.amount if side == "source" else getattr(cell, side),
        is_plain=is_listed(asked),
        instead=printed(row.indicator, row.cell, found.set.rounding) if typed_over else "",
        is_sum=row.chosen is not None and row.chosen.origin is Origin.CONSOLIDATED,
    )


def _scope(report: Report, found: Sheet, window: Window) -> Scope:
    """Return whose dossiers were counted, as known at the newest count of the sheet.

    A count asks for every figure and leaves those alone that say the same as before: their own
    moment is that of an earlier count.
    """
    counted = [row for row in found.rows if asked_of_sources(row.indicator)]
    days = (found.windows[row.indicator.group].last_day for row in counted)
    known_at = max(row.computed.as_of for row in found.rows if row.computed)
    return Scope(Reach(report.unit_id, max(window.last_day, *days)), known_at)
