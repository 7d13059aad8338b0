"""Puts the acting person on every request and keeps the account rules before any screen.

Not here: whether a page needs a sign-in at all (Django's LoginRequiredMiddleware).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now

from congvu.foundation.people import session
from congvu.foundation.people.loopback import on_loopback
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import (
    Role,
    Staff,
    password_expired,
    second_factor_required,
)
from congvu.foundation.people.selectors import chosen_of, positions_on

# What a person must still reach while a rule keeps them from everything else.
ALWAYS_OPEN = frozenset(
    {
        "account_logout",
        "account_no_position",
        "account_change_password",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class StaffRequest(HttpRequest):
    """A request after the middleware: `staff` is None for the public and without a position."""

    staff: Staff | None


class StaffMiddleware:
    """Sets `request.staff` and `request.staff_choices` with one query; none at all without a session cookie.

    Ends sessions that were idle or too long; leads to the password change and to the set-up of
    one-time codes before anything else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        choices: list[Staff] = []
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            account = request.user
            if isinstance(account, Account) and session.go_on(request, account):
                choices = positions_on(account, localdate())
        staff = chosen_of(choices, session.chosen_position(request)) if choices else None
        request.staff = staff  # type: ignore[attr-defined]
        request.staff_choices = tuple(choices)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: Any,
        _kwargs: Any,
    ) -> HttpResponse | None:
        """Lead to what the rules ask for first; public pages and the ways out stay open."""
        account = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        match = request.resolver_match
        if not isinstance(account, Account) or not getattr(view, "login_required", True):
            return None
        if match is not None and match.url_name in ALWAYS_OPEN:
            return None
        staff: Staff | None = request.staff  # type: ignore[attr-defined]
        return self._gate(request, account, staff)

    def _gate(
        self, request: HttpRequest, account: Account, staff: Staff | None
    ) -> HttpResponse | None:
        if account.is_sample and not session.sample_allowed(request):
            session.end(request, account)
            return redirect("account_login")
        roles = staff.roles if staff else frozenset()
        if account.must_change_password or self._password_expired(account, roles):
            return _detour(request, "account_change_password")
        required = second_factor_required(roles, on_loopback=on_loopback(request))
        # One click on the cast counts as the code; the double condition above has held.
        if required and not (session.is_proven(request) or session.is_sample_session(request)):
            return _detour(request, "mfa_activate_totp")
        if staff is None:
            return redirect("account_no_position")
        return None

    def _password_expired(self, account: Account, roles: frozenset[Role]) -> bool:
        since = account.password_changed_at or account.created_at
        days = settings.CONGVU_ADMIN_PASSWORD_DAYS
        return not account.is_sample and password_expired(since, roles, now(), days)


def _detour(request: HttpRequest, name: str) -> HttpResponse:
    if request.method != "GET":
        return redirect(name)
    back = urlencode({"next": request.get_full_path()}, safe="/")
    return redirect(f"{reverse(name)}?{back}")
