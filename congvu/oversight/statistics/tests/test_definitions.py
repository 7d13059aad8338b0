"""Where one dossier stands under each definition: a table written by hand, for facts and referee."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.oversight.statistics import querysets, referee
from congvu.oversight.statistics.rules.choices import Against, Definition, Question
from congvu.oversight.statistics.tests.make import Life, day, fold, forget, gather

pytestmark = pytest.mark.django_db
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def life(accepted: str, due: str) -> Life:
    return Life(1).accepted(accepted, due)


def asked_twice(due: str) -> Life:
    """Two requests for a supplement, both answered; it runs on with that due date."""
    told = life("02/03", "12/03").then("request_supplement", "04/03")
    told.then("receive_supplement", "06/03", lawful_due=day("14/03"))
    told.then("request_supplement", "09/03")
    return told.then("receive_supplement", "11/03", lawful_due=day(due))


EARLY, ON_TIME, LATE = "resolved_early", "resolved_on_time", "resolved_late"
CLOSED, PAUSED, IN_TIME, OVERDUE = (
    *("closed_without_result", "paused"),
    *("running_in_time", "running_overdue"),
)
CASES = {
    # what happened: (06a, 766, due)
    "resolved before the due date": (life("02/03", "10/03").then("resolve", "09/03"), EARLY, EARLY, EARLY),
    "resolved on the due date": (life("02/03", "10/03").then("resolve", "10/03"), ON_TIME, ON_TIME, ON_TIME),
    "resolved after it": (life("02/03", "10/03").then("resolve", "11/03"), LATE, LATE, LATE),
    "resolved before the window, due in it": (
        life("20/02", "02/03").then("resolve", "27/02"), None, None, EARLY,
    ),
    "resolved in the window, due after it": (
        life("25/03", "03/04").then("resolve", "30/03"), EARLY, EARLY, None,
    ),
    "refused in time": (life("02/03", "10/03").then("refuse", "10/03"), CLOSED, CLOSED, CLOSED),
    "refused late": (life("02/03", "10/03").then("refuse", "11/03"), CLOSED, LATE, LATE),
    "running, due after the window": (life("25/03", "03/04"), IN_TIME, IN_TIME, IN_TIME),
    "running, due on the last day": (life("20/03", "31/03"), IN_TIME, ON_TIME, LATE),
    "running, due on the day before": (life("20/03", "30/03"), OVERDUE, LATE, LATE),
    "running, due before the window": (life("10/02", "20/02"), OVERDUE, LATE, OVERDUE),
    "waits for its first supplement since the window": (
        life("02/03", "10/03").then("request_supplement", "09/03"), PAUSED, EARLY, PAUSED,
    ),
    "asked on the due date": (
        life("02/03", "10/03").then("request_supplement", "10/03"), PAUSED, ON_TIME, PAUSED,
    ),
    "asked after the due date": (
        life("02/03", "10/03").then("request_supplement", "11/03"), PAUSED, LATE, PAUSED,
    ),
    "waits since before the window": (
        life("10/02", "20/02").then("request_supplement", "12/02"), PAUSED, PAUSED, PAUSED,
    ),
    "waits for payment, due passed": (
        life("02/03", "10/03").then("request_payment", "09/03"), PAUSED, LATE, PAUSED,
    ),
    "suspended, not due yet": (
        life("20/03", "03/04").then("suspend", "25/03"), PAUSED, PAUSED, PAUSED,
    ),
    "asked twice, resolved early": (
        asked_twice("25/03").then("resolve", "20/03"), EARLY, LATE, EARLY,
    ),
    "asked twice, running, due on the last day": (asked_twice("31/03"), IN_TIME, LATE, LATE),
    "asked twice, running, not due": (asked_twice("02/04"), IN_TIME, IN_TIME, IN_TIME),
    "accepted after the window": (life("01/04", "10/04"), None, None, None),
}  # fmt: skip


@pytest.mark.parametrize("place", [0, 1, 2], ids=[definition.value for definition in Definition])
@pytest.mark.parametrize("case", CASES)
def test_a_dossier_stands_where_the_table_says(case, place):
    told, *expected = CASES[case]
    rows = gather([told])
    forget()
    fold(rows)
    definition = list(Definition)[place]
    question = Question(*MARCH, MARCH[1], definition, Against.LAWFUL)
    statement = querysets.cell_of_phases(question, [1], limit=5)
    assert [querysets.Judged(*row).standing for row in statement.rows()] == (
        [expected[place]] if expected[place] else []
    )
    verdict = referee.judge(rows, referee.Asked(*MARCH, MARCH[1], definition.value))
    assert (verdict.standing if verdict else None) == expected[place]
