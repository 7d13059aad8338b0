"""`congvu proofreading tidy`: delete the uploaded reports whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from congvu.oversight.proofreading.services.uploads import delete_expired, give_up_forgotten


class Command(BaseCommand):
    help = (
        "Xóa các báo cáo cần soát đã quá thời hạn giữ. / "
        "Delete the uploaded reports that were kept for as long as the administrator allows."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["tidy"])

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = now()
        self.stdout.write(f"{delete_expired(at)} / {give_up_forgotten(at)}")
