"""`congvu people`, for whoever has the machine but no account yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate, now

from congvu.foundation.people.models import Account
from congvu.foundation.people.selectors import get_staff

pytestmark = pytest.mark.django_db


def tell(capsys, *words: str, **options: object) -> str:
    call_command("people", *words, **options)
    return capsys.readouterr().out


def test_the_first_administrator_is_made_from_the_command_line(world, capsys):
    told = tell(capsys, "administrator", "phuc", "--name", "Hồ Văn Phúc", "--unit", "H99")

    password = told.split()[1]
    assert Account.objects.get(username="phuc").check_password(password)
    assert get_staff("phuc", localdate()).is_administrator


def test_a_unit_that_is_not_there_is_said_and_makes_nothing(world, capsys):
    with pytest.raises(CommandError):
        tell(capsys, "administrator", "phuc", "--name", "Hồ Văn Phúc", "--unit", "H00.404")

    assert not Account.objects.filter(username="phuc").exists()


def test_a_forgotten_password_is_reset(world, capsys):
    password = tell(capsys, "reset-password", "lan").split()[1]

    assert world.account("lan").check_password(password)


@pytest.mark.parametrize("task", ["unlock", "enable", "reset-codes"])
def test_small_repairs_are_silent(world, capsys, task):
    assert tell(capsys, task, "lan") == ""


def test_an_unknown_account_is_said(world, capsys):
    with pytest.raises(CommandError, match="khong-co"):
        tell(capsys, "unlock", "khong-co")


def test_idle_accounts_are_disabled_by_the_scheduler(world, capsys):
    Account.objects.update(last_seen_at=now())
    Account.objects.filter(username="lan").update(last_seen_at=now() - timedelta(days=46))

    assert tell(capsys, "disable-idle").startswith("1 ")
    assert not world.account("lan").is_active


def test_accounts_to_review_are_listed(world, capsys):
    assert "lan\tNguyễn Thị Lan" in tell(capsys, "review")
