"""A collection from the request to the merged file, and everything that can go wrong between."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from congvu.foundation.journal.models import Entry
from congvu.foundation.units.models import Unit, UnitAncestry
from congvu.instruments.outbox.models import Message
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections import merged as merged_file
from congvu.oversight.collections import template
from congvu.oversight.collections.errors import (
    AnswerChanged,
    CollectionClosed,
    CollectionNotFound,
    FormWrong,
    NotYourAnswer,
)
from congvu.oversight.collections.models import CollectedValue
from congvu.oversight.collections.rules.cells import Value
from congvu.oversight.collections.rules.columns import Column, ColumnType, Form, Total
from congvu.oversight.collections.rules.life import State
from congvu.oversight.collections.rules.sheets import Heading
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors import access
from congvu.oversight.collections.selectors.answers import answer_of, history
from congvu.oversight.collections.selectors.board import board, candidates
from congvu.oversight.collections.selectors.merging import merged
from congvu.oversight.collections.services import answering, asking
from congvu.oversight.collections.tests import refill
from congvu.oversight.collections.tests.make import (
    DUE,
    FORM,
    ON,
    ask,
    fill,
    later,
    reach,
    who,
)
from tests.world import World

pytestmark = pytest.mark.django_db
D = Decimal


def cells(world: World, one, name: str = "mai"):
    return answer_of(reach(world, one, name).recipient)


def send(world: World, one, *, at=None):
    reached = reach(world, one)
    seen = reached.recipient.revision
    return answering.send(reached, seen=seen, by=who(world, "mai"), at=at or later(5))


def test_the_province_asks_its_communes_and_each_finds_it(world: World) -> None:
    one = ask(world)
    assert [row.unit.name for row in board(one, ON).rows] == ["Xã Minh Lộc", "Xã Minh Tâm"]
    assert [row.collection for row in access.to_answer(who(world, "mai"), ON)] == [one]
    assert [row.collection for row in access.to_answer(who(world, "hoa"), ON)] == [one]
    assert not access.to_answer(who(world, "minh"), ON)
    assert Entry.objects.filter(action="collection.ask").count() == 1


def test_a_commune_asks_its_sections_and_their_head_answers(world: World) -> None:
    one = ask(world, by="mai")
    assert {unit.unit.name for unit in candidates(who(world, "mai"), ON) if unit.is_proposed} > {
        "Phòng Kinh tế xã Minh Tâm"
    }
    reached = reach(world, one, "hanh", "economy")
    assert reached.writes
    done = answering.write(reached, {"r1.c1": "5"}, seen=0, by=who(world, "hanh"), at=later(1))
    assert done.written == ["r1.c1"]
    with pytest.raises(CollectionNotFound):
        reach(world, one, "hanh", "society")


def test_strangers_find_nothing(world: World) -> None:
    one = ask(world)
    for name in ("kien", "yen", "minh", "lan"):
        with pytest.raises(CollectionNotFound):
            reach(world, one, name)
    with pytest.raises(CollectionNotFound):
        reach(world, one, "mai", "neighbour")
    with pytest.raises(CollectionNotFound):
        access.get_asked(who(world, "mai"), one.uuid, ON)


def test_only_units_below_can_be_asked_and_only_by_those_who_ask(world: World) -> None:
    for unit in ("province", "home_department"):
        request = asking.Request("Thử", FORM, frozenset({world.units[unit].pk}), DUE)
        with pytest.raises(Invalid, match="ngoài phạm vi"):
            asking.ask(request, by=who(world, "quan"), at=later(0))
    request = asking.Request("Thử", FORM, frozenset({world.units["neighbour_desk"].pk}), DUE)
    with pytest.raises(Invalid):
        asking.ask(request, by=who(world, "mai"), at=later(0))
    with pytest.raises(NotYourAnswer):
        asking.ask(request, by=who(world, "hoa"), at=later(0))
    with pytest.raises(Invalid):
        ask(world, due_on=ON - timedelta(days=1))
    with pytest.raises(FormWrong):
        ask(world, Form((Column("c1", "Tỷ lệ", ColumnType.PERCENT, Total.SUM),)))


def test_cells_are_written_and_what_cannot_be_read_is_told(world: World) -> None:
    one = ask(world)
    done = fill(world, one, {"r1.c1": "12", "r1.c4": "1,234", "r1.c5": "có lẽ", "r9.c9": "1"})
    assert done.written == ["r1.c1"]
    assert set(done.refused) == {"r1.c4", "r1.c5", "r9.c9"}
    assert cells(world, one).cells == {"r1.c1": Value(amount=D(12))}
    assert cells(world, one).blanks == len(list(FORM.cells())) - 1


def test_a_leader_reads_and_a_named_colleague_writes(world: World) -> None:
    one = ask(world)
    with pytest.raises(NotYourAnswer):
        fill(world, one, {"r1.c1": "1"}, name="hoa")
    chosen = frozenset({world.position("minh").pk})
    answering.name_answerers(reach(world, one), chosen, by=who(world, "mai"), at=later(1))
    assert fill(world, one, {"r1.c1": "1"}, name="minh").written == ["r1.c1"]
    assert [row.collection for row in access.to_answer(who(world, "minh"), ON)] == [one]
    with pytest.raises(NotYourAnswer):
        answering.name_answerers(
            reach(world, one, "minh"), frozenset(), by=who(world, "minh"), at=later(2)
        )
    stranger = frozenset({world.position("kien").pk})
    with pytest.raises(Invalid):
        answering.name_answerers(reach(world, one), stranger, by=who(world, "mai"), at=later(2))


def test_a_cell_written_by_two_keeps_both_until_somebody_chooses(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"}, seen=0)
    done = fill(world, one, {"r1.c1": "15", "r1.c2": "20"}, seen=0, origin="file", at=later(1))
    assert (done.written, done.contested) == (["r1.c2"], ["r1.c1"])
    found = cells(world, one)
    assert "r1.c1" not in found.cells
    first, second = found.contested["r1.c1"]
    assert (first.value.amount, second.value.amount) == (12, 15)
    reached, mai = reach(world, one), who(world, "mai")
    with pytest.raises(AnswerChanged):
        answering.choose(reached, "r1.c1", second.pk, seen=0, by=mai, at=later(2))
    answering.choose(reached, "r1.c1", second.pk, seen=found.seen, by=mai, at=later(2))
    assert cells(world, one).cells["r1.c1"] == Value(amount=D(15))
    told = history(reached.recipient, "r1.c1")
    assert [(row.origin, row.superseded_at is None) for row in told] == [
        ("chosen", True), ("file", False), ("typed", False),
    ]  # fmt: skip


def test_whoever_saw_the_value_replaces_it_and_untouched_cells_undo_nothing(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"}, seen=0)
    seen = cells(world, one).seen
    assert fill(world, one, {"r1.c1": "13"}, seen=seen).written == ["r1.c1"]
    # another page that still shows 12 is kept without a change there
    done = fill(world, one, {"r1.c1": "12", "r1.c2": "20"}, seen=seen)
    assert (done.written, done.contested) == (["r1.c2"], [])
    assert cells(world, one).cells["r1.c1"] == Value(amount=D(13))
    seen = cells(world, one).seen
    assert fill(world, one, {"r1.c1": ""}, seen=seen).written == ["r1.c1"]
    assert "r1.c1" not in cells(world, one).cells
    # after it was cleared, the old figure typed again is news
    assert fill(world, one, {"r1.c1": "12"}, seen=cells(world, one).seen).written == ["r1.c1"]


def test_an_answer_that_was_sent_is_never_overwritten_silently(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    send(world, one)
    assert fill(world, one, {"r1.c1": "15"}, at=later(6)).contested == ["r1.c1"]
    reached = reach(world, one, "quan")
    found = answer_of(reached.recipient)
    keep = found.contested["r1.c1"][0].pk
    quan = who(world, "quan")
    answering.choose(reached, "r1.c1", keep, seen=found.seen, by=quan, at=later(7))
    assert cells(world, one).cells["r1.c1"] == Value(amount=D(12))


def test_what_was_sent_blank_is_filled_after_it_was_recalled(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    send(world, one)
    assert list(fill(world, one, {"r1.c2": "7"}, at=later(6)).refused) == ["r1.c2"]
    assert "r1.c2" not in cells(world, one).cells
    reached = reach(world, one)
    seen = reached.recipient.revision
    answering.recall(reached, seen=seen, by=who(world, "mai"), at=later(7))
    assert fill(world, one, {"r1.c2": "7"}, at=later(8)).written == ["r1.c2"]


def test_an_answer_is_sent_returned_with_a_reason_and_sent_again(world: World) -> None:
    one = ask(world)
    with pytest.raises(Invalid):
        send(world, one)
    fill(world, one, {"r1.c1": "12"})
    send(world, one)
    reached, quan = reach(world, one, "quan"), who(world, "quan")
    with pytest.raises(Invalid):
        answering.send_back(
            reached, reason=" ", due_on=None, seen=reached.recipient.revision, by=quan, at=later(6)
        )
    back = answering.send_back(
        reached, reason="Thiếu kinh phí", due_on=DUE + timedelta(days=3),
        seen=reached.recipient.revision, by=quan, at=later(7),
    )  # fmt: skip
    assert (back.state, back.reason) == (State.RETURNED, "Thiếu kinh phí")
    assert access.to_answer(who(world, "mai"), ON)
    with pytest.raises(AnswerChanged):
        answering.recall(reach(world, one), seen=1, by=who(world, "mai"), at=later(8))
    fill(world, one, {"r1.c4": "3,5"})
    again = send(world, one, at=later(60 * 24 * 6))
    # sent again by the day that was given anew: not late
    row = board(one, ON + timedelta(days=9)).rows[1]
    assert (again.state, row.standing) == (State.ANSWERED, Standing.ANSWERED)


def test_the_superior_sees_no_cells_before_they_are_sent(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    assert not reach(world, one, "quan").shows_cells
    with pytest.raises(NotYourAnswer):
        fill(world, one, {"r1.c1": "13"}, name="quan")
    send(world, one)
    assert reach(world, one, "quan").shows_cells


def test_late_answers_are_taken_and_marked(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    send(world, one, at=later(60 * 24 * 6))
    found = board(one, ON + timedelta(days=8)).rows
    assert [(row.standing, row.days_late) for row in found] == [
        (Standing.LATE, 4),
        (Standing.ANSWERED_LATE, 2),
    ]


def test_a_closed_collection_takes_nothing_until_it_is_opened_again(world: World) -> None:
    one, quan = ask(world), who(world, "quan")
    fill(world, one, {"r1.c1": "12"})
    one = asking.close(one.uuid, seen=1, by=quan, at=later(2))
    with pytest.raises(CollectionClosed):
        fill(world, one, {"r1.c1": "13"})
    with pytest.raises(CollectionClosed):
        send(world, one)
    assert not access.to_answer(who(world, "mai"), ON)
    with pytest.raises(AnswerChanged):
        asking.reopen(one.uuid, due_on=DUE, seen=1, by=quan, at=later(3))
    with pytest.raises(Invalid):
        asking.reopen(one.uuid, due_on=date(2026, 3, 1), seen=2, by=quan, at=later(3))
    one = asking.reopen(one.uuid, due_on=date(2026, 3, 31), seen=2, by=quan, at=later(3))
    send(world, one)
    with pytest.raises(NotYourAnswer):
        asking.close(one.uuid, seen=one.revision, by=_leader_of_the_province(world), at=later(9))


def _leader_of_the_province(world: World):
    from dataclasses import replace

    from congvu.foundation.people.rules import Role

    return replace(
        who(world, "quan"), roles=frozenset({Role.LEADER}), unit_id=world.units["province"].pk
    )


def test_those_who_owe_are_reminded_once_each(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    send(world, one)
    assert asking.remind(one.uuid, by=who(world, "quan"), at=later(9)) == 1
    assert Message.objects.filter(kind="collection.remind").count() == 1
    asking.close(one.uuid, seen=1, by=who(world, "quan"), at=later(10))
    with pytest.raises(Conflict):
        asking.remind(one.uuid, by=who(world, "quan"), at=later(11))


def test_a_template_filled_twice_keeps_both_figures(world: World) -> None:
    one = ask(world)
    reached = reach(world, one)
    heading = Heading(str(one.uuid), reached.recipient.unit_id, "Xã Minh Tâm", one.title)
    made = template.write(heading, FORM, {}, seen=0)
    for turn, figure in enumerate((12, 15, 15)):
        content = refill.fill(made, {"cv_r1_c1": figure})
        told = template.read(
            BytesIO(content), FORM, reference=str(one.uuid), unit_id=reached.recipient.unit_id
        )
        fill(world, one, told.cells, seen=told.seen, origin="file", at=later(turn))
    assert [row.value.amount for row in cells(world, one).contested["r1.c1"]] == [12, 15]
    assert CollectedValue.objects.count() == 2


def test_the_merged_file_counts_what_was_sent_and_no_cell_with_two_answers(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "9", "r1.c2": "10", "r1.c4": "1.234,5", "r1.c8": "=1+1"}, seen=0)
    fill(world, one, {"r1.c4": "2"}, seen=0, at=later(1))
    before = lines(merged_file.write(merged(one, ON)))
    assert before[4][2:] == ["", "", "", "", "", "", "", "", "Chưa gửi"]
    assert before[6][2:4] == ["", ""]
    send(world, one)
    after = lines(merged_file.write(merged(one, ON)))
    assert after[5][1:] == [
        "Xã Minh Tâm", 9, 10, 90, "Hai số liệu: 1.234,5 / 2", "", "", "", "=1+1",
        "Đã gửi; 1 ô có hai số liệu",
    ]  # fmt: skip
    assert after[6][1:6] == ["Tổng hợp", 9, 10, 90, ""]
    assert "1/2 đơn vị" in after[1][0]


def lines(content: bytes) -> list[list]:
    page = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return page.to_python(skip_empty_area=False)


def test_a_collection_of_the_day_asks_the_tree_of_the_day(world: World) -> None:
    ended = ON - timedelta(days=1)
    Unit.objects.filter(pk=world.units["neighbour"].pk).update(ends_on=ended)
    UnitAncestry.objects.filter(unit=world.units["neighbour"]).update(ends_on=ended)
    found = {one.unit.pk for one in candidates(who(world, "quan"), ON)}
    assert world.units["neighbour"].pk not in found
    with pytest.raises(Invalid):
        ask(world)
