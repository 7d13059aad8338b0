"""How tests of this area read: the sheet of a report as it stands, and who looks at it."""

from __future__ import annotations

from congvu.interfaces.office.acting import Acting
from congvu.oversight.indicators.selectors import Sheet, sheet
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.tests import quarter
from tests.world import World


def shown(report: Report) -> Sheet:
    """Return the figures of a report."""
    return sheet(report.unit_id, report.period_id)


def acting(world: World, name: str) -> Acting:
    """Return one of the cast at the moment of the quarter."""
    return Acting(quarter.who(world, name), quarter.AT, quarter.ON)
