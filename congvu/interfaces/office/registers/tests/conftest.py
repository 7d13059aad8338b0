"""Who looks at registers, and when."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.world import NOW


@pytest.fixture(autouse=True)
def at_work():
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(world, name):
    client = Client()
    client.force_login(world.account(name))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.fixture
def mai(world):
    return signed_in(world, "mai")


@pytest.fixture
def kien(world):
    return signed_in(world, "kien")


@pytest.fixture
def quan(world):
    return signed_in(world, "quan")
