"""The one classification, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.casework.dossiers.rules.timeliness import Timeliness, classify

DUE = date(2026, 3, 10)
BEFORE, AFTER = date(2026, 3, 9), date(2026, 3, 11)


@pytest.mark.parametrize(
    ("finished_on", "paused", "on", "expected"),
    [
        (BEFORE, False, AFTER, Timeliness.EARLY),
        (DUE, False, AFTER, Timeliness.ON_TIME),
        (AFTER, False, AFTER, Timeliness.LATE),
        (None, False, BEFORE, Timeliness.IN_TIME),
        (None, False, DUE, Timeliness.IN_TIME),
        (None, False, AFTER, Timeliness.OVERDUE),
        (None, True, AFTER, Timeliness.IN_TIME),
    ],
)
def test_it_classifies(
    finished_on: date | None, paused: bool, on: date, expected: Timeliness
) -> None:
    assert classify(due=DUE, finished_on=finished_on, paused=paused, on=on) is expected


def test_a_dossier_that_was_not_accepted_has_no_clock() -> None:
    assert classify(due=None, finished_on=None, paused=False, on=DUE) is Timeliness.NOT_STARTED
