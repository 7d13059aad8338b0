"""Which actor of the state table a person is, by the roles of the position in use."""

from __future__ import annotations

from collections.abc import Iterable

from congvu.casework.dossiers.rules.states import LIFECYCLE, Action, Actor, State

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


def actors_of(roles: Iterable[str]) -> frozenset[Actor]:
    """Join the actors of all roles; an unknown role brings nothing."""
    return frozenset().union(*(ACTORS_OF_ROLE.get(str(role), frozenset()) for role in roles))


def actions_for(state: State, roles: Iterable[str]) -> frozenset[Action]:
    """Return what the table lets these roles do in this state: the buttons and the guard."""
    return frozenset(LIFECYCLE.actions(state, actors_of(roles)))
