"""Questions about calendars; the work calendar itself is a value that counts without a database.

What was read is kept in the process until the version row changes. Each call of `work_calendar`
reads that row by its key, once: right at once in every process, also inside the transaction that
changes a calendar, for one quick statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import F, QuerySet

from congvu.foundation.calendars import rules
from congvu.foundation.calendars.models import (
    CalendarDay,
    CalendarYear,
    OfficeHours,
)
from congvu.foundation.calendars.rules import DayKind, NeededYear
from congvu.foundation.units.models import UnitAncestry
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.workcalendar import OFFICE_HOURS, Hours, WorkCalendar

Override = tuple[date, DayKind]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the calendar as lists show it; `unit_id` None for the country."""

    id: int
    day: date
    kind: DayKind
    name: str
    name_en: str
    decision: str
    verified: bool
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class _Above:
    """A unit that stands over (or is) the one asked for, and when."""

    unit_id: int
    depth: int
    starts_on: date
    ends_on: date | None
    is_last: bool

    def holds(self, day: date) -> bool:
        """Whether it counts on the day; after the end, where the unit stood last."""
        return self.starts_on <= day and (
            self.is_last or self.ends_on is None or day < self.ends_on
        )


@dataclass
class _Knowledge:
    """All that is stored about calendars; small, and read in four statements."""

    years: frozenset[int]
    national: dict[date, DayKind]
    local: dict[int, list[Override]]
    hours: list[OfficeHours]
    calendars: dict[tuple[frozenset[Override], Hours], WorkCalendar] = field(default_factory=dict)

    @property
    def is_local(self) -> bool:
        """Whether any unit differs from the country."""
        return bool(self.local) or any(row.unit_id is not None for row in self.hours)


class _Memory:
    """The knowledge of one version, replaced as a whole so that threads never mix two."""

    def __init__(self) -> None:
        self._kept: tuple[str, _Knowledge] | None = None

    def recall(self) -> _Knowledge:
        token = _token()
        kept = self._kept
        if token is not None and kept is not None and kept[0] == token:
            return kept[1]
        knowledge = _read()
        if token is not None:
            self._kept = (token, knowledge)
        return knowledge


_memory = _Memory()


def _token() -> str | None:
    """Read the version row; plain SQL, because every deadline of every dossier asks for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM calendars_calendarversion WHERE id = 1")
        row = cursor.fetchone()
    return row[0] if row else None


def work_calendar(unit_id: int | None = None, on: date | None = None) -> WorkCalendar:
    """Return the calendar of the country, or of a unit with its local days and office hours.

    A day recorded for a unit holds for all that stands under it on that day; the nearest unit
    wins. `on` chooses the office hours in force that day; without it, the latest recorded.
    Counting into a year that was not loaded raises CalendarMissing.
    """
    knowledge = _memory.recall()
    above: list[_Above] = []
    if unit_id is not None and knowledge.is_local:
        above = _chain(unit_id)
    overrides = frozenset(_overrides(knowledge, above).items())
    hours = _hours(knowledge.hours, above, on)
    found = knowledge.calendars.get((overrides, hours))
    if found is None:
        found = _assemble(knowledge, overrides, hours)
        knowledge.calendars[overrides, hours] = found
    return found


def office_hours(unit_id: int | None, on: date) -> Hours:
    """Return the office hours of the day: the unit's, else of the nearest above, else national."""
    return work_calendar(unit_id, on).hours


def loaded_years() -> tuple[int, ...]:
    """Return the years whose calendar is there."""
    return tuple(CalendarYear.objects.order_by("year").values_list("year", flat=True))


def missing_years(on: date) -> tuple[NeededYear, ...]:
    """Return the years that must be loaded by the day and are not, with the file of each.

    From 1 October the next year is asked for. Empty when nothing is missing.
    """
    there = set(loaded_years())
    return tuple(
        NeededYear(year, rules.file_of(year))
        for year in rules.years_needed(on)
        if year not in there
    )


def get_year(year: int) -> CalendarYear | None:
    """Return the year's row, with the law it stands on and where it was read; None when not loaded."""
    return CalendarYear.objects.filter(pk=year).first()


def list_local_days(year: int) -> tuple[DayRow, ...]:
    """Return the days of a year that single units recorded, in order."""
    found = CalendarDay.objects.filter(unit__isnull=False, date__year=year)
    return _rows(found.order_by("date", "unit__sort_key"))


