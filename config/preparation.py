"""What must be true before the first request: tables, static files, catalogue, sample data."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.utils import DatabaseError

from congvu.foundation.people.models import Account
from congvu.foundation.people.selectors import list_sample_accounts
from congvu.foundation.people.services.sample import CAST, sample_password

STATIC_STAMP = ".congvu-stamp"


def prepare(*, demo: bool) -> None:
    """Bring the database and the static files to this version; quick when nothing changed."""
    try:
        say("cơ sở dữ liệu · database")
        call_command("migrate", interactive=False, verbosity=0)
        say("danh mục · catalogue")
        call_command("catalogue", "load", verbosity=0)
        collect_static()
        if demo and not Account.objects.exists():
            say(
                "dữ liệu mẫu, chỉ lần đầu, khoảng một phút · sample data, first time only, a minute"
            )
            call_command("demo", verbosity=0)
    except DatabaseError as error:
        raise CommandError(
            f"Cơ sở dữ liệu không dùng được: {error} · The database cannot be used: {error}"
        ) from error
    except OSError as error:
        raise CommandError(f"Không ghi được · Cannot write: {error}") from error


def say(what: str) -> None:
    sys.stdout.write(f"Công Vụ: {what}…\n")
    sys.stdout.flush()


def collect_static() -> None:
    """Gather and compress the static files, but only when one of them changed."""
    wanted = hashlib.sha256("\n".join(static_files()).encode()).hexdigest()
    stamp = settings.STATIC_ROOT / STATIC_STAMP
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted, encoding="ascii")


def static_files() -> Iterator[str]:
    """Describe each static file by name, size and time of change."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield f"{name} {storage.size(name)} {storage.get_modified_time(name)}"


def where_to_sign_in(port: int) -> str:
    """Say where the browser goes, and with which sample accounts while the data is a sample."""
    lines = [f"Công Vụ: http://127.0.0.1:{port}/   (Ctrl-C để dừng · Ctrl-C stops)"]
    accounts = list(list_sample_accounts().filter(username__in=CAST))
    if accounts:
        password = sample_password(settings.CONGVU_DATA)
        lines += [
            "DỮ LIỆU MẪU: trang đăng nhập vào được bằng một lần bấm, hoặc bằng tài khoản và mật khẩu sau",
            "SAMPLE DATA: sign in with one click on that page, or with these accounts and this password",
            f"  mật khẩu · password: {password}",
            *(f"  {account.username:<6} {account.full_name}" for account in accounts),
        ]
    return "\n".join(lines)
