"""`congvu journal`: is the chain whole, and how far has it come."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congvu.foundation.journal import selectors
from congvu.foundation.journal.selectors import Examination
from congvu.foundation.journal.verification import HeadState


class Command(BaseCommand):
    help = (
        "Nhật ký hệ thống: kiểm tra chuỗi (verify), xuất số đếm đầu chuỗi (heads). "
        "/ The journal: verify the chains, export their heads."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        verify = tasks.add_parser(
            "verify",
            help="Chuỗi còn nguyên vẹn hay hỏng ở đâu; mã thoát 1 khi hỏng."
            " / Whether the chain is whole, or where it broke; exit code 1 if broken.",
        )
        verify.add_argument("--unit", help="Chỉ một đơn vị / one unit only")
        verify.add_argument(
            "--heads",
            type=Path,
            help="Tệp do 'journal heads --json' xuất trước đây / heads exported earlier",
        )
        verify.add_argument("--json", action="store_true")
        heads = tasks.add_parser(
            "heads", help="Số đếm và mã băm cuối của từng chuỗi / the end of every chain"
        )
        heads.add_argument("--unit")
        heads.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, task: str, **options: Any) -> None:
        if task == "heads":
            self._heads(options["unit"], as_json=options["json"])
        else:
            self._verify(options["unit"], options["heads"], as_json=options["json"])

    def _heads(self, unit: str | None, *, as_json: bool) -> None:
        heads = selectors.list_heads(unit)
        if as_json:
            self.stdout.write(json.dumps({"heads": [asdict(head) for head in heads]}))
            return
        for head in heads:
            self.stdout.write(f"{head.unit}\t{head.seq}\t{head.hash}")

    def _verify(self, unit: str | None, kept: Path | None, *, as_json: bool) -> None:
        progress = self._show if self.stderr.isatty() else _silently
        seen = selectors.examine(unit, _read_heads(kept) if kept else (), progress)
        if as_json:
            self.stdout.write(json.dumps(_as_dict(seen), ensure_ascii=False))
        else:
            self._tell(seen)
        if not seen.is_whole:
            sys.exit(1)

    def _show(self, entries: int) -> None:
        self.stderr.write(f"\r{entries} dòng…", ending="")

    def _tell(self, seen: Examination) -> None:
        for finding in seen.findings:
            self.stdout.write(f"{finding.unit} #{finding.seq} [{finding.kind}] {finding.message}")
        if seen.cut_short:
            self.stdout.write("… và nhiều chỗ hỏng nữa / and more broken places")
        self.stdout.write(
            f"{seen.units} chuỗi, {seen.entries} dòng, {seen.erased} dòng đã xóa giá trị: "
            + ("nguyên vẹn." if seen.is_whole else f"{len(seen.findings)} chỗ hỏng.")
        )


def _silently(_entries: int) -> None:
    """Show nothing where nobody watches."""


def _read_heads(path: Path) -> list[HeadState]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["heads"]
        return [HeadState(str(h["unit"]), int(h["seq"]), str(h["hash"])) for h in kept]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CommandError(f"Không đọc được tệp {path}: {problem}") from problem


def _as_dict(seen: Examination) -> dict[str, object]:
    return {
        "whole": seen.is_whole,
        "units": seen.units,
        "entries": seen.entries,
        "erased": seen.erased,
        "cut_short": seen.cut_short,
        "findings": [asdict(finding) for finding in seen.findings],
    }
