"""`congvu files verify`: is every stored content still there, and unchanged."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.selectors import verify


class Command(BaseCommand):
    help = "Tệp lưu trữ: kiểm tra nội dung còn đủ và nguyên vẹn (verify). / Verify stored files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        check = tasks.add_parser(
            "verify",
            help="Mã thoát 1 khi thiếu hoặc bị sửa / exit code 1 when missing or altered",
        )
        check.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = list(verify())
        count = StoredFile.objects.count()
        if options["json"]:
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
