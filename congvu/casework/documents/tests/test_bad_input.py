"""What people and other systems hand in wrongly: each is refused, or told, in words that say what to do."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from congvu.casework.documents.errors import ImportRefused
from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Direction, Part
from congvu.casework.documents.services import importing, sheets
from congvu.casework.documents.services.import_rows import Outcome
from congvu.casework.documents.services.outgoing import register_outgoing
from congvu.casework.documents.services.routing import RoutingInput, route
from congvu.casework.documents.services.sheets import open_sheet
from congvu.casework.documents.tests.make import OUTGOING, arrived
from congvu.casework.documents.tests.test_importing import HEAD_IN, HEAD_OUT, OUT, book, take
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units.services.lives import end_unit
from congvu.kernel.errors import Invalid
from tests.world import NOW, TODAY, World

DAY = date(2026, 1, 9)


def out(
    code: str, on: object = DAY, signer: str = "Lê Thị Hoa", subject: str = "x"
) -> tuple[Any, ...]:
    return (1, code, on, subject, signer, "", "")


def reasons(world: World, *rows: tuple[Any, ...]) -> dict[int, str]:
    return dict(take(world, book(HEAD_OUT, rows)).refusals)


def arrivals(world: World, *rows: tuple[Any, ...]) -> dict[int, str]:
    return dict(take(world, book(HEAD_IN, rows), Direction.INCOMING).refusals)


def looked_at(world: World, *rows: tuple[Any, ...]) -> Outcome:
    content = book(HEAD_OUT, rows)
    run = take(world, book(HEAD_OUT, OUT[:1]))
    sheet = open_sheet(io.BytesIO(content))
    return importing.preview(
        io.BytesIO(content), run.source, sheet.head.guessed, by=world.staff("dung"), at=NOW
    )


def test_a_number_that_stands_twice_is_taken_once(world: World) -> None:
    told = reasons(world, out("5/BC-UBND"), out("05/BC-UBND", subject="khác"), out("5/KH-UBND"))
    assert told == {3: "Trùng với một dòng ở trên trong cùng tệp."}
    told = arrivals(
        world,
        (7, DAY, "Sở Nội vụ", "1/SNV-VP", DAY, "một", ""),
        (7, DAY, "Sở Nội vụ", "2/SNV-VP", DAY, "hai", ""),
    )
    assert told == {3: "Số này trong sổ đã có văn bản khác."}


def test_skipped_numbers_are_told_before_anything_is_written(world: World) -> None:
    found = looked_at(world, out("7/BC-UBND"), out("10/BC-UBND"), out("4/KH-UBND"))
    (skipped,) = found.skipped
    assert (skipped.year, skipped.count, skipped.first) == (2026, 2, (8, 9))
    assert "BC" in skipped.book


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TODAY + timedelta(days=1), "ở tương lai"),
        (date(2206, 1, 9), "ở tương lai"),
        (date(1926, 1, 9), "quá xa"),
        ("30/02/2026", "Không đọc được"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_name(
    world: World, on: object, words: str
) -> None:
    (reason,) = reasons(world, out("5/BC-UBND", on)).values()
    assert words in reason


def test_a_document_of_another_year_stands_in_the_book_of_that_year(world: World) -> None:
    assert reasons(world, out("5/BC-UBND", date(2025, 12, 30)), out("5/BC-UBND")) == {}
    assert set(Document.objects.values_list("series__year", flat=True)) == {2025, 2026}


def test_an_arrival_before_its_own_day_is_refused(world: World) -> None:
    row = (7, DAY, "Sở Nội vụ", "1/SNV-VP", DAY + timedelta(days=3), "một", "")
    (reason,) = arrivals(world, row).values()
    assert "sớm hơn ngày văn bản" in reason


def test_merged_cells_are_named(world: World) -> None:
    run = take(world, book(HEAD_OUT, OUT, merged=2))
    assert {reason for _line, reason in run.refusals} == {"Dòng có ô gộp. Hãy bỏ gộp ô trong tệp."}


def test_too_many_rows_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 5)
    content = book(HEAD_OUT, [out(f"{n}/BC-UBND") for n in range(1, 40)])
    with pytest.raises(ImportRefused, match="chia thành nhiều tệp"):
        open_sheet(io.BytesIO(content))


@pytest.mark.parametrize("signer", ["Lê Thị Hoa, Trần Văn Minh", "Lê Thị Hoa và Trần Văn Minh"])
def test_two_signers_in_one_row_are_refused(world: World, signer: str) -> None:
    (reason,) = reasons(world, out("5/BC-UBND", signer=signer)).values()
    assert "hai người" in reason
    with pytest.raises(Invalid, match="hai người"):
        register_outgoing(
            replace(OUTGOING, signer=signer), issued_on=TODAY, by=world.staff("dung"), at=NOW
        )


def test_a_unit_that_no_longer_exists_drafts_nothing_and_is_given_nothing(world: World) -> None:
    document = arrived(world)
    gone = world.units["society"]
    end_unit(gone, on=date(2026, 2, 1), decision="Nghị quyết 01/NQ-HĐND", by=SYSTEM, at=NOW)
    cache.clear()  # offices are remembered for half a minute
    with pytest.raises(Invalid, match="không còn"):
        register_outgoing(
            replace(OUTGOING, unit_id=gone.pk), issued_on=TODAY, by=world.staff("dung"), at=NOW
        )
    with pytest.raises(Invalid, match="đơn vị của cơ quan mình"):
        route(
            document,
            [RoutingInput(gone.pk, Part.LEAD)],
            seen=document.version,
            instruction="x",
            by=world.staff("hoa"),
            at=NOW,
        )
