"""Another system's list: looked at, read in, read in again, and what is wrong in it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import xlsxwriter
from django.core.management import CommandError, call_command

from congvu.casework.documents.errors import ImportRefused, NotYourDocument
from congvu.casework.documents.models import Document, ImportRun, ImportSource
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.selectors.bodies import prove_books
from congvu.casework.documents.selectors.lists import incoming, with_words
from congvu.casework.documents.services import importing
from congvu.casework.documents.services.sheets import open_sheet
from congvu.casework.documents.tests.make import arrived, numbered
from congvu.foundation.files.services import store
from congvu.kernel.errors import Invalid
from tests.world import NOW, TODAY, World

HEAD_OUT = ("STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Người ký", "Nơi nhận", "Độ mật")
HEAD_IN = ("Số đến", "Ngày đến", "Tác giả", "Số ký hiệu", "Ngày văn bản", "Trích yếu", "Hạn xử lý")
OUT = (
    (
        1,
        "301/BC-UBND",
        date(2026, 1, 5),
        "Báo cáo tháng 12",
        "Lê Thị Hoa",
        "Sở Nội vụ; Lưu: VT",
        "",
    ),
    (2, "303/BC-UBND", "09/01/2026", "Báo cáo CCHC", "Lê Thị Hoa", "Sở Nội vụ", "Thường"),
    (3, "12/UBND-VP", date(2026, 1, 12), "V/v đôn đốc CCHC", "Lê Thị Hoa", "", ""),
    (4, "01/2026/QĐ-UBND", date(2026, 2, 2), "Quy định về …", "Lê Thị Hoa", "", ""),
)


def book(
    head: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str = "", merged: int = 0
) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        top = 0
        if title:
            sheet.merge_range(0, 0, 0, len(head) - 1, title)
            top = 2
        for place, name in enumerate(head):
            sheet.write(top, place, name)
        for line, row in enumerate(rows, start=top + 1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                else:
                    sheet.write(line, place, value)
        if merged:
            sheet.merge_range(top + merged, 3, top + merged + 1, 3, "gộp")
    return file.getvalue()


def take(
    world: World, content: bytes, direction: Direction = Direction.OUTGOING, most: int | None = None
) -> ImportRun:
    dung = world.staff("dung")
    sheet = open_sheet(io.BytesIO(content))
    columns = importing.columns_of(
        ImportSource.objects.filter(direction=direction.value).first(), sheet
    )
    source = importing.keep_source(
        key="ioffice",
        name="iOffice",
        direction=direction,
        columns=columns,
        names=sheet.head.names,
        by=dung,
        at=NOW,
    )
    stored = store(
        content, name="a.xlsx", unit_id=dung.unit_id, by_code="dung", at=NOW, kind="import"
    )
    run = importing.start_run(source, stored, sheet, columns, by=dung, at=NOW)
    return importing.go_on(run, io.BytesIO(content), by=dung, at=NOW, most=most)


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.made, run.changed, run.same, run.refused


def test_a_list_is_taken_once_however_often_it_is_read(world: World) -> None:
    content = book(HEAD_OUT, OUT, title="SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM 2026")
    assert counts(take(world, content)) == (4, 0, 0, 0)
    assert counts(take(world, content)) == (0, 0, 4, 0)

    codes = list(Document.objects.order_by("issued_on").values_list("code", "type", "state"))
    assert codes == [
        ("301/BC-UBND", "BC", "issued"),
        ("303/BC-UBND", "BC", "issued"),
        ("12/UBND-VP", "CV", "issued"),
        ("01/2026/QĐ-UBND", "QĐ", "issued"),
    ]
    first = Document.objects.get(code="301/BC-UBND")
    assert [row.name for row in first.recipients.all()] == ["Sở Nội vụ", "Lưu: VT"]
    assert (first.origin, first.events.get().action) == ("ioffice", "import")


def test_our_numbers_go_on_behind_those_of_the_other_system(world: World) -> None:
    dung = world.staff("dung")
    importing_first = importing.may_import(dung)
    assert importing_first
    numbered(world, type="TB")  # declares UBND
    take(world, book(HEAD_OUT, OUT))
    assert numbered(world).code == "304/BC-UBND"
    assert numbered(world).code == "305/BC-UBND"
    proofs = {proof.code: proof for proof in prove_books(world.units["commune"].pk, TODAY.year)}
    assert (proofs["UBND/BC"].last, proofs["UBND/BC"].gaps) == (305, ())


def test_what_the_other_system_changed_is_taken_over_and_told(world: World) -> None:
    take(world, book(HEAD_OUT, OUT))
    changed = [(*OUT[0][:3], "Báo cáo tháng 12 năm 2025", *OUT[0][4:]), *OUT[1:]]
    assert counts(take(world, book(HEAD_OUT, changed))) == (0, 1, 3, 0)
    document = Document.objects.get(code="301/BC-UBND")
    assert document.subject == "Báo cáo tháng 12 năm 2025"
    assert "Báo cáo tháng 12" in document.events.order_by("-seq")[0].note


def test_bad_lines_are_refused_with_their_reason_and_the_rest_is_taken(world: World) -> None:
    numbered(world)  # 01/BC-UBND is ours
    rows = [
        OUT[0],
        (2, "302/BC-UBND", date(2027, 1, 1), "Ngày mai", "", "", ""),
        (3, "304/BC-UBND", date(2026, 1, 9), "Việc mật", "", "", "Mật"),
        (4, "không số", date(2026, 1, 9), "x", "", "", ""),
        (5, "305/BC-UBND", "31/02/2026", "x", "", "", ""),
        (6, "306/BC-UBND", date(2026, 1, 9), "", "", "", ""),
        (7, "01/BC-UBND", date(2026, 1, 9), "Trùng số của ta", "", "", ""),
        OUT[0],
    ]
    run = take(world, book(HEAD_OUT, rows))
    assert counts(run) == (1, 0, 0, 7)
    reasons = dict(run.refusals)
    assert sorted(reasons) == [3, 4, 5, 6, 7, 8, 9]
    assert "mật" in reasons[4]
    assert "Việc mật" not in str(run.refusals)
    assert not Document.objects.filter(folded__contains="viec mat").exists()


def test_merged_cells_spoil_only_their_lines(world: World) -> None:
    run = take(world, book(HEAD_OUT, OUT, merged=2))
    assert (run.made, run.refused) == (2, 2)


def test_arrivals_keep_their_numbers_and_find_their_states(world: World) -> None:
    rows = [
        (1, date(2026, 1, 6), "Sở Nội vụ", "15/SNV-CCHC", date(2026, 1, 5), "Việc một", ""),
        (2, date(2026, 1, 7), "Sở Tài chính", "16/STC-NS", date(2026, 1, 6), "Việc hai",
         date(2026, 4, 1)),
    ]  # fmt: skip
    run = take(world, book(HEAD_IN, rows), Direction.INCOMING)
    assert counts(run) == (2, 0, 0, 0)
    states = dict(Document.objects.values_list("arrival_number", "state"))
    assert states == {1: "filed", 2: "registered"}
    assert arrived(world).arrival_number == 3
    without = [("", *row[1:3], f"{n}/X-Y", *row[4:]) for n, row in enumerate(rows, start=20)]
    assert counts(take(world, book(HEAD_IN, without), Direction.INCOMING)) == (2, 0, 0, 0)
    dung = world.staff("dung")
    assert with_words(incoming(dung, TODAY), "so tai chinh viec hai").count() == 2


def test_a_look_writes_nothing_and_says_what_would_be(world: World) -> None:
    dung = world.staff("dung")
    take(world, book(HEAD_OUT, OUT[:2]))
    content = book(HEAD_OUT, OUT)
    source = ImportSource.objects.get()
    sheet = open_sheet(io.BytesIO(content))
    found = importing.preview(
        io.BytesIO(content), source, importing.columns_of(source, sheet), by=dung, at=NOW
    )
    assert (found.made, found.changed, found.same, found.refused) == (2, 0, 2, 0)
    assert Document.objects.count() == 2


def test_an_interrupted_run_goes_on_where_it_was(world: World) -> None:
    content = book(HEAD_OUT, OUT)
    run = take(world, content, most=2)
    assert (run.read, run.made, run.finished_at) == (2, 2, None)
    later = NOW + timedelta(hours=1)
    run = importing.go_on(run, io.BytesIO(content), by=world.staff("dung"), at=later)
    assert (run.read, run.made, run.finished_at) == (4, 4, later)


def test_what_is_no_list_is_refused(world: World) -> None:
    with pytest.raises(ImportRefused):
        open_sheet(io.BytesIO(b"abc"))
    with pytest.raises(Invalid):
        open_sheet(io.BytesIO(book(("a", "b", "c"), [(1, 2, 3)])))
    content = book(("Trích yếu", "Người ký", "Ghi chú"), [("x", "y", "z")])
    with pytest.raises(Invalid):
        take(world, content)


def test_only_a_registrar_takes_lists(world: World) -> None:
    content = book(HEAD_OUT, OUT)
    sheet = open_sheet(io.BytesIO(content))
    with pytest.raises(NotYourDocument):
        importing.keep_source(
            key="x",
            name="x",
            direction=Direction.OUTGOING,
            columns=sheet.head.guessed,
            names=sheet.head.names,
            by=world.staff("hoa"),
            at=NOW,
        )


def test_the_command_looks_first_and_writes_when_told(world: World, tmp_path: Path) -> None:
    path = tmp_path / "so-di.xlsx"
    path.write_bytes(book(HEAD_OUT, OUT))
    asked = [str(path), "--as", "dung", "--source", "iOffice", "--direction", "outgoing", "--json"]

    def run(*more: str) -> dict[str, Any]:
        out = io.StringIO()
        with time_machine.travel(NOW, tick=False):
            call_command("import-documents", *asked, *more, stdout=out)
        told: dict[str, Any] = json.loads(out.getvalue())
        return told

    assert run()["made"] == 4
    assert not Document.objects.exists()
    assert run("--write")["made"] == 4
    assert run("--write")["same"] == 4
    with pytest.raises(CommandError):
        call_command("import-documents", *asked[:2], "hoa", *asked[3:])
