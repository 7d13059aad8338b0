"""A superior asks those below for their reports of a period."""

from __future__ import annotations

from datetime import date, datetime

from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.errors import Invalid, NotAllowed, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.periods import open_period


def ask(
    *,
    set_code: str,
    period: str,
    first_day: date,
    last_day: date,
    due_on: date,
    asked_by: str,
    by: Staff,
    at: datetime,
) -> ReportingPeriod:
    """Open a period for everybody below the person's office.

    Raises NotAllowed for a role that asks nobody, Invalid for days that cannot be, Conflict for a
    period that was asked for already.
    """
    if not by.has(Role.PROVINCE_OFFICER):
        raise NotAllowed(gettext_noop("Vị trí của bạn không mở kỳ báo cáo."))
    if last_day < first_day:
        raise Invalid(
            gettext_noop("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
            code="window_empty",
            field="last_day",
        )
    return open_period(
        asking_office(by, local_day(at)),
        newest_version(set_code),
        period,
        Window.inclusive(first_day, last_day),
        due_on=due_on,
        asked_by=asked_by,
        by=by,
        at=at,
    )
