"""The life of a report: states, actions, who may, and what leads where.

A version that was handed in is never written again: what must be mended is mended in the next
version, which begins as a copy.
"""

from __future__ import annotations

from enum import StrEnum

from congvu.kernel.transitions import T, TransitionTable


class State(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    NUMBERED = "numbered"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CORRECTED = "corrected"
    RECALLED = "recalled"
    DISCARDED = "discarded"


class Action(StrEnum):
    OPEN = "open"
    CHECK = "check"
    REWORK = "rework"
    APPROVE = "approve"
    NUMBER = "number"
    SUBMIT = "submit"
    ACCEPT = "accept"
    RETURN = "return"
    CORRECT = "correct"
    DISCARD = "discard"
    REINSTATE = "reinstate"


class Actor(StrEnum):
    AUTHOR = "author"
    LEADER = "leader"
    REGISTRAR = "registrar"
    SUPERIOR = "superior"


S, A, R = State, Action, Actor
LIFE: TransitionTable[State, Action, Actor] = TransitionTable(
    (
        T(None, A.OPEN, S.DRAFT, R.AUTHOR),
        T(S.DRAFT, A.CHECK, S.CHECKED, R.AUTHOR),
        T(S.DRAFT, A.DISCARD, S.DISCARDED, R.AUTHOR),
        T(S.CHECKED, A.REWORK, S.DRAFT, (R.AUTHOR, R.LEADER)),
        T(S.CHECKED, A.APPROVE, S.APPROVED, R.LEADER),
        T(S.APPROVED, A.REWORK, S.DRAFT, R.LEADER),
        # NĐ 30/2020 Đ15, Đ16: văn thư numbers what was signed
        T(S.APPROVED, A.NUMBER, S.NUMBERED, R.REGISTRAR),
        # only when văn thư has struck the number: nothing went out
        T(S.NUMBERED, A.REWORK, S.DRAFT, R.LEADER),
        # only when its document was issued and called back: that version is kept as it went out
        T(S.NUMBERED, A.CORRECT, S.RECALLED, R.AUTHOR),
        T(S.NUMBERED, A.SUBMIT, S.SUBMITTED, R.REGISTRAR),
        T(S.SUBMITTED, A.ACCEPT, S.ACCEPTED, R.SUPERIOR),
        T(S.SUBMITTED, A.RETURN, S.RETURNED, R.SUPERIOR),
        T(S.RETURNED, A.CORRECT, S.CORRECTED, R.AUTHOR),
        T(S.ACCEPTED, A.CORRECT, S.CORRECTED, R.AUTHOR),
        # its correction was put away: it stands again as it stood
        T(S.CORRECTED, A.REINSTATE, (S.RETURNED, S.ACCEPTED), R.AUTHOR),
        T(S.RECALLED, A.REINSTATE, S.NUMBERED, R.AUTHOR),
    ),
    finals=frozenset({S.ACCEPTED, S.CORRECTED, S.RECALLED, S.DISCARDED}),
)
# figures and prose may still change
OPEN_IN = frozenset({S.DRAFT})
# drawn from its snapshot; live figures no longer reach it
FROZEN_IN = frozenset(
    {S.APPROVED, S.NUMBERED, S.SUBMITTED, S.ACCEPTED, S.RETURNED, S.CORRECTED, S.RECALLED}
)
# what the superior may read
HANDED_IN = frozenset({S.SUBMITTED, S.ACCEPTED, S.RETURNED, S.CORRECTED})
# the version that stands for the unit; the others are its past
STANDING_IN = frozenset(State) - {S.CORRECTED, S.RECALLED, S.DISCARDED}
ACTORS_OF_ROLE: dict[str, tuple[Actor, ...]] = {
    "reform_officer": (R.AUTHOR,),
    "province_officer": (R.AUTHOR, R.SUPERIOR),
    "head": (R.AUTHOR,),
    "leader": (R.LEADER,),
    "registrar": (R.REGISTRAR,),
}


def actors_of(roles: frozenset[str]) -> frozenset[Actor]:
    """Return who these roles are to a report of their own office, or of one below it."""
    return frozenset(actor for role in roles for actor in ACTORS_OF_ROLE.get(str(role), ()))
