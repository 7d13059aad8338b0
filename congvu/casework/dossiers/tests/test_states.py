"""The state table: every row of the specification, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from congvu.casework.dossiers.labels import ActionLabel, StateLabel
from congvu.casework.dossiers.rules.permissions import ACTORS_OF_ROLE, actions_for
from congvu.casework.dossiers.rules.states import (
    ACTIONS_WITHOUT_TRANSITION,
    CLOSED_WITHOUT_RESULT,
    FINAL,
    FINISHED,
    LIFECYCLE,
    NATIONAL_CODES,
    OPEN,
    OPEN_AFTER_ACCEPTANCE,
    PAUSED,
    Action,
    Actor,
    Clock,
    State,
)
from congvu.foundation.people.rules import Role
from congvu.kernel.errors import Invalid

README = Path(__file__).parents[1] / "README.md"


def test_every_state_is_reached_from_birth() -> None:
    assert LIFECYCLE.reachable() == frozenset(State)


def test_every_state_is_open_finished_or_rejected_at_intake() -> None:
    assert OPEN | FINISHED | {State.REJECTED_AT_INTAKE} == frozenset(State)
    assert not OPEN & FINISHED


def test_every_state_tells_the_national_portal_a_code_from_1_to_10() -> None:
    assert set(NATIONAL_CODES) == set(State)
    assert set(NATIONAL_CODES.values()) == set(range(1, 11))


def test_the_row_of_each_transition_carries_the_code_of_its_state() -> None:
    for row in LIFECYCLE.rows:
        if row.action is not Action.CORRECT:
            assert row.code == str(NATIONAL_CODES[row.targets[0]]), row


@pytest.mark.parametrize("state", sorted(PAUSED))
def test_the_clock_stops_when_a_paused_state_begins(state: State) -> None:
    clocks = {
        row.clock
        for row in LIFECYCLE.rows
        if state in row.targets and row.action is not Action.CORRECT
    }
    assert clocks == {Clock.PAUSED}


@pytest.mark.parametrize("state", sorted(OPEN))
def test_a_citizen_may_withdraw_any_open_dossier(state: State) -> None:
    assert LIFECYCLE.after(state, Action.WITHDRAW) is State.WITHDRAWN


@pytest.mark.parametrize("state", sorted(OPEN_AFTER_ACCEPTANCE))
def test_a_leader_may_stop_any_open_dossier_after_acceptance(state: State) -> None:
    assert Action.STOP in actions_for(state, [Role.LEADER])


@pytest.mark.parametrize("state", sorted(FINAL - {State.REJECTED_AT_INTAKE}))
def test_only_a_correction_leaves_a_final_state(state: State) -> None:
    assert set(LIFECYCLE.actions(state, Actor)) == {Action.CORRECT}


def test_handing_out_needs_a_result_first() -> None:
    for state in CLOSED_WITHOUT_RESULT | {State.PROCESSING}:
        with pytest.raises(Invalid):
            LIFECYCLE.after(state, Action.HAND_OUT)


def test_every_role_that_reads_dossiers_is_a_role_of_people_or_the_system() -> None:
    assert set(ACTORS_OF_ROLE) - {"system"} <= {role.value for role in Role}
    assert "administrator" not in ACTORS_OF_ROLE


def test_every_action_and_state_has_a_vietnamese_label() -> None:
    assert set(StateLabel.values) == {state.value for state in State}
    assert set(ActionLabel.values) == {action.value for action in Action}


def test_actions_without_transition_stand_in_no_row() -> None:
    assert not {row.action for row in LIFECYCLE.rows} & ACTIONS_WITHOUT_TRANSITION


def test_the_diagram_in_the_readme_is_the_table() -> None:
    assert LIFECYCLE.as_mermaid(without=[Action.CORRECT]) in README.read_text(encoding="utf-8")
