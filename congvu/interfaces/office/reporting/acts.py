"""What people do to a report: hand on, approve, number, send, accept, return, correct."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import DayField, sized, text
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_report
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, DomainError, Invalid, NotFound, gettext_noop
from congvu.oversight.reporting.errors import ReportHasFindings
from congvu.oversight.reporting.labels import ActionLabel, StateLabel
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import LIFE, Action, Actor, State
from congvu.oversight.reporting.selectors.access import actors_for, get_for
from congvu.oversight.reporting.selectors.checking import Answered, findings_of
from congvu.oversight.reporting.selectors.numbers import way_back
from congvu.oversight.reporting.services import life

MOST_REVISION = 100_000
CAPACITY_CHOICES = [
    ("KT", gettext_lazy("KT. (cấp phó ký thay người đứng đầu)")),
    ("TM", gettext_lazy("TM. (thay mặt tập thể, người đứng đầu ký)")),
    ("TL", gettext_lazy("TL. (thừa lệnh)")),
    ("TUQ", gettext_lazy("TUQ. (thừa ủy quyền)")),
    ("Q", gettext_lazy("Q. (quyền)")),
    ("", gettext_lazy("Ký trực tiếp")),
]


class PlainForm(forms.Form):
    """An act that needs no more than to be confirmed."""


class NoteForm(forms.Form):
    """An act that needs a word on why."""

    reason = text(gettext_lazy("Lý do, điều cần sửa"), rows=4, max_length=1000)


class RemarkForm(forms.Form):
    """An act with room for a remark."""

    reason = text(gettext_lazy("Ý kiến"), rows=3, max_length=1000, required=False)


class SignForm(forms.Form):
    """Who signs and in whose name."""

    capacity = sized(
        forms.ChoiceField(
            label=gettext_lazy("Quyền hạn ký"),
            choices=CAPACITY_CHOICES,
            required=False,
            initial="TM",
        ),
        "medium",
    )
    post = text(gettext_lazy("Chức vụ người ký"), max_length=120, initial=gettext_lazy("Chủ tịch"))
    name = text(gettext_lazy("Họ và tên người ký"), max_length=120)


class NumberForm(forms.Form):
    """The day of the signature."""

    signed_on = DayField(label=gettext_lazy("Ngày ký"))


FORMS: dict[Action, type[forms.Form]] = {
    Action.CHECK: PlainForm,
    Action.REWORK: NoteForm,
    Action.APPROVE: SignForm,
    Action.NUMBER: NumberForm,
    Action.SUBMIT: PlainForm,
    Action.ACCEPT: RemarkForm,
    Action.RETURN: NoteForm,
    Action.CORRECT: NoteForm,
    Action.DISCARD: PlainForm,
}
EXPLAINED: dict[Action, str] = {
    Action.CHECK: gettext_noop("Lãnh đạo thấy báo cáo ở đầu trang Việc hôm nay."),
    Action.REWORK: gettext_noop("Báo cáo trở lại bước soạn; số liệu và lời văn lại sửa được."),
    Action.APPROVE: gettext_noop(
        "Số liệu và lời văn được chốt như đang hiển thị; dữ liệu nhập muộn không làm báo cáo thay đổi."
    ),
    Action.NUMBER: gettext_noop("Báo cáo lấy số tiếp theo trong sổ văn bản đi của cơ quan."),
    Action.SUBMIT: gettext_noop("Văn bản được phát hành và cấp trên nhận được báo cáo."),
    Action.ACCEPT: gettext_noop("Báo cáo được tính vào bản tổng hợp của cấp trên."),
    Action.RETURN: gettext_noop("Đơn vị nhận lại báo cáo cùng lý do và lập bản đính chính."),
    Action.CORRECT: gettext_noop("Bản này giữ nguyên; bản tiếp theo bắt đầu từ nội dung của nó."),
    Action.DISCARD: gettext_noop("Bản thảo được cất đi; vẫn xem lại được trong danh sách."),
}
NOTED: dict[Action, str | Promise] = {
    Action.ACCEPT: gettext_lazy("Ghi: nơi nhận đã tiếp nhận"),
    Action.RETURN: gettext_lazy("Ghi: nơi nhận trả lại"),
}
WAYS_BACK = frozenset({Action.REWORK, Action.CORRECT})
Doing = Callable[[Report, dict[str, Any], int, Acting], Report]
DOING: dict[Action, Doing] = {
    Action.CHECK: lambda r, _v, seen, w: life.check(r, seen=seen, by=w.staff, at=w.at),
    Action.REWORK: lambda r, v, seen, w: life.rework(
        r, note=v["reason"], seen=seen, by=w.staff, at=w.at
    ),
    Action.APPROVE: lambda r, v, seen, w: life.approve(
        r, life.Signature(v["capacity"], v["post"], v["name"]), seen=seen, by=w.staff, at=w.at
    ),
    Action.NUMBER: lambda r, v, seen, w: life.number(
        r, signed_on=v["signed_on"], seen=seen, by=w.staff, at=w.at
    ),
    Action.SUBMIT: lambda r, _v, seen, w: life.submit(r, seen=seen, by=w.staff, at=w.at),
    Action.ACCEPT: lambda r, v, seen, w: life.accept(
        r, note=v["reason"], seen=seen, by=w.staff, at=w.at
    ),
    Action.RETURN: lambda r, v, seen, w: life.send_back(
        r, reason=v["reason"], seen=seen, by=w.staff, at=w.at
    ),
    Action.CORRECT: lambda r, v, seen, w: life.correct(
        r, reason=v["reason"], seen=seen, by=w.staff, at=w.at
    ),
    Action.DISCARD: lambda r, _v, seen, w: life.discard(r, seen=seen, by=w.staff, at=w.at),
}
DONE: dict[Action, str] = {
    Action.CHECK: gettext_noop("Đã trình lãnh đạo duyệt."),
    Action.REWORK: gettext_noop("Đã đưa về soạn lại."),
    Action.APPROVE: gettext_noop("Đã duyệt và chốt số liệu."),
    Action.NUMBER: gettext_noop("Đã cấp số."),
    Action.SUBMIT: gettext_noop("Đã gửi cấp trên."),
    Action.ACCEPT: gettext_noop("Đã tiếp nhận báo cáo."),
    Action.RETURN: gettext_noop("Đã trả lại kèm lý do."),
    Action.CORRECT: gettext_noop("Đã lập bản đính chính."),
    Action.DISCARD: gettext_noop("Đã bỏ bản thảo."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, ref: UUID, action: str) -> HttpResponse:
    """Ask what the act needs; a POST does it. Refusals keep what was typed."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    chosen = _action(action)
    is_over = chosen not in LIFE.actions(State(report.state), Actor)
    if is_over and request.method != "POST":  # the browser's way back leads here
        messages.info(request, _told_over(report))
        return redirect("office-reporting-page", ref=report.uuid)
    form = FORMS[chosen](request.POST or None, initial=_initial(chosen, who))
    status = 200
    open_findings: tuple[Answered, ...] = ()
    if request.method == "POST":
        status = 422
        seen = whole_number(request.POST.get("seen"), most=MOST_REVISION) or 0
        if form.is_valid():
            try:
                done = DOING[chosen](report, form.cleaned_data, seen, who)
            except (Conflict, Invalid) as refusal:
                status = 409 if isinstance(refusal, Conflict) else 422
                _refuse(form, refusal)
                if isinstance(refusal, ReportHasFindings):
                    blocking, unanswered = findings_of(report).open_ones()
                    open_findings = (*blocking, *unanswered)
            else:
                messages.success(request, _(DONE[chosen]))
                return redirect("office-reporting-page", ref=done.uuid)
    context: dict[str, Any] = {
        "report": report,
        "action": chosen,
        "title": _label(report, chosen),
        "explained": _(EXPLAINED[chosen]),
        "form": form,
        "open_findings": open_findings,
        "trail": to_report(report),
        "back": _page(report),
        "is_over": is_over,
    }
    return render(request, "office/reporting/act.html", context, status=status)


