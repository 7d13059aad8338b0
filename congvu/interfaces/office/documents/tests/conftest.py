"""Clients of the cast for the screens of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.world import NOW, World

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World) -> SignIn:
    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.account(name))
        session = client.session
        session["second_factor"] = True
        session.save()
        return client

    return signed_in


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """Let it be the morning of the tests."""
    with time_machine.travel(NOW, tick=False):
        yield
