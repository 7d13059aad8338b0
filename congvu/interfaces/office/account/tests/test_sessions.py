"""How long a session lives, which position it works in, and what a request costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from congvu.foundation.journal.selectors import list_entries
from congvu.foundation.people import services
from congvu.foundation.people.loopback import on_loopback
from congvu.foundation.people.rules import Role
from congvu.foundation.people.tests.make import sign_in
from congvu.interfaces.office.account.tests.conftest import HOME
from tests.world import FOUNDED, NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(client: Client, world: World) -> Client:
    return sign_in(client, world.account("lan"))


def test_an_idle_session_ends_and_the_sign_in_page_says_so(lan: Client):
    assert lan.get(HOME).status_code == 200
    with time_machine.travel(now() + timedelta(minutes=31)):
        answer = lan.get(HOME)
        page = lan.get(answer["Location"]).content.decode()

    assert answer["Location"] == f"/accounts/login/?next={HOME}"
    assert "Phiên làm việc đã hết hạn" in page
    assert list_entries(obj_type="account", obj_code="lan")[0].action == "session_expired"


def test_work_keeps_a_session_alive(lan: Client):
    lan.get(HOME)
    start = now()
    for minutes in (20, 40, 60):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert lan.get(HOME).status_code == 200


def test_no_session_outlives_its_longest_time(lan: Client, settings):
    settings.SESSION_COOKIE_AGE = 3600
    lan.get(HOME)
    start = now()
    for minutes in (20, 40):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert lan.get(HOME).status_code == 200
    with time_machine.travel(start + timedelta(minutes=61)):
        assert lan.get(HOME).status_code == 302


def test_a_request_costs_its_session_its_account_and_one_query(lan: Client):
    lan.get("/accounts/no-position/")
    with CaptureQueriesContext(connection) as queries:
        lan.get("/accounts/no-position/")

    assert len(queries) == 3, [query["sql"] for query in queries]


def test_a_visitor_without_a_session_costs_nothing(client: Client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/accounts/no-position/")

    assert len(queries) == 0


def give_second_position(world: World) -> int:
    position = services.assign_position(
        account=world.account("lan"),
        unit=world.units["secretariat"],
        title="Văn thư kiêm nhiệm",
        role=Role.REGISTRAR,
        starts_on=FOUNDED,
        by=world.staff("yen"),
        at=NOW,
    )
    return position.pk


def test_one_switches_between_positions_and_the_journal_knows(lan: Client, world: World):
    second = give_second_position(world)
    page = lan.get(HOME).content.decode()
    assert "Văn thư kiêm nhiệm" in page

    assert lan.post("/accounts/position/", {"position": second})["Location"] == "/"

    assert lan.get(HOME).wsgi_request.staff.roles == {Role.REGISTRAR}
    assert list_entries(obj_type="position", obj_code="lan.2")[0].action == "switch_position"


@pytest.mark.parametrize("wanted", ["", "abc", "0", "-1", "999999999999999999999"])
def test_nobody_switches_to_what_is_not_theirs(lan: Client, world: World, wanted: str):
    assert lan.post("/accounts/position/", {"position": wanted}).status_code == 403
    other = world.position("hoa").pk
    assert lan.post("/accounts/position/", {"position": other}).status_code == 403


def test_a_position_that_ended_since_falls_back_to_the_first(lan: Client, world: World):
    second = give_second_position(world)
    lan.post("/accounts/position/", {"position": second})
    services.end_position(
        world.account("lan").positions.get(pk=second),
        ends_on=now().date(),
        by=world.staff("yen"),
        at=NOW,
    )

    assert lan.get(HOME).wsgi_request.staff.roles == {Role.CLERK}


@pytest.mark.parametrize(
    "header",
    ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA"],
)
def test_a_proxy_on_this_machine_does_not_make_visitors_local(header: str):
    assert on_loopback(RequestFactory(SERVER_NAME="localhost").get("/"))
    assert not on_loopback(RequestFactory(SERVER_NAME="localhost", **{header: "10.0.0.7"}).get("/"))


def test_a_server_behind_tls_is_never_local(settings):
    settings.SECURE_SSL_REDIRECT = True

    assert not on_loopback(RequestFactory(SERVER_NAME="localhost").get("/"))
