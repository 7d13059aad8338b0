"""Days and their blocks, stories, phases and packed counters: the pure rules by themselves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.oversight.statistics.folding import tell_of
from congvu.oversight.statistics.rules import sums
from congvu.oversight.statistics.rules.contributions import COUNTERS, ROW, STOCK, STOCKS, Book
from congvu.oversight.statistics.rules.days import (
    FOREVER,
    Tier,
    anchor_of,
    anchors_between,
    blocks_of,
    cover,
)
from congvu.oversight.statistics.rules.lives import Kind, _tell_plainly, _Teller, merge, tell
from congvu.oversight.statistics.rules.phases import phases
from congvu.oversight.statistics.tests.make import Life, cut, day, gather
from congvu.oversight.statistics.tests.random_lives import lives

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31)).map(date.toordinal)


def told(life: Life):
    return tell_of(cut(row) for row in gather([life]))


def booked(life: Life) -> Book:
    book = Book()
    book.enter(told(life), tell(told(life)), 0)
    return book


def rows_of(life: Life):
    return phases(told(life), tell(told(life)))


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
    (block,) = cover(n("15/12/2025"), n("14/03/2026"))
    assert block.tier == Tier.QUARTER
    assert [b.tier for b in cover(n("01/01"), n("31/03"))] == [Tier.HALF] * 6
    assert len(cover(n("15/12/2024"), n("14/12/2025"))) == 4


@given(DAYS, st.integers(0, 500))
def test_anchors_are_the_days_on_which_a_quarter_begins(after, length):
    found = list(anchors_between(after, after + length))
    assert found == [d for d in range(after + 1, after + length + 1) if anchor_of(d) == d]
    assert {date.fromordinal(d).day for d in found} <= {15}


@given(st.lists(st.integers(-(10**6), 10**6), min_size=len(COUNTERS), max_size=len(COUNTERS)))
def test_counters_come_out_as_they_went_in(counters):
    assert ROW.unpack(ROW.pack(counters)) == tuple(counters)
    assert STOCK.unpack(ROW.of(0) + STOCK.of(ROW.pack(counters))) == tuple(counters[: len(STOCKS)])


@given(
    st.lists(
        st.lists(st.integers(-1000, 1000), min_size=len(COUNTERS), max_size=len(COUNTERS)),
        min_size=1,
        max_size=5,
    )
)
def test_adding_packed_counters_adds_each_of_them(rows):
    assert ROW.unpack(sum(map(ROW.pack, rows))) == tuple(map(sum, zip(*rows, strict=True)))


@given(lives(dossiers=3))
def test_the_quick_teller_tells_the_same_story_as_the_thorough_one(some):
    for life in some:
        events = told(life)
        accepted = next((i for i, event in enumerate(events) if event.action == "accept"), None)
        if accepted is None:
            continue
        facts = merge(event.facts for event in events[: accepted + 1])
        told_quickly = _tell_plainly(events[accepted].occurred, facts, events[accepted + 1 :])
        thoroughly = _Teller(events[accepted].occurred, facts).go_on(events[accepted + 1 :])
        assert told_quickly in (None, thoroughly)
        assert tell(events) == thoroughly


def test_a_dossier_that_was_not_accepted_has_no_story():
    life = Life(1).then("submit", "01/03").then("withdraw", "02/03")
    assert tell(told(life)) is None
    assert rows_of(life) == []


def test_an_ordinary_life_is_two_rows_and_two_changes_of_sums():
    life = Life(1).accepted("02/03", "09/03").then("resolve", "05/03").then("hand_out", "06/03")
    running, resolved = rows_of(life)
    assert (running.starts_day, running.ends_day) == (n("02/03"), n("05/03"))
    assert (resolved.kind, resolved.finished_day, resolved.ends_day) == (
        Kind.RESOLVED,
        n("05/03"),
        FOREVER,
    )
    assert running.known_to == resolved.known_to == FOREVER
    book = booked(life)
    ((_place, days),) = book.settled.items()
    assert sorted(day for day, packed in days.items() if packed) == [n("02/03"), n("05/03")]
    assert not list(sums.opens(book, {_place: 1}))
    assert not list(sums.levels(book, {_place: 1}))
    assert not book.late


def test_what_stood_when_a_quarter_began_is_kept_once_it_has_ended():
    book = booked(Life(1).accepted("10/03", "30/03").then("resolve", "15/06"))
    (place,) = book.places()
    standing = {date.fromordinal(row[0]): row[-1] for row in sums.levels(book, {place: 1})}
    assert list(standing) == [date(2026, 3, 15), date(2026, 6, 15)]
    assert STOCK.unpack(standing[date(2026, 3, 15)]) == (1, 0, 0, 0, 0)
    assert STOCK.unpack(standing[date(2026, 6, 15)]) == (1, 0, 1, 1, 1)


def test_a_running_dossier_is_overdue_from_the_day_after_its_due_date():
    ((_place, days),) = booked(Life(1).accepted("02/03", "09/03")).open.items()
    assert {day: STOCK.unpack(packed) for day, packed in days.items()} == {
        n("02/03"): (1, 0, 0, 0, 0),
        n("10/03"): (0, 0, 1, 1, 1),
    }


def test_a_late_entry_is_written_on_the_day_it_was_learnt_and_kept_as_late():
    book = booked(Life(1).accepted("25/03", "08/04", recorded="02/04"))
    ((place, days),) = book.late.items()
    assert list(days) == [(n("25/03"), n("02/04"))]
    assert n("02/04") in book.settled[place]
    (row,) = rows_of(Life(1).accepted("25/03", "08/04", recorded="02/04"))
    assert (row.starts_day, row.known_from) == (n("25/03"), n("02/04"))


def test_a_correction_closes_what_was_known_and_opens_what_is_known_now():
    life = Life(1).accepted("02/03", "09/03").then("resolve", "05/03")
    life.then("correct", "20/03", to="processing")
    rows = rows_of(life)
    assert [(row.kind, row.known_from, row.known_to) for row in rows] == [
        (Kind.RUNNING, n("02/03"), n("20/03")),
        (Kind.RESOLVED, n("05/03"), n("20/03")),
        (Kind.RUNNING, n("20/03"), FOREVER),
    ]


def test_nothing_is_finished_before_it_was_accepted():
    life = Life(1).accepted("10/03", "20/03").then("resolve", "12/03")
    life.then("correct", "16/03", to="refused", finished_at="2026-03-05T10:00:00+07:00")
    last = tell(told(life)).stretches[-1]
    assert (last.kind, last.starts, last.finished) == (Kind.CLOSED, n("10/03"), n("10/03"))


def test_what_is_recorded_after_the_finish_moves_no_date():
    life = Life(1).accepted("02/03", "09/03").then("resolve", "05/03")
    life.then("calendar_changed", "06/03", lawful_due=day("01/03"))
    story = tell(told(life))
    assert story.stretches[-1].lawful == n("09/03")


def test_a_clock_that_went_back_does_not_take_knowledge_back():
    life = Life(1).accepted("02/03", "09/03", recorded="04/03")
    life.then("resolve", "05/03", recorded="03/03")
    assert [event.recorded for event in told(life)] == [n("04/03")] * 3


@pytest.mark.parametrize(
    ("finished", "near"), [("06/03", 0), ("07/03", 1), ("08/03", 1), ("09/03", 0), ("10/03", 0)]
)
def test_a_closing_in_the_last_two_days_before_the_due_date_is_noted(finished, near):
    ((_place, days),) = booked(
        Life(1).accepted("02/03", "09/03").then("stop", finished)
    ).settled.items()
    counters = dict(zip(COUNTERS, ROW.unpack(sum(days.values())), strict=True))
    assert counters["closed_near_lawful"] == near
    assert counters["closed_late_lawful"] == (finished == "10/03")
