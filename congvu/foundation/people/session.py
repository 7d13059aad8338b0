"""What a session remembers of its owner: when it began, was used, and how it was proven."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.utils.timezone import now

from congvu.foundation.people.loopback import on_loopback
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import SessionLimits
from congvu.foundation.people.selectors import is_sample_installation
from congvu.foundation.people.services.sign_in import note_seen, note_sign_out

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

SIGNED_IN, SEEN = "signed_in_at", "seen_at"
POSITION, SECOND_FACTOR, SAMPLE = "position_id", "second_factor", "sample_sign_in"
EXPIRED = "session_expired"
# The session is written at most this often for the sake of the idle clock.
_STEP = timedelta(seconds=60)


def limits() -> SessionLimits:
    return SessionLimits(
        idle=timedelta(minutes=settings.CONGVU_IDLE_MINUTES),
        longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


def begin(request: HttpRequest, *, second_factor: bool, sample: bool, at: datetime) -> None:
    """Start the clocks of a session that was just signed in."""
    request.session[SIGNED_IN] = request.session[SEEN] = at.timestamp()
    request.session[SECOND_FACTOR] = second_factor
    request.session[SAMPLE] = sample


def go_on(request: HttpRequest, account: Account) -> bool:
    """Let a session live on, or end it and journal that; return whether it lives."""
    session, at = request.session, now()
    signed_in_at = _moment(session, SIGNED_IN) or at
    seen_at = _moment(session, SEEN)
    if limits().ended(signed_in_at, seen_at or at, at):
        end(request, account)
        return False
    if seen_at is None or at - seen_at >= _STEP:
        session.setdefault(SIGNED_IN, at.timestamp())
        session[SEEN] = at.timestamp()
        note_seen(account, at=at)
    return True


def end(request: HttpRequest, account: Account) -> None:
    """End a session that may not go on; the sign-in page says so."""
    note_sign_out(account, at=now(), expired=True)
    logout(request)
    request.session[EXPIRED] = True


def is_proven(request: HttpRequest) -> bool:
    """Return whether a one-time code was given in this session."""
    return bool(request.session.get(SECOND_FACTOR))


def sample_allowed(request: HttpRequest) -> bool:
    """Return the double condition of the cast: the data is a sample and the request local."""
    return on_loopback(request) and is_sample_installation()


def is_sample_session(request: HttpRequest) -> bool:
    """Return whether the session began with one click on a sample account."""
    return bool(request.session.get(SAMPLE))


def chosen_position(request: HttpRequest) -> int | None:
    value = request.session.get(POSITION)
    return value if isinstance(value, int) else None


def _moment(session: SessionBase, key: str) -> datetime | None:
    value = session.get(key)
    if not isinstance(value, int | float):
        return None
    return datetime.fromtimestamp(value, tz=now().tzinfo)
