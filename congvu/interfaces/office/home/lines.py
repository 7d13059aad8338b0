"""One dossier as a line of a worklist: what a person must know to choose what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congvu.casework.dossiers.rules.states import RUNNING, State
from congvu.casework.dossiers.selectors.clock import timeliness_of
from congvu.interfaces.office.dossiers.reading import Tag, ref_of, state_tag, timeliness_tag
from congvu.interfaces.ui.templatetags.ui import days_left_tone, working_days_left
from congvu.kernel.workcalendar import WorkCalendar
from congvu.kernel.workingdays import (
    HOURS_PER_WORKING_DAY,
    forward_by,
    local,
    local_day,
    remaining,
)

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier
    from congvu.interfaces.office.acting import Acting


@dataclass(frozen=True, slots=True)
class Line:
    """A dossier; `version` is the one that was seen, for what is done from the list itself."""

    ref: str
    url: str
    code: str
    version: int
    procedure: str
    applicant: str
    moment: datetime | None
    moment_tag: Tag | None
    due: date | None
    again: date | None
    left: Tag | None
    state: Tag
    place: str
    person: str
    is_late: bool


Moment = Callable[["Dossier", "Acting", WorkCalendar], tuple[datetime | None, Tag | None]]


def line_of(dossier: Dossier, who: Acting, calendar: WorkCalendar, moment: Moment) -> Line:
    """Draw one dossier; nothing is asked of the database."""
    at, tag = moment(dossier, who, calendar)
    left = _left(dossier, who, calendar)
    return Line(
        ref=ref_of(dossier),
        url=reverse("office-dossiers-page", kwargs={"ref": ref_of(dossier)}),
        code=dossier.code or _("Chưa cấp mã"),
        version=dossier.version,
        procedure=dossier.procedure_version.name,
        applicant=dossier.applicant.name,
        moment=at,
        moment_tag=tag,
        due=dossier.lawful_due,
        again=dossier.reappointed_on,
        left=left,
        state=state_tag(dossier.state),
        place=dossier.holder_unit.name if dossier.holder_unit else "",
        person=dossier.assignee.account.full_name if dossier.assignee else "",
        is_late=dossier.finished_at is None and left is not None and left.tone == "late",
    )


def no_moment(
    _dossier: Dossier, _who: Acting, _calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    return None, None


def since_submitted(
    dossier: Dossier, who: Acting, calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    """Say how many office hours an online dossier has waited; more than a working day alarms."""
    at = dossier.submitted_at
    if at is None:
        return None, None
    minutes = calendar.office_minutes(at, who.at)
    hours = minutes // 60
    word = ngettext("chờ %(n)s giờ làm việc", "chờ %(n)s giờ làm việc", hours) % {"n": hours}
    if not hours:
        word = _("chờ chưa đến 1 giờ làm việc")
    return at, Tag(word, "late" if minutes > HOURS_PER_WORKING_DAY * 60 else "waiting")


def forward_until(
    dossier: Dossier, who: Acting, calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    """Say until when an accepted dossier must have gone on (the 15:00 rule)."""
    at = dossier.accepted_at
    if at is None:
        return None, None
    until = forward_by(at, calendar)
    if who.at > until:
        return at, Tag(_("quá lúc phải chuyển"), "late")
    day = _("hôm nay") if until.date() == who.on else f"{local(until):%d/%m}"
    return at, Tag(
        _("chuyển trước %(time)s %(day)s") % {"time": f"{local(until):%H:%M}", "day": day}, "soon"
    )


def when_finished(
    dossier: Dossier, who: Acting, _calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    """Say since when a result lies ready."""
    at = dossier.finished_at
    if at is None:
        return None, None
    days = (who.on - local_day(at)).days
    if not days:
        return at, None
    return at, Tag(
        ngettext("chờ trả %(n)s ngày", "chờ trả %(n)s ngày", days) % {"n": days}, "neutral"
    )


def _left(dossier: Dossier, who: Acting, calendar: WorkCalendar) -> Tag | None:
    if dossier.lawful_due is None:
        return None
    if dossier.finished_at is not None:
        return timeliness_tag(timeliness_of(dossier, who.on))
    if State(dossier.state) not in RUNNING:
        return Tag(_("đồng hồ dừng"), "paused")
    days = remaining(who.on, dossier.lawful_due, calendar)
    return Tag(working_days_left(days), days_left_tone(days))
