"""What the lists of people draw: frozen lines made of a page of rows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.foundation.people.labels import ROLE_LABELS
from congvu.foundation.people.models import Account, Delegation, Position
from congvu.foundation.people.rules import Role
from congvu.foundation.people.selectors import positions_of


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position as a row; `last_day` is counted, `tone` and `state` say where it stands today."""

    id: int
    title: str
    role: str
    unit_id: int
    unit_name: str
    starts_on: date
    last_day: date | None
    state: str
    tone: str
    is_administration: bool

    @property
    def may_end(self) -> bool:
        return self.tone != "done"


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as a row of the list."""

    id: int
    username: str
    full_name: str
    positions: tuple[PositionLine, ...]
    last_seen_at: datetime | None
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation as a row; `last_day` is counted."""

    id: int
    from_name: str
    from_title: str
    to_name: str
    to_title: str
    unit_name: str
    starts_on: date
    last_day: date
    decision: str
    state: str
    tone: str
    may_end: bool


def account_lines(accounts: Sequence[Account], at: datetime, on: date) -> list[AccountLine]:
    """Return accounts with what they hold today; one query for the page."""
    held: dict[int, list[PositionLine]] = {}
    for position in positions_of([account.pk for account in accounts], on):
        held.setdefault(position.account_id, []).append(position_line(position, on))
    lines = []
    for account in accounts:
        state, tone = account_state(account, at)
        lines.append(
            AccountLine(
                id=account.pk,
                username=account.username,
                full_name=account.full_name,
                positions=tuple(reversed(held.get(account.pk, []))),
                last_seen_at=account.last_seen_at,
                state=state,
                tone=tone,
            )
        )
    return lines


def account_state(account: Account, at: datetime) -> tuple[str, str]:
    """Return the account's state in a word, and its tone."""
    if not account.is_active:
        return _("Đã vô hiệu"), "neutral"
    used = account.last_seen_at or account.created_at
    if not account.is_sample and at - used >= timedelta(days=settings.CONGVU_IDLE_ACCOUNT_DAYS):
        return _("Lâu không dùng"), "soon"
    if account.last_seen_at is None:
        return _("Chưa đăng nhập"), "waiting"
    return _("Đang dùng"), "good"


def position_line(position: Position, on: date) -> PositionLine:
    state, tone = span_state(position.starts_on, position.ends_on, on)
    return PositionLine(
        id=position.pk,
        title=position.title,
        role=str(ROLE_LABELS[Role(position.role)]),
        unit_id=position.unit_id,
        unit_name=position.unit.name,
        starts_on=position.starts_on,
        last_day=last_day(position.ends_on),
        state=state,
        tone=tone,
        is_administration=position.role == Role.ADMINISTRATOR,
    )


def delegation_line(delegation: Delegation, on: date, *, may_end: bool) -> DelegationLine:
    """Return a delegation as a row; what is over cannot be ended."""
    lent, borrower = delegation.from_position, delegation.to_position
    state, tone = span_state(delegation.starts_on, delegation.ends_on, on)
    return DelegationLine(
        id=delegation.pk,
        from_name=lent.account.full_name,
        from_title=lent.title,
        to_name=borrower.account.full_name,
        to_title=borrower.title,
        unit_name=lent.unit.name,
        starts_on=delegation.starts_on,
        last_day=delegation.ends_on - timedelta(days=1),
        decision=delegation.decision,
        state=state,
        tone=tone,
        may_end=may_end and delegation.ends_on > on,
    )


def span_state(starts_on: date, ends_on: date | None, on: date) -> tuple[str, str]:
    """Say whether a span of days runs, is to come, or is over."""
    if starts_on > on:
        return _("Chưa bắt đầu"), "waiting"
    if ends_on is not None and ends_on <= on:
        return _("Đã kết thúc"), "done"
    return _("Đang giữ"), "good"


def last_day(ends_on: date | None) -> date | None:
    """Return the last day that counts of a half-open span."""
    return ends_on - timedelta(days=1) if ends_on else None
