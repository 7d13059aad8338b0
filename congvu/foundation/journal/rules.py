"""What an entry's hash covers and how it is computed, so that anybody can recompute it.

Not here: where entries are stored (models) and how the chain is walked (selectors).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

GENESIS = "0" * 64
ERASE = "erase_details"
SYSTEM_CHAIN = "system"
"""The chain of what concerns no unit: sign-ins, scheduled jobs, the installation itself."""

Said = tuple[str, int, str, str, str, str, str, str, str]
"""Unit, microseconds, actor, position, action, object type, object code, fields, digest."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Actor(Protocol):
    """Who acts: a member of staff, a program, or the system itself."""

    @property
    def code(self) -> str: ...

    @property
    def position_code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor that is no member of staff: a scheduled job, a token, a person not signed in."""

    code: str
    position_code: str = ""
    unit_code: str = SYSTEM_CHAIN


SYSTEM = NamedActor("system")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that somebody did, as the callers of the journal say it.

    `unit` is the code of the unit whose chain takes the entry; `changes` maps field names to
    values and is the only place where personal data may stand.
    """

    unit: str
    by: Actor
    action: str
    obj_type: str
    obj_code: str
    at: datetime
    changes: Mapping[str, Any] = field(default_factory=dict)


def to_micros(at: datetime) -> int:
    """Return whole microseconds since 1970-01-01 UTC; raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError("a journal entry needs an aware time")
    return (at - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND


def values_text(changes: Mapping[str, Any]) -> str:
    """Return the canonical JSON text of the values, the text that `digest` covers."""
    return json.dumps(
        changes, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def field_names(changes: Mapping[str, Any]) -> str:
    return " ".join(sorted(changes))


def digest(salt: str, values: str) -> str:
    """Return the salted SHA-256 of the values; without the salt it tells nothing about them."""
    return hashlib.sha256(f"{salt}:{values}".encode()).hexdigest()


def body(parts: Said) -> str:
    """Return the text of everything that an entry says, unambiguously joined."""
    unit, at, actor, position, action, obj_type, obj_code, fields, values_digest = parts
    # Lengths keep the text unambiguous, whatever the parts contain.
    return (
        f"{len(unit)}:{unit};{at};{len(actor)}:{actor};{len(position)}:{position};"
        f"{len(action)}:{action};{len(obj_type)}:{obj_type};{len(obj_code)}:{obj_code};"
        f"{len(fields)}:{fields};{values_digest}"
    )


def chain_hash(prev: str, seq: int, body: str) -> str:
    """Return the hash of entry `seq`, which carries the hash of the entry before it."""
    return hashlib.sha256(f"{prev}:{seq}:{body}".encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"the journal cannot write down a {type(value).__name__}")
