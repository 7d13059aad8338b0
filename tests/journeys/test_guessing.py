"""Who guesses finds nothing: numbers of others, files of others, ways out to other sites."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from congvu.casework.dossiers.services import intake
from congvu.casework.dossiers.services.papers import add_paper
from congvu.casework.dossiers.tests.make import make_intake
from congvu.foundation.files.services import store
from tests.journeys.test_role_matrix import PNG, signed_in, things  # noqa: F401 - a fixture
from tests.world import NOW, PASSWORD, World

LATER = NOW + timedelta(hours=2)
ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)")


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in(world, "lan")


def next_door(world: World) -> dict[str, object]:
    """Take a dossier in at the neighbour's, with a paper, its scan and its slip."""
    kien = world.staff("kien")
    dossier = intake.accept_new(make_intake(name="Người lạ"), by=kien, at=NOW)
    scan = store(
        PNG,
        name="b.png",
        unit_id=world.units["neighbour_desk"].pk,
        by_code="kien",
        at=NOW,
        kind="paper",
    )
    add_paper(dossier, name="Giấy", file=scan, by=kien, at=NOW)
    return {
        "ref": dossier.code,
        "uuid": scan.uuid,
        "slip": dossier.slips.get().pk,
        "paper": dossier.papers.get(order=1).pk,
    }


@pytest.mark.parametrize(
    ("route", "part"),
    [
        ("office-dossiers-slip", "slip"),
        ("office-dossiers-slip-docx", "slip"),
        ("office-dossiers-file", "uuid"),
        ("office-dossiers-original", "uuid"),
        ("office-dossiers-scan", "paper"),
    ],
)
def test_a_part_of_a_neighbours_dossier_is_not_found_under_ours(
    world: World,
    lan: Client,
    things: dict[str, object],  # noqa: F811
    route: str,
    part: str,
) -> None:
    theirs = next_door(world)
    with time_machine.travel(LATER, tick=False):
        mixed = lan.get(reverse(route, kwargs={"ref": things["ref"], part: theirs[part]}))
        straight = lan.get(reverse(route, kwargs={"ref": theirs["ref"], part: theirs[part]}))
    assert (mixed.status_code, straight.status_code) == (404, 404)


@pytest.mark.parametrize(
    "route",
    [
        "office-dossiers-collect",
        "office-dossiers-cancel-fee",
        "office-dossiers-receipt",
        "office-dossiers-cancel-receipt",
        "office-dossiers-answer",
    ],
)
def test_numbers_of_another_dossier_are_not_found_under_this_one(
    lan: Client,
    things: dict[str, object],  # noqa: F811
    route: str,
) -> None:
    """Charges and receipts belong to `ref`, the question to `asked`: each is tried under the other."""
    parts = {"answer": "opinion", "collect": "charge", "cancel-fee": "charge"}
    part = parts.get(route.removeprefix("office-dossiers-"), "receipt")
    under = things["ref"] if part == "opinion" else things["asked"]
    with time_machine.travel(LATER, tick=False):
        answer = lan.get(reverse(route, kwargs={"ref": under, part: things[part]}))
    assert answer.status_code == 404


def test_a_file_that_another_uploaded_is_not_taken_for_ones_own(
    world: World,
    lan: Client,
    things: dict[str, object],  # noqa: F811
) -> None:
    theirs = next_door(world)
    url = reverse("office-dossiers-paper", kwargs={"ref": things["ref"]})
    with time_machine.travel(LATER, tick=False):
        answer = lan.post(url, {"name": "Giấy lạ", "file_kept": str(theirs["uuid"])})
    assert answer.status_code == 422


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_way_leads_out_of_the_house(world: World, lan: Client, address: str) -> None:
    stranger = Client(SERVER_NAME="localhost")
    with time_machine.travel(NOW, tick=False):
        answers = [
            stranger.post(
                reverse("account_login"), {"login": "lan", "password": PASSWORD, "next": address}
            ),
            lan.post(reverse("ui:text_size"), {"size": "large", "next": address}),
            lan.post(reverse("ui:language"), {"language": "en", "next": address}),
            lan.post(reverse("office-desk-forward"), {"next": address}),
        ]
    for answer in answers:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/")
        assert "evil" not in answer["Location"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    client = Client(SERVER_NAME="localhost")
    with time_machine.travel(NOW, tick=False):
        client.get(reverse("account_login"))
        client.post(reverse("account_login"), {"login": "lan", "password": PASSWORD})
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""  # gone with the browser


def test_a_form_without_its_token_is_refused(world: World, things: dict[str, object]) -> None:  # noqa: F811
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.account("lan"))
    session = strict.session
    session["second_factor"] = True
    session.save()
    with time_machine.travel(LATER, tick=False):
        answer = strict.post(
            reverse("office-dossiers-deed", kwargs={"ref": things["ref"], "slug": "rut-ho-so"}),
            {"reason": "x", "version": 1},
        )
    assert answer.status_code == 403
