"""What one cell ever held: who wrote it, as known when, on what grounds; an earlier value taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Account, Position
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.figures import MOST_ID, ORIGINS
from congvu.interfaces.office.reporting.grounds import PAPER, SCHEME
from congvu.interfaces.office.reporting.home import reader
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid, NotFound
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import check_entering
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.rules.origins import TYPED, Origin
from congvu.oversight.indicators.rules.typed import as_typed
from congvu.oversight.indicators.services import entering
from congvu.oversight.proofreading.evidence import Quote, quotes_of
from congvu.oversight.reporting.errors import ReportClosed
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a cell; `as_of` when it was known on another day than it was written, or guessed.

    `seen` is the value that stands in its place now, told when this one may be taken back.
    """

    value: Value
    shown: str
    origin: Any
    tone: str
    quote: Quote | None
    who: str
    unit: str
    as_of: date | None
    may_return: bool = False
    seen: str = ""

    @property
    def paper(self) -> str:
        """On what grounds it stands."""
        return str(self.value.evidence.get(PAPER, ""))

    @property
    def is_link(self) -> bool:
        return self.paper.startswith(SCHEME)


def steps_of(
    found: selectors.Sheet,
    row: selectors.Row,
    values: Sequence[Value],
    who: Acting,
    *,
    named: bool,
    open_: bool,
) -> list[Step]:
    """Return the newest values of a cell; three statements.

    People are `named` to those of the own office, the others read the unit. Where the cell is
    `open_` to the person, what somebody typed and replaced can be taken back.
    """
    newest = values[:SHOWN]
    people = dict(
        Account.objects.filter(username__in={one.recorded_by for one in newest}).values_list(
            "username", "full_name"
        )
    )
    units = dict(
        Position.objects.filter(code__in={one.position_code for one in newest}).values_list(
            "code", "unit__name"
        )
    )
    people[SYSTEM.code] = _("Hệ thống")
    current = {one.origin: one for one in values if one.superseded_at is None}
    steps = []
    quotes = quotes_of((one.evidence for one in newest), who.staff)
    for one, quote in zip(newest, quotes, strict=True):
        origin, now = Origin(one.origin), current.get(one.origin)
        steps.append(
            Step(
                one,
                as_typed(row.indicator, selectors.cell_of(one), found.set.rounding),
                *ORIGINS[origin],
                quote,
                people.get(one.recorded_by, one.recorded_by) if named else "",
                units.get(one.position_code, ""),
                _as_of(one),
                open_ and origin in TYPED and one.superseded_at is not None and _differ(one, now),
                str(now.pk) if now else "",
            )
        )
    return steps


def _as_of(value: Value) -> date | None:
    day = local_day(value.as_of)
    return day if value.origin == Origin.ESTIMATED or day != local_day(value.recorded_at) else None


def _differ(one: Value, now: Value | None) -> bool:
    if now is None:
        return True
    said = [(selectors.cell_of(it), it.reason, it.evidence, it.as_of) for it in (one, now)]
    return said[0] != said[1]


@never_cache
@require_POST
def take_back(request: HttpRequest, ref: UUID, code: str) -> HttpResponse:
    """Enter an earlier value of a cell again: by whoever types into it, while it is open."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    check_entering(who.staff, report.unit_id, report.period_id, [code], who.on)
    try:
        _restore(request, report, code, who)
    except (Conflict, Invalid, NotFound) as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã lấy lại số cũ; số vừa thay vẫn còn ở bảng bên dưới."))
    return redirect("office-reporting-cell", ref=report.uuid, code=code)


def _restore(request: HttpRequest, report: Report, code: str, who: Acting) -> None:
    """Raise ReportClosed, NotFound for what this cell never held, and what `enter` raises."""
    if code not in pages.writable(report, who.staff, who.on):
        raise ReportClosed(_("Báo cáo không còn ở bước soạn. Hãy đưa về soạn lại rồi lấy lại số."))
    earlier = whole_number(request.POST.get("value"), most=MOST_ID)
    seen = whole_number(request.POST.get("seen"), most=MOST_ID)
    held = selectors.history(report.unit_id, report.period_id, code)
    if earlier is None or earlier not in {one.pk for one in held}:
        raise NotFound(_("Không có số liệu cũ này."), code="no_value")
    entering.restore(who.staff, report.unit_id, report.period_id, earlier, seen=seen, at=who.at)
