"""A commune that lived through February and March 2026, looked at on the first of April."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from congvu.foundation.people.tests.make import sign_in
from tests.world import VIETNAM, World


@pytest.fixture(autouse=True)
def _april() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 4, 1, 9, tzinfo=VIETNAM), tick=False):
        yield


@pytest.fixture
def browser_of(village: World) -> Callable[[str], Client]:
    """Return a function that signs a member of the cast in."""
    return lambda name: sign_in(Client(), village.account(name))


@pytest.fixture
def hoa(browser_of) -> Client:
    return browser_of("hoa")
