"""The board of a period: who has reported, who is late; a period is asked for; the sum is made."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.foundation.people.rules import Role
from congvu.foundation.units.labels import ending_label
from congvu.interfaces.office.acting import require_role
from congvu.interfaces.office.fields import DayField, sized, text
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


class PeriodForm(forms.Form):
    """A period that is asked for: which set, which days count, by when."""

    set_code = forms.ChoiceField(label=gettext_lazy("Bộ chỉ tiêu"))
    period = sized(
        text(
            gettext_lazy("Kỳ"),
            max_length=10,
            help_text=gettext_lazy("2026 là cả năm; 2026Q1 là quý I; 2026H1 là 6 tháng đầu năm."),
        ),
        "short",
    )
    first_day = DayField(label=gettext_lazy("Số liệu từ ngày"))
    last_day = DayField(label=gettext_lazy("Đến hết ngày"))
    due_on = DayField(label=gettext_lazy("Hạn gửi của đơn vị"))
    asked_by = text(
        gettext_lazy("Văn bản yêu cầu"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu, ngày của văn bản yêu cầu báo cáo."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = self.fields["set_code"]
        assert isinstance(sets, forms.ChoiceField)
        sets.choices = periods.set_choices(on)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_period(request: HttpRequest) -> HttpResponse:
    """Ask those below for their reports of a period."""
    who = reader(request)
    require_role(who.staff, Role.PROVINCE_OFFICER)
    form = PeriodForm(request.POST or None, on=who.on)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = asking.ask(**form.cleaned_data, by=who.staff, at=who.at)
            except (Conflict, Invalid) as refusal:
                named = str(refusal.facts.get("field", ""))
                form.add_error(named if named in form.fields else None, refusal.text(_))
            else:
                messages.success(request, _("Đã mở kỳ báo cáo; các đơn vị thấy trong danh sách."))
                return redirect("office-reporting-board", period=made.pk)
    context = {"form": form, "trail": to_reports()}
    return render(request, "office/reporting/new_period.html", context, status=status)


@never_cache
@require_GET
def show(request: HttpRequest, period: int) -> HttpResponse:
    """Show how everybody below stands with a period."""
    who = reader(request)
    found = periods.get_asked(who.staff, period, who.on)
    whole = board(found, who.on)
    asked = request.GET.get("tinh_trang", "")
    chosen = Standing(asked) if asked in set(Standing) else None
    here = reverse("office-reporting-board", args=[found.pk])
    total, to_remind = len(whole.rows), {row.unit.id for row in whole.to_remind}
    spoken = frozenset(speakers(found, _everybody(whole)))
    may_sum = who.staff.has(Role.PROVINCE_OFFICER) and periods.is_own(who.staff, found, who.on)
    context: dict[str, Any] = {
        "period": found,
        "title": _("Tình hình báo cáo %(period)s") % {"period": found.label},
        "trail": to_reports(),
        "tabs": [
            NavItem(_("Tất cả"), here, current=chosen is None, badge=total),
            *(
                NavItem(
                    str(word), f"{here}?tinh_trang={one}", current=chosen is one,
                    badge=whole.counts[one],
                )
                for one, (word, _tone) in WORDS.items()
                if one is not Standing.ENDED or chosen is one or whole.counts[one]
            ),
        ],
        "rows": [
            {
                "unit": row.unit,
                "word": WORDS[row.standing][0],
                "tone": WORDS[row.standing][1],
                "report": row.handed_in,
                "tag": tag_of(row.handed_in) if row.handed_in else None,
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
        ],
        "has_sum": bool(sum_at(found.superior_id, found)),
        "ours": periods.own_report(who.staff, found, who.on),
        "accepted": whole.counts[Standing.ACCEPTED],
        "total": total,
        "may_sum": may_sum,
        "nothing_to_sum": not spoken and not whole.has_stand_ins,
    }  # fmt: skip
    return render(request, "office/reporting/board.html", context)


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
