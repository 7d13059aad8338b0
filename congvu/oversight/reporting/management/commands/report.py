"""`congvu report`: a periodic report as files, the list of those there are, or whether all are as kept."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.kernel.errors import DomainError
from congvu.oversight.reporting.labels import StateLabel
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.printing import file_name, of_manuscript
from congvu.oversight.reporting.selectors.asked import Named, find_standing, list_standing
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.selectors.verifying import verify

DIFFERS, WRONG_INPUT = 1, 2
VERIFY = "verify"


class Command(BaseCommand):
    help = (
        "Báo cáo định kỳ thành tệp DOCX, XLSX, PDF; --list nêu các báo cáo đang có; verify dựng "
        "lại mọi báo cáo đã chốt và mọi lần tổng hợp, nêu chỗ khác. / A periodic report as DOCX, "
        "XLSX, PDF; --list names those there are; verify makes all of them again and compares."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "unit",
            nargs="?",
            metavar="UNIT",
            help="Mã đơn vị, hoặc verify / the unit's code, or verify",
        )
        parser.add_argument(
            "period", nargs="?", metavar="PERIOD", help="2021, 2022Q1, 2022H1, 2022N1, 2022M03"
        )
        parser.add_argument(
            "--out",
            default=".",
            metavar="DIR",
            help="Thư mục ghi tệp, mặc định thư mục hiện tại / where the files go",
        )
        parser.add_argument(
            "--list", action="store_true", help="Liệt kê các báo cáo / name the reports there are"
        )

        parser.add_argument(
            "--json", action="store_true", help="Kết quả verify bằng JSON / what verify found"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["unit"] == VERIFY:
            self._verify(as_json=options["json"])
            return
        if options["list"]:
            for named in list_standing():
                self.stdout.write(_line(named))
            return
        if not options["unit"] or not options["period"]:
            raise CommandError(
                "Cần mã đơn vị và kỳ báo cáo, ví dụ: congvu report H99.101 2026Q1; hoặc --list. "
                "/ Give the unit's code and the period, or --list.",
                returncode=WRONG_INPUT,
            )
        try:
            report = find_standing(options["unit"], options["period"])
        except DomainError as wrong:
            raise CommandError(wrong.message, returncode=WRONG_INPUT) from wrong
        try:
            for path in _write(report, Path(options["out"])):
                self.stdout.write(str(path))
        except OSError as wrong:
            raise CommandError(
                f"Không ghi được vào {options['out']}: {wrong.strerror}. / Cannot write there.",
                returncode=WRONG_INPUT,
            ) from wrong

    def _verify(self, *, as_json: bool) -> None:
        """Say what differs; exit 1 when anything does."""
        found = verify()
        count = len(found.differences)
        if as_json:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        else:
            for one in found.differences:
                self.stdout.write(f"{one.of}  {one.place}: {one.kept} → {one.again}")
            self.stdout.write(
                f"Đã dựng lại {found.reports} báo cáo ({found.figures} số liệu) và {found.sums} "
                f"lần tổng hợp: {count} chỗ khác. / Made again {found.reports} reports "
                f"({found.figures} figures) and {found.sums} sums: {count} differences."
            )
        if count:
            raise CommandError(
                f"{count} chỗ khác với bản đã chốt. / {count} differences from what was kept.",
                returncode=DIFFERS,
            )


def _write(report: Report, folder: Path) -> list[Path]:
    """Write the report in every kind it has; a report without an annex has no spreadsheet."""
    folder.mkdir(parents=True, exist_ok=True)
    manuscript = drawn(report, timezone.now()).manuscript
    kinds = ("docx", "xlsx", "pdf") if manuscript.annexes else ("docx", "pdf")
    paths = []
    for kind in kinds:
        path = folder / file_name(report, kind)
        path.write_bytes(of_manuscript(manuscript, kind))
        paths.append(path)
    return paths


def _line(named: Named) -> str:
    report = named.report
    state = StateLabel(report.state).label
    return (
        f"{named.unit_code}  {report.unit.name}  {report.period.code}  "
        f"bản {report.version}, {state.lower()}  {report.subject}"
    )
