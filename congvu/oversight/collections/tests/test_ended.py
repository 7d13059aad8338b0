"""Units that ended after they were asked: who answers for them, what they owe, what is said."""

from datetime import date, datetime, timedelta

import pytest

from congvu.foundation.units.models import Succession, Unit
from congvu.foundation.units.rules import Ended
from congvu.kernel.errors import Conflict
from congvu.oversight.collections.errors import CollectionNotFound
from congvu.oversight.collections.models import Collection
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors import access
from congvu.oversight.collections.selectors.board import BoardRow, board, standing_of
from congvu.oversight.collections.selectors.merging import merged
from congvu.oversight.collections.services import answering, asking
from congvu.oversight.collections.tests.make import DUE, ON, ask, fill, later, reach
from tests.world import World

pytestmark = pytest.mark.django_db
ENDED = ON + timedelta(days=1)
LATE = DUE + timedelta(days=9)


def end(world: World, name: str = "neighbour", heir: str = "commune") -> int:
    """Let a unit go into another on the day after it was asked."""
    Unit.objects.filter(pk=world.units[name].pk).update(ends_on=ENDED)
    Succession.objects.create(
        from_unit=world.units[name],
        to_unit=world.units[heir],
        on=ENDED,
        is_main=True,
        decision="Nghị quyết thử",
    )
    return world.units[name].pk


def row_of(one: Collection, unit: int, on: date) -> BoardRow:
    [found] = [row for row in board(one, on).rows if row.unit.id == unit]
    return found


def send(world: World, one: Collection, unit: str, at: datetime) -> None:
    on = at.date()
    reached, mai = reach(world, one, "mai", unit, on=on), world.staff("mai", on)
    answering.write(reached, {"r1.c1": "12"}, seen=10**9, by=mai, at=at)
    reached = reach(world, one, "mai", unit, on=on)
    answering.send(reached, seen=reached.recipient.revision, by=mai, at=at)


def send_back(world: World, one: Collection, unit: str, at: datetime) -> None:
    reached = reach(world, one, "quan", unit, on=at.date())
    answering.send_back(
        reached,
        reason="Thiếu biên bản",
        due_on=None,
        seen=reached.recipient.revision,
        by=world.staff("quan", at.date()),
        at=at,
    )


def owed(world: World, on: date) -> list[tuple[int, Standing]]:
    rows = access.to_answer(world.staff("mai", on), on)
    return [(row.unit_id, standing_of(row, on)) for row in rows]


def test_the_heir_of_a_unit_that_ended_answers_and_the_board_says_so(world: World) -> None:
    one = ask(world)
    gone = end(world)
    with pytest.raises(CollectionNotFound):
        reach(world, one, "mai", "neighbour")
    after = ENDED + timedelta(days=1)
    assert reach(world, one, "mai", "neighbour", on=after).writes
    assert row_of(one, gone, after).ended == Ended(ENDED, ("Xã Minh Tâm",))
    told = "Đã kết thúc hoạt động; từ 17/03/2026 nhập vào Xã Minh Tâm"
    assert merged(one, after).units[0].standing == told
    Succession.objects.all().delete()
    assert merged(one, after).units[0].standing == "Kết thúc hoạt động từ 17/03/2026"


def test_a_unit_that_ended_before_it_answered_is_not_late_and_nobody_is_reminded_of_it(
    world: World,
) -> None:
    one, commune = ask(world), world.units["commune"].pk
    gone = end(world)
    whole = board(one, LATE)
    assert (whole.counts[Standing.LATE], whole.counts[Standing.ENDED]) == (1, 1)
    assert (whole.answered, len(whole.asked)) == (0, 2)
    assert row_of(one, gone, LATE).days_late == 0
    assert owed(world, LATE) == [(commune, Standing.LATE)]
    at = later(0) + timedelta(days=13)
    quan = world.staff("quan", at.date())
    assert asking.remind(one.uuid, by=quan, at=at) == 1
    assert row_of(one, gone, LATE).recipient.reminders == 0
    Unit.objects.filter(pk=commune).update(ends_on=LATE)
    with pytest.raises(Conflict, match="Không còn đơn vị nào để nhắc"):
        asking.remind(one.uuid, by=quan, at=at)


def test_until_its_last_day_a_unit_owes_as_any_other(world: World) -> None:
    one = ask(world, due_on=ON)
    gone = world.units["neighbour"].pk
    Unit.objects.filter(pk=gone).update(ends_on=LATE)
    row = row_of(one, gone, LATE - timedelta(days=1))
    assert (row.standing, row.ended) == (Standing.LATE, None)
    assert row_of(one, gone, LATE).standing is Standing.ENDED


def test_what_a_unit_sent_before_it_ended_counts_as_it_was_taken(world: World) -> None:
    one = ask(world)
    fill(world, one, {"r1.c2": "20"})
    send(world, one, "commune", later(5))
    gone = end(world, "commune", "neighbour")
    row = row_of(one, gone, LATE)
    assert (row.standing, row.days_late, board(one, LATE).answered) == (Standing.ANSWERED, 0, 1)
    assert [unit.counts for unit in merged(one, LATE).units] == [False, True]


def test_what_the_heir_sends_is_never_late_and_what_comes_back_is_seen_by_it(world: World) -> None:
    one = ask(world)
    gone = end(world)
    send(world, one, "neighbour", later(0) + timedelta(days=9))
    row = row_of(one, gone, LATE)
    assert (row.standing, row.days_late) == (Standing.ANSWERED, 0)
    send_back(world, one, "neighbour", later(0) + timedelta(days=10))
    row = row_of(one, gone, LATE)
    assert (row.standing, row.days_late) == (Standing.RETURNED, 0)
    assert (gone, Standing.RETURNED) in owed(world, LATE)
    assert gone not in {one.unit.id for one in board(one, LATE).to_remind}
