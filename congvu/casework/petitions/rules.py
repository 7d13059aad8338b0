"""Limits of petitions as dated values, what is due next, and the life of a denunciation.

Not here: the limits themselves, which are text in `catalogue/petitions/limits.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.workcalendar import WorkCalendar


class Stream(StrEnum):
    FEEDBACK = "feedback"
    RECEPTION = "reception"
    COMPLAINT = "complaint"
    SECOND = "second"
    DENUNCIATION = "denunciation"


class Step(StrEnum):
    REFUSE = "refuse"
    TRANSFER = "transfer"
    ANSWER = "answer"
    PUBLISH = "publish"
    ACCEPT = "accept"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long the law gives for a step begun from `starts_on` until before `ends_on`.

    `hard`, `remote`, `remote_hard` replace `value` for complex cases and remote places;
    `extension` is added for each lawful extension.
    """

    stream: Stream
    step: Step
    value: int
    is_working: bool
    starts_on: date
    ends_on: date | None
    basis: str
    hard: int | None = None
    remote: int | None = None
    remote_hard: int | None = None
    extension: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """What of a single case moves its limits."""

    is_hard: bool = False
    is_remote: bool = False
    extensions: int = 0


PLAIN: Final = Case()


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension from a day until the day of resumption, None while it lasts."""

    begins_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A lawful ground of suspension, in force from `starts_on` until before `ends_on`."""

    stream: Stream
    code: str
    name: str
    starts_on: date
    ends_on: date | None
    basis: str
    certainty: str = "unverified"


CERTAINTIES: Final = frozenset({"certain", "likely", "unverified"})


def read_grounds(text: str) -> tuple[Ground, ...]:
    """Read the grounds of a file. Raises ValueError or KeyError for what cannot be one."""
    found = tuple(
        Ground(
            stream=Stream(entry["stream"]),
            code=entry["code"],
            name=entry["name"],
            starts_on=entry["from"],
            ends_on=entry.get("until"),
            basis=entry["basis"],
            certainty=entry.get("certainty", "unverified"),
        )
        for entry in tomllib.loads(text)["grounds"]
    )
    if unknown := {one.certainty for one in found} - CERTAINTIES:
        raise ValueError(f"certainty: {', '.join(sorted(unknown))}")
    return found


def grounds_on(grounds: Sequence[Ground], stream: Stream, on: date) -> tuple[Ground, ...]:
    """Return the grounds on which a matter may be suspended on a day."""
    return tuple(
        one
        for one in grounds
        if one.stream is stream
        and one.starts_on <= on
        and (one.ends_on is None or on < one.ends_on)
    )


def read_limits(text: str) -> tuple[Limit, ...]:
    """Read the limits of a file. Raises ValueError or KeyError for what cannot be one."""
    found = []
    for entry in tomllib.loads(text)["limits"]:
        if entry["unit"] not in {"working_days", "calendar_days"}:
            raise ValueError(entry["unit"])
        found.append(
            Limit(
                stream=Stream(entry["stream"]),
                step=Step(entry["step"]),
                value=entry["value"],
                is_working=entry["unit"] == "working_days",
                starts_on=entry["from"],
                ends_on=entry.get("until"),
                basis=entry["basis"],
                hard=entry.get("hard"),
                remote=entry.get("remote"),
                remote_hard=entry.get("remote_hard"),
                extension=entry.get("extension", 0),
            )
        )
    return tuple(found)


def limit_for(limits: Sequence[Limit], stream: Stream, step: Step, on: date) -> Limit:
    """Return the limit in force when a step began. Raises Invalid when the law gave none then."""
    for one in limits:
        in_force = one.starts_on <= on and (one.ends_on is None or on < one.ends_on)
        if (one.stream, one.step) == (stream, step) and in_force:
            return one
    raise Invalid(gettext_noop("Chưa có hạn xử lý áp dụng cho ngày này."), code="no_limit")


def days_of(limit: Limit, case: Case = PLAIN) -> int:
    """Return the number of days that the case has."""
    remote = limit.remote if case.is_remote and limit.remote is not None else limit.value
    days = remote
    if case.is_hard:
        other = limit.remote_hard if case.is_remote else None
        days = other or limit.hard or remote
    return days + case.extensions * limit.extension


def due_on(
    limit: Limit,
    began_on: date,
    calendar: WorkCalendar,
    *,
    case: Case = PLAIN,
    pauses: Sequence[Pause] = (),
) -> date | None:
    """Return the last day of a step; None while the case is suspended, for its clock stands.

    The first day is not counted (BLDS 2015 Đ147), a limit of days that ends on a day off ends with
    the next working day (Đ148). Suspended days are given back: the clock stops and goes on from the
    day of resumption (NĐ 155/2026/NĐ-CP).
    """
    if any(one.ends_on is None for one in pauses):
        return None
    days = days_of(limit, case)
    spans = [(one.begins_on, one.ends_on) for one in pauses if one.ends_on is not None]
    if limit.is_working:
        back = sum(calendar.count_working_days(begins, ends) for begins, ends in spans)
        last = calendar.add_working_days(began_on, days)
        return calendar.add_working_days(last, back) if back else last
    back = sum((ends - begins).days for begins, ends in spans)
    return calendar.working_day_from(began_on + timedelta(days=days + back))


class State(StrEnum):
    """Where a denunciation stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    CONCLUDED = "concluded"


class Act(StrEnum):
    """What may be done with a denunciation."""

    ASSIGN = "assign"
    ACCEPT = "accept"
    REFUSE = "refuse"
    TRANSFER = "transfer"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    CONCLUDE = "conclude"


MOST_EXTENSIONS: Final = 2  # Luật Tố cáo: phức tạp một lần, đặc biệt phức tạp hai lần
LIFE: Final[dict[tuple[State, Act], State]] = {
    (State.RECEIVED, Act.ASSIGN): State.RECEIVED,
    (State.RECEIVED, Act.ACCEPT): State.ACCEPTED,
    (State.RECEIVED, Act.REFUSE): State.REFUSED,
    (State.RECEIVED, Act.TRANSFER): State.TRANSFERRED,
    (State.ACCEPTED, Act.ASSIGN): State.ACCEPTED,
    (State.ACCEPTED, Act.EXTEND): State.ACCEPTED,
    (State.ACCEPTED, Act.SUSPEND): State.SUSPENDED,
    (State.SUSPENDED, Act.ASSIGN): State.SUSPENDED,
    (State.SUSPENDED, Act.RESUME): State.ACCEPTED,
    (State.SUSPENDED, Act.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Act.CONCLUDE): State.CONCLUDED,
}


def acts(state: State, extensions: int) -> tuple[Act, ...]:
    """Return what may be done in a state."""
    return tuple(
        act
        for (at, act) in LIFE
        if at is state and (act is not Act.EXTEND or extensions < MOST_EXTENSIONS)
    )


def after(state: State, act: Act, extensions: int) -> State:
    """Return the state that follows. Raises Invalid for what may not be done now."""
    if act not in acts(state, extensions):
        raise Invalid(gettext_noop("Việc này không làm được ở bước hiện tại."), code="no_act")
    return LIFE[state, act]
