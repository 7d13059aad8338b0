"""Filling PostgreSQL with the rows of a SQLite database of ours, so that both hold the same.

Ten times faster than making the country again, and a figure that differs can only be the database's.
"""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Final

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from config.bench.inside.who import busiest, database
from config.bench.results import Result, at_least
from config.sample.bulk import in_bulk
from config.sample.tables import insert
from congvu.casework.dossiers.models import EventHead

NOT_COPIED: Final = "statistics"  # facts are counted here, not copied
AT_ONCE: Final = 100_000


def copy(source: Path, size: int) -> Iterator[Result]:
    """Replace every row of this database by those of the SQLite file; facts stay empty."""
    begun = perf_counter()
    copied = _copy_tables(source, list(apps.get_models(include_auto_created=True)))
    seconds = perf_counter() - begun
    events = EventHead.objects.get(pk=1).position
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield Result("load", "the country, copied from SQLite's rows", database(), size,
                 round(seconds, 1), "s",
                 note=f"{copied:,} rows, {events:,} events, indexes made, peak {peak} MB")  # fmt: skip
    share = busiest()[1] / size * 100
    goal, met = at_least(share, 2, "%")
    yield Result("load", "share of the largest commune", database(), size, round(share, 2), "%",
                 goal, met)  # fmt: skip


def _copy_tables(source: Path, every: Sequence[type[models.Model]]) -> int:
    copied = 0
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as there:
        with connection.cursor() as cursor:
            names = ", ".join(_name(model) for model in every)
            cursor.execute(f"TRUNCATE {names} CASCADE")
            cursor.execute("SET session_replication_role = replica")  # references hold already
        with in_bulk():
            known = {row[0] for row in there.execute("SELECT name FROM sqlite_master")}
            for model in every:
                if model._meta.app_label != NOT_COPIED and _name(model) in known:  # noqa: SLF001
                    copied += _copy_table(there, model)
        with connection.cursor() as cursor:
            cursor.execute("RESET session_replication_role")
            for statement in connection.ops.sequence_reset_sql(no_style(), list(every)):
                cursor.execute(statement)
    return copied


def _copy_table(there: sqlite3.Connection, model: type[models.Model]) -> int:
    """SQLite's plain values are what PostgreSQL reads: 1 and 0 for yes and no, moments in UTC."""
    columns = [str(field.column) for field in model._meta.concrete_fields]  # noqa: SLF001
    marked = ", ".join(f'"{column}"' for column in columns)
    rows = there.execute(f"SELECT {marked} FROM {_name(model)}")  # noqa: S608
    copied = 0
    while some := rows.fetchmany(AT_ONCE):
        insert(_name(model), columns, some)
        copied += len(some)
    return copied


def _name(model: type[models.Model]) -> str:
    return model._meta.db_table  # noqa: SLF001
