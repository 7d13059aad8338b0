"""Who may open which page of the counter: every route, everybody of the cast."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from congvu.casework.dossiers.tests.make import PROCEDURE, processing
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from tests.answers import put_away
from tests.world import NOW, PEOPLE, World

CLERKS = {"lan", "kien"}
COUNTER = CLERKS | {"hanh", "hoa"}
READERS = set(PEOPLE) - {"yen", "quan"}
OURS = READERS - {"kien"}
# route: (who comes in, arguments, sent by POST)
RIGHTS = {
    "office-desk-queues": (COUNTER, (), False),
    "office-desk-queue": (COUNTER, ("tra-ket-qua",), False),
    "office-desk-forward": (COUNTER, (), True),
    "office-desk-intake": (CLERKS | {"hoa"}, (), False),
    "office-desk-intake-form": (CLERKS | {"hoa"}, (PROCEDURE,), False),
    "office-desk-done": (OURS, ("ref",), False),
    "office-desk-same-day": (CLERKS, (), False),
    "office-desk-same-day-form": (CLERKS, ("2.000815",), False),
    "office-desk-scan": (CLERKS, (), True),
    "office-desk-hand-out": ({"lan"}, ("ref",), False),
    "office-desk-day": (COUNTER, (), False),
    "office-desk-day-print": (COUNTER, (), False),
    "office-desk-list": (READERS, (), False),
    "office-desk-search": (READERS, (), True),
    "office-desk-list-xlsx": (READERS, (), False),
    "office-desk-register": (READERS, (), False),
    "office-desk-register-pdf": (READERS, (2026,), False),
    "office-desk-register-xlsx": (READERS, (2026,), False),
}


def test_every_route_of_the_counter_has_its_line() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {name for name in names if name.startswith("office-desk-")} == set(RIGHTS)


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_each_of_the_cast_opens_exactly_what_is_theirs(world: World, name: str) -> None:
    ref = processing(world).code
    with at(NOW.replace(hour=15)):
        client = signed_in(world, name)
        opened = set()
        for route, (_allowed, args, post) in RIGHTS.items():
            url = reverse(route, args=[ref if arg == "ref" else arg for arg in args])
            response = client.post(url) if post else client.get(url)
            put_away(response)
            if response.status_code in {200, 302}:
                opened.add(route)
            else:
                assert response.status_code in {403, 404}, route
    assert opened == {route for route, (allowed, *_rest) in RIGHTS.items() if name in allowed}
