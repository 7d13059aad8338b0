"""Accounts: created, changed, disabled, opened again, reviewed (QCVN 12:2026/BCA).

Not here: positions and delegations, and what happens while signing in (sign_in).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal.rules import SYSTEM, NamedActor
from congvu.foundation.journal.services import record
from congvu.foundation.people.models import Account, PasswordHistory
from congvu.foundation.people.passwords import temporary_password
from congvu.foundation.people.rules import PASSWORDS_REMEMBERED, Staff
from congvu.foundation.people.selectors import idle_accounts
from congvu.kernel.errors import Invalid, NotAllowed
from congvu.kernel.vitext import fold, name_sort_key, nfc

Someone = Staff | NamedActor
"""A member of staff, or the system itself when a command or a schedule acts."""

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
IDLE_REASON = "Không sử dụng quá thời hạn cho phép"


def may_administer(by: Someone) -> None:
    """Raise NotAllowed unless `by` is a technical administrator or the system itself."""
    if isinstance(by, Staff) and not by.is_administrator:
        raise NotAllowed(
            _("Chỉ quản trị kỹ thuật được quản lý tài khoản."), code="not_an_administrator"
        )


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    by: Someone,
    at: datetime,
    email: str = "",
    password: str | None = None,
    is_sample: bool = False,
) -> tuple[Account, str]:
    """Create an account; return it with the temporary password, shown once and never stored.

    The person must change the password at the first sign-in; one person has one account.
    Raises Invalid for a name that is malformed or taken, NotAllowed for anyone but an
    administrator.
    """
    may_administer(by)
    username, full_name = username.strip().lower(), nfc(" ".join(full_name.split()))
    _check_names(username, full_name)
    chosen = password or temporary_password()
    account = Account(
        username=username,
        full_name=full_name,
        email=email,
        sort_key=name_sort_key(full_name),
        folded=fold(full_name),
        is_sample=is_sample,
        created_at=at,
    )
    account.set_password(chosen)
    account.save(force_insert=True)
    PasswordHistory.objects.create(account=account, password=account.password, set_at=at)
    note(account, "create_account", by, at, {"full_name": full_name, "email": email})
    return account, chosen


@transaction.atomic
def change_password(account: Account, *, old: str, new: str, by: Someone, at: datetime) -> None:
    """Replace the person's own password; raises Invalid with every rule that it breaks."""
    account = locked(account)
    if not account.check_password(old):
        raise Invalid(_("Mật khẩu hiện tại không đúng."), code="wrong_password", field="old")
    try:
        validate_password(new, account)
    except ValidationError as problem:
        raise Invalid(" ".join(problem.messages), code="weak_password", field="new") from problem
    _set_password(account, new, at, must_change=False)
    note(account, "change_password", by, at)


@transaction.atomic
def reset_password(account: Account, *, by: Someone, at: datetime) -> str:
    """Give a new temporary password and return it; open sessions of the account end."""
    may_administer(by)
    account, chosen = locked(account), temporary_password()
    _set_password(account, chosen, at, must_change=True)
    forget_failures(username=account.username)
    note(account, "reset_password", by, at)
    return chosen


@transaction.atomic
def reset_second_factor(account: Account, *, by: Someone, at: datetime) -> None:
    """Remove the one-time codes of somebody who lost the device; new ones are asked for at once."""
    may_administer(by)
    Authenticator.objects.filter(user=account).delete()
    note(account, "reset_second_factor", by, at)


@transaction.atomic
def disable_account(account: Account, *, reason: str, by: Someone, at: datetime) -> None:
    """Close an account from now on, its open sessions too; nothing of its history changes."""
    may_administer(by)
    if isinstance(by, Staff) and by.account_id == account.pk:
        raise Invalid(_("Không thể tự vô hiệu tài khoản của mình."), code="own_account")
    account = locked(account)
    account.is_active, account.disabled_at, account.disabled_reason = False, at, reason
    account.save(update_fields=["is_active", "disabled_at", "disabled_reason"])
    note(account, "disable_account", by, at, {"reason": reason})


@transaction.atomic
def enable_account(account: Account, *, by: Someone, at: datetime) -> None:
    """Open a disabled account again; its 45 idle days count from now."""
    may_administer(by)
    account = locked(account)
    account.is_active, account.disabled_at, account.disabled_reason = True, None, ""
    account.last_seen_at = at
    account.save(update_fields=["is_active", "disabled_at", "disabled_reason", "last_seen_at"])
    note(account, "enable_account", by, at)


@transaction.atomic
def unlock_account(account: Account, *, by: Someone, at: datetime) -> None:
    """Forget the failed attempts, so that the person may try again before the lock runs out."""
    may_administer(by)
    forget_failures(username=account.username)
    note(account, "unlock_account", by, at)


@transaction.atomic
def review_account(account: Account, *, by: Someone, at: datetime) -> None:
    """Note that somebody looked whether the account is still needed (QCVN 12: every quarter)."""
    may_administer(by)
    Account.objects.filter(pk=account.pk).update(reviewed_at=at)
    note(account, "review_account", by, at)


def disable_idle_accounts(*, at: datetime, idle_days: int) -> int:
    """Disable every account that nobody used for `idle_days` days; return how many."""
    idle = list(idle_accounts(at, idle_days))
    for account in idle:
        disable_account(account, reason=IDLE_REASON, by=SYSTEM, at=at)
    return len(idle)


def locked(account: Account) -> Account:
    """Return the account's row of now, locked until the transaction ends."""
    return Account.objects.select_for_update().get(pk=account.pk)


def note(
    account: Account,
    action: str,
    by: Someone,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Journal an act on an account in the chain of the unit of whoever acts."""
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type="account",
        obj_code=account.username,
        changes=changes,
        at=at,
    )


def _set_password(account: Account, password: str, at: datetime, *, must_change: bool) -> None:
    account.set_password(password)
    account.must_change_password, account.password_changed_at = must_change, at
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    PasswordHistory.objects.create(account=account, password=account.password, set_at=at)
    old = PasswordHistory.objects.filter(account=account).order_by("-set_at", "-id")
    kept = old.values_list("id", flat=True)[:PASSWORDS_REMEMBERED]
    PasswordHistory.objects.filter(account=account).exclude(id__in=list(kept)).delete()


def _check_names(username: str, full_name: str) -> None:
    if not _USERNAME.fullmatch(username):
        raise Invalid(
            _("Tên đăng nhập gồm 2 đến 40 chữ thường không dấu, chữ số, dấu . _ hoặc -."),
            code="bad_username",
            field="username",
        )
    if not full_name or len(full_name) > 120:
        raise Invalid(
            _("Hãy nhập họ và tên, tối đa 120 ký tự."), code="bad_full_name", field="full_name"
        )
    if Account.objects.filter(username=username).exists():
        raise Invalid(
            _("Tên đăng nhập %(username)s đã có người dùng; mỗi người chỉ có một tài khoản."),
            code="username_taken",
            field="username",
            username=username,
        )
