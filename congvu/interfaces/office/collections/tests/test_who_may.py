"""Every route of one-off collections times the whole cast; a route without its line fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.oversight.collections.tests.make import AT, ask, fill
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

CAST = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "kien", "yen")
EVERY_READER = frozenset(CAST) - {"yen"}
ASKING = frozenset({"quan"})
ASKERS = frozenset({"quan", "mai"})
UNIT = frozenset({"mai", "hoa", "quan"})
PAGES: dict[str, frozenset[str]] = {
    "": EVERY_READER,
    "-new": ASKERS,
    "-board": ASKING,
    "-add": ASKING,
    "-merged": ASKING,
    "-answer": UNIT,
    "-template": UNIT,
    "-choose": UNIT,
    "-upload": frozenset({"mai"}),
    "-name": frozenset({"mai"}),
    "-act": frozenset({"mai"}),
    "-remind": ASKING,
    "-close": ASKING,
    "-reopen": ASKING,
}
POSTS = frozenset({"-remind", "-close", "-reopen", "-upload", "-name", "-act"})
OF_ALL = frozenset({"-board", "-add", "-merged", "-remind", "-close", "-reopen"})
READ_ONLY = {"-upload": UNIT, "-name": UNIT, "-act": UNIT}
"""Who finds the answer but may not do this with it: told so, not hidden from."""


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    one = ask(world)
    fill(world, one, {"r1.c1": "12"})
    unit = world.units["commune"].pk
    found = {}
    for route in PAGES:
        args: list[object] = [one.uuid] if route in OF_ALL else [one.uuid, unit]
        if route in {"", "-new"}:
            args = []
        if route == "-act":
            args.append("send")
        found[route] = reverse(f"office-collections{route}", args=args)
    return found


@pytest.mark.parametrize("name", CAST)
def test_each_finds_the_own_doors_open_and_no_others(
    world: World, addresses: dict[str, str], name: str
) -> None:
    client = signed_in(world, name)
    got, wanted = {}, {}
    for route, allowed in PAGES.items():
        url = addresses[route]
        data = {"seen": "1", "due_on": "31/03/2026"}
        answer = client.post(url, data) if route in POSTS else client.get(url)
        got[route] = answer.status_code
        put_away(answer)
        stranger = 403 if name == "yen" or route == "-new" else 404
        if name in READ_ONLY.get(route, frozenset()):
            stranger = 403
        wanted[route] = (302 if route in POSTS else 200) if name in allowed else stranger
        if route == "-upload" and name in UNIT:
            wanted[route] = 422  # no file came with it
    assert got == wanted


def test_nobody_gets_in_without_signing_in(addresses: dict[str, str]) -> None:
    client = Client()
    for url in addresses.values():
        answer = client.get(url)
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer["Location"].startswith(reverse("account_login"))


def test_every_route_has_its_line() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    ours = {name for name in names if name.startswith("office-collections")}
    assert ours == {f"office-collections{route}" for route in PAGES}
