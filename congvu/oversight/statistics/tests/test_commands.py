"""`congvu form 06a` as a person and as a program call it."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from congvu.oversight.statistics.tests.village import live
from tests.world import World

WINDOW = ("--from", "2026-03-01", "--to", "31/03/2026", "--as-of", "2026-03-31")


@pytest.fixture
def village(world: World) -> World:
    live(world)
    return world


def form(*arguments: str) -> str:
    told = StringIO()
    call_command("form", "06a", *WINDOW, *arguments, stdout=told)
    return told.getvalue()


def test_json_has_the_promised_shape_and_nothing_else(village):
    told = json.loads(form("--unit", "H99.101", "--json"))
    assert list(told) == [
        *("form", "unit", "scope", "from", "to", "as_of", "definition", "against"),
        *("rows", "total", "note", "identities"),
    ]
    assert told["form"] == "06a"
    assert told["unit"] == {"code": "H99.101", "name": "Xã Minh Tâm"}
    assert (told["scope"], told["definition"], told["against"]) == ("own", "06a", "lawful")
    assert (told["from"], told["to"], told["as_of"]) == ("2026-03-01", "2026-03-31", "2026-03-31")
    columns = [f"c{number}" for number in range(3, 14)]
    for row in told["rows"]:
        assert list(row) == ["field", *columns]
        assert list(row["field"]) == ["code", "name"]
        assert all(type(row[column]) is int for column in columns)
    codes = [row["field"]["code"] for row in told["rows"]]
    assert codes == sorted(codes)
    assert len(codes) > 1
    assert told["total"] == {column: sum(row[column] for row in told["rows"]) for column in columns}
    assert told["note"] == {"closed_without_result": 1, "of_them_late": 0}
    assert {"rule": "3=7+11", "holds": True} in told["identities"]


def test_without_a_unit_every_unit_is_listed(village):
    told = json.loads(form("--json"))
    assert list(told) == ["units"]
    assert [unit["unit"]["code"] for unit in told["units"]] == ["H99.101"]


def test_a_unit_without_dossiers_gives_zeros_and_not_nothing(village):
    told = json.loads(form("--unit", "H99.102", "--json"))
    assert told["rows"] == []
    assert set(told["total"].values()) == {0}


def test_a_person_reads_a_table_with_the_choices_named(village):
    told = form("--unit", "H99.101", "--against", "promised", "--scope", "subtree")
    assert "Xã Minh Tâm · phạm vi subtree · từ 01/03/2026 đến 31/03/2026" in told
    assert "so với hạn promised" in told
    assert "3=7+11 đúng" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unit", "H00.000"), "H00.000"),
        (("--unit", "H99.101", "--from", "2026-13-01"), "2026-13-01"),
        (("--unit", "H99.101", "--to", "2026-02-01"), "trước khi bắt đầu"),
        (("--unit", "H99.101", "--as-of", "hôm qua"), "hôm qua"),
        (("--scope", "subtree"), "--unit"),
    ],
)
def test_what_cannot_be_asked_is_said_in_vietnamese_with_exit_code_2(village, arguments, words):
    with pytest.raises(CommandError, match=words) as refused:
        form(*arguments)
    assert refused.value.returncode == 2


def test_facts_refresh_says_how_many_events_it_took_in(village):
    told = StringIO()
    call_command("facts", "refresh", "--json", stdout=told)
    assert json.loads(told.getvalue())["events"] > 20
    told = StringIO()
    call_command("facts", "verify", "--json", stdout=told)
    assert json.loads(told.getvalue())["holds"] is True
