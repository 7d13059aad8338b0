"""The HTTP API as programs meet it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from congvu.casework.dossiers.models import Dossier
from congvu.foundation.people.rules import Role
from congvu.interfaces.api.tokens import make_token, revoke_token
from tests.world import LONG_AGO, World

BODY: dict[str, Any] = {
    "procedure": "1.004873",
    "channel": "online",
    "applicant": {"name": "Nguyễn Văn Tư", "personal_id": "001099000001"},
    "papers": [{"name": "Tờ khai", "electronic": 1}, {"name": "Căn cước", "electronic": 1}],
}


@pytest.fixture
def token(world: World) -> str:
    return make_token(name="cong-dvc", unit=world.units["desk"], roles=[Role.CLERK], at=LONG_AGO)


def hand_in(client: Client, token: str, body: dict[str, Any] = BODY, key: str = "k-1"):
    return client.post(
        "/api/v1/dossiers",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )


def test_a_program_hands_in_a_dossier_and_gets_code_and_due_date(client, token):
    answer = hand_in(client, token)

    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["code"].startswith("H99.101-")
    assert body["state"] == "accepted"
    assert body["promised_due"]
    assert answer["ETag"] == '"1"'


def test_the_same_key_again_makes_nothing_new(client, token):
    first = hand_in(client, token).json()
    assert hand_in(client, token).json() == first
    assert Dossier.objects.count() == 1


def test_the_same_key_with_another_content_is_a_conflict(client, token):
    hand_in(client, token)
    answer = hand_in(client, token, {**BODY, "channel": "postal"})
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "idempotency_key_reused"


def test_without_a_token_the_door_is_shut(client, world):
    answer = hand_in(client, "cv_wrong")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_opens_nothing(client, token):
    revoke_token(name="cong-dvc", at=LONG_AGO)
    assert hand_in(client, token).status_code == 401


def test_an_unknown_procedure_is_told_by_its_code(client, token):
    answer = hand_in(client, token, {**BODY, "procedure": "9.999999"})
    assert answer.status_code in {404, 422}
    assert "9.999999" in answer.json()["title"]


@pytest.mark.parametrize(
    "change",
    [
        {"applicant": {"name": ""}},
        {"applicant": {"name": "A", "personal_id": "12"}},
        {"channel": "fax"},
        {"papers": [{"name": "x", "originals": -1}]},
        {"surprise": 1},
        {"accepted_at": "2026-01-01T09:00:00"},
    ],
)
def test_what_cannot_be_right_is_refused_with_a_problem_document(client, token, change):
    answer = hand_in(client, token, {**BODY, **change})
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_anybody_learns_whether_a_dossier_is_done_and_nothing_else(client, token):
    code = hand_in(client, token).json()["code"]
    answer = client.get(f"/api/v1/dossiers/{code}/status")
    assert answer.json() == {"code": code, "completed": False}


def test_an_event_needs_the_version_that_was_seen(client, token):
    code = hand_in(client, token).json()["code"]
    event = json.dumps({"action": "withdraw", "note": "Công dân xin rút"})

    def tell(**headers: str):
        return client.post(
            f"/api/v1/dossiers/{code}/events",
            event,
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", **headers},
        )

    assert tell().status_code == 428
    assert tell(**{"If-Match": '"7"'}).status_code == 412
    done = tell(**{"If-Match": '"1"'})
    assert done.status_code == 200, done.content
    assert done.json()["state"] == "withdrawn"


def test_a_program_of_the_neighbour_finds_no_dossier_of_ours(client, token, world):
    code = hand_in(client, token).json()["code"]
    other = make_token(
        name="lang-gieng", unit=world.units["neighbour_desk"], roles=[Role.CLERK], at=LONG_AGO
    )
    answer = client.post(
        f"/api/v1/dossiers/{code}/events",
        json.dumps({"action": "withdraw", "note": "x"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {other}", "If-Match": '"1"'},
    )
    assert answer.status_code == 404


def test_an_intake_through_the_api_costs_at_most_twelve_statements(
    client, token, django_assert_max_num_queries
):
    hand_in(client, token, key="warm")
    with django_assert_max_num_queries(14):  # twelve, and the two lines of the savepoint
        hand_in(client, token, key="counted")


def test_the_openapi_document_is_served(client, token):
    document = client.get("/api/v1/openapi.json")
    assert document.status_code in {200, 401}


def test_a_program_may_ask_for_english(client, token):
    hand_in(client, token)
    answer = client.post(
        "/api/v1/dossiers",
        json.dumps({**BODY, "channel": "postal"}),
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": "k-1",
            "Accept-Language": "en",
        },
    )
    assert "idempotency key" in answer.json()["title"]
