"""`congvu files`: is every stored content still there and unchanged; sweep the doorstep."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from congvu.foundation.files.content import tidy
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.selectors import verify


class Command(BaseCommand):
    help = (
        "Tệp lưu trữ: kiểm tra nội dung còn đủ và nguyên vẹn (verify), dọn tệp tạm (tidy). "
        "/ Stored files: verify the contents, remove what interrupted uploads left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        check = tasks.add_parser(
            "verify",
            help="Mã thoát 1 khi thiếu hoặc bị sửa / exit code 1 when missing or altered",
        )
        check.add_argument("--json", action="store_true")
        tasks.add_parser("tidy", help="Xóa tệp tạm quá một ngày / remove day-old temporary files")

    def handle(self, *_args: Any, task: str, **options: Any) -> None:
        if task == "tidy":
            self.stdout.write(f"{tidy(now() - timedelta(days=1))} tệp tạm đã xóa")
            return
        self._verify(as_json=options["json"])

    def _verify(self, *, as_json: bool) -> None:
        findings = list(verify())
        count = StoredFile.objects.count()
        if as_json:
            told = [
                {"kind": found.kind, "uuid": str(found.uuid), "sha256": found.sha256}
                for found in findings
            ]
            self.stdout.write(json.dumps({"files": count, "findings": told}))
        else:
            for found in findings:
                self.stdout.write(f"[{found.kind}] {found.message}")
            self.stdout.write(f"{count} tệp, {len(findings)} chỗ hỏng.")
        if findings:
            sys.exit(1)
