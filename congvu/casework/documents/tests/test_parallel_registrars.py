"""Eight registrars at once: every number once, none left out, on both databases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from congvu.casework.documents.models import Document, Series
from congvu.casework.documents.selectors.bodies import prove_books
from congvu.casework.documents.services.bodies import ensure_body
from congvu.casework.documents.services.incoming import register_incoming
from congvu.casework.documents.services.outgoing import register_outgoing
from congvu.casework.documents.tests.make import INCOMING, OUTGOING
from congvu.foundation.journal.selectors import verify
from congvu.kernel.errors import Invalid
from tests.offices import ON_POSTGRESQL, Office, open_office
from tests.world import NOW, TODAY, find_world

CLERKS, EACH = 8, 3
pytestmark = pytest.mark.django_db(transaction=ON_POSTGRESQL)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    find_world()
    return open_office(tmp_path, CLERKS)


def test_numbers_of_a_year_have_no_gap_and_no_double(office: Office) -> None:
    dung = office.ask(lambda _: find_world().staff("dung"))
    office.ask(lambda _: ensure_body(dung, NOW))

    def work(turn: int) -> int:
        if turn % 6 == 5:  # one in six fails after its number was taken
            with pytest.raises(Invalid):
                register_outgoing(
                    replace(OUTGOING, tags=("khong-co",)), issued_on=TODAY, by=dung, at=NOW
                )
            return 0
        if turn % 2:
            document = register_outgoing(OUTGOING, issued_on=TODAY, by=dung, at=NOW)
            return int(document.number or 0)
        given = replace(INCOMING, code=f"{turn + 1}/SNV-VP")
        return -int(register_incoming(given, by=dung, at=NOW).arrival_number or 0)

    turns = list(range(CLERKS * EACH))
    taken = [number for number in office.all_at_once(work, turns) if number]

    out = sorted(number for number in taken if number > 0)
    arrived = sorted(-number for number in taken if number < 0)
    assert out == list(range(1, len(out) + 1))
    assert arrived == list(range(1, len(arrived) + 1))
    assert len(taken) == len([turn for turn in turns if turn % 6 != 5])

    def prove(_: None) -> tuple[set[Any], int, int]:
        gaps = {proof.gaps for proof in prove_books(Document.objects.first().office_id, TODAY.year)}
        return gaps, Series.objects.count(), Document.objects.count()

    assert office.ask(prove) == ({()}, 2, len(taken))
    assert office.ask(lambda _: verify(dung.unit_code)) == []
