"""`congvu dossiers rebuild`: tell every dossier anew from its events and compare each column."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.casework.dossiers.services.rebuilding import compare_all


class Command(BaseCommand):
    help = (
        "Dựng lại hồ sơ từ sự kiện và so từng cột. / "
        "Rebuild dossiers from their events and compare every column."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["rebuild"])
        parser.add_argument("--repair", action="store_true", help="ghi lại cột sai / write it back")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = 0
        progress = self._show if self.stderr.isatty() else _silently
        for difference in compare_all(repair=options["repair"], progress=progress):
            found += 1
            row = {
                "dossier": difference.dossier,
                "column": difference.column,
                "stored": str(difference.stored),
                "told": str(difference.told),
            }
            self.stdout.write(
                json.dumps(row, ensure_ascii=False)
                if options["json"]
                else f"{row['dossier']}  {row['column']}: {row['stored']} ≠ {row['told']}"
            )
        if found:
            raise CommandError(f"{found} cột khác với sự kiện. / {found} columns differ.")
        if not options["json"]:
            self.stdout.write("Mọi cột khớp với sự kiện. / Every column agrees with the events.")

    def _show(self, dossiers: int) -> None:
        self.stderr.write(f"\r{dossiers} hồ sơ…", ending="")


def _silently(_dossiers: int) -> None:
    """Show nothing where nobody watches."""
