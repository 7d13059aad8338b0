"""Form 06a over HTTP: the shape that programs rely on, the program's reach, bad questions."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine

from congvu.foundation.people.rules import Role
from congvu.interfaces.api.tokens import make_token
from tests.world import LONG_AGO, VIETNAM, World

MARCH = {"unit": "H99.101", "from": "2026-03-01", "to": "2026-03-31"}


@pytest.fixture
def ask(client, village: World):
    """Return a function that asks as the program of the commune's desk, on the first of April."""
    token = make_token(
        name="bao-cao", unit=village.units["desk"], roles=[Role.REFORM_OFFICER], at=LONG_AGO
    )

    def asking(**changes: str):
        asked = {name: value for name, value in {**MARCH, **changes}.items() if value}
        with time_machine.travel(datetime(2026, 4, 1, 9, tzinfo=VIETNAM), tick=False):
            return client.get(
                "/api/v1/forms/06a", asked, headers={"Authorization": f"Bearer {token}"}
            )

    return asking


def test_the_form_has_the_shape_that_programs_rely_on(ask):
    answer = ask(as_of="2026-03-31")

    assert answer.status_code == 200, answer.content
    form = answer.json()
    assert list(form) == [
        *("form", "unit", "scope", "from", "to", "as_of", "definition", "against"),
        *("rows", "total", "note", "identities"),
    ]
    assert form["form"] == "06a"
    assert form["unit"] == {"code": "H99.101", "name": "Xã Minh Tâm"}
    assert (form["from"], form["to"], form["as_of"]) == ("2026-03-01", "2026-03-31", "2026-03-31")
    assert (form["scope"], form["definition"], form["against"]) == ("own", "06a", "lawful")
    assert list(form["total"]) == [f"c{number}" for number in range(3, 14)]
    assert [form["total"][key] for key in ("c3", "c7", "c11")] == [7, 3, 4]
    assert [row["field"]["code"] for row in form["rows"]] == sorted(
        row["field"]["code"] for row in form["rows"]
    )
    assert form["note"] == {"closed_without_result": 1, "of_them_late": 0}
    assert {"rule": "3=7+11", "holds": True} in form["identities"]


def test_without_a_day_of_knowledge_it_is_today(ask):
    assert ask().json()["as_of"] == "2026-04-01"


@pytest.mark.parametrize("definition", ["06a", "766", "due"])
@pytest.mark.parametrize("against", ["lawful", "promised", "current"])
def test_the_choices_are_named_back(ask, definition, against):
    form = ask(definition=definition, against=against).json()

    assert (form["definition"], form["against"]) == (definition, against)


def test_a_unit_under_the_programs_office_may_be_asked_for(ask):
    assert ask(unit="H99.101.2").status_code == 200


@pytest.mark.parametrize("unit", ["H99.102", "H99", "H77.7"])
def test_a_neighbour_a_superior_and_nobody_are_not_found_alike(ask, unit):
    answer = ask(unit=unit)

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "unit_not_in_reach"


def test_a_province_asks_for_every_commune(client, world, ask):
    token = make_token(
        name="so-noi-vu", unit=world.units["province"], roles=[Role.PROVINCE_OFFICER], at=LONG_AGO
    )

    answer = client.get(
        "/api/v1/forms/06a",
        {**MARCH, "unit": "H99", "scope": "subtree"},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.json()["total"]["c3"] == 7


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "31/03/2026"},
        {"to": ""},
        {"unit": "xã Minh Tâm"},
        {"scope": "all"},
        {"definition": "1"},
        {"from": "2026-04-01"},
        {"as_of": "2026-02-01"},
        {"from": "0001-01-01"},
        {"to": "9999-12-31"},
        {"as_of": "9999-12-31"},
    ],
)
def test_a_question_that_cannot_be_is_refused_with_a_problem(ask, wrong):
    answer = ask(**wrong)

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_without_a_token_there_are_no_figures(client, world):
    assert client.get("/api/v1/forms/06a", MARCH).status_code == 401
