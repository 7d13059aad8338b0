"""Who a member of staff is while acting, and which account rules hold (QCVN 12:2026/BCA).

Not here: how accounts are stored (models) and how one signs in (adapter, interfaces/office).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address

MIN_PASSWORD_LENGTH = 8
PASSWORDS_REMEMBERED = 10


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

    @property
    def shown_name(self) -> str:
        """The name with those whom the person stands in for: `Trần Văn Minh (thay Lê Thị Hoa)`."""
        if not self.standing_in_for:
            return self.full_name
        return f"{self.full_name} (thay {', '.join(self.standing_in_for)})"


class PasswordFault(StrEnum):
    """Why a password is too weak."""

    TOO_SHORT = "too_short"
    NO_UPPER = "no_upper"
    NO_LOWER = "no_lower"
    NO_DIGIT = "no_digit"
    NO_SPECIAL = "no_special"


def password_faults(password: str) -> tuple[PasswordFault, ...]:
    """Return what a password lacks: 8 characters, upper, lower, digit, special (QCVN 12:2026)."""
    present = {
        PasswordFault.TOO_SHORT: len(password) >= MIN_PASSWORD_LENGTH,
        PasswordFault.NO_UPPER: any(letter.isupper() for letter in password),
        PasswordFault.NO_LOWER: any(letter.islower() for letter in password),
        PasswordFault.NO_DIGIT: any(letter.isdigit() for letter in password),
        PasswordFault.NO_SPECIAL: any(
            not letter.isalnum() and not letter.isspace() for letter in password
        ),
    }
    return tuple(fault for fault, fulfilled in present.items() if not fulfilled)


def password_expired(
    changed_at: datetime | None, roles: Collection[Role], at: datetime, admin_days: int
) -> bool:
    """Return whether an administrator's password is older than two months (QCVN 12:2026)."""
    if Role.ADMINISTRATOR not in roles:
        return False
    return changed_at is None or at - changed_at >= timedelta(days=admin_days)


def is_idle(last_seen_at: datetime, at: datetime, idle_days: int) -> bool:
    """Return whether an account was not used for so long that it is disabled (QCVN 12:2026)."""
    return at - last_seen_at >= timedelta(days=idle_days)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lives without a request, and at most."""

    idle: timedelta
    longest: timedelta

    def ended(self, signed_in_at: datetime, seen_at: datetime, at: datetime) -> bool:
        """Return whether the session is over at `at`."""
        return at - seen_at >= self.idle or at - signed_in_at >= self.longest


def second_factor_required(roles: Collection[Role], *, on_loopback: bool) -> bool:
    """Return whether a one-time code is asked for beside the password.

    Administrators always; everybody as soon as the server can be reached from elsewhere
    (QCVN 12:2026: Internet-facing systems and administration).
    """
    return Role.ADMINISTRATOR in roles or not on_loopback


def is_loopback(remote_address: str, host: str) -> bool:
    """Return whether a request came from this machine to this machine, by both its ends."""
    return _is_loopback_name(remote_address) and _is_loopback_name(_without_port(host))


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host


def _is_loopback_name(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