def get_local_day(day_id: int) -> DayRow:
    """Return one local day. Raises NotFound, also for a day of the country."""
    rows = _rows(CalendarDay.objects.filter(pk=day_id, unit__isnull=False))
    if not rows:
        raise NotFound(
            gettext_noop("Không có ngày riêng này trong lịch của đơn vị."),
            code="local_day_not_found",
            id=day_id,
        )
    return rows[0]


def list_office_hours() -> QuerySet[OfficeHours]:
    """Return all office hours that were recorded, the latest first, the country's before units'."""
    return OfficeHours.objects.select_related("unit").order_by(
        F("unit__sort_key").asc(nulls_first=True), "-starts_on"
    )


def unverified_days(year: int) -> tuple[DayRow, ...]:
    """Return the national days of a year that no decision was seen for."""
    found = CalendarDay.objects.filter(unit=None, verified=False, date__year=year)
    return _rows(found.order_by("date"))


def list_days(year: int, unit_id: int | None = None) -> tuple[DayRow, ...]:
    """Return the days of a year in order: national ones, and those that hold for the unit."""
    days = _rows(CalendarDay.objects.filter(unit=None, date__year=year).order_by("date"))
    if unit_id is None:
        return days
    above = _chain(unit_id)
    local = CalendarDay.objects.filter(
        unit_id__in=[link.unit_id for link in above], date__year=year
    )
    mine = [
        row
        for row in _rows(local)
        if any(link.unit_id == row.unit_id and link.holds(row.day) for link in above)
    ]
    return tuple(sorted([*days, *mine], key=lambda row: (row.day, row.unit_id or 0)))


def _rows(days: Iterable[CalendarDay]) -> tuple[DayRow, ...]:
    return tuple(
        DayRow(
            id=day.pk,
            day=day.date,
            kind=DayKind(day.kind),
            name=day.name,
            name_en=day.name_en,
            decision=day.decision,
            verified=day.verified,
            unit_id=day.unit_id,
        )
        for day in days
    )


def _read() -> _Knowledge:
    days = CalendarDay.objects.all()
    local: dict[int, list[Override]] = {}
    for unit_id, day, kind in days.exclude(unit=None).values_list("unit_id", "date", "kind"):
        local.setdefault(unit_id, []).append((day, DayKind(kind)))
    national = days.filter(unit=None).values_list("date", "kind")
    return _Knowledge(
        years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
        national={day: DayKind(kind) for day, kind in national},
        local=local,
        hours=list(OfficeHours.objects.order_by("-starts_on")),
    )


def _chain(unit_id: int) -> list[_Above]:
    """Read who stands above a unit, nearest first."""
    rows = UnitAncestry.objects.filter(unit_id=unit_id).order_by("depth")
    return [
        _Above(*row)
        for row in rows.values_list("ancestor_id", "depth", "starts_on", "ends_on", "is_last")
    ]


def _overrides(knowledge: _Knowledge, above: Iterable[_Above]) -> dict[date, DayKind]:
    found: dict[date, DayKind] = {}
    for link in above:
        for day, kind in knowledge.local.get(link.unit_id, ()):
            if link.holds(day):
                found.setdefault(day, kind)
    return found


def _hours(rows: list[OfficeHours], above: Iterable[_Above], on: date | None) -> Hours:
    """Find the hours of the nearest unit that has any in force; rows stand latest first."""
    for unit_id in [*(link.unit_id for link in above if on is None or link.holds(on)), None]:
        for row in rows:
            if row.unit_id == unit_id and (on is None or _in_force(row, on)):
                return _as_hours(row)
    return OFFICE_HOURS


def _in_force(row: OfficeHours, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or on < row.ends_on)


def _as_hours(row: OfficeHours) -> Hours:
    morning = (row.morning_from, row.morning_until)
    if row.afternoon_from is None or row.afternoon_until is None:
        return (morning,)
    return (morning, (row.afternoon_from, row.afternoon_until))


def _assemble(knowledge: _Knowledge, overrides: frozenset[Override], hours: Hours) -> WorkCalendar:
    days = {**knowledge.national, **dict(overrides)}
    worked = frozenset(day for day, kind in days.items() if kind is DayKind.MAKEUP_DAY)
    return WorkCalendar(
        years=knowledge.years,
        holidays=frozenset(days) - worked,
        makeup_days=worked,
        hours=hours,
    )
