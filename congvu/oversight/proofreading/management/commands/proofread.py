"""`congvu proofread`: where a report contradicts itself, and how well that is found."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congvu.oversight.proofreading.errors import CannotRead
from congvu.oversight.proofreading.presentation import as_json, as_lines
from congvu.oversight.proofreading.scoring import score_folder
from congvu.oversight.proofreading.selectors import proofread_file, read_report

PROVEN, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Soát một báo cáo: chỉ nêu chỗ chứng minh được là mâu thuẫn. Mã thoát: 0 không có lỗi, 1 có lỗi, "
        "2 không đọc được. / Proofread a report: only what can be proven. Exit 0 no error, 1 errors, 2 unreadable."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="DOCX, PDF, TXT, ODT, DOC")
        parser.add_argument("--json", action="store_true", help="Kết quả cho máy / for programs")
        parser.add_argument(
            "--text", action="store_true", help="In phần chữ đã đọc được / print the extracted text"
        )
        parser.add_argument(
            "--score", metavar="DIR",
            help="So với bộ mẫu đã chấm trong thư mục / compare with gold files in a folder",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["score"]:
            for line in score_folder(Path(options["score"])):
                self.stdout.write(line)
            return
        if not options["file"]:
            raise CommandError("Cần tên tệp hoặc --score DIR.", returncode=UNREADABLE)
        try:
            self._proofread(Path(options["file"]), options)
        except CannotRead as error:
            if options["json"]:
                self.stdout.write(
                    json.dumps({"error": error.code, "message": error.message}, ensure_ascii=False)
                )
            raise CommandError(error.message, returncode=UNREADABLE) from error

    def _proofread(self, path: Path, options: dict[str, Any]) -> None:
        if options["text"]:
            self.stdout.write(read_report(path).text, ending="")
            return
        proof = proofread_file(path)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(proof), ensure_ascii=False, indent=1))
        else:
            for line in as_lines(proof):
                self.stdout.write(line)
        if proof.has_errors:
            raise SystemExit(PROVEN)
