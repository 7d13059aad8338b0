"""Starting: `congvu up` on an empty folder, seconds until it answers, and the memory it takes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psutil

from config.bench.load import answers_at, until
from config.bench.places import Place
from config.bench.results import Result, at_most
from config.bench.serving import cpu_of, free_port, memory_of, stop

SECONDS: Final = 10
MEGABYTES: Final = 250
SETTLED: Final = 3


def measure() -> Iterator[Result]:
    """Start twice: on an empty folder, and again on what the first start left."""
    with tempfile.TemporaryDirectory(prefix="congvu-up-") as folder:
        place = Place("sqlite", Path(folder), "")
        for words, goal_seconds in (("an empty folder", SECONDS), ("the second time", None)):
            port = free_port()
            begun = time.perf_counter()
            process = place.start("up", "--port", str(port))
            try:
                until(lambda p=port: answers_at(p), 120)  # type: ignore[misc]
                seconds = time.perf_counter() - begun
                work = cpu_of(_family(process.pid))
                time.sleep(SETTLED)
                memory = memory_of(psutil.Process(process.pid))
            finally:
                stop(process)
            goal, met = at_most(seconds, goal_seconds, "s") if goal_seconds else ("", None)
            yield Result("start", words, "sqlite", 0, round(seconds, 1), "s", goal, met,
                         f"CPU {work:.1f} s")  # fmt: skip
            goal, met = at_most(memory, MEGABYTES, "MB")
            yield Result("start", f"{words}: memory of all processes", "sqlite", 0,
                         round(memory), "MB", goal, met, "shared pages counted once")  # fmt: skip


def _family(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]
