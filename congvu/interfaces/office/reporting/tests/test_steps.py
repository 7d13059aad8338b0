"""The row of steps above a report shows what is done and what is waited for."""

from __future__ import annotations

import pytest

from congvu.interfaces.office.reporting.words import WAY, steps_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import State


@pytest.mark.parametrize(
    ("state", "waited_for"),
    [
        (State.DRAFT, "Soạn"),
        (State.CHECKED, "Duyệt"),
        (State.APPROVED, "Cấp số"),
        (State.NUMBERED, "Gửi cấp trên"),
        (State.SUBMITTED, "Được tiếp nhận"),
        (State.RETURNED, "Bị trả lại"),
    ],
)
def test_the_step_that_is_waited_for_stands_out(state: State, waited_for: str) -> None:
    steps = steps_of(Report(state=state))
    assert [one.name for one in steps if one.state == "current"] == [waited_for]
    before = [one.name for one in steps].index(waited_for)
    assert {one.state for one in steps[:before]} <= {"done"}
    assert {one.state for one in steps[before + 1 :]} <= {"todo"}


@pytest.mark.parametrize("state", [State.ACCEPTED, State.CORRECTED])
def test_of_an_accepted_report_every_step_is_done(state: State) -> None:
    assert [one.state for one in steps_of(Report(state=state))] == ["done"] * len(WAY)
