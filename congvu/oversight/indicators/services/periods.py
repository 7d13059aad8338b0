"""The calendar of a superior unit: which periods it asks for, with which days and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units.selectors import journal_code
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.periods import Window, parse
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.library import indicator_set
from congvu.oversight.indicators.models import GroupWindow, IndicatorSetVersion, ReportingPeriod


@transaction.atomic
def open_period(
    superior_id: int,
    set_version: IndicatorSetVersion,
    code: str,
    window: Window,
    *,
    due_on: date,
    asked_by: str = "",
    group_windows: Mapping[str, Window] | None = None,
    by: Actor,
    at: datetime,
) -> ReportingPeriod:
    """Open a period for the units under a superior; whoever calls made sure that the person may.

    Every window is given, nothing follows from the calendar. Raises Conflict when the superior
    asked for this period already, Invalid for a code, a day or a group that cannot be.
    """
    label = parse(code).code
    _check(set_version, window, due_on, group_windows or {})
    try:
        with transaction.atomic():
            period = ReportingPeriod.objects.create(
                superior_id=superior_id,
                set_version=set_version,
                code=label,
                starts_on=window.starts_on,
                ends_on=window.ends_on,
                due_on=due_on,
                asked_by=" ".join(asked_by.split())[:300],
                created_at=at,
                created_by=by.code,
            )
    except IntegrityError as clash:
        raise Conflict(
            gettext_noop("Kỳ %(period)s đã được lập."), code="period_exists", period=label
        ) from clash
    _set_windows(period, group_windows or {})
    _note("indicators.open_period", period, group_windows or {}, by, at)
    return period


@transaction.atomic
def change_period(
    period: ReportingPeriod,
    window: Window,
    *,
    due_on: date,
    asked_by: str,
    group_windows: Mapping[str, Window],
    by: Actor,
    at: datetime,
) -> ReportingPeriod:
    """Give a period other days; figures already there stay, the next refresh computes them anew.

    Whoever calls made sure that the person may, and that nobody relies on the days that were.
    Raises Invalid for a day or a group that cannot be.
    """
    _check(period.set_version, window, due_on, group_windows)
    period.starts_on, period.ends_on = window.starts_on, window.ends_on
    period.due_on, period.asked_by = due_on, " ".join(asked_by.split())[:300]
    period.save(update_fields=["starts_on", "ends_on", "due_on", "asked_by"])
    period.group_windows.all().delete()
    _set_windows(period, group_windows)
    _note("indicators.change_period", period, group_windows, by, at)
    return period


def _check(
    set_version: IndicatorSetVersion, window: Window, due_on: date, windows: Mapping[str, Window]
) -> None:
    groups = {group.code for group in indicator_set(set_version).groups}
    for group in windows:
        if group not in groups:
            raise Invalid(
                gettext_noop("Bộ chỉ tiêu không có nhóm “%(group)s”."),
                code="no_group",
                group=group[:20],
            )
    if due_on < window.starts_on:
        raise Invalid(gettext_noop("Hạn gửi trước ngày đầu kỳ."), code="due_early", field="due_on")


def _set_windows(period: ReportingPeriod, windows: Mapping[str, Window]) -> None:
    GroupWindow.objects.bulk_create(
        GroupWindow(period=period, group=group, starts_on=window.starts_on, ends_on=window.ends_on)
        for group, window in sorted(windows.items())
    )


def _note(
    action: str, period: ReportingPeriod, windows: Mapping[str, Window], by: Actor, at: datetime
) -> None:
    own = {code: [one.starts_on, one.last_day] for code, one in sorted(windows.items())}
    journal.record(
        unit=journal_code(period.superior_id, local_day(at)),
        by=by,
        action=action,
        obj_type="period",
        obj_code=period.code,
        changes={
            "from": period.starts_on,
            "to": period.last_day,
            "due_on": period.due_on,
            "asked_by": period.asked_by,
            **({"groups": own} if own else {}),
        },
        at=at,
    )
