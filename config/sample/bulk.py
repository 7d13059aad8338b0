"""Bulk loading: without secondary indexes and references, which are made and checked at the end.

Only for a database that nobody else uses meanwhile. What is interrupted must be thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.apps import apps
from django.db import connection

ROOMS: Final = ("dossiers", "journal", "outbox")
REFERENCES = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = ANY(%s) AND conrelid = ANY(%s::regclass[]) ORDER BY 1, 2"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS
        (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1"""


@contextmanager
def in_bulk() -> Iterator[None]:
    """Load inside; afterwards everything stands again as it was, checked and analysed."""
    if connection.in_atomic_block:
        raise RuntimeError("bulk loading commits by itself and belongs outside a transaction")
    loading = _on_postgres() if connection.vendor == "postgresql" else _on_sqlite()
    with loading:
        yield


@contextmanager
def _on_postgres() -> Iterator[None]:
    tables = _tables()
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES, [["f"], tables])
        references = cursor.fetchall()
        cursor.execute(REFERENCES, [["u"], tables])
        uniques = cursor.fetchall()
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _ in (*references, *uniques):
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute("SET synchronous_commit = off")
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in (*uniques, *references):
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute("RESET synchronous_commit")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _on_sqlite() -> Iterator[None]:
    tables = _tables()
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"  # noqa: S608
            f" AND tbl_name IN ({marks})",
            tables,
        )
        indexes = cursor.fetchall()
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        connection.check_constraints(table_names=tables)
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")


def _tables() -> list[str]:
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [model._meta.db_table for model in models]  # noqa: SLF001
