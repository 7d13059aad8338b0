"""The lives of a document in and a document out: states, actions, who may, and what leads where."""

from __future__ import annotations

from enum import StrEnum

from congvu.kernel.transitions import T, TransitionTable


class State(StrEnum):
    # out
    DRAFT = "draft"
    NUMBERED = "numbered"
    ISSUED = "issued"
    RECALLED = "recalled"
    DISCARDED = "discarded"
    # in
    REGISTERED = "registered"
    ROUTED = "routed"
    DONE = "done"
    FILED = "filed"
    RETURNED = "returned"
    # both
    CANCELLED = "cancelled"


class Action(StrEnum):
    DRAFT = "draft"
    NUMBER = "number"
    ISSUE = "issue"
    RECALL = "recall"
    DISCARD = "discard"
    REGISTER = "register"
    ROUTE = "route"
    FINISH = "finish"
    FILE = "file"
    RETURN = "return"
    REOPEN = "reopen"
    CANCEL = "cancel"
    IMPORT = "import"
    # facts without a transition
    CHANGE = "change"
    FINISH_PART = "finish_part"
    ATTACH = "attach"
    TAG = "tag"
    RELATE = "relate"
    REMIND = "remind"


class Actor(StrEnum):
    REGISTRAR = "registrar"
    OFFICER = "officer"
    HEAD = "head"
    LEADER = "leader"


S, A, R = State, Action, Actor
STAFF = (R.OFFICER, R.HEAD, R.LEADER, R.REGISTRAR)

LIFE_OUT: TransitionTable[State, Action, Actor] = TransitionTable(
    (
        T(None, A.DRAFT, S.DRAFT, STAFF),
        T(None, A.NUMBER, S.NUMBERED, R.REGISTRAR),
        T(S.DRAFT, A.NUMBER, S.NUMBERED, R.REGISTRAR),
        T(S.DRAFT, A.DISCARD, S.DISCARDED, STAFF),
        T(S.NUMBERED, A.ISSUE, S.ISSUED, R.REGISTRAR),
        T(S.NUMBERED, A.CANCEL, S.CANCELLED, R.REGISTRAR),
        # NĐ 30/2020 Đ18.4: copy and metadata stay
        T(S.ISSUED, A.RECALL, S.RECALLED, (R.LEADER, R.REGISTRAR)),
    ),
    finals=frozenset({S.ISSUED, S.RECALLED, S.DISCARDED, S.CANCELLED}),
)
LIFE_IN: TransitionTable[State, Action, Actor] = TransitionTable(
    (
        T(None, A.REGISTER, S.REGISTERED, R.REGISTRAR),
        T(S.REGISTERED, A.ROUTE, S.ROUTED, (R.LEADER, R.REGISTRAR)),
        # a head hands on inside the own section; a leader instructs again
        T(S.ROUTED, A.ROUTE, S.ROUTED, (R.LEADER, R.HEAD, R.REGISTRAR)),
        T(S.REGISTERED, A.FILE, S.FILED, (R.LEADER, R.REGISTRAR)),
        T(S.FILED, A.ROUTE, S.ROUTED, (R.LEADER, R.REGISTRAR)),
        T(S.REGISTERED, A.RETURN, S.RETURNED, R.REGISTRAR),  # NĐ 30/2020 Đ21
        T(S.REGISTERED, A.CANCEL, S.CANCELLED, R.REGISTRAR),
        T(S.ROUTED, A.FINISH, S.DONE, STAFF),
        T(S.DONE, A.REOPEN, S.ROUTED, (R.LEADER, R.REGISTRAR)),
    ),
    finals=frozenset({S.DONE, S.FILED, S.RETURNED, S.CANCELLED}),
)
FACTS: dict[Action, frozenset[Actor]] = {
    A.CHANGE: frozenset(STAFF),
    A.FINISH_PART: frozenset(STAFF),
    A.ATTACH: frozenset(STAFF),
    A.TAG: frozenset({R.REGISTRAR, R.LEADER, R.OFFICER, R.HEAD}),
    A.RELATE: frozenset(STAFF),
    A.REMIND: frozenset({R.REGISTRAR, R.LEADER, R.HEAD}),
}
OPEN_IN = frozenset({S.REGISTERED, S.ROUTED})
# what counts as issued: a recalled document was issued, and a cancelled number never was
COUNTED_OUT = frozenset({S.NUMBERED, S.ISSUED, S.RECALLED})
COUNTED_IN = frozenset({S.REGISTERED, S.ROUTED, S.DONE, S.FILED})
ACTORS_OF_ROLE: dict[str, tuple[Actor, ...]] = {
    "clerk": (R.OFFICER,),
    "cashier": (R.OFFICER,),
    "officer": (R.OFFICER,),
    "reform_officer": (R.OFFICER,),
    "province_officer": (R.OFFICER,),
    "head": (R.HEAD, R.OFFICER),
    "leader": (R.LEADER,),
    "registrar": (R.REGISTRAR,),
}


def actors_of(roles: frozenset[str]) -> frozenset[Actor]:
    """Return who these roles are to a document; the technical administrator is nobody."""
    return frozenset(actor for role in roles for actor in ACTORS_OF_ROLE.get(str(role), ()))
