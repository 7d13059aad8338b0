"""What goes into a sum: whose report speaks for each unit, and what a sum was once made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from congvu.foundation.units import selectors as units
from congvu.foundation.units.rules import UnitRow
from congvu.oversight.indicators.models import (
    ReportingPeriod,
    RollUp,
    RollUpChoice,
    RollUpSource,
)
from congvu.oversight.indicators.rules.origins import Role
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules.life import FROZEN_IN, State


@dataclass(frozen=True, slots=True)
class Speaker:
    """The version of a report that speaks for a unit, as it was approved at `known_at`."""

    report: Report
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of a sum: for which unit below it speaks, as what, by which version of its report.

    `period` is the earlier one when last figures stand in; `report` is None for whoever has none.
    """

    unit: UnitRow
    child: UnitRow
    role: Role
    period: ReportingPeriod
    report: Report | None
    reason: str

    @property
    def is_used(self) -> bool:
        return self.role not in WITHOUT


@dataclass(frozen=True, slots=True)
class MadeSum:
    """A sum with everything that it was made of, in alphabetical order."""

    roll_up: RollUp
    lines: tuple[Line, ...]

    def only(self, *roles: Role) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.role in roles)


WITHOUT = frozenset({Role.LEFT_OUT, Role.MISSING})


def speakers(period: ReportingPeriod, unit_ids: Collection[int]) -> dict[int, Speaker]:
    """Return by unit the newest version that was ever accepted, with the moment of its figures.

    It speaks for the unit while its correction is written, until that is accepted too.
    """
    return _newest_accepted([period.pk], unit_ids)


def last_speakers(period: ReportingPeriod, unit_ids: Collection[int]) -> dict[int, Speaker]:
    """Return by unit its last accepted report of an earlier period whose figures may stand in.

    Of a period of the same kind and a set of the same name only: a year cannot stand for a quarter.
    Two statements, however many periods there were.
    """
    earlier = ReportingPeriod.objects.filter(
        set_version__code=period.set_version.code, ends_on__lte=period.starts_on
    )
    alike = [one.pk for one in earlier if one.period.kind is period.period.kind]
    return _newest_accepted(alike, unit_ids) if alike else {}


def _newest_accepted(period_ids: Collection[int], unit_ids: Collection[int]) -> dict[int, Speaker]:
    """Return by unit the newest accepted version of the latest of these periods; one statement."""
    rows = (
        Snapshot.objects.filter(
            report__period_id__in=period_ids,
            report__unit_id__in=unit_ids,
            report__events__to_state=State.ACCEPTED,
        )
        .select_related("report", "report__unit", "report__period")
        .defer("manuscript", "figures")
        .order_by("report__period__ends_on", "report__period_id", "report__version", "report_id")
    )
    return {row.report.unit_id: Speaker(row.report, row.at) for row in rows}


def choices_of(period: ReportingPeriod) -> dict[int, RollUpChoice]:
    """Return what was decided about single units, by unit."""
    rows = RollUpChoice.objects.filter(period=period).select_related("stand_in")
    return {row.child_id: row for row in rows}


def sums_of(unit_id: int, into: ReportingPeriod) -> list[RollUp]:
    """Return the sums that a unit made for a period, the newest first."""
    rows = RollUp.objects.filter(unit_id=unit_id, into=into).select_related("period", "into")
    return list(rows.order_by("-id"))


def sum_at(unit_id: int, into: ReportingPeriod, known_at: datetime | None = None) -> RollUp | None:
    """Return the newest sum of a unit, or the one that stood at a moment."""
    rows = RollUp.objects.filter(unit_id=unit_id, into=into)
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    return rows.select_related("period", "into").order_by("-id").first()


def sum_under(report: Report) -> RollUp | None:
    """Return the sum that a superior's own report stands on: of a frozen one the sum of its moment.

    None for a report that no sum of the own units went into.
    """
    if report.period.superior_id != report.unit_id:
        return None
    kept = Snapshot.objects.filter(report=report).values_list("at", flat=True)
    frozen_at = kept.first() if report.state in FROZEN_IN else None
    return sum_at(report.unit_id, report.period, frozen_at)


def made_of(roll_up: RollUp) -> MadeSum:
    """Return what a sum was made of, left-out units too; four statements."""
    sources = list(
        RollUpSource.objects.filter(roll_up=roll_up)
        .select_related("unit", "child", "period")
        .order_by("child__sort_key", "unit__sort_key", "pk")
    )
    bearers = {one.pk: one for source in sources for one in (source.unit, source.child)}
    named = {row.id: row for row in units.rows(list(bearers.values()), roll_up.period.last_day)}
    versions = versions_used(sources)
    return MadeSum(
        roll_up,
        tuple(
            Line(
                named[one.unit_id],
                named[one.child_id],
                Role(one.role),
                one.period,
                versions.get(one.pk),
                one.reason,
            )
            for one in sources
        ),
    )


def versions_used(sources: Collection[RollUpSource]) -> Mapping[int, Report]:
    """Return by source the version of the report whose figures it brought; one statement."""
    rows = (
        Snapshot.objects.filter(
            report__unit_id__in={one.unit_id for one in sources},
            report__period_id__in={one.period_id for one in sources},
        )
        .select_related("report")
        .defer("manuscript", "figures")
        .order_by("report__version", "report_id")
    )
    there = {(row.report.unit_id, row.report.period_id, row.at): row.report for row in rows}
    return {
        one.pk: report
        for one in sources
        if Role(one.role) not in WITHOUT
        and (report := there.get((one.unit_id, one.period_id, one.known_at)))
    }
