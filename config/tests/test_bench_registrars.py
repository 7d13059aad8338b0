"""Tests of the look after the kill loop of the registers: it finds what is wrong, and only that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.bench.inside import registrars
from congvu.casework.documents.models import Document
from congvu.casework.documents.services.incoming import register_incoming
from congvu.casework.documents.services.outgoing import register_outgoing
from tests.world import NOW, TODAY, World


@pytest.fixture
def numbered(world: World, tmp_path: Path) -> Path:
    """Two arrivals and two of ours, and a file that says that they were acknowledged."""
    dung = world.staff("dung")
    rows = []
    for turn in range(2):
        arrival = register_incoming(registrars.incoming(1, turn, TODAY), by=dung, at=NOW)
        ours = register_outgoing(registrars.outgoing(0), issued_on=TODAY, by=dung, at=NOW)
        rows += [told(arrival, arrival.arrival_number), told(ours, ours.number)]
    listed = tmp_path / "numbered.jsonl"
    listed.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return listed


def told(document: Document, number: int | None) -> dict[str, Any]:
    return {"uuid": str(document.uuid), "number": number}


def wrong_after(listed: Path) -> dict[str, int]:
    return {case: len(wrong) for case, wrong in registrars.examine(listed) if wrong}


def test_nothing_is_wrong_when_all_that_was_acknowledged_is_there(numbered: Path) -> None:
    assert wrong_after(numbered) == {}


def test_it_finds_a_lost_document_and_one_under_another_number(numbered: Path) -> None:
    rows = [json.loads(line) for line in numbered.read_text(encoding="utf-8").splitlines()]
    rows[0]["uuid"], rows[1]["number"] = "00000000-0000-0000-0000-000000000000", 9
    numbered.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert wrong_after(numbered) == {"acknowledged documents lost": 2}


def test_it_finds_a_skipped_number(numbered: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE documents_series SET last = last + 2 WHERE direction = 'incoming'")
    assert wrong_after(numbered) == {"numbers skipped": 2}


def test_it_finds_a_half_registered_document(numbered: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_recipient")
    assert wrong_after(numbered) == {"documents without what belongs to them": 2}


def test_it_finds_a_registrar_that_broke_down(numbered: Path) -> None:
    with numbered.open("a", encoding="utf-8") as file:
        file.write('\n{"ended": 1}')
    assert wrong_after(numbered) == {"registrars that ended by themselves": 1}


def test_a_registrar_who_fails_gives_the_number_back(world: World, numbered: Path) -> None:
    dung = world.staff("dung")
    registrars._fail(dung, 0)
    after = register_outgoing(registrars.outgoing(0), issued_on=TODAY, by=dung, at=NOW)
    assert after.number == 3
