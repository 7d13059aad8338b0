"""Bulk writing of facts: rows by the hundred thousand, sums that only ever add.

PostgreSQL is written by COPY, SQLite by one prepared statement; the contents are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

from congvu.oversight.statistics.models import Lineage, LineageStep
from congvu.oversight.statistics.rules.contributions import COUNTERS
from congvu.oversight.statistics.rules.contributions import Lineage as LineageRow
from congvu.oversight.statistics.rules.phases import PhaseRow

PHASES: Final = "statistics_phase"
TALLIES: Final = "statistics_tally"
LATE_TALLIES: Final = "statistics_latetally"
PHASE_COLUMNS: Final = ("dossier_id", *PhaseRow._fields)
TALLY_KEY: Final = ("tier", "starts_day", "lineage_id", "field_id")
LATE_KEY: Final = ("lineage_id", "recorded_day", "day", "field_id")

Row = tuple[Any, ...]


def replace_phases(dossier_ids: Sequence[int], rows: Sequence[Row]) -> None:
    """Write the phases of these dossiers in place of those that they had."""
    listed = ", ".join(f"{number:d}" for number in dossier_ids)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {PHASES} WHERE dossier_id IN ({listed or 'NULL'})")  # noqa: S608
    _insert(PHASES, PHASE_COLUMNS, rows)


def add_to_tally(rows: Sequence[Row]) -> None:
    """Add rows of (tier, first day, lineage, field, counters…) to the sums."""
    _add(TALLIES, TALLY_KEY, rows)


def add_to_late(rows: Sequence[Row]) -> None:
    """Add rows of (lineage, recorded day, day, field, counters…) to what was learnt late."""
    _add(LATE_TALLIES, LATE_KEY, rows)


def lineage_ids(lineages: Iterable[LineageRow]) -> dict[LineageRow, int]:
    """Return the id of each lineage; write those that are new."""
    asked = {lineage.key: lineage for lineage in lineages}
    known = _known(list(asked))
    new = [key for key in sorted(asked) if key not in known]
    Lineage.objects.bulk_create([Lineage(key=key) for key in new], batch_size=1000)
    known |= _known(new)
    LineageStep.objects.bulk_create(
        [step for key in new for step in _steps(known[key], asked[key])], batch_size=1000
    )
    return {lineage: known[key] for key, lineage in asked.items()}


def _known(keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(keys), 500):
        some = Lineage.objects.filter(key__in=keys[start : start + 500])
        found.update(some.values_list("key", "pk"))
    return found


def _steps(lineage_id: int, lineage: LineageRow) -> list[LineageStep]:
    steps = [(lineage.unit_id, 0, 0)]
    steps += [(move.unit_id, move.day, move.recorded) for move in lineage.moves]
    return [
        LineageStep(
            lineage_id=lineage_id, place=place, unit_id=unit, from_day=day, recorded_day=recorded
        )
        for place, (unit, day, recorded) in enumerate(steps)
    ]


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            rows,
        )


def _add(table: str, key: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Add to the rows that are there, insert those that are not, clear away what became zero."""
    if not rows:
        return
    emptied = [row for row in rows if _may_cancel(row[len(key) :])]
    if connection.vendor == "postgresql":
        _add_by_copy(table, key, rows, emptied=bool(emptied))
        return
    columns = (*key, *COUNTERS)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) {_on_conflict(table, key)}",  # noqa: S608
            rows,
        )
        if emptied:
            same = " AND ".join(f"{column} = %s" for column in key)
            cursor.executemany(
                f"DELETE FROM {table} WHERE {same} AND {_all_zero(table)}",  # noqa: S608
                [row[: len(key)] for row in emptied],
            )


def _add_by_copy(table: str, key: tuple[str, ...], rows: Sequence[Row], *, emptied: bool) -> None:
    columns = ", ".join((*key, *COUNTERS))
    news = f"news_of_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {news} (LIKE {table}) ON COMMIT DROP")
        with cursor.copy(f"COPY {news} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {news} "  # noqa: S608
            + _on_conflict(table, key)
        )
        if emptied:
            same = " AND ".join(f"{table}.{column} = {news}.{column}" for column in key)
            cursor.execute(f"DELETE FROM {table} USING {news} WHERE {same} AND {_all_zero(table)}")  # noqa: S608
        cursor.execute(f"TRUNCATE {news}")


def _on_conflict(table: str, key: tuple[str, ...]) -> str:
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COUNTERS)
    return f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sums}"


def _all_zero(table: str) -> str:
    return " AND ".join(f"{table}.{name} = 0" for name in COUNTERS)


_STOCKS: Final = tuple(
    place for place, name in enumerate(COUNTERS) if name == "paused" or name.startswith("overdue")
)


def _may_cancel(counters: Sequence[int]) -> bool:
    """Whether adding these is likely to bring a row to zero.

    Only stocks are below zero in ordinary days; a row that a correction and its own correction
    emptied on one day may stay behind with zeros and says the same.
    """
    return min(counters) < 0 or any(counters[place] for place in _STOCKS)
