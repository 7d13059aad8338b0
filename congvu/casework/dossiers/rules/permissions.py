"""Which actor of the state table a person is, by the roles of the position in use."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from congvu.casework.dossiers.rules.states import (
    LIFECYCLE,
    OPEN_AFTER_ACCEPTANCE,
    Action,
    Actor,
    State,
)

ACTORS_OF_ROLE: dict[str, frozenset[Actor]] = {
    "clerk": frozenset({Actor.DESK, Actor.CASHIER}),
    "officer": frozenset({Actor.OFFICER}),
    "head": frozenset({Actor.HEAD, Actor.OFFICER}),
    "leader": frozenset({Actor.LEADER, Actor.HEAD}),
    "registrar": frozenset({Actor.REGISTRAR}),
    "cashier": frozenset({Actor.CASHIER}),
    "system": frozenset({Actor.SYSTEM, Actor.CITIZEN, Actor.DESK}),
}

# facts that change no state, and who may add them
FACT_ACTORS: dict[Action, frozenset[Actor]] = {
    Action.ASSIGN: frozenset({Actor.HEAD, Actor.LEADER}),
    Action.CLAIM: frozenset({Actor.OFFICER}),
    Action.HAND_BACK: frozenset({Actor.OFFICER}),
    Action.ADVANCE: frozenset({Actor.OFFICER, Actor.HEAD, Actor.REGISTRAR}),
    Action.REAPPOINT: frozenset({Actor.LEADER}),
    Action.HAND_OVER: frozenset({Actor.LEADER, Actor.SYSTEM}),
    Action.CALENDAR_CHANGED: frozenset({Actor.SYSTEM}),
}

# What a leader decides on a draft that lies before them: the way back from the signature is part
# of the act, so that one press is enough.
DECIDED_FROM_SIGNATURE = frozenset({Action.RESOLVE, Action.SEND_TO_NUMBERING, Action.REFUSE})


def actors_of(roles: Iterable[str]) -> frozenset[Actor]:
    """Join the actors of all roles; an unknown role brings nothing."""
    return _joined(frozenset(roles))


@lru_cache(maxsize=256)
def _joined(roles: frozenset[str]) -> frozenset[Actor]:
    return frozenset().union(*(ACTORS_OF_ROLE.get(str(role), frozenset()) for role in roles))


def actions_for(state: State, roles: Iterable[str]) -> frozenset[Action]:
    """Return what these roles may do in this state: the buttons, and what the services guard.

    The rows of the table, the facts that change no state, and what a leader decides straight from
    the signature. Whether the dossier itself allows it (a second re-appointment) is not asked.
    """
    actors = actors_of(roles)
    found = set(LIFECYCLE.actions(state, actors))
    if state in OPEN_AFTER_ACCEPTANCE:
        found |= {action for action, by in FACT_ACTORS.items() if not actors.isdisjoint(by)}
    if state is State.ACCEPTED:
        found.discard(Action.ASSIGN)  # nobody is named before a section has it
    if state is State.AWAITING_SIGNATURE and Actor.LEADER in actors:
        found |= DECIDED_FROM_SIGNATURE
    return frozenset(found)
