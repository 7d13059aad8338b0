"""`congvu outbox number`: give committed messages their positions, in the order they became visible."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from congvu.instruments.outbox.services import number_messages


class Command(BaseCommand):
    help = (
        "Đánh số các tin chờ gửi theo thứ tự. / "
        "Give waiting messages their positions, in the order they became visible."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["number"])

    def handle(self, *_args: Any, **options: Any) -> None:
        count = number_messages()
        if options["verbosity"] > 1:
            self.stdout.write(str(count))
