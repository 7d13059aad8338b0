"""The kill loop of the registers: registrars die by SIGKILL while they number; no gap, no double.

What was acknowledged must be there under its number, every book without a gap, the journal whole.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psutil

from config.bench.kill import kill_one, let_work
from config.bench.load import until
from config.bench.places import Place
from config.bench.results import Result
from config.bench.serving import stop

START_SECONDS: Final = 120


def measure(place: Place, kills: int, seed: int = 1) -> Iterator[Result]:
    """Kill `kills` registrars, each at any moment of its work; then look at every book."""
    chance = random.Random(seed)  # noqa: S311 - when to kill, not a secret
    listed = place.folder / "numbered.jsonl"
    listed.unlink(missing_ok=True)
    process = place.start("bench", "--inside", "registrars", "--acknowledged", str(listed))
    begun = time.perf_counter()
    try:
        until(lambda: process.poll() is not None or _answers(listed) > 0, START_SECONDS)
        begun = time.perf_counter()
        for _ in range(kills):
            let_work(lambda: _answers(listed), chance)
            kill_one(psutil.Process(process.pid), chance)
        seconds = time.perf_counter() - begun
    finally:
        stop(process)
    told = f"{_answers(listed):,} acknowledged, {seconds:.0f} s"
    for row in place.ask("bench", "--inside", "examine-registers", "--acknowledged", str(listed)):
        note = f"{row['note']}; {told}" if row["note"] else told
        yield Result("kill registrars", f"{kills} kills: {row['case']}", place.database, 0,
                     row["wrong"], "wrong", "0 wrong", row["wrong"] == 0, note)  # fmt: skip


def _answers(listed: Path) -> int:
    return listed.read_bytes().count(b"\n") if listed.exists() else 0
