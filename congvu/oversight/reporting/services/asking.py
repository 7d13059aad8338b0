"""A superior asks those below for their reports of a period."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.outbox.services import put
from congvu.kernel.errors import Conflict, Invalid, NotAllowed, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import asking_office, check_superior
from congvu.oversight.indicators.library import version_for
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.reporting.models import ReportReminder
from congvu.oversight.reporting.selectors.board import board


@transaction.atomic
def remind(period: ReportingPeriod, *, by: Staff, at: datetime) -> int:
    """Remind everybody below who has not handed in, or was sent back; return how many.

    A unit that has ended is reminded of nothing. What goes out names the unit and the period,
    nobody and nothing else. Raises UnitNotYours for a stranger, Conflict when nobody owes anything.
    """
    check_superior(by, period.superior_id, local_day(at))
    owing = board(period, local_day(at)).to_remind
    if not owing:
        raise Conflict(gettext_noop("Không còn đơn vị nào để nhắc."), code="nobody_owes")
    ReportReminder.objects.bulk_create(
        ReportReminder(unit_id=row.unit.id, period=period, at=at, by=by.code) for row in owing
    )
    for row in owing:
        put(kind="report.remind", code=f"{period.code}/{row.unit.code}", unit_id=row.unit.id, at=at)
    record(
        unit=by.unit_code,
        by=by,
        action="report.remind",
        obj_type="period",
        obj_code=period.code,
        changes={"units": [row.unit.code for row in owing]},
        at=at,
    )
    return len(owing)


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
        version_for(set_code, last_day),
        period,
        Window.inclusive(first_day, last_day),
        due_on=due_on,
        asked_by=asked_by,
        by=by,
        at=at,
    )
