"""Facts as Parquet, and the same questions asked of them by DuckDB; needs the extra `bigdata`.

Nothing of the platform imports this module but the benchmark and whoever analyses facts apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import models, transaction

from congvu.oversight.statistics.models import (
    LateTally,
    Level,
    LineageStep,
    OpenTally,
    Phase,
    Tally,
)
from congvu.oversight.statistics.querysets import Counted, Statement

TABLES: Final[tuple[type[models.Model], ...]] = (
    Phase,
    Tally,
    Level,
    OpenTally,
    LateTally,
    LineageStep,
)
ROWS_AT_ONCE: Final = 100_000


def export_facts(folder: Path) -> dict[str, int]:
    """Write each table of facts to `<table>.parquet` in the folder; return the numbers of rows.

    All tables are read in one transaction, so that they belong together.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        return {name_of(model): _write(model, folder) for model in TABLES}


def name_of(model: type[models.Model]) -> str:
    """Return the name of the model's table, which is also the name of its file."""
    return str(model._meta.db_table)  # noqa: SLF001 - Django's public metadata


def lake(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB that sees the exported files under the names of their tables."""
    connection = duckdb.connect()
    for path in sorted(folder.glob("*.parquet")):
        quoted = str(path).replace("'", "''")
        connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet('{quoted}')")  # noqa: S608
    return connection


def ask(connection: duckdb.DuckDBPyConnection, statement: Statement) -> list[Counted]:
    """Ask a question of `querysets` there; the text is the same but for the marks of parameters."""
    rows = connection.execute(statement.for_duckdb(), statement.parameters).fetchall()
    return [Counted(*(int(figure) for figure in row)) for row in rows]


def _write(model: type[models.Model], folder: Path) -> int:
    names = [field.column for field in model._meta.local_concrete_fields if field.column]  # noqa: SLF001
    schema = pa.schema([(name, pa.int64()) for name in names])
    written = 0
    with pq.ParquetWriter(folder / f"{name_of(model)}.parquet", schema, compression="zstd") as file:
        for rows in _pages(model, names):
            columns = [pa.array(column, pa.int64()) for column in zip(*rows, strict=True)]
            file.write_table(pa.Table.from_arrays(columns, schema=schema))
            written += len(rows)
    return written


def _pages(model: type[models.Model], names: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    rows = model.objects.values_list(*names).iterator(chunk_size=10_000)  # type: ignore[attr-defined]
    while page := list(islice(rows, ROWS_AT_ONCE)):
        yield page
