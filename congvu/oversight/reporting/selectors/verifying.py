"""Whether what was frozen can be made again: reports from their snapshots, sums from their versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from congvu.foundation.units import selectors as units
from congvu.kernel.digests import COMPACT, digest_of
from congvu.oversight.indicators.models import RollUp, RollUpSource
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.selectors import Sheet, sheet
from congvu.oversight.indicators.services.consolidating import as_text, recompute
from congvu.oversight.reporting.models import Snapshot
from congvu.oversight.reporting.rules.facts import from_facts, to_facts
from congvu.oversight.reporting.selectors.drawing import compose_facts
from congvu.oversight.reporting.selectors.summing import WITHOUT, sum_at, versions_used

COMPARED = ("amount", "numerator", "denominator", "text", "origin")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where what was kept and what comes out again are not the same."""

    of: str
    place: str
    kept: str
    again: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was made again: how many reports, their figures, and sums; and where they differ."""

    reports: int
    figures: int
    sums: int
    differences: tuple[Difference, ...]


def verify() -> Verified:
    """Make every frozen report and every sum of the installation again, and compare."""
    found: list[Difference] = []
    reports = figures = sums = 0
    rows = Snapshot.objects.select_related("report__unit", "report__period").order_by("pk")
    for kept in rows.iterator(chunk_size=50):
        reports += 1
        figures += len(kept.figures)
        found.extend(_of_report(kept))
    for made in RollUp.objects.select_related("unit", "period", "into").order_by("pk").iterator():
        sums += 1
        found.extend(_of_sum(made))
    return Verified(reports, figures, sums, tuple(found))


def _of_report(kept: Snapshot) -> Iterator[Difference]:
    """Compare a snapshot with its fingerprint, with itself drawn again, and with the figures of its moment."""
    report = kept.report
    code = units.code_of(report.unit, report.period.last_day)
    name = f"{code} {report.period.code} v{report.version}"
    again = digest_of([kept.manuscript, kept.figures])
    if again != kept.digest:
        yield Difference(name, "digest", kept.digest, again)
    try:
        drawn = to_facts(from_facts(kept.manuscript))
    except (ValueError, KeyError, TypeError) as wrong:
        yield Difference(name, "manuscript", "", repr(wrong))
    else:
        if drawn != kept.manuscript:
            yield Difference(name, "manuscript", "", "drawn otherwise")
    found = sheet(report.unit_id, report.period_id, known_at=kept.at)
    then = compose_facts(found)
    for place in sorted({*kept.figures, *then}):
        before, after = _said(kept.figures.get(place)), _said(then.get(place))
        if before != after:
            yield Difference(name, place, before, after)
    yield from _of_its_sum(kept, found, name)


def _of_its_sum(kept: Snapshot, found: Sheet, name: str) -> Iterator[Difference]:
    """Compare the figures that a report has from a sum with the sum that stood at its moment."""
    added = {
        code: told
        for code, told in kept.figures.items()
        if told.get("origin") == Origin.CONSOLIDATED
    }
    if not added:
        return
    roll_up = sum_at(kept.report.unit_id, kept.report.period, kept.at)
    figures = roll_up.figures if roll_up else {}
    rows = {row.code: row for row in found.rows}
    for code in sorted(added):
        figure = rows[code].consolidated if code in rows else None
        shown = as_text(figure.cell) if figure else ""
        if figures.get(code, "") != shown:
            yield Difference(name, f"sum {code}", shown, figures.get(code, ""))


def _of_sum(made: RollUp) -> Iterator[Difference]:
    """Compare a sum with its fingerprint, with the same sum made again, and with the versions it names."""
    code = units.code_of(made.unit, made.into.last_day)
    name = f"{code} {made.into.code} sum {made.pk}"
    digest = digest_of(made.figures, separators=COMPACT)
    if digest != made.digest:
        yield Difference(name, "digest", made.digest, digest)
    again = recompute(made)
    for place in sorted({*made.figures, *again}):
        before, after = made.figures.get(place, ""), again.get(place, "")
        if before != after:
            yield Difference(name, place, before, after)
    sources = list(RollUpSource.objects.filter(roll_up=made).select_related("unit"))
    versions = versions_used(sources)
    for one in sources:
        of_a_report = one.role not in WITHOUT and one.known_at != made.at
        if of_a_report and one.pk not in versions:
            yield Difference(name, one.unit.name, f"{one.known_at:%Y-%m-%d %H:%M}", "")


def _said(told: dict[str, Any] | None) -> str:
    """Return a figure as both sides say it: amount, fraction, text and where it came from."""
    return "" if told is None else " ".join(str(told.get(name) or "") for name in COMPARED)
