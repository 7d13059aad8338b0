"""When a duty moves to another unit, no dossier is counted twice and none is lost."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.oversight.statistics import querysets
from congvu.oversight.statistics.rules.choices import Definition, Question
from congvu.oversight.statistics.tests.make import Life, fold, forget, gather

pytestmark = pytest.mark.django_db
OLD, NEW = 1, 2
MERGED = "01/07"


@pytest.fixture(autouse=True)
def merger() -> None:
    """Three dossiers of the old unit, two of them handed over on 01/07; one of the new unit."""
    forget()
    finished = Life(1, unit=OLD).accepted("01/06", "10/06").then("resolve", "09/06")
    overdue = Life(2, unit=OLD).accepted("10/06", "20/06")
    overdue.then("hand_over", MERGED, competent_unit_id=NEW).then("resolve", "03/07")
    waiting = Life(3, unit=OLD).accepted("20/06", "10/07").then("request_supplement", "25/06")
    waiting.then("hand_over", MERGED, competent_unit_id=NEW)
    own = Life(4, unit=NEW).accepted("05/07", "15/07")
    fold(gather([finished, overdue, waiting, own]))


def counted(first: date, last: date, as_of: date) -> dict[int, tuple[int, int, int]]:
    """Return by unit: all received, finished, open; by sums and by phases alike."""
    question = Question(first, last, as_of)
    found = []
    for statement in (
        querysets.form_of_sums(question, None),
        querysets.form_of_phases(question, None),
    ):
        rows = [querysets.Counted(*row) for row in statement.rows()]
        found.append(
            {row.unit_id: (sum(row[2:6]), sum(row[6:10]), sum(row[10:13])) for row in rows}
        )
    assert found[0] == found[1]
    return found[0]


def test_before_the_day_everything_counts_for_the_old_unit():
    assert counted(date(2026, 6, 1), date(2026, 6, 30), date(2026, 6, 30)) == {OLD: (3, 1, 2)}


def test_the_same_window_asked_later_stays_the_same():
    assert counted(date(2026, 6, 1), date(2026, 6, 30), date(2026, 8, 1)) == {OLD: (3, 1, 2)}


def test_a_window_over_the_day_counts_the_whole_dossier_for_the_successor():
    assert counted(date(2026, 6, 1), date(2026, 7, 31), date(2026, 7, 31)) == {
        OLD: (1, 1, 0),
        NEW: (3, 1, 2),
    }


def test_a_window_after_the_day_opens_with_what_came_over():
    assert counted(date(2026, 7, 2), date(2026, 7, 31), date(2026, 7, 31)) == {NEW: (3, 1, 2)}


def test_one_who_does_not_know_of_the_merger_yet_counts_for_the_old_unit():
    """A hand-over entered two weeks late: as of the days between, nothing had changed."""
    forget()
    life = Life(1, unit=OLD).accepted("10/06", "20/07")
    life.then("hand_over", MERGED, recorded="15/07", competent_unit_id=NEW)
    fold(gather([life]))
    july = (date(2026, 7, 1), date(2026, 7, 31))
    assert counted(*july, date(2026, 7, 14)) == {OLD: (1, 0, 1)}
    assert counted(*july, date(2026, 7, 15)) == {NEW: (1, 0, 1)}


@pytest.mark.parametrize("definition", list(Definition))
def test_no_total_changes_through_a_merger(definition):
    for last in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31)):
        question = Question(date(2026, 6, 1), last, last, definition)
        rows = [querysets.Counted(*r) for r in querysets.form_of_phases(question, None).rows()]
        received, outcome = sum(sum(r[2:6]) for r in rows), sum(sum(r[6:13]) for r in rows)
        assert received == outcome
