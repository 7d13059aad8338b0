"""Reports as somebody names them who sits at no screen: the unit's code and the period's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from congvu.foundation.units import selectors as units
from congvu.kernel.errors import gettext_noop
from congvu.kernel.periods import parse
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.reporting.errors import ReportNotFound
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import STANDING_IN


@dataclass(frozen=True, slots=True)
class Named:
    """A report that stands for its unit, and the code that the unit bore in the period."""

    unit_code: str
    report: Report


def list_standing() -> Iterator[Named]:
    """Give every report that stands, period by period, units in order; two statements a period."""
    periods = ReportingPeriod.objects.filter(reports__state__in=sorted(STANDING_IN)).distinct()
    for period in periods.order_by("starts_on", "code", "pk"):
        rows = Report.objects.filter(period=period, state__in=sorted(STANDING_IN))
        found = list(rows.select_related("unit", "period").order_by("unit__sort_key", "pk"))
        codes = units.codes_of([report.unit_id for report in found], period.last_day)
        for report in found:
            yield Named(codes.get(report.unit_id, f"unit-{report.unit_id}"), report)


def find_standing(unit_code: str, period: str) -> Report:
    """Return the report of a unit for a period, "2021", "2022Q1", "2022H1".

    The code is read as of the period's last day. Raises Invalid for a text that names no period,
    ReportNotFound when no unit of that code has a report of it.
    """
    code = parse(period).code
    for asked in ReportingPeriod.objects.filter(code=code).order_by("-pk"):
        unit = units.find_by_code(unit_code, asked.last_day)
        if unit is None:
            continue
        report = (
            Report.objects.filter(unit=unit, period=asked, state__in=sorted(STANDING_IN))
            .select_related("unit", "period")
            .order_by("pk")
            .last()
        )
        if report is not None:
            return report
    raise ReportNotFound(
        gettext_noop(
            "Đơn vị mã “%(unit)s” không có báo cáo kỳ %(period)s. "
            "Xem các báo cáo đang có: congvu report --list."
        ),
        unit=unit_code[:40],
        period=code,
    )
