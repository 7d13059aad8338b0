"""The kill loop: workers die by SIGKILL while dossiers come in; nothing acknowledged may be lost.

Clients repeat what was not answered with the same key. Afterwards every acknowledged dossier must
be there once, codes without gap and double, the journal whole, projection and facts as told anew.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psutil

from config.bench.api import WORKERS
from config.bench.load import Acknowledged, Load, until
from config.bench.places import Place
from config.bench.results import Result
from config.bench.serving import served

CLIENTS: Final = 8
THREADS: Final = 4
MOST_BETWEEN: Final = 16
PATIENCE_SECONDS: Final = 5
HIT_WITHIN_SECONDS: Final = 0.04


def measure(place: Place, kills: int, seed: int = 1) -> Iterator[Result]:
    """Kill `kills` workers during parallel intakes; then look at everything."""
    tokens = [(row["unit"], row["token"]) for row in place.ask("bench", "--inside", "tokens")]
    chance = random.Random(seed)  # noqa: S311 - when to kill, not a secret
    begun = time.perf_counter()
    with served(place, workers=max(2, WORKERS[place.database]), threads=THREADS) as (port, server):
        load = Load(port, tokens[:3], f"kill-{time.time():.0f}")
        threads = load.start(CLIENTS)
        for _ in range(kills):
            let_work(lambda: len(load.answers), chance)
            kill_one(server, chance)
        load.stopping.set()
        for thread in threads:
            thread.join()
    seconds = time.perf_counter() - begun
    if not load.answers:
        raise RuntimeError(f"nothing was handed in: {load.failures[:1]}")
    told = f"{len(load.answers):,} acknowledged, {load.retries:,} repeated, {seconds:.0f} s"
    for case, wrong, note in _wrongs(place, load):
        yield Result("kill", f"{kills} kills: {case}", place.database, 0, wrong, "wrong",
                     "0 wrong", wrong == 0, f"{note}; {told}" if note else told)  # fmt: skip


def let_work(answers: Callable[[], int], chance: random.Random) -> None:
    """Wait for a few acknowledged answers, then for any moment of the next one."""
    wanted = answers() + chance.randrange(1, MOST_BETWEEN)
    give_up = time.monotonic() + PATIENCE_SECONDS
    while answers() < wanted and time.monotonic() < give_up:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, HIT_WITHIN_SECONDS))


def kill_one(server: psutil.Process, chance: random.Random) -> None:
    """Kill any one of the children of a process, without a word before."""
    workers: list[psutil.Process] = []

    def found() -> bool:
        workers[:] = server.children()
        return bool(workers)

    until(found)
    victim = chance.choice(workers)
    try:
        victim.kill()
    except psutil.NoSuchProcess:  # it died of an earlier kill a moment ago
        return


def _wrongs(place: Place, load: Load) -> Iterator[tuple[str, int, str]]:
    yield "intakes refused", len(load.failures), (load.failures or [""])[0][:200]
    listed = place.folder / "acknowledged.json"
    listed.write_text(json.dumps([_as_facts(answer) for answer in load.answers]), encoding="utf-8")
    for row in place.ask("bench", "--inside", "examine", "--acknowledged", str(listed)):
        yield row["case"], row["wrong"], row["note"]
    Path(listed).unlink()


def _as_facts(answer: Acknowledged) -> dict[str, Any]:
    return {"code": answer.code, "uuid": answer.uuid, "key": answer.key}
