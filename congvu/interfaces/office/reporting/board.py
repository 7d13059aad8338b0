"""The board of a period: who has reported, who is late; the sum is made, those who owe are reminded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congvu.foundation.people.rules import Role
from congvu.foundation.units.labels import ending_label
from congvu.interfaces.office.acting import require_role
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.sums import WORDS as HOW
from congvu.interfaces.office.reporting.trails import to_reports
from congvu.interfaces.office.reporting.words import tag_of
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.origins import Role as How
from congvu.oversight.reporting.selectors import periods
from congvu.oversight.reporting.selectors.board import Board, BoardRow, Standing, board
from congvu.oversight.reporting.selectors.days import own_days
from congvu.oversight.reporting.selectors.gaps import blank_rows
from congvu.oversight.reporting.selectors.summing import speakers, sum_at
from congvu.oversight.reporting.services import asking, rolling_up
from congvu.oversight.reporting.services.rolling_up import Summed

WORDS: dict[Standing, tuple[Any, str]] = {
    Standing.LATE: (gettext_lazy("Quá hạn"), "late"),
    Standing.RETURNED: (gettext_lazy("Đã trả lại"), "soon"),
    Standing.NOT_BEGUN: (gettext_lazy("Chưa lập"), "neutral"),
    Standing.WRITING: (gettext_lazy("Đang soạn"), "info"),
    Standing.ENDED: (gettext_lazy("Đã kết thúc hoạt động"), "neutral"),
    Standing.SUBMITTED: (gettext_lazy("Chờ tiếp nhận"), "waiting"),
    Standing.ACCEPTED: (gettext_lazy("Đã tiếp nhận"), "good"),
}

WITH_BLANKS: Final = "thieu"
"""In the address: only the units whose report was handed in with blank rows."""


@never_cache
@require_GET
def show(request: HttpRequest, period: int) -> HttpResponse:
    """Show how everybody below stands with a period."""
    who = reader(request)
    found = periods.get_asked(who.staff, period, who.on)
    whole = board(found, who.on)
    blanks = _blanks(whole, blank_rows(found))
    asked = request.GET.get("tinh_trang", "")
    chosen = Standing(asked) if asked in set(Standing) else None
    only_blanks = asked == WITH_BLANKS
    here = reverse("office-reporting-board", args=[found.pk])
    total, to_remind = len(whole.rows), {row.unit.id for row in whole.to_remind}
    spoken = frozenset(speakers(found, _everybody(whole)))
    may_sum = who.staff.has(Role.PROVINCE_OFFICER) and periods.is_own(who.staff, found, who.on)
    context: dict[str, Any] = {
        "period": found,
        "own_days": own_days(found),
        "title": _("Tình hình báo cáo %(period)s") % {"period": found.label},
        "trail": to_reports(),
        "tabs": [
            NavItem(
                _("Tất cả"), here, current=chosen is None and not only_blanks, badge=total
            ),
            *(
                NavItem(
                    str(word), f"{here}?tinh_trang={one}", current=chosen is one,
                    badge=whole.counts[one],
                )
                for one, (word, _tone) in WORDS.items()
                if one is not Standing.ENDED or chosen is one or whole.counts[one]
            ),
            *(
                NavItem(word, f"{here}?tinh_trang={WITH_BLANKS}", current=only_blanks, badge=n)
                for word, n in ((_("Thiếu số liệu"), len(blanks)),)
                if n or only_blanks
            ),
        ],
        "rows": [
            {
                "unit": row.unit,
                "word": WORDS[row.standing][0],
                "tone": WORDS[row.standing][1],
                "report": row.handed_in,
                "tag": tag_of(row.handed_in) if row.handed_in else None,
                "blanks": blanks.get(row.unit.id, 0),
                "first_at": row.first_at,
                "days_late": row.days_late,
                "reminded_at": row.reminded_at if row.unit.id in to_remind else None,
                "before": row.before,
                "ended": ending_label(row.ended) if row.ended else "",
                "accepted": row.unit.id in spoken,
                "decided": _decided(row, spoken),
                "choose_url": _choose_url(row, found, spoken) if may_sum else "",
            }
            for row in whole.only(chosen)
            if not only_blanks or row.unit.id in blanks
        ],
        "has_sum": bool(sum_at(found.superior_id, found)),
        "ours": periods.own_report(who.staff, found, who.on),
        "accepted": whole.counts[Standing.ACCEPTED],
        "total": total,
        "may_sum": may_sum,
        "nothing_to_sum": not spoken and not whole.has_stand_ins,
    }  # fmt: skip
    return render(request, "office/reporting/board.html", context)


def _blanks(whole: Board, by_report: Mapping[int, int]) -> dict[int, int]:
    """Return by unit how many rows are blank in the report that it handed in, where there are any."""
    found = {row.unit.id: by_report.get(row.handed_in.pk, 0) for row in whole.rows if row.handed_in}
    return {unit: blank for unit, blank in found.items() if blank}


def _everybody(whole: Board) -> set[int]:
    return {row.unit.id for row in whole.rows} | {
        one.unit.id for row in whole.rows for one in row.before
    }


def _decided(row: BoardRow, spoken: frozenset[int]) -> dict[str, Any] | None:
    """Return what was decided about a unit, None where its own report goes before it."""
    one = row.decided
    if one is None or (row.unit.id in spoken and one.kind != How.BEFORE_MERGER):
        return None
    word, tone = HOW[How(one.kind)]
    label = one.stand_in.label if one.stand_in else ""
    return {"word": word, "tone": tone, "stand_in": label, "reason": one.reason}


def _choose_url(row: BoardRow, period: ReportingPeriod, spoken: frozenset[int]) -> str:
    """Return where it is decided how a unit goes into the sum; "" where its report says it all."""
    merged = any(one.unit.id in spoken for one in row.before)
    if row.unit.id in spoken and not merged:
        return ""
    return reverse("office-reporting-choose", args=[period.pk, row.unit.id])


@never_cache
@require_POST
def consolidate(request: HttpRequest, period: int) -> HttpResponse:
    """Add up the reports that were accepted into the figures of the office that asked."""
    who = reader(request)
    require_role(who.staff, Role.PROVINCE_OFFICER)
    found = periods.get_asked(who.staff, period, who.on)
    try:
        summed = rolling_up.roll_up(found, by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _told(summed))
        return redirect("office-reporting-sum-newest", period=found.pk)
    return redirect("office-reporting-board", period=found.pk)


def _told(summed: Summed) -> str:
    """Say what was added up, and only what there was."""
    told = [_("Đã tổng hợp %(count)s đơn vị.") % {"count": summed.used}]
    if summed.stood_in:
        told.append(
            _("%(count)s đơn vị trong đó đứng thay bằng số liệu kỳ trước.")
            % {"count": summed.stood_in}
        )
    if summed.left_out:
        told.append(
            _("%(count)s đơn vị không có số liệu, ghi rõ dưới đây.") % {"count": summed.left_out}
        )
    return " ".join(told)


@never_cache
@require_POST
def remind(request: HttpRequest, period: int) -> HttpResponse:
    """Remind the units that have not handed in."""
    who = reader(request)
    require_role(who.staff, Role.PROVINCE_OFFICER)
    found = periods.get_asked(who.staff, period, who.on)
    try:
        count = asking.remind(found, by=who.staff, at=who.at)
    except Conflict as refusal:
        messages.error(request, refusal.text(_))
    else:
        told = ngettext("Đã nhắc %(n)s đơn vị.", "Đã nhắc %(n)s đơn vị.", count)
        messages.success(request, told % {"n": count})
    return redirect("office-reporting-board", period=found.pk)
