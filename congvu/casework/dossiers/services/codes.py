"""The next dossier code of an office and a day, the next number of a book: gap-free under any clerks."""

from __future__ import annotations

from datetime import date

from django.db import connection

from congvu.kernel.numbering import CodeFormat

# One statement takes the row's lock and the number; a rolled-back intake gives it back.
NEXT_NUMBER = (
    "INSERT INTO dossiers_dossiercounter (org_code, day, last) VALUES (%s, %s, 1)"
    " ON CONFLICT (org_code, day) DO UPDATE SET last = dossiers_dossiercounter.last + 1"
    " RETURNING last"
)


def next_code(org_code: str, day: date, form: CodeFormat) -> str:
    """Take the next code in the caller's transaction (TT 01/2018 Đ19; local counter off-line)."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [org_code, day])
        number = int(cursor.fetchone()[0])
    return form.make(org_code, day, number)


def next_in_book(org_code: str, procedure: str, year: int) -> int:
    """Take the next number of the year's book of one procedure, in the caller's transaction.

    Certification numbers its acts per kind and year (sổ chứng thực, NĐ 23/2015); the counter
    stands beside those of codes, under the first day of its year.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [f"{org_code}/{procedure}", date(year, 1, 1)])
        return int(cursor.fetchone()[0])
