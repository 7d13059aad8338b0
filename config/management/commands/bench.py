"""`congvu bench`: measure the platform as docs/reference/performance.md shows it."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Container, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.bench import api, breaking, kill, kill_registrars, machine, proofreading, start
from config.bench.inside import cited as real
from config.bench.inside import faults, registrars, tools
from config.bench.inside.copying import copy
from config.bench.inside.measures import MEASURES
from config.bench.places import DATABASES, Place, place
from config.bench.results import Result, as_markdown, growth

SIZES = (10_000, 1_000_000)
KILLS = 200
GROWTH = 1.3
KILLED = {"dossiers": kill.measure, "documents": kill_registrars.measure}
TOOLS = {
    "prepare": tools.prepare,
    "people": tools.people,
    "tokens": tools.tokens,
    "codes": tools.codes,
}
APART = {"faults": faults.measure, "cited": real.measure}
EXAMINED = {"examine": tools.examine, "examine-registers": tools.examine_registers}


class Command(BaseCommand):
    help = (
        "Đo tốc độ trên cơ sở dữ liệu riêng, đo xong thì xóa.\n"
        "Measure speed in databases of its own, which are removed afterwards."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what", nargs="?", default="all",
            choices=["all", "kill", "faults", "proofreading", "fuzz", "cited"],
            help="all: mọi phép đo · every measurement; kill: vòng lặp SIGKILL · the kill loop; "
            "faults: các phép đối chiếu, có lỗi cài sẵn · the verifications, with planted faults; "
            "proofreading: lỗi cài sẵn trong 1.000 báo cáo bịa ra · planted faults in invented reports; "
            "fuzz: tệp hỏng cho phần soát báo cáo · broken files for proofreading; "
            "cited: nhập, tìm, in văn bản mà báo cáo thật viện dẫn · what real reports cite, registered",
        )  # fmt: skip
        parser.add_argument("--size", type=int, action="append", help="số hồ sơ · dossiers")
        parser.add_argument("--database", action="append", choices=[*DATABASES, "postgres"])
        parser.add_argument(
            "--only", action="append", choices=[*MEASURES, "api", "start", *KILLED],
            help="một phép đo · one",
        )  # fmt: skip
        parser.add_argument("--minutes", type=float, default=10, help="fuzz")
        parser.add_argument("--kills", type=int, default=KILLS)
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--folder", type=Path, help="giữ dữ liệu ở đây · keep the databases here"
        )
        # what a process inside one of the databases is asked to do
        parser.add_argument("--inside", help="(dùng nội bộ · internal)")
        parser.add_argument("--port", type=int, default=0)
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--threads", type=int, default=4)
        parser.add_argument("--acknowledged", type=Path)
        parser.add_argument("--source", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["inside"]:
            self._inside(options)
            return
        signal.signal(signal.SIGTERM, _end)  # so that servers are stopped and folders removed
        folder = options["folder"] or Path(tempfile.mkdtemp(prefix="congvu-bench-"))
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # the database server may run as another user
        try:
            found = self._tell(options, self._measured(folder, options))
        finally:
            if options["folder"] is None:
                shutil.rmtree(folder)
        if not options["json"]:
            self.stdout.write(f"{machine.described()}\n\n{as_markdown(found)}")
        if options["what"] != "all" and any(row.met is False for row in found):
            raise CommandError("Có sai lệch. · Something is wrong; the table says what.")

    def _tell(self, options: dict[str, Any], results: Iterator[Result]) -> list[Result]:
        found = []
        for row in results:
            found.append(row)
            if options["json"]:
                self.stdout.write(row.as_json())
            else:
                self.stderr.write(f"{row.name}: {row.case}: {row.value:g} {row.unit}")
        return found

    def _measured(self, folder: Path, options: dict[str, Any]) -> Iterator[Result]:
        databases = [
            "postgresql" if name == "postgres" else name
            for name in options["database"] or DATABASES
        ]
        if options["what"] == "proofreading":
            yield from proofreading.measure()
            return
        if options["what"] == "fuzz":
            yield from breaking.measure(options["minutes"])
            return
        if options["what"] == "kill":
            yield from killed(folder, databases, options["kills"], options["only"] or KILLED)
            return
        if options["what"] == "cited":
            yield from cited(folder, databases)
            return
        only = options["only"] or [*MEASURES, "api", "start"]
        if options["what"] == "faults":
            only = ["faults"]
        for database in databases:
            rows: list[Result] = []
            for size in sorted(options["size"] or SIZES):
                for row in measured(folder, database, size, only):
                    rows.append(row)
                    yield row
            yield from growth(rows, GROWTH)
        if "start" in only:
            yield from start.measure()

    def _inside(self, options: dict[str, Any]) -> None:
        name = options["inside"]
        if name == "serve":
            tools.serve(options["port"], options["workers"], options["threads"])
            return
        if name == "registrars":
            registrars.number_until_killed(options["acknowledged"])
            return
        if name in {*MEASURES, *APART, "copy"}:
            (size,) = options["size"]
            for row in _rows_of(name, size, options["source"]):
                self.stdout.write(row.as_json())
                self.stdout.flush()
            return
        lines = EXAMINED[name](options["acknowledged"]) if name in EXAMINED else TOOLS[name]()
        for line in lines:
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            self.stdout.flush()


def _rows_of(name: str, size: int, source: Path) -> Iterator[Result]:
    if name == "copy":
        return copy(source, size)
    return (MEASURES | APART)[name](size)


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def killed(
    folder: Path, databases: list[str], kills: int, only: Container[str]
) -> Iterator[Result]:
    """Run the kill loops: of dossiers that are handed in, of documents that are numbered."""
    for database in databases:
        with place(database, folder / f"{database}-kill") as there:
            prepare(there, "people")
            for name, measure in KILLED.items():
                if name in only:
                    yield from measure(there, kills)


def cited(folder: Path, databases: list[str]) -> Iterator[Result]:
    """Take the documents that real reports cite into a register, find and print them."""
    for database in databases:
        with place(database, folder / f"{database}-cited") as there:
            prepare(there, "people")
            for row in there.ask("bench", "--inside", "cited", "--size", "0"):
                yield Result(**row)


def measured(folder: Path, database: str, size: int, only: list[str]) -> Iterator[Result]:
    """Measure one database at one size; it is loaded first unless the folder holds it already."""
    with place(database, folder / f"{database}-{size}") as there:
        is_new = not (there.folder / "loaded").exists()
        prepare(there)  # what was kept may be of older code
        if is_new:
            yield from _copied(there, folder / f"sqlite-{size}" / "data", size)
        for name in MEASURES:
            if name in only or (name == "load" and is_new):
                for row in there.ask("bench", "--inside", name, "--size", str(size)):
                    yield Result(**row)
                if name == "load":
                    (there.folder / "loaded").touch()
        if "faults" in only:
            for row in there.ask("bench", "--inside", "faults", "--size", str(size)):
                yield Result(**row)
        if "api" in only:
            yield from api.measure(there, size)


def _copied(there: Place, source: Path, size: int) -> Iterator[Result]:
    """Fill PostgreSQL with what the folder's SQLite holds already, if it does."""
    if there.database != "postgresql" or not (source / "loaded").exists():
        return
    rows = source / "congvu.sqlite3"
    for row in there.ask("bench", "--inside", "copy", "--size", str(size), "--source", str(rows)):
        yield Result(**row)


def prepare(there: Place, *tools_of_it: str) -> None:
    """Bring the tables, the catalogue and the static files into an empty place."""
    for name in ("prepare", *tools_of_it):
        for _ in there.ask("bench", "--inside", name):
            pass
