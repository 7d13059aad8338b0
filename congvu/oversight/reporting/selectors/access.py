"""Who reaches which report: the office's own people, and the superior what was handed in to it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.registers.selectors import own_offices
from congvu.kernel.errors import gettext_noop
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.reporting.errors import ReportNotFound
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import HANDED_IN, Actor, actors_of

# Whoever keeps figures and prose, and those who approve, number and read them.
READERS = frozenset(
    {Role.REFORM_OFFICER, Role.PROVINCE_OFFICER, Role.HEAD, Role.LEADER, Role.OFFICER}
    | {Role.REGISTRAR}
)

WRITERS = frozenset({Actor.AUTHOR, Actor.LEADER})


def visible(staff: Staff, on: date) -> QuerySet[Report]:
    """Return the reports that the person reads: the own office's, and those handed in to it.

    The reports of offices that went over into the own one are read, not written.
    """
    if not staff.has(*READERS):
        return Report.objects.none()
    office = asking_office(staff, on)
    handed_in = Q(period__superior_id=office, state__in=sorted(HANDED_IN))
    wanted = Q(unit_id=office) | Q(unit_id__in=own_offices(staff, on))
    if staff.has(Role.PROVINCE_OFFICER, Role.LEADER):
        wanted |= handed_in
    return Report.objects.filter(wanted).select_related("unit", "period", "period__superior")


def may_write(staff: Staff, report: Report, on: date) -> bool:
    """Whether the person writes in the report: its authors, its leader, officers of its office."""
    if report.unit_id != asking_office(staff, on):
        return False
    return staff.has(Role.OFFICER) or not actors_for(staff, report, on).isdisjoint(WRITERS)


def get_for(staff: Staff, uuid: UUID, on: date) -> Report:
    """Return the report. Raises ReportNotFound for another office's as for none."""
    report = visible(staff, on).filter(uuid=uuid).first()
    if report is None:
        raise ReportNotFound(gettext_noop("Không tìm thấy báo cáo này."))
    return report


def actors_for(staff: Staff, report: Report, on: date) -> frozenset[Actor]:
    """Return who the person is to this report: its authors' side, its superior's, or nobody."""
    office = asking_office(staff, on)
    actors = actors_of(staff.roles)
    mine: frozenset[Actor] = frozenset()
    if report.unit_id == office:
        mine |= actors - {Actor.SUPERIOR}
    if report.period.superior_id == office:
        mine |= actors & {Actor.SUPERIOR}
    return mine
