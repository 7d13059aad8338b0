"""Facts, told in any number of refreshes, give what a slow reader counts from the raw events."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.oversight.statistics import querysets, referee
from congvu.oversight.statistics.models import (
    LateTally,
    Level,
    Lineage,
    OpenTally,
    Phase,
    Tally,
)
from congvu.oversight.statistics.rules.choices import Definition, Question
from congvu.oversight.statistics.rules.contributions import ROW, STOCK
from congvu.oversight.statistics.rules.phases import PhaseRow
from congvu.oversight.statistics.tests.make import fold, forget, gather
from congvu.oversight.statistics.tests.random_lives import lives, questions

pytestmark = pytest.mark.django_db
relaxed = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
NAMES = querysets.Counted._fields[2:]


def facts_say(statement):
    rows = (querysets.Counted(*row) for row in statement.rows())
    return {
        (row.unit_id, row.field_id): Counter(
            {name: getattr(row, name) for name in NAMES if getattr(row, name)}
        )
        for row in rows
    }


def referee_says(rows, question):
    asked = referee.Asked(
        question.first_day,
        question.last_day,
        question.as_of,
        question.definition.value,
        question.against.value,
    )
    return {place: +cells for place, cells in referee.count(rows, asked).items()}


@relaxed
@given(
    lives=lives(),
    asked=st.lists(questions(), min_size=8, max_size=8),
    stops=st.lists(st.integers(1, 30), max_size=4),
)
def test_it_counts_every_life_as_the_referee_does(lives, asked, stops):
    rows = gather(lives)
    forget()
    fold(rows, *(stop for stop in stops if stop < len(rows)))
    for question in asked:
        expected = referee_says(rows, question)
        assert facts_say(querysets.form_of_phases(question, None)) == expected
        if question.definition is Definition.RESULTS:
            assert facts_say(querysets.form_of_sums(question, None)) == expected


@settings(relaxed, max_examples=30)
@given(lives=lives(), stops=st.lists(st.integers(1, 30), max_size=5))
def test_many_small_refreshes_leave_the_same_rows_as_one_large(lives, stops):
    rows = gather(lives)

    def tables():
        named = dict(Lineage.objects.values_list("pk", "key"))
        sums = [
            sorted(
                (named[row[0]], *row[1:])
                for row in model.objects.values_list("lineage_id", *key, "field_id", *lanes.names)
                if any(row[-len(lanes.names) :])
            )
            for model, lanes, key in (
                (Tally, ROW, ("tier", "starts_day")),
                (Level, STOCK, ("anchor_day",)),
                (OpenTally, STOCK, ("day",)),
                (LateTally, ROW, ("day", "recorded_day")),
            )
        ]
        return [sorted(Phase.objects.values_list("dossier_id", *PhaseRow._fields)), *sums]

    forget()
    fold(rows)
    at_once = tables()
    forget()
    fold(rows, *(stop for stop in stops if stop < len(rows)))
    assert tables() == at_once


@settings(relaxed, max_examples=30)
@given(lives=lives(), question=questions())
def test_what_was_left_open_is_what_the_next_window_begins_with(lives, question):
    """Column 6 of a window is column 11 of the one before, for one and the same as-of."""
    rows = gather(lives)
    forget()
    fold(rows)
    before = Question(
        question.first_day - timedelta(days=30),
        question.first_day - timedelta(days=1),
        question.as_of,
    )
    after = Question(question.first_day, question.last_day, question.as_of)
    left = Counter()
    for cells in facts_say(querysets.form_of_phases(before, None)).values():
        left += cells
    begun = Counter()
    for cells in facts_say(querysets.form_of_phases(after, None)).values():
        begun += cells
    still_open = sum(left[name] for name in ("paused", "running_in_time", "running_overdue"))
    assert begun["carried_over"] == still_open
