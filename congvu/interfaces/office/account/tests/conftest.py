"""A browser on this machine, and a page that needs a sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from congvu.foundation.people.models import Account
from congvu.foundation.people.services import mark_installation
from congvu.foundation.people.tests.make import freshen
from tests.world import NOW, World

HOME = "/accounts/"
LOCAL = {"SERVER_NAME": "localhost"}


@pytest.fixture(autouse=True)
def _in_use(world: World) -> None:
    freshen(*Account.objects.all())


@pytest.fixture
def local(world: World) -> Client:
    return Client(**LOCAL)


@pytest.fixture
def abroad(world: World, settings) -> Client:
    """A browser elsewhere in the network."""
    settings.ALLOWED_HOSTS = ["motcua.example"]
    return Client(SERVER_NAME="motcua.example", REMOTE_ADDR="10.0.0.7")


@pytest.fixture
def sample(world: World) -> World:
    """The cast as sample accounts of an installation marked DỮ LIỆU MẪU."""
    mark_installation(name="Tỉnh Minh Châu", is_sample=True, at=NOW)
    for name in ("lan", "yen"):
        account = world.account(name)
        account.is_sample = True
        account.save(update_fields=["is_sample"])
    return world
