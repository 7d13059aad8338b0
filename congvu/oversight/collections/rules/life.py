"""The life of one answer: states, actions, who may, and what leads where.

Not here: a unit that is left out stays in its state, so that it can be put back into it.
"""

from __future__ import annotations

from enum import StrEnum

from congvu.kernel.transitions import T, TransitionTable


class State(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    RETURNED = "returned"


class Action(StrEnum):
    ASK = "ask"
    SEND = "send"
    RECALL = "recall"
    RETURN = "return"
    ADD = "add"
    LEAVE_OUT = "leave_out"
    PUT_BACK = "put_back"


class Actor(StrEnum):
    ANSWERER = "answerer"
    SUPERIOR = "superior"


S, A, R = State, Action, Actor
LIFE: TransitionTable[State, Action, Actor] = TransitionTable(
    (
        T(None, A.ASK, S.WAITING, R.SUPERIOR),
        T(None, A.ADD, S.WAITING, R.SUPERIOR),
        T(S.WAITING, A.SEND, S.ANSWERED, R.ANSWERER),
        # the unit finds its own slip before the superior does
        T(S.ANSWERED, A.RECALL, S.WAITING, R.ANSWERER),
        T(S.ANSWERED, A.RETURN, S.RETURNED, R.SUPERIOR),
        T(S.RETURNED, A.SEND, S.ANSWERED, R.ANSWERER),
    ),
    finals=frozenset({S.ANSWERED}),
)
