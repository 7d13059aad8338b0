"""The worked example of thirteen dossiers: the figures were counted by hand, not by any code."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.oversight.statistics import querysets, referee
from congvu.oversight.statistics.rules.choices import Against, Definition, Question
from congvu.oversight.statistics.tests.make import Life, day, fold, forget, gather

pytestmark = pytest.mark.django_db


def thirteen() -> list[Life]:
    lives = {number: Life(number) for number in range(1, 14)}
    for online in (2, 6, 12):
        lives[online].first["channel"] = "online"
    lives[3].first["channel"] = "postal"
    lives[1].accepted("20/12/2025", "10/01").then("resolve", "08/01")
    lives[2].accepted("05/01", "20/01").then("resolve", "20/01")
    lives[3].accepted("06/01", "15/01").then("resolve", "19/01")
    lives[4].accepted("02/02", "20/02").then("request_supplement", "05/02")
    lives[4].then("receive_supplement", "15/02", lawful_due=day("02/03"))
    lives[4].then("resolve", "26/02").then("hand_out", "27/02")
    lives[5].accepted("10/02", "27/02").then("reappoint", "25/02", current_due=day("10/03"))
    lives[5].then("resolve", "09/03")
    lives[6].accepted("20/03", "03/04")
    lives[7].accepted("01/02", "05/03")
    lives[8].accepted("15/02", "12/03").then("request_supplement", "01/03")
    lives[9].accepted("12/01", "30/01").then("withdraw", "25/01")
    lives[10].accepted("15/01", "02/02").then("refuse", "10/02")
    lives[11].accepted("20/11/2025", "10/12/2025").then("resolve", "09/12/2025")
    lives[12].then("submit", "30/03")
    lives[13].accepted("25/03", "08/04", recorded="02/04")
    return list(lives.values())


#        definition, against,    as of,   c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13
TABLE = [
    ("06a", "lawful", "31/03", (10, 2, 7, 1, 7, 2, 3, 2, 3, 2, 1)),
    ("06a", "lawful", "05/04", (11, 2, 8, 1, 7, 2, 3, 2, 4, 3, 1)),
    ("06a", "promised", "31/03", (10, 2, 7, 1, 7, 1, 3, 3, 3, 2, 1)),
    ("06a", "current", "31/03", (10, 2, 7, 1, 7, 3, 3, 1, 3, 2, 1)),
]


def question(definition: str, against: str, as_of: str) -> Question:
    return Question(
        date(2026, 1, 1), date(2026, 3, 31), day(as_of), Definition(definition), Against(against)
    )


def columns(row: querysets.Counted) -> tuple[int, ...]:
    c4, c5 = row.received_online, row.received_direct + row.received_postal
    c8, c9 = row.resolved_early, row.resolved_on_time + row.closed_without_result
    c12, c13 = row.paused + row.running_in_time, row.running_overdue
    c7, c11 = c8 + c9 + row.resolved_late, c12 + c13
    return (c4 + c5 + row.carried_over, c4, c5, row.carried_over, c7, c8, c9, row.resolved_late,
            c11, c12, c13)  # fmt: skip


@pytest.fixture
def facts() -> None:
    forget()
    fold(gather(thirteen()))


def counted(statement: querysets.Statement) -> querysets.Counted:
    (row,) = [querysets.Counted(*row) for row in statement.rows()]
    return row


@pytest.mark.parametrize(("definition", "against", "as_of", "expected"), TABLE)
@pytest.mark.usefixtures("facts")
def test_phases_and_sums_give_the_figures_that_were_counted_by_hand(
    definition, against, as_of, expected
):
    asked = question(definition, against, as_of)
    by_phases = counted(querysets.form_of_phases(asked, [1]))
    by_sums = counted(querysets.form_of_sums(asked, [1]))
    assert columns(by_phases) == columns(by_sums) == expected
    assert by_sums == by_phases


@pytest.mark.parametrize(("definition", "against", "as_of", "expected"), TABLE)
def test_the_referee_gives_them_too(definition, against, as_of, expected):
    asked = referee.Asked(date(2026, 1, 1), date(2026, 3, 31), day(as_of), definition, against)
    (cells,) = referee.count(gather(thirteen()), asked).values()
    names = querysets.Counted._fields[2:]
    assert columns(querysets.Counted(1, 1, *(cells[name] for name in names))) == expected


@pytest.mark.usefixtures("facts")
def test_the_note_says_how_many_were_closed_without_a_result_and_how_many_of_them_late():
    row = counted(querysets.form_of_phases(question("06a", "lawful", "31/03"), [1]))
    assert (row.closed, row.closed_late, row.closed_near) == (2, 1, 0)


@pytest.mark.parametrize(
    ("definition", "answered", "in_time"), [("06a", 7, 5), ("766", 9, 5), ("due", 8, 4)]
)
@pytest.mark.usefixtures("facts")
def test_three_definitions_give_three_honest_rates(definition, answered, in_time):
    row = columns(counted(querysets.form_of_phases(question(definition, "lawful", "31/03"), [1])))
    assert (row[4], row[5] + row[6]) == (answered, in_time)
    assert row[0] == row[4] + row[8]
