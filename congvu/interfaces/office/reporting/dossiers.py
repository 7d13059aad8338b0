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
from congvu.oversight.indicators.selectors import Row
from congvu.oversight.indicators.sources import facts
from congvu.oversight.indicators.sources.asked import Asked, Scope
from congvu.oversight.indicators.sources.behind import counts_procedures, ids_behind
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.selectors.figures import sheet_of

ROWS: Final = 50
KINDS: Final = frozenset({"facts", "dossiers"})
"""Figures of which the records are dossiers."""
PARTS: Final = {"so-lieu": "source", "tu-so": "numerator", "mau-so": "denominator"}
"""The words of addresses for a figure and the sides of a fraction."""
SIDES: Final = {"numerator": gettext_lazy("Tử số"), "denominator": gettext_lazy("Mẫu số")}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a report counted: whose dossiers, of which days, as known when, and how many."""

    report: Report
    row: Row
    part: str
    kind: str
    asked: Asked
    scope: Scope
    amount: Decimal | None


@never_cache
@require_GET
def show(request: HttpRequest, ref: UUID, code: str, part: str) -> HttpResponse:
    """List the dossiers, fifty a page; names of people only of the own office's dossiers."""
    who = reader(request)
    counted = _counted(get_for(who.staff, ref, who.on), code, part)
    after = request.GET.get("after", "")
    rows, last = _page(counted, who, whole_number(after))
    here = reverse("office-reporting-dossiers", args=[ref, code, part])
    context: dict[str, Any] = {
        "counted": counted,
        "title": _title(counted),
        # asked again: what was recorded late on the same day counts too
        "now": int(facts.read([counted.asked], counted.scope)[counted.asked].amount or 0),
        "counts_procedures": counts_procedures(counted.asked),
        "rows": rows,
        "lines": "_counted_dossiers" if counted.kind == "facts" else "_dossiers",
        "shows_people": any(line.is_own for line in rows),
        "first_url": here if after else "",
        "next_url": f"{here}?after={last}" if last else "",
        "xlsx_url": reverse("office-reporting-dossiers-xlsx", args=[ref, code, part]),
        "trail": to_figure(counted.report, counted.row.indicator),
    }
    return render(request, "office/reporting/dossiers.html", context)


@never_cache
@require_GET
def xlsx(request: HttpRequest, ref: UUID, code: str, part: str) -> FileResponse:
    """Return the whole list as a file, with the same rule about names."""
    who = reader(request)
    counted = _counted(get_for(who.staff, ref, who.on), code, part)
    if counted.kind == "facts":
        columns = listed.counted_columns()
        rows = listed.every_counted(
            who,
            lambda after, limit: facts.list_behind(
                counted.asked, counted.scope, after=after, limit=limit
            ),
        )
    else:
        columns = listed.plain_columns()
        rows = listed.every_plain(
            who,
            lambda after, limit: ids_behind(counted.asked, counted.scope, after=after, limit=limit),
        )
    window = counted.asked.window
    days = {"first": format_date(window.starts_on), "last": format_date(window.last_day)}
    note = f"{counted.report.unit.name}; " + _("từ ngày %(first)s đến hết ngày %(last)s") % days
    return sheet(_title(counted), columns, rows, note=note, name=f"ho-so-{code}-{part}")


def _page(
    counted: Counted, who: Acting, after: int | None
) -> tuple[list[listed.CountedLine] | list[listed.PlainLine], int | None]:
    """Return the lines of a page, and the id after which the next ones are asked for."""
    if counted.kind == "facts":
        page = facts.list_behind(counted.asked, counted.scope, after=after, limit=ROWS)
        return listed.counted_lines(who, page.rows), page.after
    ids = ids_behind(counted.asked, counted.scope, after=after, limit=ROWS + 1)
    return listed.plain_lines(who, ids[:ROWS]), ids[ROWS - 1] if len(ids) > ROWS else None


def _counted(report: Report, code: str, part: str) -> Counted:
    """Return what the report's figure counted. Raises NotFound where it counted no dossiers."""
    found = sheet_of(report)
    row = found.row(code)
    side = PARTS.get(part, "")
    opens = row.computed.evidence.get(side) if row.computed else None
    if row.computed is None or not isinstance(opens, Mapping) or opens.get("kind") not in KINDS:
        raise NotFound(gettext_noop("Số liệu này không đếm từ hồ sơ."))
    cell = row.computed.cell
    window = Window.inclusive(
        date.fromisoformat(str(opens["from"])), date.fromisoformat(str(opens["to"]))
    )
    last = max(one.last_day for one in (window, *found.windows.values()))
    return Counted(
        report=report,
        row=row,
        part=side,
        kind=str(opens["kind"]),
        asked=Asked(read_source(str(opens["source"])), window),
        scope=Scope(Reach(report.unit_id, last), row.computed.as_of),
        amount=cell.amount if side == "source" else getattr(cell, side),
    )


def _title(counted: Counted) -> str:
    side = SIDES.get(counted.part)
    name = counted.row.indicator.name
    return f"{side}: {name}" if side else name
