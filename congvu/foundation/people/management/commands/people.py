"""`congvu people`: the first administrator, forgotten passwords, and what runs by itself."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people import selectors, services
from congvu.foundation.people.rules import Role
from congvu.foundation.units.selectors import get_by_code
from congvu.kernel.errors import DomainError


class Command(BaseCommand):
    help = (
        "Tài khoản: tạo quản trị kỹ thuật đầu tiên, đặt lại mật khẩu, mở khóa, rà soát. "
        "/ Accounts: the first administrator, passwords, locks, reviews."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        tasks = parser.add_subparsers(dest="task", required=True)
        first = tasks.add_parser(
            "administrator", help="Tạo quản trị kỹ thuật / create a technical administrator"
        )
        first.add_argument("username")
        first.add_argument("--name", required=True, help="Họ và tên / full name")
        first.add_argument("--unit", required=True, help="Mã đơn vị / code of the unit")
        for task, told in (
            ("reset-password", "Cấp mật khẩu tạm / give a temporary password"),
            ("reset-codes", "Bỏ mã của điện thoại đã mất / forget a lost phone"),
            ("unlock", "Mở khóa đăng nhập / lift the lock"),
            ("enable", "Mở lại tài khoản / open a disabled account"),
        ):
            tasks.add_parser(task, help=told).add_argument("username")
        tasks.add_parser(
            "disable-idle",
            help="Vô hiệu tài khoản không dùng quá hạn / disable accounts nobody uses",
        )
        tasks.add_parser(
            "review", help="Liệt kê tài khoản cần rà soát trong quý / accounts to review"
        )

    def handle(self, *_args: Any, task: str, **options: Any) -> None:
        at = now()
        try:
            if task == "administrator":
                self._administrator(options["username"], options["name"], options["unit"], at)
            elif task == "disable-idle":
                days = settings.CONGVU_IDLE_ACCOUNT_DAYS
                count = services.disable_idle_accounts(at=at, idle_days=days)
                self.stdout.write(f"{count} tài khoản đã vô hiệu / accounts disabled")
            elif task == "review":
                for account in selectors.accounts_to_review(at):
                    self.stdout.write(f"{account.username}\t{account.full_name}")
            else:
                self._one(task, options["username"], at)
        except DomainError as problem:
            raise CommandError(problem.message) from problem

    def _administrator(self, username: str, full_name: str, unit: str, at: datetime) -> None:
        there = get_by_code(unit, localdate())
        account, password = services.create_account(
            username=username, full_name=full_name, by=SYSTEM, at=at
        )
        services.assign_position(
            account=account,
            unit=there,
            title="Quản trị kỹ thuật",
            role=Role.ADMINISTRATOR,
            starts_on=localdate(),
            by=SYSTEM,
            at=at,
        )
        self._show(account.username, password)

    def _one(self, task: str, username: str, at: datetime) -> None:
        account = selectors.get_account(username)
        if task == "reset-password":
            self._show(account.username, services.reset_password(account, by=SYSTEM, at=at))
        elif task == "reset-codes":
            services.reset_second_factor(account, by=SYSTEM, at=at)
        elif task == "unlock":
            services.unlock_account(account, by=SYSTEM, at=at)
        else:
            services.enable_account(account, by=SYSTEM, at=at)

    def _show(self, username: str, password: str) -> None:
        self.stdout.write(f"{username}\t{password}")
        self.stdout.write("Mật khẩu tạm, đổi khi đăng nhập lần đầu / temporary, change it at once")
