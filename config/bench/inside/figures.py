"""Form 06a from the sums, against the same question by the one text over all phases.

The scan runs on the database itself and, in the same process, on DuckDB over Parquet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from operator import add
from pathlib import Path
from typing import Final

from config.bench.inside.who import busiest, database
from config.bench.results import Result, at_least, at_most, timed
from congvu.foundation.units.models import Unit
from congvu.foundation.units.selectors import subtree_ids
from congvu.oversight.statistics import querysets
from congvu.oversight.statistics.export import ask, export_facts, lake
from congvu.oversight.statistics.querysets import Counted
from congvu.oversight.statistics.rules.choices import Question
from congvu.oversight.statistics.selectors import count

REPEAT: Final = 15
SCANS: Final = 5
UNIT_MS: Final = 20
MONTH: Final = ("a month", Question(date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 30)))
WINDOWS: Final = (
    MONTH,
    ("the year so far", Question(date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 30))),
    ("any days", Question(date(2025, 10, 13), date(2026, 2, 20), date(2026, 6, 30))),
    ("as of a past day", Question(date(2025, 10, 13), date(2026, 2, 20), date(2026, 1, 31))),
)


@dataclass(frozen=True, slots=True)
class Scan:
    """The other ways to the same figures: this database and DuckDB."""

    here: Callable[[Question, Collection[int] | None], list[Counted]]
    duckdb: Callable[[Question, Collection[int] | None], list[Counted]]


def measure(size: int) -> Iterator[Result]:
    """Export the facts once, then ask every question in each way and compare the answers."""
    with tempfile.TemporaryDirectory(prefix="congvu-lake-") as folder:
        export_facts(Path(folder))
        parquet = lake(Path(folder))
        scan = Scan(
            here=_scan,
            duckdb=lambda question, units: ask(parquet, querysets.form_of_phases(question, units)),
        )
        yield from _largest_unit(size, scan)
        yield from _provinces(size, scan)
        yield from _every_unit(size, scan)
        parquet.close()


def _scan(question: Question, units: Collection[int] | None) -> list[Counted]:
    statement = querysets.form_of_phases(question, units)
    return [Counted(*(int(figure) for figure in row)) for row in statement.rows()]


def _largest_unit(size: int, scan: Scan) -> Iterator[Result]:
    unit_id, dossiers = busiest()
    for words, question in WINDOWS:
        _same(count(question, [unit_id]), scan.duckdb(question, [unit_id]))
        times = timed(lambda q=question: count(q, [unit_id]), REPEAT)  # type: ignore[misc]
        goal, met = at_most(times.median_ms, UNIT_MS, "ms")
        yield Result("06a", f"largest commune, {words}", database(), size,
                     round(times.median_ms, 1), "ms", goal, met,
                     f"{dossiers:,} dossiers of the commune", median=times.median_ms)  # fmt: skip


def _provinces(size: int, scan: Scan) -> Iterator[Result]:
    """The country as province × field: every unit in one question, added up by province."""
    for words, question in WINDOWS[:2]:
        provinces = Unit.objects.existing(question.last_day).filter(kind="province")
        above = {
            unit_id: pk
            for pk in provinces.values_list("pk", flat=True)
            for unit_id in subtree_ids(pk, question.last_day)
        }
        ours = timed(lambda q=question, a=above: _added(count(q, None), a), SCANS)  # type: ignore[misc]
        theirs = timed(lambda q=question: scan.duckdb(q, None), SCANS)  # type: ignore[misc]
        share = ours.median_ms / theirs.median_ms
        goal, met = at_most(share, 0.2, "of the scan")
        yield Result("06a", f"country, province × field, {words}", database(), size,
                     round(ours.median_ms, 1), "ms", goal, met,
                     f"DuckDB scan of all dossiers {theirs.median_ms:.0f} ms: ×{share:.2f}")  # fmt: skip


def _added(rows: list[Counted], above: dict[int, int]) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for unit_id, field_id, *figures in rows:
        place = (above.get(unit_id, unit_id), field_id)
        so_far = found.get(place)
        found[place] = [*map(add, so_far, figures)] if so_far else figures
    return found


def _every_unit(size: int, scan: Scan) -> Iterator[Result]:
    for words, question in WINDOWS:
        rows = count(question, None)
        _same(rows, scan.duckdb(question, None))
        ours = timed(lambda q=question: count(q, None), SCANS)  # type: ignore[misc]
        theirs = timed(lambda q=question: scan.duckdb(q, None), SCANS)  # type: ignore[misc]
        goal, met = at_most(ours.median_ms, theirs.median_ms, "ms (DuckDB)")
        goal = f"≤ DuckDB's {theirs.median_ms:.0f} ms"
        yield Result("06a", f"every unit × field, {words}", database(), size,
                     round(ours.median_ms, 1), "ms", goal, met, f"{len(rows):,} rows")  # fmt: skip
    words, question = MONTH
    alone = timed(lambda: scan.here(question, None), 1)
    ours = timed(lambda: count(question, None), SCANS)
    gain = alone.median_ms / ours.median_ms
    goal, met = at_least(gain, 10, "×")
    yield Result("06a", f"every unit × field, {words}: sums against the own scan", database(),
                 size, round(gain, 1), "×", goal, met,
                 f"scan of the phases here {alone.median_ms:,.0f} ms")  # fmt: skip


def _same(ours: list[Counted], theirs: list[Counted]) -> None:
    """Fail when the two ways do not count the same: a fast wrong figure is worth nothing."""
    if sorted(ours) != sorted(theirs):
        different = set(ours) ^ set(theirs)
        raise AssertionError(f"{len(different)} rows differ, one of them: {min(different)}")
