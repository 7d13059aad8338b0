"""The web server of a benchmark: gunicorn as `congvu up` runs it, without worker and scheduler."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from config.bench.load import answers_at, until
from config.bench.places import Place

STOP_SECONDS = 15


@contextmanager
def served(place: Place, *, workers: int, threads: int) -> Iterator[tuple[int, psutil.Process]]:
    """Serve the place on a free port; yield the port and the server's first process."""
    port = free_port()
    process = place.start(
        "bench", "--inside", "serve", "--port", str(port), "--workers", str(workers),
        "--threads", str(threads),
    )  # fmt: skip
    try:
        until(lambda: process.poll() is not None or answers_at(port))
        if process.poll() is not None:
            raise RuntimeError("the web server of the benchmark did not start")
        yield port, psutil.Process(process.pid)
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a group of processes, by force when asking does not help."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def memory_of(process: psutil.Process) -> float:
    """Return the memory of a process and its children in MB, shared pages counted once."""
    family = [process, *process.children(recursive=True)]
    return sum(_proportional(member.pid) for member in family) / 1024


def cpu_of(processes: list[psutil.Process]) -> float:
    """Return the CPU seconds that these processes and their ended children have used."""
    total = 0.0
    for process in processes:
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
