"""The days of a period that is asked for: those of its groups, whether they may still be mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.foundation.units.rules import Level
from congvu.kernel.digests import digest_of
from congvu.kernel.periods import Window
from congvu.oversight.indicators.library import indicator_set, versions_in_force
from congvu.oversight.indicators.models import IndicatorSetVersion, ReportingPeriod
from congvu.oversight.indicators.rules.sets import Group
from congvu.oversight.indicators.selectors import set_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import State


@dataclass(frozen=True, slots=True)
class OwnDays:
    """A group of the set that is counted on days of its own."""

    group: Group
    window: Window


def own_windows(period: ReportingPeriod) -> dict[str, Window]:
    """Return the days of the groups that have their own, by group; one statement."""
    return {row.group: row.window for row in period.group_windows.all()}


def own_days(period: ReportingPeriod) -> list[OwnDays]:
    """Return the groups with days of their own, in the order of the annex."""
    own = own_windows(period)
    return [OwnDays(one, own[one.code]) for one in set_of(period).groups if one.code in own]


def count_begun(period: ReportingPeriod) -> int:
    """Count the offices that have begun a report for the period: its days are in their figures."""
    begun = Report.objects.filter(period=period).exclude(state=State.DISCARDED)
    return begun.values("unit_id").distinct().count()


def sign_of(period: ReportingPeriod) -> str:
    """Return a sign of what may be mended of a period: another one after every change."""
    groups = {code: _told(window) for code, window in own_windows(period).items()}
    told = [*_told(period.window), period.due_on.isoformat(), period.asked_by, groups]
    return digest_of(told)[:16]


def _told(window: Window) -> list[str]:
    return [window.starts_on.isoformat(), window.ends_on.isoformat()]


def sets_to_ask(on: date) -> list[IndicatorSetVersion]:
    """Return the sets in force on a day, of every level."""
    return [version for level in Level for version in versions_in_force(level, on)]


def groups_of(version: IndicatorSetVersion) -> tuple[Group, ...]:
    """Return the groups of a set, in the order of the annex."""
    return indicator_set(version).groups
