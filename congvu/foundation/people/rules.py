"""Who a member of staff is while acting, and which account rules hold (QCVN 12:2026/BCA).

Not here: how accounts are stored (models) and how one signs in (adapter, interfaces/office).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a position lets a person do."""

    CLERK = "clerk"
    OFFICER = "officer"
    HEAD = "head"
    LEADER = "leader"
    REGISTRAR = "registrar"
    REFORM_OFFICER = "reform_officer"
    PROVINCE_OFFICER = "province_officer"
    CASHIER = "cashier"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Staff:
    """A person in one position on one day: what every service receives as `by`.

    `roles` are those of the position, of the person's other positions in the same unit and of
    the positions delegated to the person there; an administrator's position never mixes with
    others. `delegated_from` holds the ids of delegated positions, `standing_in_for` the names
    of those who are away.
    """

    account_id: int
    code: str
    full_name: str
    position_id: int
    position_code: str
    title: str
    unit_id: int
    unit_code: str
    unit_name: str
    roles: frozenset[Role]
    delegated_from: tuple[int, ...] = ()
    standing_in_for: tuple[str, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Return whether at least one of `roles` is held."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles
