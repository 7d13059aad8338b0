"""Where a benchmark runs: a folder of its own, a database in it, processes that see only those."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from config.postgres import Server

CHECKOUT: Final = Path(__file__).resolve().parents[2]
DATABASES: Final = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Place:
    """A database of a benchmark: its kind, its data folder, and the environment that points there."""

    database: str
    folder: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "CONGVU_DATA": str(self.folder),
            "CONGVU_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings.prod" if self.url else "config.settings.dev",
        }

    def ask(self, *arguments: str) -> Iterator[dict[str, Any]]:
        """Run a command here that tells its findings as lines of JSON; yield them as they come."""
        with subprocess.Popen(  # noqa: S603
            self._command(arguments), env=self.environment, cwd=CHECKOUT,
            stdout=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("{"):
                    yield json.loads(line)
                else:
                    sys.stderr.write(line)
        if process.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed with {process.returncode}")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command here in a process group of its own."""
        return subprocess.Popen(  # noqa: S603
            self._command(arguments), env=self.environment, cwd=CHECKOUT,
            stdout=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    @staticmethod
    def _command(arguments: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", "django", *arguments]


@contextmanager
def place(database: str, folder: Path) -> Iterator[Place]:
    """Bring a database up in the folder; what the folder holds already is used."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        yield Place(database, data, "")
        return
    server = Server(folder / "postgresql")
    try:
        yield Place(database, data, server.url)
    finally:
        server.stop()
