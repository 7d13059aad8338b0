"""A superior asks those below for their reports of a period."""

from __future__ import annotations

from collections.abc import Mapping
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
from congvu.oversight.indicators.services.periods import change_period, open_period
from congvu.oversight.reporting.models import ReportReminder
from congvu.oversight.reporting.selectors.board import board
from congvu.oversight.reporting.selectors.days import count_begun, own_windows, sign_of


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
    group_windows: Mapping[str, Window] | None = None,
    by: Staff,
    at: datetime,
) -> ReportingPeriod:
    """Open a period for everybody below the person's office; groups may have days of their own.

    Raises NotAllowed for a role that asks nobody, Invalid for days that cannot be, Conflict for a
    period that was asked for already.
    """
    if not by.has(Role.PROVINCE_OFFICER):
        raise NotAllowed(gettext_noop("Vị trí của bạn không mở kỳ báo cáo."))
    return open_period(
        asking_office(by, local_day(at)),
        version_for(set_code, last_day),
        period,
        _window(first_day, last_day),
        due_on=due_on,
        asked_by=asked_by,
        group_windows=group_windows,
        by=by,
        at=at,
    )


@transaction.atomic
def change(
    period: ReportingPeriod,
    *,
    first_day: date,
    last_day: date,
    due_on: date,
    asked_by: str,
    group_windows: Mapping[str, Window],
    seen: str,
    by: Staff,
    at: datetime,
) -> ReportingPeriod:
    """Mend the days, the due day and the letter of a period that was opened; its set stays.

    `seen` is the `sign_of` what the person had before the eyes. Raises NotAllowed for a role that
    asks nobody, UnitNotYours for a stranger, Invalid for days that cannot be, Conflict when
    somebody mended it meanwhile, and for other days once a report was begun: its figures are
    counted on the days that were. The due day and the letter may always change.
    """
    if not by.has(Role.PROVINCE_OFFICER):
        raise NotAllowed(gettext_noop("Vị trí của bạn không mở kỳ báo cáo."))
    check_superior(by, period.superior_id, local_day(at))
    window = _window(first_day, last_day)
    rows = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("set_version")
    there = rows.get(pk=period.pk)
    if sign_of(there) != seen:
        raise Conflict(
            gettext_noop("Kỳ này vừa được người khác sửa; xem lại các ngày đang có rồi lưu."),
            code="period_moved",
        )
    if (window, dict(group_windows)) != (there.window, own_windows(there)):
        _refuse_begun(there)
    return change_period(
        there,
        window,
        due_on=due_on,
        asked_by=asked_by,
        group_windows=group_windows,
        by=by,
        at=at,
    )


def _refuse_begun(period: ReportingPeriod) -> None:
    if begun := count_begun(period):
        raise Conflict(
            gettext_noop(
                "Đã có %(count)s đơn vị lập báo cáo theo các ngày cũ: chỉ còn sửa được hạn gửi và "
                "văn bản yêu cầu. Muốn đổi ngày tính số liệu thì các đơn vị bỏ bản thảo trước."
            ),
            code="days_in_use",
            count=begun,
        )


def _window(first_day: date, last_day: date) -> Window:
    if last_day < first_day:
        raise Invalid(
            gettext_noop("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
            code="window_empty",
            field="last_day",
        )
    return Window.inclusive(first_day, last_day)
