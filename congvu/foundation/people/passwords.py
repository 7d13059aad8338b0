"""The password rules as Django's validators, and temporary passwords that keep them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.models import Account, PasswordHistory
from congvu.foundation.people.rules import PASSWORDS_REMEMBERED, PasswordFault, password_faults

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

FAULT_MESSAGES = {
    PasswordFault.TOO_SHORT: _("Mật khẩu cần ít nhất 8 ký tự."),
    PasswordFault.NO_UPPER: _("Mật khẩu cần ít nhất một chữ in hoa."),
    PasswordFault.NO_LOWER: _("Mật khẩu cần ít nhất một chữ thường."),
    PasswordFault.NO_DIGIT: _("Mật khẩu cần ít nhất một chữ số."),
    PasswordFault.NO_SPECIAL: _("Mật khẩu cần ít nhất một ký tự đặc biệt, ví dụ ! @ # $ %."),
}
# Without letters and digits that are mistaken for one another when read from paper.
_READABLE = {
    "upper": "ABCDEFGHJKLMNPQRSTUVWXYZ",
    "lower": "abcdefghijkmnpqrstuvwxyz",
    "digit": "23456789",
    "special": "!@#%+?",
}
_TEMPORARY_LENGTH = 12


class StrongPassword:
    """At least 8 characters with upper and lower case, a digit and a special one (QCVN 12)."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        faults = password_faults(password)
        problems = [ValidationError(FAULT_MESSAGES[fault], code=fault.value) for fault in faults]
        username = user.get_username() if user is not None else ""
        if username and username.lower() in password.lower():
            problems.append(
                ValidationError(
                    _("Mật khẩu không được chứa tên đăng nhập."), code="contains_username"
                )
            )
        if problems:
            raise ValidationError(problems)

    def get_help_text(self) -> str:
        return str(
            _("Ít nhất 8 ký tự, có chữ in hoa, chữ thường, chữ số và ký tự đặc biệt (! @ # …).")
        )


class NotRecentlyUsed:
    """Not one of the last ten passwords of the account (QCVN 12)."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if not isinstance(user, Account) or user.pk is None:
            return
        old = PasswordHistory.objects.filter(account=user).order_by("-set_at", "-id")
        used = old.values_list("password", flat=True)[:PASSWORDS_REMEMBERED]
        if any(check_password(password, hashed) for hashed in used):
            raise ValidationError(
                _("Mật khẩu này đã dùng gần đây. Hãy chọn mật khẩu khác 10 mật khẩu gần nhất."),
                code="recently_used",
            )

    def get_help_text(self) -> str:
        return str(_("Khác 10 mật khẩu đã dùng gần nhất."))


def temporary_password() -> str:
    """Return a random password that keeps the rules and can be read out from paper."""
    letters = [secrets.choice(alphabet) for alphabet in _READABLE.values()]
    everything = "".join(_READABLE.values())
    letters += [secrets.choice(everything) for _ in range(_TEMPORARY_LENGTH - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)
