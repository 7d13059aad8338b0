"""Every route of periodic reports times the whole cast; a route without its line fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.casework.dossiers.tests.make import accepted
from congvu.casework.surveys.services import enter_paper_reply
from congvu.oversight.indicators.services.consolidating import consolidate
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

CAST = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "kien", "yen")
READERS = frozenset({"minh", "hanh", "hoa", "dung", "mai"})
EVERY_READER = READERS | {"quan"}
SUPERIOR = frozenset({"quan"})
PAGES: dict[str, frozenset[str]] = {
    "": EVERY_READER,
    "-period-new": SUPERIOR,
    "-period-change": SUPERIOR,
    "-board": SUPERIOR,
    "-procedures": EVERY_READER,
    "-consolidate": SUPERIOR,
    "-remind": SUPERIOR,
    "-choose": SUPERIOR,
    "-sum": SUPERIOR,
    "-sum-newest": SUPERIOR,
    "-begin": frozenset({"hanh", "mai", "quan"}),
    "-page": READERS,
    "-head": READERS,
    "-section": READERS,
    "-unfinished": frozenset({"mai"}),
    "-section-printed": frozenset({"mai"}),
    "-versions": READERS,
    "-printed": READERS,
    "-figures": READERS,
    "-cell": READERS,
    "-restore": frozenset({"mai"}),
    "-dossiers": READERS,
    "-dossiers-xlsx": READERS,
    "-surveys": READERS - {"minh", "dung"},
    "-ask": READERS,
    "-xlsx": READERS,
    "-from-xlsx": READERS,
    "-findings": READERS,
    "-word": READERS,
    "-file": READERS,
    "-act": READERS,
}
ANSWERED = frozenset({"-unfinished", "-section-printed"})
ONLY_ITS_WRITERS = ANSWERED | {"-restore"}
POSTS = frozenset({"-begin", "-consolidate", "-remind"}) | ONLY_ITS_WRITERS
OF_ONE = frozenset(PAGES) - {
    "",
    "-period-new",
    "-period-change",
    "-consolidate",
    "-begin",
    "-remind",
}


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    period = quarter.ask(world)
    enter_paper_reply(
        "1", {"access": 5}, on=period.last_day, by=quarter.who(world, "lan"), at=quarter.AT
    )
    accepted(world, quarter.AT - timedelta(days=14))  # what form 06a counts
    report = quarter.begin(world, period)
    made = consolidate(
        period.superior_id, period.pk, by=quarter.who(world, "quan"), at=quarter.later(1)
    )
    named = {
        "-period-change": [period.pk],
        "-board": [period.pk],
        "-consolidate": [period.pk],
        "-remind": [period.pk],
        "-choose": [period.pk, world.units["commune"].pk],
        "-sum": [period.pk, made.pk],
        "-sum-newest": [period.pk],
        "-begin": [period.pk],
        "-section": [report.uuid, "I.1"],
        "-unfinished": [report.uuid, "I.1"],
        "-section-printed": [report.uuid, "I.1"],
        "-versions": [report.uuid],
        "-printed": [report.uuid],
        "-cell": [report.uuid, "5.4.2"],
        "-restore": [report.uuid, "5.4.2"],
        "-dossiers": [report.uuid, "3.6.6", "so-lieu"],
        "-dossiers-xlsx": [report.uuid, "3.6.6", "so-lieu"],
        "-file": [report.uuid, "xlsx"],
        "-act": [report.uuid, "check"],
    }
    of_report = {"-page", "-ask", "-xlsx", "-from-xlsx", "-head", "-figures", "-findings", "-word"}
    of_report |= {"-surveys"}
    asked = {
        "-procedures": "?nguon=in_force&cap=commune&tu=01/01/2026&den=31/03/2026",
        "-surveys": "?tu=15/12/2025&den=14/03/2026",
    }
    return {
        route: reverse(
            f"office-reporting{route}",
            args=named.get(route, [report.uuid] if route in of_report else []),
        )
        + asked.get(route, "")
        for route in PAGES
    }


@pytest.mark.parametrize("name", CAST)
def test_each_finds_the_own_doors_open_and_no_others(
    world: World, addresses: dict[str, str], name: str
) -> None:
    client = signed_in(world, name)
    got, wanted = {}, {}
    for route, allowed in PAGES.items():
        url = addresses[route]
        answer = client.post(url, {"outline": "xa-quy"}) if route in POSTS else client.get(url)
        got[route] = answer.status_code
        put_away(answer)
        closed = name in {"lan", "kien", "yen"} or (
            route in ONLY_ITS_WRITERS | {"-surveys"} and name in READERS
        )
        stranger = 404 if route in OF_ONE and not closed else 403
        opened = 302 if route in POSTS - ANSWERED else 200
        wanted[route] = opened if name in allowed else stranger
    assert got == wanted


def test_nobody_gets_in_without_signing_in(addresses: dict[str, str]) -> None:
    client = Client()
    for url in addresses.values():
        answer = client.get(url)
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer["Location"].startswith(reverse("account_login"))


def test_every_route_has_its_line() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    ours = {name for name in names if name.startswith("office-reporting")}
    assert ours == {f"office-reporting{route}" for route in PAGES}
