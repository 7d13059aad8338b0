"""`congvu documents resume-imports`: go on with the lists whose reading in was interrupted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from congvu.casework.documents.queue import submit_stalled


class Command(BaseCommand):
    help = (
        "Nhập tiếp những danh sách văn bản bị ngắt giữa chừng. / "
        "Go on with the lists of documents whose reading in was interrupted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["resume-imports"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{submit_stalled(now())}")
