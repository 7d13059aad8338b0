"""State tables as data: the table is the specification, and officials can read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from congvu.kernel.errors import Invalid, gettext_noop

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)
R = TypeVar("R", bound=StrEnum)


@dataclass(frozen=True)
class T(Generic[S, A, R]):
    """One row: from a state, by an action of an actor, to a state.

    `from_` is None for the birth of the thing. `by` is one actor or a tuple of them. `to` is a
    tuple when the act itself says which of several states is right (a correction). `form`,
    `clock` and `code` say what the row prints, does to the clock, and tells other systems.
    """

    from_: S | None
    action: A
    to: S | tuple[S, ...]
    by: R | tuple[R, ...]
    form: str | None = None
    clock: str | None = None
    code: int | str | None = None

    @property
    def targets(self) -> tuple[S, ...]:
        return self.to if isinstance(self.to, tuple) else (self.to,)

    @property
    def actors(self) -> tuple[R, ...]:
        return self.by if isinstance(self.by, tuple) else (self.by,)


@dataclass(frozen=True)
class TransitionTable(Generic[S, A, R]):
    """All rows of one kind of thing, and the states in which its life may end.

    Refuses two rows for one (state, action), a table without a birth, a row that leads nowhere
    and a state that is a dead end without being final (ValueError: the table is code).
    `labels` gives the Vietnamese words of states and actions for the refusal's message.
    """

    rows: tuple[T[S, A, R], ...]
    finals: frozenset[S]
    labels: Mapping[StrEnum, str] = field(default_factory=dict)
    _index: dict[tuple[S | None, A], T[S, A, R]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[S | None, A], T[S, A, R]] = {}
        for row in self.rows:
            key = (row.from_, row.action)
            if key in index:
                raise ValueError(f"two rows for {row.from_!s} and {row.action!s}")
            if not row.targets or not row.actors:
                raise ValueError(f"row of {row.action!s} names no state or no actor")
            index[key] = row
        object.__setattr__(self, "_index", index)
        if not any(row.from_ is None for row in self.rows):
            raise ValueError("no row is a birth (from_=None)")
        if stuck := self.dead_ends() - self.finals:
            raise ValueError(f"dead ends that are not final: {sorted(stuck)}")

    def row(self, state: S | None, action: A) -> T[S, A, R]:
        """Return the row of this state and action; raises Invalid when the table has none."""
        found = self._index.get((state, action))
        if found is None:
            raise Invalid(
                gettext_noop("Không thể “%(action_name)s” khi trạng thái là “%(state_name)s”."),
                code="transition_not_in_table",
                state=state,
                action=action,
                action_name=self.labels.get(action, action.value),
                state_name=self._state_name(state),
                allowed=[row.action for row in self.rows if row.from_ == state],
            )
        return found

    def after(self, state: S | None, action: A, to: S | None = None) -> S:
        """Return the state after the action; `to` chooses where the row names several.

        Raises Invalid when the table has no such row, or the row does not lead to `to`.
        """
        row = self.row(state, action)
        if to is None and len(row.targets) == 1:
            return row.targets[0]
        if to is None or to not in row.targets:
            raise Invalid(
                gettext_noop("“%(action_name)s” không dẫn tới trạng thái “%(state_name)s”."),
                code="target_not_in_table",
                state=state,
                action=action,
                to=to,
                action_name=self.labels.get(action, action.value),
                state_name=self._state_name(to),
                allowed=row.targets,
            )
        return to

    def actions(self, state: S | None, actors: Iterable[R]) -> tuple[A, ...]:
        """Return the actions these actors have in this state, in the order of the table."""
        able = frozenset(actors)
        return tuple(
            row.action for row in self.rows if row.from_ == state and able.intersection(row.actors)
        )

    def states(self) -> frozenset[S]:
        """Return every state that the table names."""
        named = {row.from_ for row in self.rows if row.from_ is not None}
        return frozenset(named.union(*(row.targets for row in self.rows)))

    def reachable(self) -> frozenset[S]:
        """Return every state that some life can come to."""
        seen: set[S] = set()
        waiting = [state for row in self.rows if row.from_ is None for state in row.targets]
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += [to for row in self.rows if row.from_ == state for to in row.targets]
        return frozenset(seen)

    def dead_ends(self) -> frozenset[S]:
        """Return the states that no row leaves."""
        return self.states() - {row.from_ for row in self.rows if row.from_ is not None}

    def as_mermaid(self, *, without: Iterable[A] = ()) -> str:
        """Return the table as a Mermaid state diagram, rows in order, actions in `without` left out."""
        hidden = frozenset(without)
        lines = ["stateDiagram-v2"]
        for row in self.rows:
            if row.action in hidden:
                continue
            by = ", ".join(actor.value for actor in row.actors)
            origin = "[*]" if row.from_ is None else row.from_.value
            lines += [
                f"    {origin} --> {target.value}: {row.action.value} ({by})"
                for target in row.targets
            ]
        lines += [f"    {state.value} --> [*]" for state in sorted(self.finals)]
        return "\n".join(lines) + "\n"

    def _state_name(self, state: S | None) -> str:
        return "–" if state is None else self.labels.get(state, state.value)
