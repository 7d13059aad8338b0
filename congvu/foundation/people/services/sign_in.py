"""What the journal keeps of signing in and out, and what a session changes on the account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.foundation.journal.rules import SYSTEM_CHAIN, NamedActor
from congvu.foundation.journal.services import record
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Staff

UNKNOWN = "?"
"""Stands for a name that no account bears: people type passwords into the name's field."""


@transaction.atomic
def note_sign_in(account: Account, *, how: str, address: str, at: datetime) -> None:
    """Journal a completed sign-in and begin the account's idle days anew."""
    Account.objects.filter(pk=account.pk).update(last_login=at, last_seen_at=at)
    _note(account.username, "sign_in", at, {"how": how, "address": address})


def note_sign_out(account: Account, *, at: datetime, expired: bool = False) -> None:
    """Journal the end of a session, by the person or by its limits."""
    _note(account.username, "session_expired" if expired else "sign_out", at, {})


def note_failure(username: str, *, locked: bool, address: str, at: datetime) -> None:
    """Journal a failed sign-in, or the lock that it brought; unknown names are not kept."""
    account = Account.objects.filter(username=username.strip().lower()).first()
    code = account.username if account is not None else UNKNOWN
    _note(code, "sign_in_locked" if locked else "sign_in_failed", at, {"address": address})


def note_second_factor(account: Account, *, event: str, at: datetime) -> None:
    """Journal that one-time codes were set up, removed, made anew, or typed wrongly."""
    _note(account.username, f"second_factor_{event}", at, {})


def note_switch(staff: Staff, *, at: datetime) -> None:
    """Journal that a person goes on in another of their positions."""
    record(
        unit=staff.unit_code,
        by=staff,
        action="switch_position",
        obj_type="position",
        obj_code=staff.position_code,
        at=at,
    )


def note_seen(account: Account, *, at: datetime) -> None:
    """Keep that the account is in use; called at most every few minutes, not journalled."""
    Account.objects.filter(pk=account.pk).update(last_seen_at=at)


def _note(username: str, action: str, at: datetime, changes: dict[str, str]) -> None:
    record(
        unit=SYSTEM_CHAIN,
        by=NamedActor(username),
        action=action,
        obj_type="account",
        obj_code=username,
        changes=changes,
        at=at,
    )
