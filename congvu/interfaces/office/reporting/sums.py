"""The sum of a period: how single units go into it, and what a sum was made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.foundation.people.rules import Role as Post
from congvu.interfaces.office.acting import Acting, require_role
from congvu.interfaces.office.fields import sized, text
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_board
from congvu.interfaces.office.reporting.words import tag_of
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.origins import Role
from congvu.oversight.reporting import library
from congvu.oversight.reporting.rules.life import Actor, actors_of
from congvu.oversight.reporting.selectors import periods, summing
from congvu.oversight.reporting.selectors.board import BoardRow, board
from congvu.oversight.reporting.selectors.summing import Line
from congvu.oversight.reporting.services import rolling_up

NOTHING = "nothing"
WORDS: dict[Role, tuple[Any, str]] = {
    Role.REPORTED: (gettext_lazy("Dùng báo cáo"), "good"),
    Role.PREDECESSOR: (gettext_lazy("Đơn vị trước sáp nhập"), "info"),
    Role.BEFORE_MERGER: (gettext_lazy("Cộng phần trước sáp nhập"), "info"),
    Role.STAND_IN: (gettext_lazy("Đứng thay"), "soon"),
    Role.LEFT_OUT: (gettext_lazy("Để ngoài"), "neutral"),
    Role.MISSING: (gettext_lazy("Chưa có báo cáo được tiếp nhận"), "waiting"),
}


class ChoiceForm(forms.Form):
    """How a unit goes into the sum, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("Khi tổng hợp"), widget=forms.RadioSelect)
    reason = sized(
        text(
            gettext_lazy("Lý do"),
            rows=3,
            max_length=500,
            error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
        ),
        "full",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices
        if self.data.get("kind") == NOTHING:  # what is taken back needs no reason
            self.fields["reason"].required = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, period: int, unit: int) -> HttpResponse:
    """Ask how a unit goes into the sum of a period; a POST decides it. Refusals keep what was typed."""
    who = reader(request)
    found = periods.get_asked(who.staff, period, who.on)
    require_role(who.staff, Post.PROVINCE_OFFICER)
    row = _row(found, unit, who)
    decided = row.decided
    form = ChoiceForm(
        request.POST or None,
        choices=_choices(found, row),
        initial={
            "kind": decided.kind if decided else NOTHING,
            "reason": decided.reason if decided else "",
        },
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _decide(form, found, row, who):
            messages.success(request, _("Đã ghi quyết định; lần tổng hợp sau áp dụng."))
            return redirect("office-reporting-board", period=found.pk)
    context: dict[str, Any] = {
        "period": found,
        "row": row,
        "form": form,
        "trail": to_board(found),
    }
    return render(request, "office/reporting/choose.html", context, status=status)


@never_cache
@require_GET
def made(request: HttpRequest, period: int, number: int = 0) -> HttpResponse:
    """Show what a sum was made of: which version of whose report, who stands in, who is left out."""
    who = reader(request)
    found = periods.get_asked(who.staff, period, who.on)
    sums = summing.sums_of(found.superior_id, found)
    shown = next((one for one in sums if number in (0, one.pk)), None)
    if shown is None:
        raise NotFound(gettext_noop("Kỳ này chưa có lần tổng hợp nào."), code="no_sum")
    whole = summing.made_of(shown)
    children = {line.child.id for line in whole.lines}
    used = {line.child.id for line in whole.lines if line.is_used}
    context: dict[str, Any] = {
        "period": found,
        "shown": shown,
        "newest": shown == sums[0],
        "others": [one for one in sums if one != shown][:20],
        "used": len(used),
        "total": len(children),
        **_own_report(found, who),
        "lines": [_told(line) for line in sorted(whole.lines, key=_order)],
        "trail": to_board(found),
    }
    return render(request, "office/reporting/sum.html", context)


def _own_report(period: ReportingPeriod, who: Acting) -> dict[str, Any]:
    """Return the office's own report of the period; while there is none, what it may begin with."""
    ours = periods.own_report(who.staff, period, who.on)
    if ours is not None:
        return {"ours": ours, "tag": tag_of(ours)}
    begins = Actor.AUTHOR in actors_of(who.staff.roles)
    owed = periods.owed_by(who.staff, who.on) if begins else []
    level = next((one.level for one in owed if one.period.pk == period.pk), None)
    return {"outlines": library.serving(level, period.period.kind, period.last_day)}


def _row(period: ReportingPeriod, unit: int, who: Acting) -> BoardRow:
    for row in board(period, who.on).rows:
        if row.unit.id == unit:
            return row
    raise NotFound(gettext_noop("Đơn vị này không thuộc kỳ báo cáo."), code="not_a_child")


def _choices(period: ReportingPeriod, row: BoardRow) -> list[tuple[str, str]]:
    """Return what can be decided about a unit now; "nothing" always."""
    last = summing.last_speakers(period, [row.unit.id]).get(row.unit.id)
    spoken = row.unit.id in summing.speakers(period, [row.unit.id])
    found = [
        (
            NOTHING,
            _("Không quyết định riêng: dùng báo cáo đã tiếp nhận, chưa có thì ghi rõ là chưa có"),
        )
    ]
    if not spoken:
        found.append((Role.LEFT_OUT.value, _("Để ngoài bản tổng hợp, ghi rõ lý do")))
    if not spoken and last is not None:
        told = {"period": last.report.period.label, "number": last.report.number}
        found.append(
            (
                Role.STAND_IN.value,
                _("Đứng thay bằng số liệu %(period)s (báo cáo %(number)s), có đánh dấu") % told,
            )
        )
    if spoken and any(one.handed_in for one in row.before):
        found.append(
            (Role.BEFORE_MERGER.value, _("Cộng thêm phần phát sinh của đơn vị trước sáp nhập"))
        )
    return found


def _decide(form: ChoiceForm, period: ReportingPeriod, row: BoardRow, who: Acting) -> bool:
    kind, reason = form.cleaned_data["kind"], form.cleaned_data["reason"]
    try:
        if kind != NOTHING:
            rolling_up.choose(
                period, row.unit.id, Role(kind), reason=reason, by=who.staff, at=who.at
            )
        elif row.decided is not None:
            rolling_up.take_back(period, row.unit.id, by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        named = str(refusal.facts.get("field", ""))
        form.add_error(named if named in form.fields else None, refusal.text(_))
        return False
    return True


def _order(line: Line) -> int:
    """What was added stands first, who has nothing last; each part keeps its alphabet."""
    return list(WORDS).index(line.role)


def _told(line: Line) -> dict[str, Any]:
    word, tone = WORDS[line.role]
    return {
        "line": line,
        "word": word,
        "tone": tone,
        "for": line.child.name if line.child.id != line.unit.id else "",
        "stand_in": line.period.label if line.role is Role.STAND_IN else "",
    }
