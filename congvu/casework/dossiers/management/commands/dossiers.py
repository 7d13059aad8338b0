"""`congvu dossiers`: tell every dossier anew from its events; erase what one says of people."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from congvu.casework.dossiers.services.erasing import erase_people
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.foundation.people.selectors import get_staff
from congvu.kernel.errors import DomainError
from congvu.kernel.workingdays import local_day


class Command(BaseCommand):
    help = (
        "Hồ sơ: dựng lại từ sự kiện và so từng cột (rebuild), xóa dữ liệu cá nhân khi hết hạn "
        "lưu trữ (erase). / Dossiers: rebuild them from their events and compare every column, "
        "erase personal data when the time of keeping has ended."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        rebuild = tasks.add_parser(
            "rebuild",
            help="Dựng lại từ sự kiện và so từng cột / rebuild from events, compare every column",
        )
        rebuild.add_argument(
            "--repair", action="store_true", help="ghi lại cột sai / write it back"
        )
        rebuild.add_argument("--json", action="store_true")
        erase = tasks.add_parser(
            "erase",
            help="Xóa dữ liệu cá nhân của một hồ sơ đã kết thúc; không hoàn lại được"
            " / erase the personal data of a finished dossier; cannot be undone",
        )
        erase.add_argument("code", help="mã số hồ sơ / code of the dossier")
        erase.add_argument(
            "--reason", required=True, help="căn cứ xóa, ghi vào nhật ký / ground, journalled"
        )
        erase.add_argument(
            "--by",
            required=True,
            metavar="USERNAME",
            help="tên đăng nhập của quản trị kỹ thuật hoặc văn thư làm việc này"
            " / the administrator or registrar who does it",
        )
        erase.add_argument(
            "--with-scans",
            action="store_true",
            help="xóa cả tệp quét của giấy tờ đã nộp / also the scans of papers handed in",
        )

    def handle(self, *_args: Any, task: str, **options: Any) -> None:
        if task == "erase":
            self._erase(**options)
        else:
            self._rebuild(**options)

    def _erase(self, *, code: str, reason: str, by: str, with_scans: bool, **_: Any) -> None:
        at = timezone.now()
        try:
            done = erase_people(
                code,
                ground=reason,
                with_scans=with_scans,
                by=get_staff(by, local_day(at)),
                at=at,
            )
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(
            f"{done.code}: đã xóa dữ liệu cá nhân ({done.entries} dòng nhật ký, {done.slips} phiếu, "
            f"{done.files} tệp). / personal data erased ({done.entries} journal entries, "
            f"{done.slips} slips, {done.files} files)."
        )

    def _rebuild(self, **options: Any) -> None:
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
