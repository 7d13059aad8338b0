"""Units are asked later than the others, or left out; the board and the totals follow."""

from datetime import timedelta
from decimal import Decimal

import pytest

from congvu.foundation.journal.models import Entry
from congvu.kernel.errors import Invalid
from congvu.oversight.collections.errors import (
    AnswerChanged,
    CollectionClosed,
    CollectionNotFound,
    LeftOut,
    NotYourAnswer,
)
from congvu.oversight.collections.models import Collection, Recipient, RecipientEvent
from congvu.oversight.collections.rules.cells import Value
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors import access
from congvu.oversight.collections.selectors.board import (
    board,
    due_of,
    in_numbers,
    standing_of,
    still_to_ask,
)
from congvu.oversight.collections.selectors.merging import merged
from congvu.oversight.collections.services import answering, asking
from congvu.oversight.collections.tests.make import DUE, ON, ask, fill, later, reach, who
from tests.world import World

pytestmark = pytest.mark.django_db


def add(world: World, one: Collection, *names: str, seen: int = 1, due_on=None, by="quan"):
    units = frozenset(world.units[name].pk for name in names)
    return asking.add(one.uuid, units, due_on=due_on, seen=seen, by=who(world, by), at=later(10))


def leave_out(
    world: World, one: Collection, unit: str = "commune", *, seen=None, reason="Đã sáp nhập"
):
    reached = reach(world, one, "quan", unit)
    seen = reached.recipient.revision if seen is None else seen
    return asking.leave_out(reached, reason=reason, seen=seen, by=who(world, "quan"), at=later(20))


def put_back(world: World, one: Collection, unit: str = "commune"):
    reached = reach(world, one, "quan", unit)
    seen = reached.recipient.revision
    return asking.put_back(reached, seen=seen, by=who(world, "quan"), at=later(30))


def answered(world: World) -> Collection:
    one = ask(world)
    fill(world, one, {"r1.c1": "12", "r1.c2": "20"})
    reached = reach(world, one)
    seen = reached.recipient.revision
    answering.send(reached, seen=seen, by=who(world, "mai"), at=later(5))
    return one


def test_a_unit_that_is_added_is_asked_like_the_others(world: World) -> None:
    one = ask(world)
    assert world.units["economy"].pk in {
        u.unit.pk for u in still_to_ask(one, who(world, "quan"), ON)
    }
    assert add(world, one, "economy", "desk") == 2
    rows = {row.unit.name: row for row in board(one, ON).rows}
    assert len(rows) == 4
    row = rows["Phòng Kinh tế xã Minh Tâm"]
    assert (row.standing, row.recipient.added_at) == (Standing.WAITING, later(10))
    assert due_of(row.recipient) == DUE
    assert one in [found.collection for found in access.to_answer(who(world, "hanh"), ON)]
    assert RecipientEvent.objects.get(recipient=row.recipient).action == "add"
    assert Entry.objects.filter(action="collection.add").count() == 1


def test_a_unit_that_is_added_may_have_a_later_day_but_no_earlier_one(world: World) -> None:
    one = ask(world)
    with pytest.raises(Invalid, match="hạn chung"):
        add(world, one, "economy", due_on=DUE - timedelta(days=1))
    add(world, one, "economy", due_on=DUE + timedelta(days=5))
    found = Recipient.objects.get(unit=world.units["economy"])
    assert standing_of(found, DUE + timedelta(days=4)) is Standing.WAITING
    assert standing_of(found, DUE + timedelta(days=6)) is Standing.LATE


def test_after_the_day_of_all_a_day_of_its_own_is_needed(world: World) -> None:
    one = ask(world)
    units, at = frozenset({world.units["economy"].pk}), later(0) + timedelta(days=10)
    quan = world.staff("quan", at.date())
    with pytest.raises(Invalid, match="Hạn gửi đã qua"):
        asking.add(one.uuid, units, due_on=None, seen=1, by=quan, at=at)
    own = at.date() + timedelta(days=3)
    assert asking.add(one.uuid, units, due_on=own, seen=1, by=quan, at=at) == 1


