"""Counts by hand: windows, days of knowledge, cancelled numbers, late entries."""

from __future__ import annotations

from datetime import date, timedelta

from congvu.casework.documents.selectors.counted import (
    DEFINITIONS,
    Asked,
    by_type,
    count,
    count_all,
    records,
    reminded_units,
)
from congvu.casework.documents.selectors.lists import (
    Narrowing,
    Shelf,
    backlog,
    incoming,
    narrowed,
    outgoing,
    tasks,
)
from congvu.casework.documents.services import additions, routing
from congvu.casework.documents.services import outgoing as out
from congvu.casework.documents.tests.make import arrived, numbered, routed
from congvu.kernel.periods import Window
from tests.world import NOW, TODAY, World

MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))
DAY = timedelta(days=1)


def asked(world: World, as_of: date = TODAY, window: Window = MARCH) -> Asked:
    return Asked([world.units["commune"].pk], window, as_of)


def test_documents_that_went_out_are_counted_by_their_day(world: World) -> None:
    dung = world.staff("dung")
    numbered(world, is_signed=True)
    numbered(world, type="KH", tags=("chi-dao-cchc",))
    struck = numbered(world, type="KH")
    numbered(world, on=date(2025, 12, 31), reason="Ký cuối năm", type="TB")
    out.cancel_number(struck, seen=struck.version, reason="Nhầm", by=dung, at=NOW + DAY)

    assert count("van-ban-di", asked(world)).value == 3  # not yet cancelled on that day
    later = asked(world, TODAY + DAY)
    assert count("van-ban-di", later).value == 2
    assert count("van-ban-di", asked(world, TODAY - DAY)).value == 0
    assert count("chi-dao-cchc", later).value == 1
    electronic = count("di-dien-tu", later)
    assert (electronic.value, electronic.whole, electronic.share) == (1, 2, 50.0)
    assert by_type(later) == [("BC", 1), ("KH", 1)]


def test_what_was_entered_after_the_window_is_shown(world: World) -> None:
    december = Window(date(2025, 12, 1), date(2026, 1, 1))
    numbered(world, on=date(2025, 12, 31), reason="Ký cuối năm")
    found = count("van-ban-di", asked(world, window=december))
    assert (found.value, found.entered_late) == (1, 1)


def test_a_tag_counts_as_of_the_day(world: World) -> None:
    document = numbered(world, tags=("chi-dao-cchc",))
    additions.tag(document, [], by=world.staff("dung"), at=NOW + DAY)
    assert count("chi-dao-cchc", asked(world)).value == 1
    assert count("chi-dao-cchc", asked(world, TODAY + DAY)).value == 0


def test_late_is_past_its_day_or_done_after_it(world: World) -> None:
    due = TODAY + 2 * DAY
    routed(world, due_on=due)
    done = routed(world, code="304/SNV-VP", due_on=due)
    routing.finish(done, seen=done.version, note="Xong", by=world.staff("hoa"), at=NOW + 3 * DAY)
    arrived(world, code="305/SNV-VP")

    assert count("den-co-han", asked(world)).value == 2
    assert count("den-qua-han", asked(world, due)).value == 0
    assert count("den-qua-han", asked(world, due + DAY)).value == 2
    assert count("den-dung-han", asked(world, due + DAY)).value == 0
    assert records("den-qua-han", asked(world, due + DAY)).count() == 2


def test_every_count_has_its_words_and_its_records(world: World) -> None:
    numbered(world)
    arrived(world)
    found = {one.definition.code: one for one in count_all(asked(world))}
    assert set(found) == {one.code for one in DEFINITIONS}
    for code, one in found.items():
        assert one.definition.words
        assert records(code, asked(world)).count() == one.value
        assert one.whole is None or one.value <= one.whole


def test_words_are_found_without_accents_in_any_order(world: World) -> None:
    document = arrived(world)
    numbered(world)
    dung = world.staff("dung")

    def find(words: str) -> list[int]:
        rows = narrowed(incoming(dung, TODAY), Narrowing(words=words), TODAY)
        return [row.pk for row in rows]

    for words in (
        "303/snv",
        "cai cach hanh chinh",
        "chinh hanh CÁCH",
        "so noi vu",
        "303 bao cao",
        "công văn",
    ):
        assert find(words) == [document.pk], words
    assert find("thuế đất") == []


def test_shelves_part_the_books(world: World) -> None:
    dung = world.staff("dung")
    arrived(world)
    routed(world, code="304/SNV-VP", due_on=TODAY)
    numbered(world)

    def size(shelf: Shelf, on: date = TODAY) -> int:
        return narrowed(incoming(dung, on), Narrowing(shelf=shelf), on).count()

    assert [size(shelf) for shelf in (Shelf.TO_ROUTE, Shelf.OPEN, Shelf.LATE)] == [1, 1, 0]
    assert size(Shelf.LATE, TODAY + DAY) == 1
    rows = narrowed(outgoing(dung, TODAY), Narrowing(shelf=Shelf.TO_ISSUE), TODAY)
    assert rows.count() == 1


def test_tasks_and_backlog_follow_the_instruction(world: World) -> None:
    document = routed(world, due_on=TODAY)
    assert [one.document_id for one in tasks(world.staff("minh"), TODAY)] == [document.pk]
    assert tasks(world.staff("lan"), TODAY).count() == 0
    later = TODAY + DAY
    rows = backlog(world.staff("hoa"), later)
    assert [(row.unit_id, row.open, row.late) for row in rows] == [
        (world.units["economy"].pk, 1, 1)
    ]
    routing.remind(document, note="Gấp", by=world.staff("hoa"), at=NOW)
    assert reminded_units(asked(world)) == 2
