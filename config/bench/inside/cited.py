"""The documents that real reports cite, in a register: taken over, found by what one types, printed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import xlsxwriter
from django.utils import timezone

from config import env
from config.bench.inside.registrars import registrar
from config.bench.inside.who import database
from config.bench.results import Result, at_most, percentile
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.selectors import books, lists
from congvu.casework.documents.services import importing
from congvu.casework.documents.services.books import Book, book_pdf, lines_of
from congvu.casework.documents.services.sheets import open_sheet
from congvu.foundation.files.services import store
from congvu.foundation.people.rules import Staff
from congvu.kernel.vitext import fold
from congvu.kernel.workingdays import local_day

REPORTS: Final = 2
SECONDS: Final = 2.0
WORDS: Final = 4
PAGE: Final = 50
# two of these names are of no system that we know: they must be mapped
HEAD: Final = ("Thứ tự", "Số, ký hiệu", "Ký ngày", "Trích yếu", "Cơ quan ban hành", "Hình thức")
COLUMNS: Final = {"code": 1, "issued_on": 2, "subject": 3, "issuer": 4, "type": 5}
BOOKS: Final = {Direction.INCOMING: Book.IN, Direction.OUTGOING: Book.OUT}
Cited = dict[str, Any]


def measure(_size: int) -> Iterator[Result]:
    """Take over what the longest reports of `$CONGVU_SHARED/data/reports` cite, where there are some."""
    folder = env.text("CONGVU_SHARED")
    paths = sorted(Path(folder, "data/reports").glob("*.facts.json")) if folder else []
    reports = sorted((_read(path) for path in paths), key=len, reverse=True)[:REPORTS]
    if not reports:
        yield _result("cited documents: not run", 0, "", note="CONGVU_SHARED names none")
        return
    by = registrar()
    for place, report in enumerate(reports, start=1):
        for direction in Direction:
            rows = [row for row in report if row["direction"] is direction]
            yield _taken(rows, direction, by, f"report {place}, {direction.value}")
    # what two reports cite stands once, as the later one calls it; what was refused is told above
    by_name = {(row["ref"], row["date"]): row for report in reports for row in report}
    cited = [row for row in by_name.values() if not row["refused"]]
    yield from _found(cited, by)
    yield from _printed(cited, by)


def _read(path: Path) -> list[Cited]:
    """Return what a report cites with number and day, each once; of its own authority or of another's."""
    told = json.loads(path.read_text(encoding="utf-8"))["documents"]
    own = next((row["issuer"] for row in told if row.get("self_reference")), "") or _most(told)
    found: dict[tuple[str, str], Cited] = {}
    for row in told:
        if row["ref"] and row["date"]:
            ours = bool(row["issuer"]) and fold(own) in fold(row["issuer"])
            direction = Direction.OUTGOING if ours else Direction.INCOMING
            found.setdefault((row["ref"], row["date"]), {**row, "direction": direction})
    return list(found.values())


def _most(told: list[Cited]) -> str:
    issuers: list[str] = [row["issuer"] for row in told if row["issuer"]]
    return max(set(issuers), key=issuers.count)


def _taken(rows: list[Cited], direction: Direction, by: Staff, name: str) -> Result:
    content = _sheet(rows)
    begun = perf_counter()
    at = timezone.now()
    sheet = open_sheet(io.BytesIO(content))
    names = sheet.head.names
    source = importing.keep_source(
        key="real", name="Real", direction=direction, columns=COLUMNS, names=names, by=by, at=at
    )
    kept = store(content, name="a.xlsx", unit_id=by.unit_id, by_code=by.code, at=at, kind="import")
    columns = importing.columns_of(source, sheet)
    run = importing.start_run(source, kept, sheet, columns, by=by, at=at)
    run = importing.go_on(run, io.BytesIO(content), by=by, at=at)
    seconds = perf_counter() - begun
    lines = {line for line, _reason in run.refusals}
    for line, row in enumerate(rows, start=2):
        row["refused"] = line in lines
    return _result(
        f"{name}: taken or known",
        run.made + run.same + run.changed,
        f"of {len(rows)}",
        note=f"{seconds:.2f} s; {'; '.join(reason for _line, reason in run.refusals)[:600]}",
    )


def _sheet(rows: list[Cited]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for line, row in enumerate(rows, start=1):
            subject = row["subject"] or row["quote_flat"]
            day = date.fromisoformat(row["date"]).strftime("%d/%m/%Y")
            issuer = row["issuer"] or "Không ghi"
            sheet.write_row(line, 0, (line, row["ref"], day, subject, issuer, row["type"]))
    return file.getvalue()


def _found(cited: list[Cited], by: Staff) -> Iterator[Result]:
    ways: dict[str, Callable[[Cited], str]] = {
        "number": lambda row: str(row["number"] or row["ref"]),
        "number and symbol": lambda row: row["ref"],
        "words of the subject": lambda row: " ".join(
            fold(row["subject"] or row["quote_flat"]).split()[:WORDS]
        ),
    }
    on = local_day(timezone.now())
    for name, typed in ways.items():
        seconds, missing = [], []
        for row in cited:
            rows = getattr(lists, row["direction"].value)(by, on)
            begun = perf_counter()
            codes = {one.code for one in lists.with_words(rows, typed(row)).order_by("-id")[:PAGE]}
            seconds.append(perf_counter() - begun)
            if not any(_same(code, row) for code in codes):
                missing.append(row["ref"])
        goal, met = at_most(percentile(seconds, 100), SECONDS, "s")
        yield _result(f"found by {name}: slowest", round(max(seconds), 3), "s", goal, met=met)
        yield _result(
            f"found by {name}: not found", len(missing), "", "0", met=not missing,
            note=", ".join(missing[:10]),
        )  # fmt: skip


def _same(code: str, row: Cited) -> bool:
    return code.lstrip("0") == "".join(row["ref"].split()).lstrip("0")


def _printed(cited: list[Cited], by: Staff) -> Iterator[Result]:
    on = local_day(timezone.now())
    seconds, pages, missing = 0.0, 0, 0
    for direction, book in BOOKS.items():
        wanted = [row for row in cited if row["direction"] is direction]
        for year in sorted({int(row["date"][:4]) for row in wanted}):
            begun = perf_counter()
            entries = list(books.book(by, direction, year, on))
            cells = " ".join(f"{[*line.values()]}" for line in lines_of(book, entries, on))
            printed = book_pdf(
                book, entries, year=year, month=None, sample=True, by=by, at=timezone.now()
            )
            seconds += perf_counter() - begun
            pages += printed.startswith(b"%PDF")
            missing += sum(
                row["date"][:4] == str(year) and row["ref"].lstrip("0") not in cells
                for row in wanted
            )
    yield _result("the books as PDF", round(seconds, 1), "s", note=f"{pages} books")
    yield _result("not in their book", missing, "", "0", met=not missing)


def _result(
    case: str,
    value: float,
    unit: str,
    goal: str = "",
    *,
    met: bool | None = None,
    note: str = "",
) -> Result:
    return Result("cited", case, database(), 0, value, unit, goal, met, note)
