"""`congvu token create|revoke`: keys of programs that use the HTTP API."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from congvu.foundation.people.rules import Role
from congvu.foundation.units.selectors import get_by_code
from congvu.interfaces.api.tokens import make_token, revoke_token
from congvu.kernel.errors import DomainError
from congvu.kernel.workingdays import local_day


class Command(BaseCommand):
    help = "Khóa của chương trình dùng API. / Tokens of programs that use the API."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        create = actions.add_parser("create", help="tạo khóa / make a token")
        create.add_argument("--unit", required=True, help="mã đơn vị / unit code")
        create.add_argument("--name", required=True, help="tên chương trình / program name")
        create.add_argument(
            "--role",
            action="append",
            choices=[role.value for role in Role if role is not Role.ADMINISTRATOR],
            help="vai trò, mặc định clerk / role, clerk by default",
        )
        revoke = actions.add_parser("revoke", help="thu hồi khóa / revoke a token")
        revoke.add_argument("--name", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            if options["action"] == "revoke":
                revoke_token(name=options["name"], at=now)
                self.stdout.write("Đã thu hồi. / Revoked.")
                return
            token = make_token(
                name=options["name"],
                unit=get_by_code(options["unit"], local_day(now)),
                roles=[Role(role) for role in options["role"] or [Role.CLERK.value]],
                at=now,
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(token)
