"""`congvu import-documents`: take over another system's list of documents from an XLSX file."""
# ruff: noqa: N999

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.selectors.imports import find_source
from congvu.casework.documents.services import importing
from congvu.casework.documents.services.sheets import open_sheet
from congvu.foundation.files.services import store
from congvu.foundation.people.selectors import get_staff
from congvu.kernel.errors import DomainError
from congvu.kernel.vitext import fold
from congvu.kernel.workingdays import local_day

STEP = 2000


class Command(BaseCommand):
    help = (
        "Nhập danh sách văn bản từ tệp XLSX của hệ thống khác; không có --write thì chỉ xem trước. / "
        "Take over a list of documents from another system's XLSX; without --write it only looks."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp XLSX / the XLSX file")
        parser.add_argument("--as", dest="username", required=True, help="văn thư / the registrar")
        parser.add_argument("--source", required=True, help="tên hệ thống kia / the other system")
        parser.add_argument(
            "--direction", choices=[one.value for one in Direction], default="incoming"
        )
        parser.add_argument("--write", action="store_true", help="ghi vào sổ / write")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            told = self._work(**options)
        except (DomainError, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(
            f"Mới / new {told['made']}, thay đổi / changed {told['changed']}, "
            f"không đổi / same {told['same']}, từ chối / refused {told['refused']}"
        )
        for line, reason in told["refusals"]:
            self.stdout.write(f"  dòng / line {line}: {reason}")

    def _work(self, **options: Any) -> dict[str, Any]:
        at = timezone.now()
        by = get_staff(options["username"], local_day(at))
        direction = Direction(options["direction"])
        key = fold(options["source"]).replace(" ", "-")[:40] or "khac"
        with options["file"].open("rb") as file:
            sheet = open_sheet(file)
            known = find_source(by, key, direction, local_day(at))
            columns = importing.columns_of(known, sheet)
            source = importing.keep_source(
                key=key,
                name=options["source"],
                direction=direction,
                columns=columns,
                names=sheet.head.names,
                by=by,
                at=at,
            )
            file.seek(0)
            if not options["write"]:
                found = importing.preview(file, source, columns, by=by, at=at)
                told = {
                    name: getattr(found, name) for name in ("made", "changed", "same", "refused")
                }
                refusals = [tuple(asdict(one).values()) for one in found.refusals[:50]]
                return {**told, "refusals": refusals}
            stored = store(
                file,
                name=options["file"].name,
                unit_id=by.unit_id,
                by_code=by.code,
                at=at,
                kind="import",
            )
            run = importing.start_run(source, stored, sheet, columns, by=by, at=at)
            while run.finished_at is None:
                file.seek(0)
                run = importing.go_on(run, file, by=by, at=timezone.now(), most=STEP)
                if options["verbosity"] and not options["json"]:
                    self.stderr.write(f"{run.read}/{run.rows}")
        told = {name: getattr(run, name) for name in ("made", "changed", "same", "refused")}
        return {**told, "refusals": run.refusals[:50]}
