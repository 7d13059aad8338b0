"""What a person, or the person's section, is asked for: which figures, and where they are typed."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.foundation.people.rules import Staff
from congvu.oversight.indicators.models import FigureRequest
from congvu.oversight.indicators.selectors import set_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import HANDED_IN, OPEN_IN, STANDING_IN, State
from congvu.oversight.reporting.selectors.access import READERS
from congvu.oversight.reporting.selectors.periods import asked_of


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A figure that is asked for, with the part of the annex in which it stands."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """An open request, its figures, and the office's standing report; None before one is begun."""

    request: FigureRequest
    rows: tuple[AskedRow, ...]
    report: Report | None

    @property
    def is_open(self) -> bool:
        """Whether the figures can be typed now: the report is a draft."""
        return self.report is not None and State(self.report.state) in OPEN_IN

    @property
    def is_handed_on(self) -> bool:
        """Whether the report went on without the figures; it may still come back as a draft."""
        return self.report is not None and not self.is_open


def asked_figures(staff: Staff) -> list[AskedFigures]:
    """Return what the person is asked for by name or as one of a section, the most urgent first.

    Nothing for whoever cannot open a report, nor what belongs to a report that was handed in.
    """
    requests = asked_of(staff) if staff.has(*READERS) else []
    if not requests:
        return []
    standing = {
        (one.unit_id, one.period_id): one
        for one in Report.objects.filter(
            unit_id__in={one.unit_id for one in requests},
            period_id__in={one.period_id for one in requests},
            state__in=sorted(STANDING_IN),
        )
    }
    found = [
        AskedFigures(one, rows_of(one), standing.get((one.unit_id, one.period_id)))
        for one in requests
    ]
    return [one for one in found if one.report is None or one.report.state not in HANDED_IN]


def rows_of(request: FigureRequest) -> tuple[AskedRow, ...]:
    """Return the figures that a request names, as its set names them."""
    known = set_of(request.period).by_code
    rows = (known[code] for code in request.codes if code in known)
    return tuple(AskedRow(one.code, one.name, one.group) for one in rows)
