"""How allauth signs our accounts in: no sign-up, Vietnamese words, every step journalled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people import session
from congvu.foundation.people.loopback import on_loopback
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import is_idle, second_factor_required
from congvu.foundation.people.sealing import seal, unseal
from congvu.foundation.people.services.accounts import IDLE_REASON, disable_account
from congvu.foundation.people.services.sign_in import note_failure, note_sign_in, note_sign_out

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest, HttpResponse

_TOO_MANY = _("Sai quá nhiều lần. Hãy chờ vài phút rồi thử lại.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators and nobody else."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản đã bị vô hiệu. Hãy liên hệ quản trị kỹ thuật."),
        "incorrect_code": _("Mã không đúng. Hãy nhập mã đang hiện trên điện thoại."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Check the password; the cast of a sample is let in on this machine only."""
        account: Account | None = super().authenticate(request, **credentials)
        if account is not None and account.is_sample and not session.sample_allowed(request):
            self.authentication_failed(request, **credentials)
            return None
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failure(
            str(credentials.get("username") or ""),
            locked=bool(getattr(request, "axes_locked_out", False)),
            address=request.META.get("REMOTE_ADDR", ""),
            at=now(),
        )

    def pre_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse | None:
        """Disable an account that was not used for 45 days instead of letting it in."""
        used_at = user.last_seen_at or user.created_at
        idle = is_idle(used_at, now(), settings.CONGVU_IDLE_ACCOUNT_DAYS)
        if idle and user.is_active and not user.is_sample:
            disable_account(user, reason=IDLE_REASON, by=SYSTEM, at=now())
            user.is_active = False
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: Account) -> None:
        """Complete a sign-in after every step of it."""
        proven = any(
            step.get("method") == "mfa" for step in get_authentication_records(request, user)
        )
        super().login(request, user)
        self._begin(request, user, "password+code" if proven else "password")

    def login_sample(self, request: HttpRequest, user: Account) -> None:
        """Sign a sample account in without a password; the caller has checked that it may."""
        super().login(request, user)
        self._begin(request, user, "sample")

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Account):
            note_sign_out(request.user, at=now())
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again only when the sign-in is not fresh."""
        began = context.request.session.get(session.SIGNED_IN)
        fresh = timedelta(seconds=300).total_seconds()
        if isinstance(began, int | float) and now().timestamp() - began < fresh:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing: allauth has no Vietnamese, our screens speak for themselves."""

    def _begin(self, request: HttpRequest, user: Account, how: str) -> None:
        session.begin(
            request, second_factor=how == "password+code", sample=how == "sample", at=now()
        )
        address = request.META.get("REMOTE_ADDR", "")
        note_sign_in(user, how=how, address=address, at=now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """One-time codes with Vietnamese words; the phone shows the account's name."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Không thể tắt xác thực hai bước."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai bước trước."),
        "incorrect_code": _("Mã không đúng. Hãy nhập mã đang hiện trên điện thoại."),
    }

    def can_delete_authenticator(self, _authenticator: Authenticator) -> bool:
        """Keep the second step on where a rule asks for it."""
        request = context.request
        roles = request.staff.roles if request.staff else frozenset()
        return not second_factor_required(roles, on_loopback=on_loopback(request))

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: Account) -> str:
        return user.username
