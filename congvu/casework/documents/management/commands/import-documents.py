"""`congvu import-documents`: take over another system's list of documents from an XLSX file."""
# ruff: noqa: N999

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from congvu.casework.documents.models import ImportRun, ImportSource
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.selectors.imports import find_source, find_unfinished
from congvu.casework.documents.services import importing
from congvu.casework.documents.services.import_rows import Outcome
from congvu.casework.documents.services.importing import BATCH
from congvu.casework.documents.services.sheets import Sheet, open_sheet
from congvu.foundation.files.services import store
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import get_staff
from congvu.kernel.errors import DomainError
from congvu.kernel.vitext import fold
from congvu.kernel.workingdays import local_day

TOLD = 50
WIDTH = 40


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
                refusals = [asdict(one).values() for one in found.refusals[:TOLD]]
                return {**_counts(found), "refusals": [tuple(one) for one in refusals]}
            run = self._begun(source, file, sheet, by)
            file.seek(0)
            for moved in importing.read_on(run, file, by=by, at=at, clock=timezone.now):
                run = moved
                self._tell(run, **options)
        return {**_counts(run), "refusals": run.refusals[:TOLD]}

    def _begun(self, source: ImportSource, file: IO[bytes], sheet: Sheet, by: Staff) -> ImportRun:
        """Return the run of this file that was interrupted, else a new one."""
        at = timezone.now()
        stored = store(
            file, name=Path(file.name).name, unit_id=by.unit_id, by_code=by.code, at=at,
            kind="import",
        )  # fmt: skip
        begun = find_unfinished(source, stored.sha256)
        if begun is not None and begun.columns == importing.columns_of(source, sheet):
            self.stderr.write(f"Nhập tiếp từ dòng / going on from line {begun.read}")
            return begun
        columns = importing.columns_of(source, sheet)
        return importing.start_run(source, stored, sheet, columns, by=by, at=at)

    def _tell(self, run: ImportRun, *, verbosity: int, json: bool, **_others: Any) -> None:
        """Draw the progress, on a terminal in one line, else a line for every tenth of the whole."""
        if not verbosity or json:
            return
        done = run.read / max(1, run.rows)
        if self.stderr.isatty():
            bar = ("#" * int(done * WIDTH)).ljust(WIDTH, ".")
            end = "\n" if run.finished_at else ""
            self.stderr.write(f"\r[{bar}] {run.read}/{run.rows}{end}", ending="")
        elif run.finished_at is None and int(done * 10) > int((run.read - BATCH) * 10 / run.rows):
            self.stderr.write(f"{run.read}/{run.rows}")


def _counts(told: Outcome | ImportRun) -> dict[str, int]:
    return {name: getattr(told, name) for name in ("made", "changed", "same", "refused")}
