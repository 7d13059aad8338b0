"""Many writers at once leave one whole chain, on whichever database the tests run."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator

import pytest
from django.db import ConnectionHandler, connection

from congvu.foundation.journal import selectors, services
from congvu.foundation.journal.models import Entry, EntryDetail, Head
from congvu.foundation.journal.tests.make import make_records

WRITERS, EACH = 4, 25
pytestmark = [
    pytest.mark.django_db,  # or no database is set up for this file alone
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def run_in_processes(count: int, database: str, work: Callable[[], None]) -> list[int]:
    """Run `work` in processes of their own, each with its own connection; return exit codes."""

    def child() -> None:
        inherited = connection.connection  # kept, so that nobody closes the parent's socket
        connection.connection = None
        connection.in_atomic_block = False
        connection.settings_dict = {**connection.settings_dict, "NAME": database}
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0 if inherited is not connection.connection else 1)

    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=child) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    return [process.exitcode or 0 for process in processes]


@pytest.fixture
def shared_database(django_db_setup, django_db_blocker, tmp_path) -> Iterator[str]:
    """A database with nothing but a journal, which processes can share."""
    settings = connection.settings_dict
    with django_db_blocker.unblock():
        name = str(tmp_path / "journal.sqlite3")
        if connection.vendor == "postgresql":
            name = f"{settings['NAME']}_journal"
            outside(f'CREATE DATABASE "{name}"')
        handler = ConnectionHandler({"default": {**settings, "NAME": name}})
        with handler["default"].schema_editor() as editor:
            for model in (Entry, EntryDetail, Head):
                editor.create_model(model)
        handler["default"].close()
        yield name
        if connection.vendor == "postgresql":
            outside(f'DROP DATABASE "{name}" WITH (FORCE)')


def outside(statement: str) -> None:
    """Run what PostgreSQL allows outside a transaction only, on a connection of its own."""
    handler = ConnectionHandler({"default": connection.settings_dict})
    with handler["default"].cursor() as cursor:
        cursor.execute(statement)
    handler["default"].close()


def write_one_by_one() -> None:
    for record in make_records(EACH):
        services.record(
            unit=record.unit,
            by=record.by,
            action=record.action,
            obj_type=record.obj_type,
            obj_code=record.obj_code,
            changes=record.changes,
            at=record.at,
        )


def write_many() -> None:
    for start in range(0, EACH, 5):
        services.record_many(make_records(EACH)[start : start + 5])


def write_both() -> None:
    (write_many if os.getpid() % 2 else write_one_by_one)()


def find_it_whole() -> None:
    seen = selectors.examine()
    assert seen.findings == []
    assert seen.entries == WRITERS * EACH
    assert Head.objects.get().seq == WRITERS * EACH


@pytest.mark.parametrize("write", [write_one_by_one, write_both])
def test_the_chain_stays_whole_under_parallel_writers(shared_database: str, write):
    assert run_in_processes(WRITERS, shared_database, write) == [0] * WRITERS
    assert run_in_processes(1, shared_database, find_it_whole) == [0]


def test_verification_beside_running_writers_raises_no_false_alarm(shared_database: str):
    def work() -> None:
        if os.fork() == 0:
            connection.connection = None
            write_one_by_one()
            os._exit(0)
        for _ in range(5):
            assert selectors.verify() == []
        os.wait()
        assert selectors.verify() == []

    assert run_in_processes(1, shared_database, work) == [0]
