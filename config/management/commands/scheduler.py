"""`congvu scheduler`: start the jobs of `config/schedule.py` when their time has come."""

from __future__ import annotations

import io
import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from config.schedule import Job, due_jobs

LOG = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 1.0


class Command(BaseCommand):
    help = (
        "Chạy các việc định kỳ (làm mới số liệu, dọn phiên đăng nhập…).\n"
        "Run the periodic jobs (refresh the facts, clear sessions…)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="chạy mỗi việc một lần rồi dừng · run every job once and stop",
        )

    def handle(self, *_args: object, once: bool, **_options: Any) -> None:
        last_started: dict[Job, float] = {}
        while True:
            for job in due_jobs(last_started, time.monotonic()):
                last_started[job] = time.monotonic()
                start(job)
            if once:
                return
            time.sleep(LOOK_EVERY_SECONDS)


def start(job: Job) -> None:
    """Run one job; one that fails is logged with its trace and does not keep the others waiting."""
    close_old_connections()
    try:
        call_command(*job.command, stdout=io.StringIO())
    except Exception:
        LOG.exception("scheduled job failed: %s", job)
