"""The periods that an office owes a report for, and those that it asks others for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from congvu.casework.documents.rules.states import State as DocumentState
from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.foundation.units.rules import Level
from congvu.instruments.registers.selectors import own_offices
from congvu.kernel.errors import gettext_noop
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.models import FigureRequest, ReportingPeriod
from congvu.oversight.indicators.selectors import list_periods, requests_for, set_of
from congvu.oversight.reporting.errors import ReportNotFound
from congvu.oversight.reporting.models import Report, ReportReminder
from congvu.oversight.reporting.rules.due import overdue
from congvu.oversight.reporting.rules.life import (
    HANDED_IN,
    STANDING_IN,
    Actor,
    State,
    actors_of,
)
from congvu.oversight.reporting.selectors.access import SUPERIORS, archives, visible

MOST_SHOWN = 60
# in which states of the own office's report an actor is the one whom it waits for
NEXT_ACT_OF = {
    Actor.LEADER: (State.CHECKED,),
    Actor.REGISTRAR: (State.APPROVED, State.NUMBERED),
}
# and by whom a numbered report goes on whose number was struck or whose document was called back
BACK_BY = {
    Actor.LEADER: DocumentState.CANCELLED,
    Actor.AUTHOR: DocumentState.RECALLED,
}
AHEAD, BEHIND = timedelta(days=10), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Owed:
    """A period and the office's newest standing report for it, None before it is begun.

    `handed_in` says whether this version or one before it ever was. `is_bound` by the due day is
    not who asked for the period, and sums up what others hand in, nor an office that began later.
    """

    period: ReportingPeriod
    report: Report | None
    level: Level | None
    handed_in: bool = False
    is_bound: bool = True

    def overdue(self, on: date) -> int:
        """Return the days after the due day while nothing was handed in."""
        return overdue(self.period.due_on, on, handed_in=self.handed_in) if self.is_bound else 0


@dataclass(frozen=True, slots=True)
class Pressing:
    """A report that must be seen to: due soon, late or sent back; when one was last reminded of it."""

    period: ReportingPeriod
    report: Report | None
    reminded_at: datetime | None
    handed_in: bool = False

    def overdue(self, on: date) -> int:
        """Return the days after the due day while nothing was handed in."""
        return overdue(self.period.due_on, on, handed_in=self.handed_in)

    @property
    def is_returned(self) -> bool:
        return self.report is not None and self.report.state == State.RETURNED


@dataclass(frozen=True, slots=True)
class Sought:
    """A period that the office asks for, with how many have handed in and were accepted."""

    period: ReportingPeriod
    set_name: str
    handed_in: int
    accepted: int


def owed_by(staff: Staff, on: date) -> list[Owed]:
    """Return the periods that the office reports for, the newest first.

    Those that a superior asks for at its level, and those of its own: it reports the sum upwards.
    """
    office = asking_office(staff, on)
    unit = units.get(office)
    level = units.level_of(unit, on)
    asking = [office, *(unit.id for unit in units.path(office, on))]
    own = Report.objects.filter(unit_id=office, state__in=sorted(STANDING_IN | HANDED_IN))
    versions = list(own.order_by("pk"))
    standing = {one.period_id: one for one in versions if one.state in STANDING_IN}
    handed_in = {one.period_id for one in versions if one.state in HANDED_IN}
    found = list_periods(asking)[:MOST_SHOWN]
    return [
        Owed(
            period,
            standing.get(period.pk),
            level,
            period.pk in handed_in,
            is_bound=period.superior_id != office and unit.starts_on <= period.last_day,
        )
        for period in found
        if period.superior_id == office or set_of(period).level is level
    ]


def pressing(staff: Staff, on: date) -> list[Pressing]:
    """Return what the office owes a superior and must hand in within AHEAD days, the oldest first."""
    office = asking_office(staff, on)
    found = [
        one
        for one in owed_by(staff, on)
        if one.is_bound
        and (one.report is None or one.report.state not in HANDED_IN - {State.RETURNED})
        and on - BEHIND <= one.period.due_on <= on + AHEAD
    ]
    reminded = dict(
        ReportReminder.objects.filter(unit_id=office, period__in=[one.period for one in found])
        .order_by("pk")
        .values_list("period_id", "at")
    )
    return [
        Pressing(one.period, one.report, reminded.get(one.period.pk), one.handed_in)
        for one in sorted(found, key=lambda one: (one.period.due_on, one.period.pk))
    ]


def waiting_for(staff: Staff, on: date) -> list[Report]:
    """Return the reports whose next act is the person's, the first due first.

    To approve for the leader, to number and to send for văn thư, to accept for the superior. One
    whose number was struck waits for the leader, one whose document was called back for its author.
    """
    actors = actors_of(staff.roles)
    own = [state for actor, states in NEXT_ACT_OF.items() if actor in actors for state in states]
    back = [state.value for actor, state in BACK_BY.items() if actor in actors]
    if not own and not back and Actor.SUPERIOR not in actors:
        return []
    office = asking_office(staff, on)
    ended = Q(state=State.NUMBERED, document__state__in=[one.value for one in BACK_BY.values()])
    wanted = Q(unit_id=office, state__in=own) & ~ended
    wanted |= Q(unit_id=office, state=State.NUMBERED, document__state__in=back)
    if Actor.SUPERIOR in actors:
        wanted |= Q(period__superior_id=office, state=State.SUBMITTED) & ~Q(unit_id=office)
    rows = Report.objects.filter(wanted).select_related("unit", "period", "period__superior")
    return list(rows.order_by("period__due_on", "unit__sort_key", "pk")[:MOST_SHOWN])


def overdue_among(reports: Sequence[Report], on: date) -> dict[int, int]:
    """Return by report how many days it is overdue, those that are not left out; one statement.

    A version that follows one that was handed in is not: the superior's board says the same.
    """
    handed_in = set(
        Report.objects.filter(
            unit_id__in={one.unit_id for one in reports},
            period_id__in={one.period_id for one in reports},
            state__in=sorted(HANDED_IN),
        ).values_list("unit_id", "period_id")
    )
    days = {
        one.pk: overdue(one.period.due_on, on, handed_in=(one.unit_id, one.period_id) in handed_in)
        for one in reports
        if one.unit_id != one.period.superior_id
    }
    return {pk: late for pk, late in days.items() if late}


def inherited_by(staff: Staff, on: date) -> list[Report]:
    """Return the standing reports of the offices that went over into the person's, the newest first."""
    before = own_offices(staff, on) - {asking_office(staff, on)}
    rows = visible(staff, on).filter(unit_id__in=before, state__in=sorted(STANDING_IN))
    return list(rows.order_by("-period__starts_on", "unit__sort_key", "pk")[:MOST_SHOWN])