def _told_over(report: Report) -> str:
    told = _("Báo cáo đang ở bước “%(state)s”: việc vừa mở đã xong hoặc không còn làm được.")
    return told % {"state": StateLabel(report.state).label}


def acts_for(report: Report, who: Acting) -> list[tuple[Action, str]]:
    """Return the acts that the table gives this person now, in its order."""
    actors = actors_for(who.staff, report, who.on)
    found = list(LIFE.actions(State(report.state), actors))
    if report.state == State.NUMBERED:
        back = way_back(report)
        # what was struck or called back goes nowhere but back
        found = [one for one in found if one is back or (one not in WAYS_BACK and back is None)]
    return [(one, _label(report, one)) for one in found if one in FORMS]


def _label(report: Report, action: Action) -> str:
    """Name an act; what a superior outside the platform decided is only noted by the office itself."""
    if report.unit_id == report.period.superior_id and action in NOTED:
        return str(NOTED[action])
    return str(ActionLabel(action).label)


def _action(text_: str) -> Action:
    try:
        found = Action(text_)
    except ValueError as error:
        raise NotFound(gettext_noop("Không có việc này."), code="no_action") from error
    if found not in FORMS:
        raise NotFound(gettext_noop("Không có việc này."), code="no_action")
    return found


def _initial(action: Action, who: Acting) -> dict[str, Any]:
    if action is Action.APPROVE:
        return {"name": who.staff.full_name, "post": who.staff.title}
    return {"signed_on": who.on} if action is Action.NUMBER else {}


def _refuse(form: forms.Form, refusal: DomainError) -> None:
    named = str(refusal.facts.get("field", ""))
    form.add_error(named if named in form.fields else None, refusal.text(_))


def _page(report: Report) -> str:
    return reverse("office-reporting-page", args=[report.uuid])
