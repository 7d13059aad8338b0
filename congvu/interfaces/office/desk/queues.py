"""The queues of the counter: accept, forward, what is with citizens, hand out, the money of the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors import habits, queues
from congvu.casework.dossiers.selectors.competence import around
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services import desk
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role, Staff
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.desk.money import money_of
from congvu.interfaces.office.dossiers.deeds import BY_ACTION
from congvu.interfaces.office.dossiers.reading import Tag
from congvu.interfaces.office.home.lines import (
    Line,
    Moment,
    forward_until,
    line_of,
    no_moment,
    since_submitted,
    when_finished,
)
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import KeysetPage
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.workcalendar import WorkCalendar
from congvu.kernel.workingdays import local

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

AT_THE_COUNTER = (Role.CLERK, Role.CASHIER, Role.HEAD, Role.LEADER)
NEXT_DEED = {
    State.SUBMITTED: Action.ACCEPT,
    State.INCOMPLETE: Action.SUBMIT_AGAIN,
    State.AWAITING_SUPPLEMENT: Action.RECEIVE_SUPPLEMENT,
    State.AWAITING_PAYMENT: Action.CONFIRM_PAYMENT,
}


def since_asked(
    dossier: Dossier, _who: Acting, _calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    """Say since when a citizen has been asked."""
    return dossier.paused_at or dossier.last_occurred_at, None


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue as data: its rows, the moment that orders it, what to say when it is empty.

    `listed` is the clerk's worklist of the same rows, where they are searched and exported.
    """

    key: str
    title: str | Promise
    count: str
    rows: Callable[[Staff, date], QuerySet[Any]]
    moment: Moment
    moment_label: str | Promise
    lead: str | Promise
    empty: str | Promise
    empty_hint: str | Promise = ""
    listed: str = ""


