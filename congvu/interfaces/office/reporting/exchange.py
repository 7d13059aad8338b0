"""Figures from a spreadsheet: first what it would change, line by line, then writing what was chosen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.foundation.people.selectors import get_account
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_figures
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators import exchange, selectors
from congvu.oversight.indicators.exchange_preview import Meeting, Met, meet
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import get_for

MOST_ID = 2**62
WORDS = {
    Meeting.NEW: (gettext_lazy("số mới"), "good"),
    Meeting.CHANGED: (gettext_lazy("đổi số"), "soon"),
    Meeting.CONFLICT: (gettext_lazy("hai người cùng ghi"), "late"),
    Meeting.AMBIGUOUS: (gettext_lazy("hiểu được hai cách"), "waiting"),
    Meeting.REFUSED: (gettext_lazy("không nhận"), "late"),
}
CHOSEN = frozenset({Meeting.CONFLICT, Meeting.AMBIGUOUS})


class SheetForm(forms.Form):
    """A spreadsheet that was made by `figures.xlsx` and filled in."""

    tep = forms.FileField(
        label=gettext_lazy("Bảng số liệu đã điền"),
        help_text=gettext_lazy(
            "Tệp tải từ trang Số liệu; công thức chỉ lấy giá trị, ô để trống giữ nguyên."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_xlsx(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show what a filled-in spreadsheet would change; a second press writes what was chosen."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    if request.method == "POST" and "ghi" in request.POST:
        return _write(request, report, who)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                found = selectors.sheet(report.unit_id, report.period_id)
                read = exchange.read_xlsx(form.cleaned_data["tep"], found)
            except (Invalid, Conflict) as refusal:
                form.add_error("tep", refusal.text(_))
            else:
                context |= _shown(report, who, meet(read.cells, found))
                context |= {"read": read, "problems": read.problems}
                status = 422 if context["lines"] and not context["may_write"] else 200
    return _page(request, report, context, status)


def _write(request: HttpRequest, report: Report, who: Acting) -> HttpResponse:
    """Write the chosen lines; those that were not written come back with the reason."""
    codes = [name.removeprefix("v-") for name in request.POST if name.startswith("v-")]
    cells = {
        code: Typed(
            typed,
            whole_number(request.POST.get(f"s-{code}"), most=MOST_ID),
            request.POST.get(f"r-{code}", ""),
        )
        for code in codes
        if (typed := request.POST.get(f"v-{code}", "")).strip()
    }
    writable = pages.writable(report, who.staff, who.on)
    closed = {code: one for code, one in cells.items() if code not in writable}
    open_ = {code: one for code, one in cells.items() if code in writable}
    refused: dict[str, Typed] = dict(closed)
    if open_:
        done = enter_many(who.staff, report.unit_id, report.period_id, open_, at=who.at)
        refused |= {code: open_[code] for code in done.refused}
        if done.written:
            messages.success(request, _changed(len(done.written)))
    left = len(refused)
    if not left:
        if not open_:
            messages.info(request, _("Không dòng nào được chọn; số liệu giữ nguyên."))
        return redirect("office-reporting-figures", ref=report.uuid)
    found = selectors.sheet(report.unit_id, report.period_id)
    context = {"form": SheetForm(), "left": left, **_shown(report, who, meet(refused, found))}
    return _page(request, report, context, 409)


def _shown(report: Report, who: Acting, met: tuple[Met, ...]) -> dict[str, Any]:
    """Return the lines as they are drawn, and how many of each there are."""
    writable = pages.writable(report, who.staff, who.on)
    lines = [_line(one, may_write=one.row.code in writable) for one in met]
    told = [one["meeting"] for one in lines]
    counts = [(WORDS[kind][0], WORDS[kind][1], told.count(kind)) for kind in Meeting]
    return {
        "lines": lines,
        "counts": [one for one in counts if one[2]],
        "may_write": any(one["meeting"] is not Meeting.REFUSED for one in lines),
    }


def _line(one: Met, *, may_write: bool) -> dict[str, Any]:
    meeting = one.meeting if may_write else Meeting.REFUSED
    closed = _("Ô này không còn mở cho bạn: báo cáo đã trình hoặc yêu cầu đã được rút lại.")
    why = one.refusal.text(_) if one.refusal else ""
    word, tone = WORDS[meeting]
    return {
        "meeting": meeting,
        "is_chosen": meeting in CHOSEN,
        "is_refused": meeting is Meeting.REFUSED,
        "word": word,
        "tone": tone,
        "code": one.row.code,
        "name": one.row.indicator.name,
        "unit": one.row.indicator.unit,
        "now": one.now,
        "who": get_account(one.there.recorded_by).full_name
        if one.there and meeting is Meeting.CONFLICT
        else "",
        "typed": one.typed,
        "readings": one.readings or (one.typed,),
        "reason": one.reason,
        "seen": one.seen or "",
        "why": why if may_write else closed,
    }


def _page(
    request: HttpRequest, report: Report, context: dict[str, Any], status: int
) -> HttpResponse:
    own = {
        "report": report,
        "trail": to_figures(report),
    }
    return render(request, "office/reporting/from_xlsx.html", {**own, **context}, status=status)


def _changed(count: int) -> str:
    told = ngettext("%(n)s số liệu đã cập nhật.", "%(n)s số liệu đã cập nhật.", count)
    return told % {"n": count}
