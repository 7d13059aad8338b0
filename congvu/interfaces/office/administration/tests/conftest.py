"""The day of the tests, and browsers of those who administer and of those who may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from congvu.foundation.people.tests.make import sign_in
from tests.world import NOW, World


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def browser_of(world: World) -> Callable[[str], Client]:
    """Return a function that signs a member of the cast in."""
    return lambda name: sign_in(Client(), world.account(name))


@pytest.fixture
def yen(browser_of) -> Client:
    return browser_of("yen")
