"""The cast of the sample: invented people, one random password for each installation."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.db import transaction

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.journal.services import record
from congvu.foundation.people.models import Account, Installation
from congvu.foundation.people.passwords import temporary_password
from congvu.foundation.people.services.accounts import create_account

# Invented names; the short ones are those of the project's cast.
CAST = {
    "lan": "Nguyễn Thị Lan",
    "minh": "Trần Văn Minh",
    "hoa": "Lê Thị Hoa",
    "dung": "Phạm Văn Dũng",
    "mai": "Hoàng Thị Mai",
    "quan": "Vũ Anh Quân",
    "kien": "Đỗ Trung Kiên",
    "yen": "Bùi Thị Yến",
}
PASSWORD_FILE = "sample-password"  # noqa: S105 - the name of the file


@transaction.atomic
def mark_installation(*, name: str, is_sample: bool, at: datetime) -> None:
    """Say what this database is; only a sample has sample accounts that can sign in at once."""
    Installation.objects.update_or_create(id=1, defaults={"name": name, "is_sample": is_sample})
    record(
        unit=SYSTEM.unit_code,
        by=SYSTEM,
        action="mark_installation",
        obj_type="installation",
        obj_code="1",
        changes={"name": name, "is_sample": is_sample},
        at=at,
    )


def make_sample_accounts(password: str, *, at: datetime) -> dict[str, Account]:
    """Create the cast, or give those already there this password; return them by short name.

    Positions are given by whoever knows the units. No password change is asked for.
    """
    return {
        username: _sample_account(username, full_name, password, at)
        for username, full_name in CAST.items()
    }


def sample_password(folder: Path) -> str:
    """Return the password of this installation's cast, made once and kept (0600) in `folder`."""
    path = folder / PASSWORD_FILE
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    password = temporary_password()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the first start was quicker
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{password}\n")
    return password


def _sample_account(username: str, full_name: str, password: str, at: datetime) -> Account:
    account = Account.objects.filter(username=username, is_sample=True).first()
    if account is None:
        account, _ = create_account(
            username=username,
            full_name=full_name,
            by=SYSTEM,
            at=at,
            password=password,
            is_sample=True,
        )
    elif not account.check_password(password):
        account.set_password(password)
    account.must_change_password, account.password_changed_at = False, at
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    return account
