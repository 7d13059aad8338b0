"""Five steps through the sample: from the counter to the province, each as a person who may go there.

Only where one click signs a sample person in: the data is marked DỮ LIỆU MẪU and the server is this
machine. Elsewhere nothing is drawn, and the addresses of the steps are not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import sample_people
from congvu.foundation.people.session import is_sample_session, sample_allowed
from congvu.interfaces.office.acting import Acting, acting
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.selectors import list_periods
from congvu.oversight.reporting.selectors.periods import owed_by, waiting_for

COOKIE = "sample_steps"
HIDDEN = "hidden"
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whose it is in the sample, and who else may go there."""

    key: str
    name: Promise
    said: Promise
    person: str
    roles: frozenset[Role]
    way: Callable[[Acting], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as the first screen draws it: one's own, or that of the person to change to."""

    step: Step
    url: str
    person: Staff
    is_mine: bool


def _to_report(who: Acting) -> str:
    """Return the newest report of the office, else the list of its periods."""
    found = next((one.report for one in owed_by(who.staff, who.on) if one.report), None)
    return reverse("office-reporting-page", args=[found.uuid]) if found else _to("office-reporting")


def _to_waiting(who: Acting) -> str:
    """Return the report whose next act is the person's, else the list of periods."""
    found = waiting_for(who.staff, who.on)
    if not found:
        return _to("office-reporting")
    return reverse("office-reporting-page", args=[found[0].uuid])


def _to_board(who: Acting) -> str:
    """Return the board of the newest period that is over, else the list of periods."""
    asked = list_periods([asking_office(who.staff, who.on)])
    period = asked.filter(ends_on__lte=who.on).first() or asked.first()
    return (
        reverse("office-reporting-board", args=[period.pk]) if period else _to("office-reporting")
    )


def _to(route: str) -> str:
    return reverse(route)


R = Role
STEPS = (
    Step(
        "tiep-nhan", _("Tiếp nhận"), _("Nhận một hồ sơ, in giấy hẹn"), "lan",
        frozenset({R.CLERK}), lambda _who: _to("office-desk-intake"),
    ),
    Step(
        "qua-han", _("Quá hạn"), _("Hồ sơ nào trễ, đang ở ai"), "hoa",
        frozenset({R.LEADER}), lambda _who: reverse("office-home-list", args=["qua-han"]),
    ),
    Step(
        "so-lieu", _("Số liệu"), _("Biểu II.06a tự đếm, số nào cũng mở ra hồ sơ"), "mai",
        frozenset({R.REFORM_OFFICER}), lambda _who: _to("office-figures-06a"),
    ),
    Step(
        "bao-cao", _("Báo cáo"), _("Số liệu vào báo cáo, kiểm tra, tải tệp Word"), "mai",
        frozenset({R.REFORM_OFFICER}), _to_report,
    ),
    Step(
        "tinh", _("Tỉnh"), _("Ai đã gửi, tiếp nhận, tổng hợp"), "quan",
        frozenset({R.PROVINCE_OFFICER}), _to_board,
    ),
)  # fmt: skip


NUMBERING = Step(
    "cap-so", _("Cấp số, gửi"), _("Báo cáo đã duyệt đang chờ cấp số, gửi tỉnh"), "dung",
    frozenset({R.REGISTRAR}), _to_waiting,
)  # fmt: skip
"""Stands in the place of the report for the registrar for whom one waits."""


def steps_of(request: HttpRequest, who: Acting) -> list[Shown]:
    """Return the steps for somebody of the sample, none for anybody else."""
    if not is_sample_session(request) or not sample_allowed(request):
        return []
    people = {one.code: one for one in sample_people(who.on)}
    return [
        Shown(
            step,
            reverse("office-home-step", args=[step.key]),
            people[step.person],
            is_mine=who.staff.has(*step.roles),
        )
        for step in _steps_for(who)
        if step.person in people
    ]


def _steps_for(who: Acting) -> tuple[Step, ...]:
    if not who.staff.has(R.REGISTRAR) or not waiting_for(who.staff, who.on):
        return STEPS
    return tuple(NUMBERING if step.key == "bao-cao" else step for step in STEPS)


def are_hidden(request: HttpRequest) -> bool:
    """Whether the visitor has put the steps away in this browser."""
    return request.COOKIES.get(COOKIE) == HIDDEN


@never_cache
@require_GET
def go(request: HttpRequest, step: str) -> HttpResponse:
    """Lead to where a step begins; 404 unless the data is a sample and the server local."""
    who = acting(request)
    found = next((one for one in (*STEPS, NUMBERING) if one.key == step), None)
    if found is None or not sample_allowed(request):
        raise NotFound(gettext_noop("Không có trang này."))
    return redirect(found.way(who))


@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """Hide the steps in this browser, or show them again; 404 unless it is the sample."""
    acting(request)
    if not sample_allowed(request):
        raise NotFound(gettext_noop("Không có trang này."))
    response = redirect("office-home")
    if "hien" in request.POST:
        response.delete_cookie(COOKIE)
    else:
        response.set_cookie(
            COOKIE, HIDDEN, max_age=A_YEAR, samesite="Lax", httponly=True,
            secure=request.is_secure(),
        )  # fmt: skip
    return response
