"""Signing members of the cast in, for the tests of every floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now

from congvu.foundation.people import session
from congvu.foundation.people.models import Account

if TYPE_CHECKING:
    from django.test import Client

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client: Client, account: Account) -> Client:
    """Sign in on this machine, as after the password and, for an administrator, the code."""
    client.defaults["SERVER_NAME"] = "localhost"
    freshen(account)
    client.force_login(account, backend=BACKEND)
    kept = client.session
    kept[session.SECOND_FACTOR] = True
    kept.save()
    return client


def freshen(*accounts: Account) -> None:
    """Let accounts made on the day of the sample be in use today, whatever today is."""
    ids = [account.pk for account in accounts]
    Account.objects.filter(pk__in=ids).update(last_seen_at=now(), password_changed_at=now())
