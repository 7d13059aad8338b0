"""The closure of a tree through time, against walking the chain of parents day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.foundation.units.rules import ParentLink, Span, Tree, TreeCycle, first_overlap

START = date(2025, 1, 1)
DAYS = 24


def day(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def spans(draw, within: Span | None = None):
    first, last = 0, DAYS
    if within is not None:
        first = (within.starts_on - START).days
        last = (within.end - START).days if within.ends_on else DAYS
    start = draw(st.integers(first, last - 1))
    end = draw(st.integers(start + 1, last))
    if end == DAYS and draw(st.booleans()):
        return Span(day(start))
    return Span(day(start), day(end))


@st.composite
def trees(draw):
    """Units whose parents have smaller numbers, so that no circle can arise."""
    lives = {unit: draw(spans()) for unit in range(draw(st.integers(1, 6)))}
    links: list[ParentLink] = []
    for unit, life in lives.items():
        mine: list[Span] = []
        for _ in range(draw(st.integers(0, 3)) if unit else 0):
            span = draw(spans(life))
            if first_overlap([*mine, span]) is None:
                mine.append(span)
                links.append(ParentLink(unit, draw(st.integers(0, unit - 1)), span))
    return lives, links


def walk(lives, links, unit, on):
    """The chain of parents that exist on the day, nearest first: the obvious way."""
    chain = []
    while True:
        found = [link for link in links if link.unit == unit and link.span.holds(on)]
        if not found or not lives[found[0].parent].holds(on):
            return chain
        unit = found[0].parent
        chain.append(unit)


@given(trees())
def test_the_closure_equals_walking_the_parents_on_every_day(tree):
    lives, links = tree
    rows = list(Tree(lives, links).closure(lives))
    for unit, life in lives.items():
        for number in range(DAYS + 2):
            on = day(number)
            held = [
                row
                for row in rows
                if row.unit == unit and Span(row.starts_on, row.ends_on).holds(on)
            ]
            chain = [unit, *walk(lives, links, unit, on)] if life.holds(on) else []
            assert {row.depth: row.ancestor for row in held} == dict(enumerate(chain))
            assert len(held) == len(chain)


@given(trees())
def test_a_row_is_marked_last_when_it_holds_the_last_day_of_the_unit(tree):
    lives, links = tree
    for row in Tree(lives, links).closure(lives):
        assert row.is_last == (row.ends_on == lives[row.unit].ends_on)


@given(trees())
def test_no_two_rows_that_say_the_same_touch_each_other(tree):
    lives, links = tree
    ends = set()
    starts = set()
    for row in Tree(lives, links).closure(lives):
        ends.add((row.unit, row.ancestor, row.depth, row.ends_on))
        starts.add((row.unit, row.ancestor, row.depth, row.starts_on))
    assert not ends & starts


def test_a_unit_that_would_stand_under_itself_is_refused():
    lives = {1: Span(START), 2: Span(START), 3: Span(START)}
    links = [
        ParentLink(1, 2, Span(START)),
        ParentLink(2, 3, Span(START)),
        ParentLink(3, 1, Span(START)),
    ]
    with pytest.raises(TreeCycle):
        list(Tree(lives, links).closure([1]))


def test_a_circle_above_the_unit_is_found_too():
    lives = {1: Span(START), 2: Span(START), 3: Span(START)}
    links = [
        ParentLink(1, 2, Span(START)),
        ParentLink(2, 3, Span(START)),
        ParentLink(3, 2, Span(START)),
    ]
    with pytest.raises(TreeCycle):
        list(Tree(lives, links).closure([1]))


def test_two_units_may_change_places_at_different_times():
    lives = {1: Span(START), 2: Span(START)}
    links = [ParentLink(1, 2, Span(START, day(5))), ParentLink(2, 1, Span(day(5)))]
    rows = {(row.unit, row.ancestor, row.starts_on) for row in Tree(lives, links).closure([1, 2])}
    assert rows == {(1, 1, START), (1, 2, START), (2, 2, START), (2, 1, day(5))}
