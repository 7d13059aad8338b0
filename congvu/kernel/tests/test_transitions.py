"""A state table that refuses to be wrong, and the picture that it draws."""

from enum import StrEnum

import pytest

from congvu.kernel.errors import Invalid
from congvu.kernel.transitions import T, TransitionTable


class State(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    LOST = "lost"


class Act(StrEnum):
    SEND = "send"
    ACCEPT = "accept"
    ASK = "ask"
    ANSWER = "answer"
    FINISH = "finish"
    CORRECT = "correct"


class Who(StrEnum):
    CITIZEN = "citizen"
    DESK = "desk"
    LEADER = "leader"


ROWS = (
    T(None, Act.SEND, State.DRAFT, Who.CITIZEN, clock="not_started", code=1),
    T(None, Act.ACCEPT, State.OPEN, Who.DESK, form="01", clock="starts", code=2),
    T(State.DRAFT, Act.ACCEPT, State.OPEN, Who.DESK, form="01", clock="starts", code=2),
    T(State.OPEN, Act.ASK, State.WAITING, (Who.DESK, Who.LEADER), clock="paused"),
    T(State.WAITING, Act.ANSWER, State.OPEN, Who.CITIZEN),
    T(State.OPEN, Act.FINISH, State.DONE, Who.LEADER),
    T(State.DONE, Act.CORRECT, (State.OPEN, State.LOST), Who.LEADER),
)
TABLE = TransitionTable(
    ROWS,
    frozenset({State.DONE, State.LOST}),
    labels={Act.FINISH: "phê duyệt", State.WAITING: "chờ bổ sung"},
)


def test_an_act_leads_where_its_row_says():
    assert TABLE.after(None, Act.SEND) is State.DRAFT
    assert TABLE.after(None, Act.ACCEPT) is State.OPEN
    assert TABLE.after(State.DRAFT, Act.ACCEPT) is State.OPEN
    assert TABLE.after(State.OPEN, Act.ASK, State.WAITING) is State.WAITING
    assert TABLE.row(State.DRAFT, Act.ACCEPT).form == "01"


def test_an_act_that_the_table_does_not_know_is_refused_in_vietnamese():
    with pytest.raises(Invalid) as caught:
        TABLE.after(State.WAITING, Act.FINISH)
    assert caught.value.code == "transition_not_in_table"
    assert caught.value.message == "Không thể “phê duyệt” khi trạng thái là “chờ bổ sung”."
    assert caught.value.facts["state"] == "waiting"
    assert caught.value.facts["action"] == "finish"
    assert caught.value.facts["allowed"] == ["answer"]


def test_the_end_of_a_life_has_no_birth_again():
    with pytest.raises(Invalid):
        TABLE.after(State.LOST, Act.CORRECT)
    with pytest.raises(Invalid):
        TABLE.after(None, Act.FINISH)


def test_a_correction_must_say_which_state_is_right():
    assert TABLE.after(State.DONE, Act.CORRECT, State.LOST) is State.LOST
    for wrong in (None, State.DRAFT):
        with pytest.raises(Invalid) as caught:
            TABLE.after(State.DONE, Act.CORRECT, wrong)
        assert caught.value.code == "target_not_in_table"
    with pytest.raises(Invalid):
        TABLE.after(State.OPEN, Act.ASK, State.LOST)


def test_buttons_come_from_the_table_and_the_actors():
    assert TABLE.actions(State.OPEN, {Who.DESK}) == (Act.ASK,)
    assert TABLE.actions(State.OPEN, [Who.LEADER]) == (Act.ASK, Act.FINISH)
    assert TABLE.actions(State.OPEN, {Who.CITIZEN}) == ()
    assert TABLE.actions(None, {Who.DESK}) == (Act.ACCEPT,)
    assert TABLE.actions(State.LOST, set(Who)) == ()


def test_two_rows_for_one_state_and_act_are_refused():
    with pytest.raises(ValueError, match="two rows for open and ask"):
        TransitionTable((*ROWS, T(State.OPEN, Act.ASK, State.DONE, Who.DESK)), TABLE.finals)


def test_a_dead_end_that_is_not_final_is_refused():
    with pytest.raises(ValueError, match="lost"):
        TransitionTable(ROWS, frozenset({State.DONE}))


def test_a_table_without_a_birth_or_a_row_without_actors_is_refused():
    with pytest.raises(ValueError, match="birth"):
        TransitionTable(ROWS[2:], TABLE.finals)
    with pytest.raises(ValueError, match="no actor"):
        TransitionTable((*ROWS, T(State.DRAFT, Act.ASK, State.OPEN, ())), TABLE.finals)


def test_it_knows_what_can_be_reached_and_where_life_ends():
    assert TABLE.reachable() == TABLE.states() == frozenset(State)
    assert TABLE.dead_ends() == {State.LOST}
    island = T(State.LOST, Act.ASK, State.LOST, Who.DESK)
    apart = TransitionTable((*ROWS[:6], island), frozenset({State.DONE}))
    assert apart.states() - apart.reachable() == {State.LOST}


def test_the_picture_shows_every_row_in_order():
    assert TABLE.as_mermaid(without=[Act.CORRECT]) == (
        "stateDiagram-v2\n"
        "    [*] --> draft: send (citizen)\n"
        "    [*] --> open: accept (desk)\n"
        "    draft --> open: accept (desk)\n"
        "    open --> waiting: ask (desk, leader)\n"
        "    waiting --> open: answer (citizen)\n"
        "    open --> done: finish (leader)\n"
        "    done --> [*]\n"
        "    lost --> [*]\n"
    )
    assert "    done --> lost: correct (leader)\n" in TABLE.as_mermaid()
