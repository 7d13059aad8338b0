"""Every route of comparisons times the whole cast; a route without its line fails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

READERS = frozenset({"minh", "hanh", "hoa", "dung", "mai", "quan"})
SUPERIOR = frozenset({"quan"})
BARRED = frozenset({"lan", "kien", "yen"})
RIGHTS: dict[str, frozenset[str]] = {
    "office-comparison": READERS,
    "office-comparison-units": SUPERIOR,
    "office-comparison-units-xlsx": SUPERIOR,
    "office-comparison-courses": SUPERIOR,
    "office-comparison-courses-xlsx": SUPERIOR,
    "office-comparison-periods": READERS,
    "office-comparison-periods-xlsx": READERS,
}


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    period = quarter.ask(world)
    report = quarter.begin(world, period)
    args = {"": [], "-units": [period.pk], "-courses": [period.pk]}
    args["-periods"] = [period.pk, report.unit_id]
    return {
        route: reverse(
            route, args=args[route.removeprefix("office-comparison").removesuffix("-xlsx")]
        )
        for route in RIGHTS
    }


@pytest.mark.parametrize("name", sorted(READERS | BARRED))
def test_each_compares_what_is_the_own_or_was_handed_in(
    world: World, addresses: dict[str, str], name: str
) -> None:
    client = signed_in(world, name)
    got, wanted = {}, {}
    for route, allowed in RIGHTS.items():
        answer = client.get(addresses[route])
        got[route] = answer.status_code
        put_away(answer)
        # a reader of reports finds none there; who reads no reports may not enter
        wanted[route] = 200 if name in allowed else 403 if name in BARRED else 404
    assert got == wanted


def test_nobody_gets_in_without_signing_in(addresses: dict[str, str]) -> None:
    client = Client()
    for url in addresses.values():
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_every_route_has_its_line() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {name for name in names if name.startswith("office-comparison")} == set(RIGHTS)