def asked_by(staff: Staff, on: date) -> list[Sought]:
    """Return the periods that the person's office asks others for, the newest first."""
    return _sought([asking_office(staff, on)])


def asked_before(staff: Staff, on: date) -> list[Sought]:
    """Return the periods of those whose papers the office keeps, the newest first: to read."""
    if not staff.has(*SUPERIORS):
        return []
    office = asking_office(staff, on)
    return _sought(sorted(archives(office, on) - {office}))


def _sought(superiors: Sequence[int]) -> list[Sought]:
    if not superiors:
        return []
    rows: QuerySet[ReportingPeriod] = list_periods(superiors)[:MOST_SHOWN]
    periods = list(rows)
    counted = {
        row["period"]: row
        for row in Report.objects.filter(period__in=periods)
        .exclude(unit_id=F("period__superior_id"))
        .values("period")
        .annotate(
            handed_in=Count("unit_id", distinct=True, filter=Q(state__in=sorted(HANDED_IN))),
            accepted=Count("unit_id", distinct=True, filter=Q(state=State.ACCEPTED)),
        )
        .order_by()
    }
    blank = {"handed_in": 0, "accepted": 0}
    return [
        Sought(
            period,
            set_of(period).name,
            counted.get(period.pk, blank)["handed_in"],
            counted.get(period.pk, blank)["accepted"],
        )
        for period in periods
    ]


def asked_of(staff: Staff) -> list[FigureRequest]:
    """Return what the person, or the person's section, is asked for and has not answered."""
    positions = {staff.position_id, *staff.delegated_from}
    return list(requests_for(positions, {staff.unit_id}))


def get_owed(staff: Staff, period_id: int, on: date) -> ReportingPeriod:
    """Return a period that the office reports for. Raises ReportNotFound for any other."""
    for one in owed_by(staff, on):
        if one.period.pk == period_id:
            return one.period
    raise ReportNotFound(gettext_noop("Cơ quan không có kỳ báo cáo này."))


def get_asked(staff: Staff, period_id: int, on: date) -> ReportingPeriod:
    """Return a period that the office asks others for, or keeps the papers of.

    Raises ReportNotFound for any other.
    """
    office = asking_office(staff, on)
    offices = archives(office, on) if staff.has(*SUPERIORS) else {office}
    found = list_periods(sorted(offices)).filter(pk=period_id).first()
    if found is None:
        raise ReportNotFound(gettext_noop("Cơ quan không có kỳ báo cáo này."))
    return found


def is_own(staff: Staff, period: ReportingPeriod, on: date) -> bool:
    """Whether the person's office asks for the period, and does not only keep its papers."""
    return period.superior_id == asking_office(staff, on)


def own_report(staff: Staff, period: ReportingPeriod, on: date) -> Report | None:
    """Return the office's own standing report for a period that it asks others for."""
    return Report.objects.filter(
        unit_id=asking_office(staff, on), period=period, state__in=sorted(STANDING_IN)
    ).first()
