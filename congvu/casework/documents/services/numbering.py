"""The next number of a book: without a gap and never twice, however many clerks press at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

# One statement takes the row's lock and the number; a rolled-back registration gives it back.
NEXT_NUMBER = (
    "INSERT INTO documents_series (office_id, direction, year, code, last, began_after)"
    " VALUES (%s, %s, %s, %s, 1, 0)"
    " ON CONFLICT (office_id, direction, year, code)"
    " DO UPDATE SET last = documents_series.last + 1 RETURNING id, last"
)
# A number that another system gave pushes our own run behind it, never back.
RAISE_TO = (
    "INSERT INTO documents_series (office_id, direction, year, code, last, began_after)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (office_id, direction, year, code) DO UPDATE SET"
    " last = CASE WHEN excluded.last > documents_series.last THEN excluded.last"
    " ELSE documents_series.last END,"
    " began_after = CASE WHEN excluded.last > documents_series.last THEN excluded.last"
    " ELSE documents_series.began_after END RETURNING id, last"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A number in a book."""

    series_id: int
    number: int


def next_number(office_id: int, direction: str, year: int, code: str) -> Taken:
    """Take the next number in the caller's transaction (NĐ 30/2020 Đ15, Đ22)."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [office_id, direction, year, code])
        series_id, number = cursor.fetchone()
    return Taken(int(series_id), int(number))


def raise_to(office_id: int, direction: str, year: int, code: str, number: int) -> int:
    """Let the book go on behind `number`, which another system gave; return the book's id.

    A book in which we have numbered beyond it already stays as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(RAISE_TO, [office_id, direction, year, code, number, number])
        series_id, _last = cursor.fetchone()
    return int(series_id)