QUEUES = (
    Queue(
        "cho-tiep-nhan",
        _("Chờ tiếp nhận"),
        "to_accept",
        queues.to_accept,
        since_submitted,
        _("Nộp lúc"),
        _("Hồ sơ nộp trực tuyến, chờ lâu xếp trước. Quá 8 giờ làm việc là chậm."),
        _("Không có hồ sơ trực tuyến nào chờ tiếp nhận"),
        _("Hồ sơ nộp trực tuyến và hồ sơ cơ quan khác chuyển đến hiện ở đây."),
        listed="cho-tiep-nhan",
    ),
    Queue(
        "chuyen",
        _("Chờ chuyển xử lý"),
        "to_forward",
        queues.to_forward,
        forward_until,
        _("Tiếp nhận lúc"),
        _("Chuyển trong ngày; tiếp nhận sau 15 giờ thì chuyển đầu giờ làm việc hôm sau."),
        _("Mọi hồ sơ đã tiếp nhận đều đã chuyển"),
        listed="can-chuyen",
    ),
    Queue(
        "cho-bo-sung",
        _("Chờ người dân"),
        "with_citizens",
        queues.with_citizens,
        since_asked,
        _("Yêu cầu lúc"),
        _("Hồ sơ chờ người dân hoàn thiện, bổ sung hoặc nộp tiền."),
        _("Không có hồ sơ nào chờ người dân"),
    ),
    Queue(
        "tra-ket-qua",
        _("Chờ trả kết quả"),
        "to_hand_out",
        queues.to_hand_out,
        when_finished,
        _("Xong lúc"),
        _("Quét mã trên giấy hẹn, hoặc chọn trong danh sách; nhận trước xếp trước."),
        _("Không có kết quả nào chờ trả"),
        listed="cho-tra",
    ),
)
MONEY = "thu-phi"
BY_KEY = {queue.key: queue for queue in QUEUES}


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier in a queue: its line, what to do next, and the section it usually goes to."""

    line: Line
    deed_url: str
    deed_name: str
    came_again: bool
    usual: int | None


@never_cache
@require_GET
def queue(request: HttpRequest, key: str = QUEUES[0].key) -> HttpResponse:
    """Show one queue with the counts of all."""
    who = acting(request)
    require_role(who.staff, *AT_THE_COUNTER)
    if key == MONEY:
        return _money(request, who)
    found = BY_KEY.get(key)
    if found is None:
        raise NotFound(gettext_noop("Không có hàng chờ này."))
    part = queues.in_line(found.rows(who.staff, who.on), after=request.GET.get("after", ""))
    calendar = work_calendar(who.staff.unit_id)
    counts = queues.counts(who.staff, who.on)
    context: dict[str, Any] = {
        "queue": found,
        "tabs": _tabs(counts, key),
        "rows": [_row(dossier, who, calendar, found.moment) for dossier in part.rows],
        "page": KeysetPage(
            total=getattr(counts, found.count),
            newer_url="?" if request.GET.get("after") else "",
            older_url=f"?after={part.next_key}" if part.next_key else "",
        ),
        "is_clerk": who.staff.has(Role.CLERK),
        "here": request.get_full_path(),
    }
    if key == "chuyen":
        context |= _sections(who)
        _propose(context)
    if key == "cho-bo-sung":
        context["arrived"] = _arrived(who, calendar)
    return render(request, "office/desk/queue.html", context)


@never_cache
@require_POST
def forward(request: HttpRequest) -> HttpResponse:
    """Forward the dossiers that were ticked, each to the section chosen beside it."""
    who = acting(request)
    require_role(who.staff, *AT_THE_COUNTER)
    choices = [
        (ref, seen, to)
        for ref in request.POST.getlist("ref")
        if (seen := whole_number(request.POST.get(f"seen-{ref}"))) is not None
        and (to := whole_number(request.POST.get(f"to-{ref}"))) is not None
        and _may_hold(to, who)
    ]
    sent = desk.forward_each(choices, by=who.staff, at=who.at)
    gone = [one for one in sent if one.refusal is None]
    if gone:
        word = ngettext("Đã chuyển %(n)s hồ sơ.", "Đã chuyển %(n)s hồ sơ.", len(gone))
        messages.success(request, word % {"n": len(gone)})
    for one in sent:
        if one.refusal is not None:
            messages.error(request, f"{one.ref}: {one.refusal.text(gettext)}")
    if not sent:
        messages.warning(request, gettext("Chưa chọn hồ sơ nào để chuyển."))
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("office-desk-intake" if len(gone) == 1 else "office-desk-queues")
    return redirect(back)


def _tabs(counts: queues.Counts, key: str) -> tuple[NavItem, ...]:
    found = [
        NavItem(
            str(one.title),
            reverse("office-desk-queue", args=[one.key]),
            current=one.key == key,
            badge=getattr(counts, one.count),
        )
        for one in QUEUES
    ]
    url = reverse("office-desk-queue", args=[MONEY])
    return (*found, NavItem(gettext("Thu phí hôm nay"), url, current=key == MONEY))


def _row(dossier: Dossier, who: Acting, calendar: WorkCalendar, moment: Moment) -> Row:
    line = line_of(dossier, who, calendar, moment)
    deed_url, deed_name = "", ""
    action = NEXT_DEED.get(State(dossier.state))
    if action is not None:
        deed = BY_ACTION[action]
        deed_url = reverse("office-dossiers-deed", args=[line.ref, deed.slug])
        deed_name = str(deed.name)
    return Row(
        line=line,
        deed_url=deed_url,
        deed_name=deed_name,
        came_again=getattr(dossier, "came_again", False),
        usual=dossier.field_id,
    )


def _sections(who: Acting) -> dict[str, Any]:
    office = office_of(who.staff.unit_id, who.on)
    inside = around(office, who.on).inside
    return {
        "sections": [one for one in inside if one[0] != who.staff.unit_id],
        "usual": habits.usual_sections(office),
    }


def _propose(context: dict[str, Any]) -> None:
    """Put the section that usually holds the field beside each row."""
    usual = context["usual"]
    context["rows"] = [
        Row(row.line, row.deed_url, row.deed_name, row.came_again, usual.get(row.usual))
        for row in context["rows"]
    ]


def _may_hold(unit_id: int, who: Acting) -> bool:
    """Whether work may go there: a section of the office, or an authority above it."""
    near = around(office_of(who.staff.unit_id, who.on), who.on)
    return any(unit_id == known for known, _name in (*near.inside, *near.above))


def _arrived(who: Acting, calendar: WorkCalendar) -> list[Line]:
    midnight = local(who.at).replace(hour=0, minute=0)
    came = queues.in_line(queues.arrived_since(who.staff, midnight, who.on))
    return [line_of(dossier, who, calendar, no_moment) for dossier in came.rows]


def _money(request: HttpRequest, who: Acting) -> HttpResponse:
    office = office_of(who.staff.unit_id, who.on)
    tabs = _tabs(queues.counts(who.staff, who.on), MONEY)
    context = {"tabs": tabs, "day": who.on, **money_of(office.id, who.on)}
    return render(request, "office/desk/money.html", context)
