"""Refreshing beside writers and beside itself: each event is folded once, none is passed over."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from congvu.casework.dossiers.tests.make import accepted
from congvu.oversight.statistics.models import Watermark
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import form_06a
from congvu.oversight.statistics.services import refresh_facts
from congvu.oversight.statistics.verification import examine
from tests.world import NOW, World, find_world

pytestmark = pytest.mark.django_db(transaction=True)


def received(world: World) -> int:
    unit = world.units["commune"].pk
    day = date(2026, 3, 10)
    return form_06a(FormRequest(unit, day, day, day)).total[3]


def in_thread(work, database: str | None = None) -> threading.Thread:
    def run() -> None:
        if database:
            connection.settings_dict = {**connection.settings_dict, "NAME": database}
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"
)
def test_a_transaction_that_began_first_and_ends_last_is_counted():
    """Ids are given at the beginning, positions at the end: the slow clerk's come later."""
    world = find_world()
    began, may_end = threading.Event(), threading.Event()

    def slow_clerk() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval(pg_get_serial_sequence('dossiers_dossier', 'id'))")
            began.set()
            may_end.wait(10)
            accepted(world, NOW)

    thread = in_thread(slow_clerk)
    began.wait(10)
    accepted(world, NOW)
    assert received(world) == 1
    may_end.set()
    thread.join()
    assert received(world) == 2
    assert examine().findings == []


def test_events_that_commit_in_the_reverse_order_of_their_ids_are_all_counted():
    """The same on any database: positions decide, ids do not."""
    world = find_world()
    accepted(world, NOW)
    accepted(world, NOW)
    with connection.cursor() as cursor:
        # As if the first had reserved its row id, waited, and was about to commit after the second.
        cursor.execute("SELECT id, position FROM dossiers_dossierevent ORDER BY id")
        (early, low), (late, high) = cursor.fetchall()
        move = "UPDATE dossiers_dossierevent SET position = %s WHERE id = %s"
        for row, position in ((early, 999), (late, low)):
            cursor.execute(move, [position, row])
        cursor.execute("UPDATE dossiers_eventhead SET position = %s", [low])
    assert received(world) == 1
    with connection.cursor() as cursor:
        cursor.execute(move, [high, early])
        cursor.execute("UPDATE dossiers_eventhead SET position = %s", [high])
    assert received(world) == 2
    assert examine().findings == []


def test_two_readers_that_fold_at_once_count_each_dossier_once(tmp_path):
    world = find_world()
    for _ in range(6):
        accepted(world, NOW)
    database = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":  # threads cannot share the tests' database in memory
        database = str(tmp_path / "shared.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [database])
    folded: list[int] = []
    threads = [in_thread(lambda: folded.append(refresh_facts()), database) for _ in range(3)]
    for thread in threads:
        thread.join()
    assert sorted(folded) == [0, 0, 6]
    seen: list[object] = []
    in_thread(
        lambda: seen.extend((received(world), Watermark.objects.get().events, examine().findings)),
        database,
    ).join()
    assert seen == [6, 6, []]


def test_a_refresh_that_fails_half_way_leaves_nothing_behind(monkeypatch):
    world = find_world()
    accepted(world, NOW)
    with monkeypatch.context() as broken:
        broken.setattr("congvu.oversight.statistics.rules.sums.lates", lambda _book, _ids: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh_facts()
    assert not Watermark.objects.filter(position__gt=0).exists()
    assert received(world) == 1
    assert examine().findings == []
