"""Tests that the sample loaded by rows is the sample that the services make, row by row."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction

from config.sample.demo import load
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.foundation.journal.selectors import verify
from congvu.kernel.workcalendar import VIETNAM

SEED = 36  # its 200 dossiers meet every kind of act
UNTIL = datetime(2026, 3, 10, 17, 0, tzinfo=VIETNAM)
ROOMS = ("dossiers", "journal", "outbox", "payments", "people", "units", "files", "statistics")
SALTED = {("people_account", "password"), ("people_passwordhistory", "password")}


def tables() -> list[str]:
    return sorted(
        model._meta.db_table for room in ROOMS for model in apps.get_app_config(room).get_models()
    )


def empty() -> None:
    """Empty the tables and let ids begin at 1; the test rolls both back."""
    cache.clear()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables())} RESTART IDENTITY CASCADE")
            return
        for table in tables():
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])


def last_ids() -> list[Any]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        else:
            cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY 1")
        return list(cursor.fetchall())


def read_table(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        names = [column[0] for column in cursor.description]
        kept = [n for n, name in enumerate(names) if (table, name) not in SALTED]
        return [tuple(row[n] for n in kept) for row in cursor.fetchall()]


def told(data: Path, count: int, *, by_services: bool) -> dict[str, Any]:
    with transaction.atomic():
        empty()
        load(seed=SEED, count=count, until=UNTIL, data=data, by_services=by_services)
        found: dict[str, Any] = {table: read_table(table) for table in tables()}
        found["last ids"] = last_ids()
        if not by_services:
            assert list(verify()) == []
            assert list(compare_all()) == []
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_rows_are_what_the_services_write_for_the_same_seed(tmp_path: Path) -> None:
    by_services = told(tmp_path, 200, by_services=True)
    by_rows = told(tmp_path, 200, by_services=False)
    assert len(by_services["dossiers_dossier"]) == 200
    for name, rows in by_services.items():
        assert by_rows[name] == rows, name


@pytest.mark.django_db
def test_every_kind_of_act_of_the_plan_is_compared(tmp_path: Path) -> None:
    """A kind of life that 200 dossiers happen to miss would not be compared at all."""
    with transaction.atomic():
        empty()
        load(seed=SEED, count=200, until=UNTIL, data=tmp_path)
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT action FROM dossiers_dossierevent")
            acts = {row[0] for row in cursor.fetchall()}
        transaction.set_rollback(True)
    planned = {
        "accept", "submit", "ask_to_complete", "submit_again", "reject", "forward", "present",
        "send_to_numbering", "ask_opinion", "come_back", "request_supplement",
        "receive_supplement", "request_payment", "confirm_payment", "suspend", "resume",
        "reappoint", "hand_over", "resolve", "refuse", "withdraw", "stop", "correct", "hand_out",
    }  # fmt: skip
    assert acts == planned
