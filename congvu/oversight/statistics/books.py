"""Bulk writing of facts: rows by the hundred thousand, sums that only ever add.

PostgreSQL is written by COPY, SQLite by one prepared statement; the contents are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import connection

from congvu.oversight.statistics.models import Lineage, LineageStep
from congvu.oversight.statistics.rules import sums
from congvu.oversight.statistics.rules.contributions import ROW, STOCK, STOCKS, Book, Place
from congvu.oversight.statistics.rules.contributions import Lineage as LineageRow
from congvu.oversight.statistics.rules.lanes import Lanes
from congvu.oversight.statistics.rules.phases import PhaseRow

PHASES: Final = "statistics_phase"
TALLIES: Final = "statistics_tally"
LEVELS: Final = "statistics_level"
OPEN_TALLIES: Final = "statistics_opentally"
LATE_TALLIES: Final = "statistics_latetally"
PHASE_COLUMNS: Final = ("dossier_id", *PhaseRow._fields)

Row = tuple[Any, ...]


def replace_phases(dossier_ids: Sequence[int], rows: Sequence[Row]) -> None:
    """Write the phases of these dossiers in place of those that they had."""
    listed = ", ".join(f"{number:d}" for number in dossier_ids)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {PHASES} WHERE dossier_id IN ({listed or 'NULL'})")  # noqa: S608
    _insert(PHASES, PHASE_COLUMNS, rows)


def add_to_sums(book: Book) -> None:
    """Add what a book of changes holds to all tables of sums."""
    ids = _place_ids(book.places())
    _add(TALLIES, sums.TALLY_KEY, ROW, sums.tallies(book, ids))
    _add(LEVELS, sums.LEVEL_KEY, STOCK, sums.levels(book, ids))
    _add(OPEN_TALLIES, sums.OPEN_KEY, STOCK, sums.opens(book, ids))
    _add(LATE_TALLIES, sums.LATE_KEY, ROW, sums.lates(book, ids))


def _place_ids(places: Collection[Place]) -> dict[Place, int]:
    """Return the id of each place's lineage; write the lineages that are new."""
    ids = lineage_ids({lineage for lineage, _field in places})
    return {place: ids[place[0]] for place in places}


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


def analyse(tables: Iterable[str]) -> None:
    """Let the database count its rows: a table that was just filled looks empty to it."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, columns, rows)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            rows,
        )


def _add(table: str, key: tuple[str, ...], lanes: Lanes, added: Iterable[Row]) -> None:
    """Add to the rows that are there, insert those that are not, clear away what became zero.

    `added` are rows of the key and packed counters.
    """
    rows = [(*row[:-1], *lanes.unpack(row[-1])) for row in added]
    if not rows:
        return
    columns = (*key, *lanes.names)
    emptied = [row for row in rows if _may_cancel(row[len(key) :])]
    upsert = f"INSERT INTO {table} ({', '.join(columns)}) %s {_on_conflict(table, key, lanes)}"
    zero = " AND ".join(f"{table}.{name} = 0" for name in lanes.names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            news = f"news_of_{table}"
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {news} (LIKE {table}) ON COMMIT DROP")
            _copy(cursor, news, columns, rows)
            cursor.execute(upsert % f"SELECT {', '.join(columns)} FROM {news}")  # noqa: S608
            if emptied:
                same = " AND ".join(f"{table}.{column} = {news}.{column}" for column in key)
                cursor.execute(f"DELETE FROM {table} USING {news} WHERE {same} AND {zero}")  # noqa: S608
            cursor.execute(f"TRUNCATE {news}")
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(upsert % f"VALUES ({marks})", rows)
        if emptied:
            same = " AND ".join(f"{column} = %s" for column in key)
            cursor.executemany(
                f"DELETE FROM {table} WHERE {same} AND {zero}",  # noqa: S608
                [row[: len(key)] for row in emptied],
            )


def _may_cancel(change: Row) -> bool:
    """Whether this is likely to bring a row to zero: what only takes back, and brings nothing.

    A row that a correction and its own correction emptied within a day may stay behind with zeros;
    it says the same.
    """
    return min(change) < 0 and max(change[len(STOCKS) :], default=0) <= 0


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _on_conflict(table: str, key: tuple[str, ...], lanes: Lanes) -> str:
    grown = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in lanes.names)
    return f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {grown}"
