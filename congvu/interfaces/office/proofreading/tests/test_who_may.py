"""Who takes figures of a report that was read into a period: every route times the whole cast."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.oversight.proofreading.tests.make import checked
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import CAST, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

# 200 who enters; 403 who reads the report of the section and was asked nothing; 404 all others
RIGHTS = {
    "office-entering": {"mai": 200, "dung": 403},
    "office-entering-period": {"mai": 200, "dung": 403},
}


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.AT, tick=False):
        yield


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    period = quarter.ask(world)
    upload = checked(by=quarter.who(world, "mai"), at=quarter.AT)
    return {
        "office-entering": reverse("office-entering", args=[upload.uuid]),
        "office-entering-period": reverse("office-entering-period", args=[upload.uuid, period.pk]),
    }


@pytest.mark.parametrize("name", CAST)
def test_only_who_keeps_the_figures_of_the_office_takes_them_over(
    world: World, addresses: dict[str, str], name: str
) -> None:
    client = signed_in(world, name)
    got = {}
    for route, address in addresses.items():
        answer = client.get(address)
        got[route] = answer.status_code
        put_away(answer)
    assert got == {route: told.get(name, 404) for route, told in RIGHTS.items()}


def test_a_stranger_is_asked_to_sign_in(addresses: dict[str, str]) -> None:
    for address in addresses.values():
        assert Client().post(address)["Location"].startswith(reverse("account_login"))
