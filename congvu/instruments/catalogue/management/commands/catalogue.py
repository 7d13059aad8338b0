"""`congvu catalogue load | check`: the dated rules and procedures from text to database."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from congvu.foundation.calendars import loading as calendars
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units import loading as units
from congvu.instruments.catalogue import services
from congvu.instruments.catalogue.catalogue_files import read_catalogue
from congvu.instruments.catalogue.parts import parts_in
from congvu.kernel.errors import DomainError

if TYPE_CHECKING:
    from congvu.instruments.catalogue.services import LoadReport


class Command(BaseCommand):
    help = "Nạp hoặc kiểm tra danh mục · Load or check the catalogue of dated rules and procedures"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser(
            "load",
            help="nạp đơn vị, lịch, chế độ, thủ tục · load units, calendars, regimes, procedures",
        )
        load.add_argument(
            "--replace",
            action="store_true",
            help="cho sửa cả ngày và thời hạn đang hiệu lực · also rewrite dates and limits in force",
        )
        check = verbs.add_parser(
            "check", help="đọc mọi tệp, không cần cơ sở dữ liệu · parse all files, no database"
        )
        for verb in (load, check):
            verb.add_argument("--folder", type=Path, default=settings.CATALOGUE)
            verb.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["verb"] == "check":
                self._check(options["folder"], as_json=options["json"])
            else:
                self._load(options)
        except DomainError as error:
            raise CommandError(error.message) from error

    def _check(self, folder: Path, *, as_json: bool) -> None:
        files = read_catalogue(folder)
        calendars.read(folder / "calendar")
        found = {
            "regimes": len(files.regimes),
            "fields": len(files.fields),
            "procedures": len(files.procedures),
            "versions": sum(len(procedure.versions) for procedure in files.procedures),
            "forms": len(files.forms),
        }
        parts = [(part, part.check(folder / part.folder)) for part in parts_in(folder)]
        found |= {part.folder: number for part, number in parts}
        if as_json:
            self.stdout.write(json.dumps(found))
            return
        self.stdout.write(
            f"Đọc được: {found['regimes']} chế độ, {found['fields']} lĩnh vực, "
            f"{found['procedures']} thủ tục ({found['versions']} phiên bản), "
            f"{found['forms']} biểu thống kê"
            f"{''.join(f', {number} {part.label}' for part, number in parts)}."
        )

    def _load(self, options: dict[str, Any]) -> None:
        folder, now = options["folder"], timezone.now()
        with transaction.atomic():
            report = services.load(folder, by=SYSTEM, at=now, replace=options["replace"])
            days = calendars.load(folder / "calendar", by=SYSTEM, at=now)
            places = units.load(folder / "units", by=SYSTEM, at=now)
            parts = [
                (one, one.load(folder / one.folder, by=SYSTEM, at=now)) for one in parts_in(folder)
            ]
        if options["json"]:
            whole = {**asdict(report), "calendar": asdict(days), "units": asdict(places)}
            whole |= {owned.folder: asdict(told) for owned, told in parts}
            self.stdout.write(json.dumps(whole))
            return
        if options["verbosity"] > 0:
            self._tell(report)
            for name, part in (("Lịch", days), ("Đơn vị", places)):
                self.stdout.write(
                    f"{name}: {part.created} mới, {part.updated} sửa, {part.unchanged} giữ nguyên"
                )
            for owned, told in parts:
                self.stdout.write(
                    f"{str(owned.label).capitalize()}: {told.created} mới, "
                    f"{told.updated} sửa, {told.unchanged} giữ nguyên"
                )

    def _tell(self, report: LoadReport) -> None:
        for name, part in (
            ("Chế độ", report.regimes),
            ("Mức độ trực tuyến", report.service_levels),
            ("Lĩnh vực", report.fields),
            ("Thủ tục", report.procedures),
            ("Phiên bản", report.versions),
        ):
            self.stdout.write(
                f"{name}: {part.new} mới, {part.changed} sửa, {part.unchanged} giữ nguyên"
            )
        if report.only_stored:
            self.stdout.write(f"Không có trong tệp, vẫn giữ: {report.only_stored} phiên bản")
