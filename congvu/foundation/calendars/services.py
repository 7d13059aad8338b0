"""Changing calendars: loading a year, local days of a unit, office hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from django.db import transaction

from congvu.foundation.calendars import rules, selectors
from congvu.foundation.calendars.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    OfficeHours,
)
from congvu.foundation.calendars.rules import DayKind, PlannedDay, YearPlan
from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units import selectors as units
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.kernel.workcalendar import Hours, WorkCalendar, local_day

NATIONAL: Final = "VN"
"""The journal's chain for what holds in the whole country."""


@transaction.atomic
def load_year(plan: YearPlan, *, by: Actor, at: datetime) -> tuple[int, int, int]:
    """Make the national days of a year what the plan says; return created, changed, removed.

    Local days stay. Loading the same plan twice changes nothing and writes no entry. Raises
    CalendarContradiction when the plan breaks a rule.
    """
    found = tuple(rules.problems(plan))
    if found:
        raise rules.CalendarContradiction(plan.year, found)
    _take_turn()
    counts, told = _store_days(plan, by)
    columns = {
        "statutory_holidays": plan.statutory_holidays,
        "law": plan.law,
        "source": plan.source,
    }
    as_planned = CalendarYear.objects.filter(pk=plan.year, **columns).exists()
    if as_planned and not any(counts):
        return counts
    CalendarYear.objects.update_or_create(pk=plan.year, defaults=columns | {"loaded_at": at})
    _renew()
    _tell(NATIONAL, "load_calendar_year", str(plan.year), told, by=by, at=at)
    return counts


def _store_days(plan: YearPlan, by: Actor) -> tuple[tuple[int, int, int], dict[str, Any]]:
    stored = CalendarDay.objects.filter(unit=None, date__year=plan.year)
    there = {day.date: day for day in stored}
    new: list[CalendarDay] = []
    changed: list[CalendarDay] = []
    for planned in plan.days:
        columns = _columns(planned)
        day = there.pop(planned.day, None)
        if day is None:
            new.append(CalendarDay(date=planned.day, recorded_by=by.code, **columns))
        elif any(getattr(day, column) != value for column, value in columns.items()):
            for column, value in columns.items():
                setattr(day, column, value)
            changed.append(day)
    CalendarDay.objects.filter(pk__in=[day.pk for day in there.values()]).delete()
    CalendarDay.objects.bulk_create(new)
    CalendarDay.objects.bulk_update(changed, list(_COLUMNS), batch_size=50)
    told = {
        "created": [day.date.isoformat() for day in new],
        "changed": [day.date.isoformat() for day in changed],
        "removed": [day.isoformat() for day in sorted(there)],
    }
    return (len(new), len(changed), len(there)), told


_COLUMNS: Final = (
    "kind",
    "name",
    "name_en",
    "decision",
    "verified",
    "in_lieu_of",
    "swapped_with",
)


def _columns(planned: PlannedDay) -> dict[str, Any]:
    values = {column: getattr(planned, column) for column in _COLUMNS}
    return values | {"kind": planned.kind.value}


@transaction.atomic
def add_local_day(
    *,
    unit_id: int,
    day: date,
    kind: DayKind,
    name: str,
    decision: str,
    by: Actor,
    at: datetime,
) -> CalendarDay:
    """Record that a unit, and all under it, is off or works on a day, by a decision.

    Raises NotFound for an unknown unit, CalendarMissing for a year not loaded, Conflict when the
    unit has recorded the day already, Invalid without a decision or name, or when the day is off
    (or worked) anyhow.
    Dossiers whose due date moves by it are told by the casework rooms.
    """
    if not name.strip() or not decision.strip():
        raise Invalid(
            gettext_noop("Hãy ghi tên ngày và văn bản quyết định."), code="local_day_undecided"
        )
    units.get(unit_id)
    _take_turn()
    if CalendarDay.objects.filter(unit_id=unit_id, date=day).exists():
        raise Conflict(
            gettext_noop("Đơn vị đã ghi ngày này vào lịch."), code="local_day_exists", day=day
        )
    # CalendarMissing comes out of this question.
    works = selectors.work_calendar(unit_id).is_working(day)
    if works == (kind is DayKind.MAKEUP_DAY):
        raise Invalid(
            gettext_noop("Ngày này vốn đã là ngày làm việc (hoặc ngày nghỉ) như đề nghị."),
            code="local_day_changes_nothing",
            day=day,
        )
    made = CalendarDay.objects.create(
        unit_id=unit_id,
        date=day,
        kind=kind.value,
        name=name.strip(),
        decision=decision.strip(),
        recorded_by=by.code,
    )
    _renew()
    chain = units.journal_code(unit_id, max(day, local_day(at)))
    told = {"kind": kind.value, "name": made.name, "decision": made.decision}
    _tell(chain, "add_local_day", day.isoformat(), told, by=by, at=at)
    return made


