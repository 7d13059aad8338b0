"""`congvu up`: everything that one machine needs, in one terminal, until Ctrl-C."""

from __future__ import annotations

import errno
import gc
import http.client
import logging
import os
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import get_resolver

from config import preparation
from config.children import Children, run_aside
from config.web import Web

HOST = "127.0.0.1"
START_SECONDS = 60
ENOUGH_BYTES = 50 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Bật Công Vụ trên máy này: cập nhật cơ sở dữ liệu, nạp danh mục, chạy máy chủ web, "
        "tiến trình nền và lịch việc; Ctrl-C để dừng tất cả.\n"
        "Bring Công Vụ up on this machine: migrate, load the catalogue, run web, worker and "
        "scheduler; Ctrl-C stops them all."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=port, default=8000, help="cổng · port (8000)")
        parser.add_argument("--workers", type=int, help="số tiến trình web · web processes")
        parser.add_argument("--threads", type=int, default=8, help="luồng mỗi tiến trình · threads")
        parser.add_argument(
            "--demo",
            action="store_true",
            help="nạp dữ liệu mẫu nếu chưa có tài khoản nào · load sample data if there is no account",
        )

    def handle(
        self, *_args: object, port: int, workers: int | None, threads: int, demo: bool, **_: Any
    ) -> None:
        check_room()
        check_port(port)
        if run_aside(lambda: prepare(demo=demo)):
            raise CommandError("Chưa khởi động được, xem dòng trên. · Not started, see above.")
        get_resolver().url_patterns  # noqa: B018  (imported once here, shared by all children)
        gc.freeze()
        children = Children()
        children.listen()
        children.start("web", lambda: serve(port, workers or default_workers(), threads))
        children.start("worker", work)
        children.start("scheduler", lambda: call_command("scheduler"))
        if wait_for_web(port, children):
            run_aside(lambda: print(preparation.where_to_sign_in(port), flush=True))  # noqa: T201
        ended = children.watch()
        if ended:
            raise CommandError(
                f"Tiến trình {ended} đã dừng ngoài ý muốn nên tất cả đã dừng theo. · "
                f"The {ended} process ended by itself, so everything was stopped."
            )
        self.stdout.write("Đã dừng. · Stopped.")


def port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65_535:
        raise ValueError(text)
    return number


def prepare(*, demo: bool) -> None:
    try:
        preparation.prepare(demo=demo)
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def check_room() -> None:
    """Refuse a data folder that cannot be written or a disk that is about to be full."""
    data = settings.CONGVU_DATA
    probe = data / f".probe-{os.getpid()}"
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
        free = os.statvfs(data)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise disk_full() from error
        raise CommandError(
            f"Không ghi được vào thư mục dữ liệu {data}: {error.strerror}. · "
            f"Cannot write to the data folder {data}: {error.strerror}."
        ) from error
    if free.f_bavail * free.f_frsize < ENOUGH_BYTES:
        raise disk_full()


def disk_full() -> CommandError:
    data = settings.CONGVU_DATA
    return CommandError(
        f"Đĩa chứa {data} đã đầy (cần ít nhất 50 MB trống). · "
        f"The disk that holds {data} is full (at least 50 MB free needed)."
    )


def check_port(number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError as error:
            reason = (
                "chương trình khác đang dùng" if error.errno == errno.EADDRINUSE else error.strerror
            )
            raise CommandError(
                f"Không mở được cổng {number} ({reason}); thử: bin/run --port {number + 1} · "
                f"Port {number} cannot be opened ({error.strerror}); try: bin/run --port {number + 1}"
            ) from error


def default_workers() -> int:
    """SQLite has one writer at a time, so one process is enough; PostgreSQL uses every core."""
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        return 1
    return os.cpu_count() or 1


def serve(number: int, workers: int, threads: int) -> None:
    Web(f"{HOST}:{number}", workers=workers, threads=threads).run()


def work() -> None:
    """Run the queue; what its worker says when it is told to stop is not for this terminal."""
    logging.getLogger("django_tasks_db").addFilter(lambda r: not r.msg.startswith("Received"))
    call_command("db_worker")


def allowed_host(hosts: Sequence[str]) -> str:
    """Return a name under which the server answers; a refused one would only fill the log."""
    if not hosts or HOST in hosts or "*" in hosts:
        return HOST
    return hosts[0].removeprefix(".")


def wait_for_web(number: int, children: Children) -> bool:
    """Wait until the server answers anything at all; False when the children stop first."""
    give_up = time.monotonic() + START_SECONDS
    while not children.is_stopping() and time.monotonic() < give_up:
        connection = http.client.HTTPConnection(HOST, number, timeout=5)
        try:
            connection.request("GET", "/", headers={"Host": allowed_host(settings.ALLOWED_HOSTS)})
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return True
        finally:
            connection.close()
    return False
