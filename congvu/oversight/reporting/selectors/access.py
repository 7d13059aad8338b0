"""Who reaches which report: the office's own people, and the superior what was handed in to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units import kinds
from congvu.foundation.units.models import Succession, UnitAncestry
from congvu.instruments.registers.selectors import own_offices
from congvu.kernel.errors import gettext_noop
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.reporting.errors import ReportNotFound
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import HANDED_IN, Actor, actors_of
from congvu.oversight.reporting.rules.outlines import Section

# Whoever keeps figures and prose, and those who approve, number and read them.
READERS = frozenset(
    {Role.REFORM_OFFICER, Role.PROVINCE_OFFICER, Role.HEAD, Role.LEADER, Role.OFFICER}
    | {Role.REGISTRAR}
)

# who reads what was handed in to the office
SUPERIORS = frozenset({Role.PROVINCE_OFFICER, Role.LEADER})

WRITERS = frozenset({Actor.AUTHOR, Actor.LEADER})
# whoever answers for the whole report writes in every section of it
EVERYWHERE = frozenset({Role.REFORM_OFFICER, Role.PROVINCE_OFFICER})


def visible(staff: Staff, on: date) -> QuerySet[Report]:
    """Return the reports that the person reads: the own office's, and those handed in to it.

    The reports of offices that went over into the own one are read, not written; so is what was
    handed in to those whose papers the own one keeps (`archives`).
    """
    if not staff.has(*READERS):
        return Report.objects.none()
    office = asking_office(staff, on)
    wanted = Q(unit_id=office) | Q(unit_id__in=own_offices(staff, on))
    if staff.has(*SUPERIORS):
        wanted |= Q(period__superior_id__in=archives(office, on), state__in=sorted(HANDED_IN))
    return Report.objects.filter(wanted).select_related("unit", "period", "period__superior")


def archives(office_id: int, on: date) -> frozenset[int]:
    """Return the office with those whose papers it keeps: what was handed in to them it reads.

    Those that mainly went over into it; and those under it that ended and went into nobody, as
    districts did on 01/07/2025. Who took over a district by a decision of its own reads instead.
    """
    found, new = {office_id}, {office_id}
    while new:
        came = Succession.objects.filter(to_unit_id__in=new, is_main=True, on__lte=on)
        ended = UnitAncestry.objects.filter(
            ancestor_id__in=new,
            depth=1,
            is_last=True,
            unit__ends_on__lte=on,
            unit__went_into=None,
        )
        heirless = [
            unit_id
            for unit_id, kind in ended.values_list("unit_id", "unit__kind")
            if kinds.get(kind).territorial
        ]
        new = {*came.values_list("from_unit_id", flat=True), *heirless} - found
        found |= new
    return frozenset(found)


def may_write(staff: Staff, report: Report, on: date) -> bool:
    """Whether the person writes in the report: its authors, its leader, officers of its office."""
    if report.unit_id != asking_office(staff, on):
        return False
    return staff.has(Role.OFFICER) or not actors_for(staff, report, on).isdisjoint(WRITERS)


def written_by(
    staff: Staff, report: Report, sections: Iterable[Section], on: date
) -> frozenset[str]:
    """Return which of these sections the person writes: those whose outline names a role of theirs.

    The reform officer writes in all of them; one that names nobody is written by whoever writes in
    the report.
    """
    if report.unit_id != asking_office(staff, on):
        return frozenset()
    everywhere, anywhere = staff.has(*EVERYWHERE), may_write(staff, report, on)
    return frozenset(
        one.code
        for one in sections
        if everywhere or (anywhere if not one.writers else not staff.roles.isdisjoint(one.writers))
    )


def reads_inside(staff: Staff, report: Report, on: date) -> bool:
    """Whether the person reads what the office keeps to itself: revisions, remarks, unsaved texts.

    A superior reads what was handed in and nothing else.
    """
    return report.unit_id in own_offices(staff, on)


def check_inside(staff: Staff, report: Report, on: date) -> None:
    """Raise ReportNotFound for whoever reads only what was handed in."""
    if not reads_inside(staff, report, on):
        raise ReportNotFound(gettext_noop("Không tìm thấy báo cáo này."))


def get_for(staff: Staff, uuid: UUID, on: date) -> Report:
    """Return the report. Raises ReportNotFound for another office's as for none."""
    report = visible(staff, on).filter(uuid=uuid).first()
    if report is None:
        raise ReportNotFound(gettext_noop("Không tìm thấy báo cáo này."))
    return report


def version_before(report: Report, *, inside: bool) -> Report | None:
    """Return the version before this one; for a superior the newest of them that was handed in.

    One that was issued and called back before it was handed in is not read by a superior.
    """
    if inside or report.previous_id is None:
        return report.previous
    older = Report.objects.filter(
        unit_id=report.unit_id, period_id=report.period_id, version__lt=report.version
    )
    return older.filter(state__in=sorted(HANDED_IN)).order_by("-version").first()


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