@transaction.atomic
def remove_local_day(day_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back a local day; the journal keeps what it was and why.

    Raises NotFound for an unknown or a national day (those come from the year's file), Invalid
    without a reason.
    """
    if not reason.strip():
        raise Invalid(gettext_noop("Hãy ghi lý do bỏ ngày này."), code="reason_missing")
    _take_turn()
    found = CalendarDay.objects.filter(pk=day_id, unit__isnull=False).first()
    if found is None or found.unit_id is None:
        raise NotFound(
            gettext_noop("Không có ngày riêng này trong lịch của đơn vị."),
            code="local_day_not_found",
            id=day_id,
        )
    chain = units.journal_code(found.unit_id, max(found.date, local_day(at)))
    told = {
        "kind": found.kind,
        "name": found.name,
        "decision": found.decision,
        "reason": reason.strip(),
    }
    CalendarDay.objects.filter(pk=day_id).delete()
    _renew()
    _tell(chain, "remove_local_day", found.date.isoformat(), told, by=by, at=at)


@transaction.atomic
def set_office_hours(
    *,
    unit_id: int | None,
    hours: Hours,
    starts_on: date,
    decision: str,
    by: Actor,
    at: datetime,
) -> OfficeHours:
    """Set the office hours of the country (None) or of a unit and all under it, from a day on.

    One or two spells a day. Raises Conflict when hours from that day or later are recorded,
    Invalid without a decision or for spells that overlap.
    """
    if not decision.strip() or len(hours) not in {1, 2}:
        raise Invalid(
            gettext_noop("Hãy ghi một hoặc hai buổi làm việc và văn bản quyết định."),
            code="office_hours_undecided",
        )
    WorkCalendar(hours=hours)  # refuses spells that overlap
    _take_turn()
    unit = None if unit_id is None else units.get(unit_id)
    mine = OfficeHours.objects.filter(unit=unit)
    if mine.filter(starts_on__gte=starts_on).exists():
        raise Conflict(
            gettext_noop("Đã có giờ làm việc ghi từ ngày này hoặc sau đó."),
            code="office_hours_exist",
            starts_on=starts_on,
        )
    mine.filter(ends_on=None).update(ends_on=starts_on)
    afternoon = hours[1] if len(hours) == 2 else (None, None)
    made = OfficeHours.objects.create(
        unit=unit,
        starts_on=starts_on,
        morning_from=hours[0][0],
        morning_until=hours[0][1],
        afternoon_from=afternoon[0],
        afternoon_until=afternoon[1],
        decision=decision.strip(),
        recorded_by=by.code,
    )
    _renew()
    chain = NATIONAL if unit_id is None else units.journal_code(unit_id, starts_on)
    told = {"hours": [[f"{edge:%H:%M}" for edge in pair] for pair in hours], "decision": decision}
    _tell(chain, "set_office_hours", starts_on.isoformat(), told, by=by, at=at)
    return made


def _take_turn() -> None:
    """Let writers of calendars go one after another: they all lock the version row."""
    CalendarVersion.objects.select_for_update().filter(pk=1).first()


def _renew() -> None:
    """Make every process read the calendars anew."""
    CalendarVersion.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


def _tell(
    chain: str, action: str, code: str, changes: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    journal.record(
        unit=chain,
        by=by,
        action=action,
        obj_type="calendar",
        obj_code=code,
        changes=dict(changes),
        at=at,
    )
