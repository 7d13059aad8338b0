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
from congvu.interfaces.office.dossiers.reading import Tag, ref_of, state_tag
from congvu.interfaces.ui.templatetags.ui import days_left_tone, working_days_left
from congvu.kernel.workcalendar import WorkCalendar
from congvu.kernel.workingdays import forward_by, local, local_day, remaining

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier
    from congvu.interfaces.office.acting import Acting

HOUR = 3600


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
        code=dossier.code or _("Mở để tiếp nhận"),
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
        is_late=left is not None and left.tone == "late",
    )


def no_moment(
    _dossier: Dossier, _who: Acting, _calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    return None, None


def since_submitted(
    dossier: Dossier, who: Acting, _calendar: WorkCalendar
) -> tuple[datetime | None, Tag | None]:
    """Say how long an online dossier has been waiting for the desk."""
    at = dossier.submitted_at
    if at is None:
        return None, None
    hours = int((who.at - at).total_seconds() // HOUR)
    days = (who.on - local_day(at)).days
    if days:
        word = ngettext("chờ %(n)s ngày", "chờ %(n)s ngày", days) % {"n": days}
    else:
        word = ngettext("chờ %(n)s giờ", "chờ %(n)s giờ", hours) % {"n": hours}
    return at, Tag(word, "soon" if days else "waiting")


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
    return at, Tag(ngettext("xong %(n)s ngày", "xong %(n)s ngày", days) % {"n": days}, "neutral")


def _left(dossier: Dossier, who: Acting, calendar: WorkCalendar) -> Tag | None:
    if dossier.lawful_due is None or dossier.finished_at is not None:
        return None
    if State(dossier.state) not in RUNNING:
        return Tag(_("đồng hồ dừng"), "paused")
    days = remaining(who.on, dossier.lawful_due, calendar)
    return Tag(working_days_left(days), days_left_tone(days))
