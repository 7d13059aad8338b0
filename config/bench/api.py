"""Intake through the HTTP API: server, database and clients share the machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

import psutil

from config.bench.load import Load
from config.bench.places import Place
from config.bench.results import Result, at_least, percentile
from config.bench.serving import cpu_of, served

CLIENTS: Final = 8
INTAKES: Final = 2000
WARMING: Final = 80
A_SECOND: Final = 90
WORKERS: Final = {"sqlite": 1, "postgresql": 2}
THREADS: Final = 4


def measure(place: Place, size: int) -> Iterator[Result]:
    """One busy unit, then fifty: dossiers a second, and that no code is lost or doubled."""
    tokens = [(row["unit"], row["token"]) for row in place.ask("bench", "--inside", "tokens")]
    for words, some in (("one busy unit", tokens[:1]), ("50 units", tokens[1:51])):
        with served(place, workers=WORKERS[place.database], threads=THREADS) as (port, server):
            load = Load(port, some, f"api-{len(some)}-{time.time():.0f}")
            _send(Load(port, some, f"warm-{len(some)}-{time.time():.0f}"), WARMING)
            before = cpu_of(_everybody(server))
            begun = time.perf_counter()
            _send(load, INTAKES)
            seconds = time.perf_counter() - begun
            work = cpu_of(_everybody(server)) - before
        yield _rate(place, size, words, load=load, seconds=seconds, work=work)
        yield _codes(place, size, words, load)


def _send(load: Load, intakes: int) -> None:
    for thread in load.start(CLIENTS, most=intakes):
        thread.join()
    if load.failures:
        raise RuntimeError(f"{len(load.failures)} intakes failed: {load.failures[0]}")


def _rate(
    place: Place, size: int, words: str, *, load: Load, seconds: float, work: float
) -> Result:
    rate = len(load.answers) / seconds
    goal, met = (
        at_least(rate, A_SECOND, "a second") if place.database == "postgresql" else ("", None)
    )
    times = [answer.seconds * 1000 for answer in load.answers]
    note = (
        f"{CLIENTS} clients, median {percentile(times, 50):.0f} ms, p99 {percentile(times, 99):.0f} ms,"
        f" CPU of server, database and clients {work / len(load.answers) * 1000:.1f} ms an intake"
    )
    return Result("intake by HTTP", words, place.database, size, round(rate, 1), "a second",
                  goal, met, note)  # fmt: skip


def _codes(place: Place, size: int, words: str, load: Load) -> Result:
    codes = {answer.code for answer in load.answers}
    lost = len(load.answers) - len(codes)
    for row in place.ask("bench", "--inside", "codes"):
        lost += row["gaps"] + row["doubles"]
    return Result("intake by HTTP", f"{words}: codes lost or doubled", place.database, size, lost,
                  "codes", "0 codes", lost == 0)  # fmt: skip


def _everybody(server: psutil.Process) -> list[psutil.Process]:
    """The server, the database's processes, and we who send."""
    family = [server, *server.children(recursive=True), psutil.Process()]
    keepers = [child for child in psutil.Process().children(recursive=True) if child not in family]
    return [*family, *keepers]
