"""Puts many rows into a table at once, without the cost of model instances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Insert tuples of plain values, `columns` named by attribute; return how many.

    Dates, text, numbers and booleans only: nothing is converted by the fields.
    """
    values = list(rows)
    if not values:
        return 0
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001
    fields = model._meta.concrete_fields  # noqa: SLF001
    column_of = {field.attname: field.column or field.attname for field in fields}
    names = ", ".join(quote(column_of[name]) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            # Names come from the model, values are parameters.
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608
    return len(values)
