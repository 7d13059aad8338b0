"""Days and their blocks, stories, phases and packed counters: the pure rules by themselves."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from congvu.oversight.statistics.folding import tell_of
from congvu.oversight.statistics.rules.contributions import COUNTERS, Ledger, pack, unpack
from congvu.oversight.statistics.rules.days import FOREVER, Tier, blocks_of, cover
from congvu.oversight.statistics.rules.lives import Kind, tell
from congvu.oversight.statistics.rules.phases import phases
from congvu.oversight.statistics.tests.make import Life, cut, day, gather

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31)).map(date.toordinal)


def told(life: Life):
    return tell_of(cut(row) for row in gather([life]))


def n(text: str) -> int:
    return day(text).toordinal()


@given(DAYS, st.integers(0, 1500))
def test_blocks_cover_exactly_the_days_of_a_window(first, length):
    last = first + length
    days = []
    for block in cover(first, last):
        inside = [d for d in range(first, last + 1) if block in blocks_of(d)]
        assert inside[0] == block.starts_day
        days += inside
    assert days == list(range(first, last + 1))


def test_an_official_quarter_is_few_blocks():
    blocks = cover(n("15/12/2025"), n("14/03/2026"))
    assert [block.tier for block in blocks] == [Tier.HALF] * 6
    assert len(cover(n("15/12/2024"), n("14/12/2025"))) == 9


@given(st.lists(st.integers(-(10**6), 10**6), min_size=len(COUNTERS), max_size=len(COUNTERS)))
def test_counters_come_out_as_they_went_in(counters):
    assert unpack(pack(*counters)) == tuple(counters)


@given(
    st.lists(
        st.lists(st.integers(-1000, 1000), min_size=len(COUNTERS), max_size=len(COUNTERS)),
        min_size=1,
        max_size=5,
    )
)
def test_adding_packed_counters_adds_each_of_them(rows):
    assert unpack(sum(pack(*row) for row in rows)) == tuple(map(sum, zip(*rows, strict=True)))


def test_a_dossier_that_was_not_accepted_has_no_story():
    life = Life(1).then("submit", "01/03").then("withdraw", "02/03")
    assert tell(told(life)) is None
    assert phases(told(life)) == []


def test_an_ordinary_life_is_two_rows_and_three_changes_of_sums():
    life = Life(1).accepted("02/03", "09/03").then("resolve", "05/03").then("hand_out", "06/03")
    running, resolved = phases(told(life))
    assert (running.starts_day, running.ends_day) == (n("02/03"), n("05/03"))
    assert (resolved.kind, resolved.finished_day, resolved.ends_day) == (
        Kind.RESOLVED,
        n("05/03"),
        FOREVER,
    )
    assert running.known_to == resolved.known_to == FOREVER
    ledger = Ledger()
    ledger.enter(told(life), 0)
    assert sorted(key.day for key, sums in ledger.settled.items() if sums) == [
        n("02/03"),
        n("05/03"),
    ]
    assert not any(ledger.open.values())
    assert not ledger.late


def test_a_running_dossier_is_overdue_from_the_day_after_its_due_date():
    ledger = Ledger()
    ledger.enter(told(Life(1).accepted("02/03", "09/03")), 0)
    ((key, sums),) = ledger.open.items()
    assert key.day == n("10/03")
    assert dict(zip(COUNTERS, unpack(sums), strict=True))["overdue_lawful"] == 1


def test_a_late_entry_is_written_on_the_day_it_was_learnt_and_kept_as_late():
    ledger = Ledger()
    ledger.enter(told(Life(1).accepted("25/03", "08/04", recorded="02/04")), 0)
    (late,) = ledger.late
    assert (late.day, late.recorded) == (n("25/03"), n("02/04"))
    assert n("02/04") in {key.day for key in ledger.settled}
    (row,) = phases(told(Life(1).accepted("25/03", "08/04", recorded="02/04")))
    assert (row.starts_day, row.known_from) == (n("25/03"), n("02/04"))


def test_a_correction_closes_what_was_known_and_opens_what_is_known_now():
    life = Life(1).accepted("02/03", "09/03").then("resolve", "05/03")
    life.then("correct", "20/03", to="processing")
    rows = phases(told(life))
    assert [(row.kind, row.known_from, row.known_to) for row in rows] == [
        (Kind.RUNNING, n("02/03"), n("20/03")),
        (Kind.RESOLVED, n("05/03"), n("20/03")),
        (Kind.RUNNING, n("20/03"), FOREVER),
    ]


def test_what_is_recorded_after_the_finish_moves_no_date():
    life = Life(1).accepted("02/03", "09/03").then("resolve", "05/03")
    life.then("calendar_changed", "06/03", lawful_due=day("01/03"))
    story = tell(told(life))
    assert story.stretches[-1].lawful == n("09/03")


def test_a_clock_that_went_back_does_not_take_knowledge_back():
    life = Life(1).accepted("02/03", "09/03", recorded="04/03")
    life.then("resolve", "05/03", recorded="03/03")
    assert [event.recorded for event in told(life)] == [n("04/03")] * 3
