"""`congvu facts`: take in what happened, prove that the facts are true, make them anew."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from congvu.oversight.statistics.services import rebuild_facts, refresh_facts
from congvu.oversight.statistics.verification import Examination, examine


class Command(BaseCommand):
    help = (
        "Số liệu thống kê: cập nhật (refresh), đối chiếu với từng sự kiện (verify), lập lại từ đầu "
        "(rebuild). / The facts: refresh, verify against the events, rebuild."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        refresh = tasks.add_parser(
            "refresh",
            help="Tính các sự kiện chưa tính; chạy lại không đổi gì. / Take in new events.",
        )
        rebuild = tasks.add_parser(
            "rebuild",
            help="Xóa số liệu và lập lại từ các sự kiện. / Make all facts again from the events.",
        )
        verify = tasks.add_parser(
            "verify",
            help="Đối chiếu với cách đếm chậm từ sự kiện gốc; sai thì chỉ chỗ, mã thoát 1."
            " / Compare with a slow count of the raw events; exit code 1 where they differ.",
        )
        verify.add_argument(
            "--sample",
            type=int,
            metavar="N",
            help="Chỉ N hồ sơ chọn ngẫu nhiên / N dossiers only",
        )
        verify.add_argument(
            "--questions",
            type=int,
            default=6,
            metavar="N",
            help="Số câu hỏi ngẫu nhiên (kỳ, ngày chốt, cách tính) / random windows to ask",
        )
        verify.add_argument("--seed", type=int, default=1, help="Số gieo ngẫu nhiên / random seed")
        for task in (refresh, rebuild, verify):
            task.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, task: str, **options: Any) -> None:
        if task == "verify":
            self._verify(options)
            return
        events = refresh_facts() if task == "refresh" else rebuild_facts()
        if options["json"]:
            self.stdout.write(json.dumps({"events": events}))
        else:
            self.stdout.write(f"Đã tính {events} sự kiện. / {events} events taken in.")

    def _verify(self, options: dict[str, Any]) -> None:
        seen = examine(
            sample=options["sample"],
            questions=options["questions"],
            seed=options["seed"],
            progress=self._show if self.stderr.isatty() else _silently,
        )
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(seen), "holds": seen.holds}, ensure_ascii=False))
        else:
            self._tell(seen)
        if not seen.holds:
            sys.exit(1)

    def _show(self, dossiers: int) -> None:
        self.stderr.write(f"\r{dossiers} hồ sơ…", ending="")

    def _tell(self, seen: Examination) -> None:
        for finding in seen.findings:
            self.stdout.write(f"[{finding.kind}] {finding.where}: {finding.message}")
        if seen.cut_short:
            self.stdout.write("… và nhiều chỗ sai nữa / and more")
        verdict = "đúng." if seen.holds else f"{len(seen.findings)} chỗ sai."
        self.stdout.write(
            f"{seen.events} sự kiện, {seen.dossiers} hồ sơ, {seen.questions} câu hỏi: {verdict}"
        )


def _silently(_dossiers: int) -> None:
    """Show nothing where nobody watches."""
