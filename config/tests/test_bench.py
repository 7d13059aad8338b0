"""Tests of the benchmarks' own arithmetic, of their clients, and of the look after the kill loop."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.db import connection

from config.bench.inside import tools
from config.bench.load import Load
from config.bench.results import Result, as_markdown, growth, percentile
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.tests.make import accepted
from tests.world import NOW, World


def result(case: str, size: int, median: float) -> Result:
    return Result("search", case, "sqlite", size, median * 2, "ms", median=median)


def test_growth_compares_with_the_smallest_size_of_the_same_case() -> None:
    rows = [
        result("a word", 10_000, 4),
        result("a code", 10_000, 1),
        result("a word", 1_000_000, 5),
        result("a code", 1_000_000, 3),
    ]
    word, code = growth(rows, 1.3)
    assert (word.value, word.met) == (1.25, True)
    assert (code.value, code.met) == (3.0, False)
    assert "1.0 → 3.0 ms" in code.note


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([5, 1, 4, 2, 3], 95) == 5
    assert percentile(list(range(1, 101)), 95) == 95
    assert percentile([7], 50) == 7


def test_the_table_says_what_missed_its_goal() -> None:
    missed = Result("start", "an empty folder", "sqlite", 0, 12.5, "s", "≤ 10 s", met=False)
    kept = Result("start", "an empty folder", "postgresql", 0, 9, "s", "≤ 10 s", met=True)
    told = as_markdown([missed, kept]).splitlines()[-1]
    assert told == "| start | an empty folder | ≤ 10 s | 9 s | **12.5 s** |  |"


class Stubborn(BaseHTTPRequestHandler):
    """Hangs up on each key the first time, answers the second time."""

    protocol_version = "HTTP/1.1"
    keys: list[str] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        key = self.headers["Idempotency-Key"]
        self.keys.append(key)
        if self.keys.count(key) == 1:
            self.close_connection = True
            return
        answer = json.dumps({"code": f"code of {key}", "uuid": key}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stubborn() -> Iterator[int]:
    Stubborn.keys = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stubborn)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_client_without_an_answer_sends_the_same_key_again(stubborn: int) -> None:
    load = Load(stubborn, [("unit", "token")], "test")
    for thread in load.start(2, most=6):
        thread.join(20)
    assert load.failures == []
    assert len(load.answers) == 6
    assert sorted(Stubborn.keys) == sorted([answer.key for answer in load.answers] * 2)


@pytest.fixture
def taken_in(world: World, tmp_path: Path) -> Path:
    """Three dossiers, and a file that says that they were acknowledged."""
    rows = []
    for number in range(3):
        dossier = accepted(world, NOW + timedelta(minutes=number))
        rows.append({"code": dossier.code, "uuid": str(dossier.uuid), "key": str(number)})
    listed = tmp_path / "acknowledged.json"
    listed.write_text(json.dumps(rows), encoding="utf-8")
    return listed


def wrong_after(listed: Path) -> dict[str, int]:
    return {row["case"]: row["wrong"] for row in tools.examine(listed) if row["wrong"]}


def test_nothing_is_wrong_when_all_that_was_acknowledged_is_there(taken_in: Path) -> None:
    assert wrong_after(taken_in) == {}


def test_it_finds_a_lost_dossier(taken_in: Path) -> None:
    rows = json.loads(taken_in.read_text(encoding="utf-8"))
    rows.append({"code": "H99.101-260310-0099", "uuid": rows[0]["uuid"], "key": "lost"})
    taken_in.write_text(json.dumps(rows), encoding="utf-8")
    assert wrong_after(taken_in) == {"acknowledged dossiers lost": 1}


def test_it_finds_one_key_with_two_dossiers(taken_in: Path) -> None:
    rows = json.loads(taken_in.read_text(encoding="utf-8"))
    rows[1]["key"] = rows[0]["key"]
    taken_in.write_text(json.dumps(rows), encoding="utf-8")
    assert wrong_after(taken_in) == {"acknowledged dossiers lost": 1}


def test_it_finds_a_skipped_code(taken_in: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossiercounter SET last = last + 2")
    assert wrong_after(taken_in) == {"codes skipped": 2}


def test_it_finds_a_half_accepted_dossier(taken_in: Path) -> None:
    first = Dossier.objects.earliest("id")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_slip WHERE dossier_id = %s", [first.pk])
    assert wrong_after(taken_in) == {"dossiers without what belongs to them": 1}


def test_it_finds_a_position_that_was_given_and_lost(taken_in: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_eventhead SET position = position + 1")
    assert "positions skipped or doubled" in wrong_after(taken_in)