def test_nobody_outside_or_twice_or_by_others_is_added(world: World) -> None:
    one = ask(world)
    for unit in ("commune", "province", "home_department"):
        with pytest.raises(Invalid, match="chưa có trong danh sách"):
            add(world, one, unit)
    with pytest.raises(Invalid):
        add(world, one)
    with pytest.raises(CollectionNotFound):
        add(world, one, "economy", by="mai")
    assert Recipient.objects.count() == 2


def test_two_who_add_at_once_meet(world: World) -> None:
    one = ask(world)
    add(world, one, "economy")
    with pytest.raises(AnswerChanged):
        add(world, one, "society", seen=1)
    assert add(world, one, "society", seen=2) == 1


def test_a_unit_that_is_left_out_counts_nowhere_and_keeps_its_answer(world: World) -> None:
    one = answered(world)
    assert len(merged(one, ON).units) == 2
    leave_out(world, one)
    whole = board(one, ON)
    assert (whole.answered, len(whole.asked), len(whole.rows)) == (0, 1, 2)
    assert whole.counts[Standing.LEFT_OUT] == 1
    assert in_numbers([one])[one.pk].units == 1
    told = merged(one, ON)
    assert [unit.unit_name for unit in told.units] == ["Xã Minh Lộc"]
    assert "0/1" in told.note
    assert "Không kể 1 đơn vị" in told.note
    reached = reach(world, one, "quan")
    assert reached.shows_cells
    assert reached.recipient.left_out_because == "Đã sáp nhập"
    with pytest.raises(LeftOut):  # nor is one of its answers chosen
        answering.choose(reached, "r1.c1", 1, seen=None, by=who(world, "quan"), at=later(39))
    assert not [row for row in access.to_answer(who(world, "mai"), ON) if row.collection == one]
    assert Entry.objects.filter(action="collection.leave_out").count() == 1


def test_a_unit_that_is_left_out_writes_and_sends_nothing(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    leave_out(world, one)
    with pytest.raises(LeftOut):
        fill(world, one, {"r1.c2": "20"})
    reached = reach(world, one)
    with pytest.raises(LeftOut):
        answering.send(reached, seen=reached.recipient.revision, by=who(world, "mai"), at=later(40))
    asking.remind(one.uuid, by=who(world, "quan"), at=later(41))
    assert Recipient.objects.get(unit=world.units["commune"]).reminders == 0


def test_a_unit_that_is_put_back_stands_as_far_as_it_was(world: World) -> None:
    one = answered(world)
    leave_out(world, one)
    put_back(world, one)
    whole = board(one, ON)
    assert (whole.answered, len(whole.asked)) == (1, 2)
    told = {unit.unit_name: unit for unit in merged(one, ON).units}
    assert told["Xã Minh Tâm"].cells["r1.c1"] == Value(amount=Decimal(12))
    actions = [event.action for event in reach(world, one).recipient.events.order_by("revision")]
    assert actions == ["ask", "send", "leave_out", "put_back"]
    with pytest.raises(AnswerChanged):
        put_back(world, one)


def test_leaving_out_needs_a_reason_the_right_person_and_the_newest_state(world: World) -> None:
    one = answered(world)
    with pytest.raises(Invalid, match="lý do"):
        leave_out(world, one, reason="  ")
    with pytest.raises(AnswerChanged):
        leave_out(world, one, seen=1)
    reached = reach(world, one)
    with pytest.raises(NotYourAnswer):
        asking.leave_out(
            reached, reason="x", seen=reached.recipient.revision, by=who(world, "mai"), at=later(9)
        )
    leave_out(world, one)
    with pytest.raises(LeftOut):
        leave_out(world, one)


def test_a_closed_collection_neither_grows_nor_shrinks(world: World) -> None:
    one = ask(world)
    leave_out(world, one, "neighbour")
    asking.close(one.uuid, seen=1, by=who(world, "quan"), at=later(25))
    with pytest.raises(CollectionClosed, match="đã khóa"):
        add(world, one, "economy", seen=2)
    with pytest.raises(CollectionClosed):
        leave_out(world, one)
    with pytest.raises(CollectionClosed):
        put_back(world, one, "neighbour")
