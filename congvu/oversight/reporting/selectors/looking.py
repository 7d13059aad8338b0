"""Which figures of a report deserve a look before it is handed on, approved or accepted.

An aid: it never judges (`checking`), hides nothing and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from congvu.kernel.formula.checks import Verdict
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.looking import Look, Standing, Why, look
from congvu.oversight.indicators.selectors import Row, Sheet, cell_of, chosen_of
from congvu.oversight.proofreading.evidence import KIND as QUOTE
from congvu.oversight.reporting.models import Report, ReportEvent, Snapshot
from congvu.oversight.reporting.rules.life import HANDED_IN, Action, State
from congvu.oversight.reporting.selectors.checking import Findings

OPENS: Final = ("source", "numerator", "denominator")
SINCE: Final = frozenset({Why.SINCE_RETURN, Why.SINCE_HANDED_ON})

Baseline = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Looked:
    """A row of the annex with why it deserves a look; `was` is its figure in the version handed in,
    or laid before the leader, before; None when it says the same or there was none.
    """

    row: Row
    look: Look
    was: Cell | None = None

    @property
    def is_since(self) -> bool:
        """Whether it changed after somebody had seen it."""
        return any(one.why in SINCE for one in self.look.reasons)

    @property
    def is_mere_blank(self) -> bool:
        """Whether all that is said of it is that it is blank and nothing stands beside it."""
        return [one.why for one in self.look.reasons] == [Why.BLANK]


@dataclass(frozen=True, slots=True)
class Looks:
    """Every row of the annex that may have a figure, in its order, and whether it deserves a look.

    `has_earlier` tells whether any of them has a figure of an earlier period to stand beside it.
    """

    sheet: Sheet
    rows: tuple[Looked, ...]
    has_earlier: bool

    @property
    def deserving(self) -> tuple[Looked, ...]:
        """Those that deserve a look: first what changed since somebody saw it, last the mere blanks."""
        found = [one for one in self.rows if one.look.deserves]
        return tuple(sorted(found, key=lambda one: (not one.is_since, one.is_mere_blank)))

    @property
    def within(self) -> int:
        """How many others were worked out and lie within the band of an earlier period."""
        return self._others(Verdict.HOLDS)

    @property
    def uncompared(self) -> int:
        """How many others were worked out and have nothing to be compared with."""
        return self._others(Verdict.CANNOT_TELL)

    @property
    def blank(self) -> int:
        """How many others are blank, as in the earlier periods."""
        return sum(one.row.cell.is_blank for one in self.rows if not one.look.deserves)

    @property
    def is_sum(self) -> bool:
        """Whether figures were added up from units."""
        return any(one.row.consolidated is not None for one in self.rows)

    def of(self, code: str) -> Look:
        """Return the look at one row; none at a heading or a row that the annex does not print."""
        return next((one.look for one in self.rows if one.row.code == code), Look())

    def _others(self, compared: Verdict) -> int:
        return sum(
            one.look.compared is compared
            for one in self.rows
            if not one.look.deserves and not one.row.cell.is_blank
        )


def looks_of(report: Report, found: Sheet, told: Findings, *, inside: bool) -> Looks:
    """Look at every row of the annex of a report; at most three statements.

    Whoever is not `inside` sees what changed since the version handed in before, and nothing of
    how the report was worked on within its office.
    """
    groups = {one.code for one in found.set.groups}
    rows = [
        row for row in found.rows if row.indicator.group in groups and not row.indicator.is_heading
    ]
    has_earlier = any(not (row.previous.is_blank and row.last_year.is_blank) for row in rows)
    returned = _returned(report)
    handed_on = _handed_on(report) if inside else None
    findings = _findings(told)
    looked = []
    for row in rows:
        before = _at(returned, row.code)
        since = _at(handed_on, row.code)
        standing = Standing(
            cell=row.cell,
            origin=row.chosen.origin if row.chosen else None,
            worked_out=_worked_out(row),
            opens=_opens(row),
            is_brought=bool(row.entered and row.entered.evidence.get("kind") == QUOTE),
            is_estimated=row.estimated is not None,
            previous=row.previous,
            last_year=row.last_year,
            has_earlier=has_earlier,
            returned=before,
            handed_on=since,
            finding=findings.get(row.code),
        )
        seen = look(row.indicator, standing, found.set.band_of(row.code))
        looked.append(Looked(row, seen, _was(row.cell, before, since)))
    return Looks(found, tuple(looked), has_earlier)


def _worked_out(row: Row) -> Cell | None:
    other = row.consolidated or row.computed
    return other.cell if other else None


def _opens(row: Row) -> bool:
    """Whether a page shows what stands behind the figure: its records, or the units of a sum."""
    if row.consolidated is not None:
        return True
    return row.computed is not None and any(row.computed.evidence.get(part) for part in OPENS)


def _was(cell: Cell, *before: Cell | None) -> Cell | None:
    return next((one for one in before if one is not None and not cell.says(one)), None)


def _at(baseline: Baseline | None, code: str) -> Cell | None:
    return None if baseline is None else baseline.get(code, BLANK)


def _findings(told: Findings) -> dict[str, bool]:
    """Return of every row that a finding looks at whether one of them is open."""
    found: dict[str, bool] = {}
    for one in told.rows:
        for code in one.finding.cells:
            found[code] = found.get(code, False) or not one.reason
    return found


def _returned(report: Report) -> Baseline | None:
    """Return the figures of the newest version before this one that was handed in."""
    if report.previous_id is None:
        return None
    kept = Snapshot.objects.filter(
        report__unit_id=report.unit_id,
        report__period_id=report.period_id,
        report__version__lt=report.version,
        report__state__in=sorted(HANDED_IN),
    )
    figures = kept.order_by("-report__version").values_list("figures", flat=True).first()
    return None if figures is None else {code: _cell(fact) for code, fact in figures.items()}


def _cell(fact: Mapping[str, Any]) -> Cell:
    amount, above, below = (
        None if fact.get(name) is None else Decimal(str(fact[name]))
        for name in ("amount", "numerator", "denominator")
    )
    return Cell(amount, above, below, str(fact.get("text", "")))


def _handed_on(report: Report) -> Baseline | None:
    """Return the figures as the leader had them before the eyes the last time; None before the first.

    Of a draft those of the last handing on. Of one that is before the leader again those of the
    time before, or, when it is the first time, those it was handed on with.
    """
    times = list(
        ReportEvent.objects.filter(report=report, action=Action.CHECK)
        .order_by("-revision")
        .values_list("at", flat=True)[:2]
    )
    if not times:
        return None
    at = times[0] if report.state == State.DRAFT else times[-1]
    values = Value.objects.known_at(at).of_cells([report.unit_id], [report.period_id])
    return _chosen(values)


def _chosen(values: Iterable[Value]) -> Baseline:
    by_code: dict[str, dict[str, Value]] = {}
    for value in values:
        by_code.setdefault(value.code, {})[value.origin] = value
    shown = {code: chosen_of(origins) for code, origins in by_code.items()}
    return {code: cell_of(value) for code, value in shown.items() if value is not None}
