"""Parallel clerks: codes without gap or double, positions without loss, one winner for one dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from congvu.casework.dossiers.errors import ChangedMeanwhile
from congvu.casework.dossiers.models import Dossier, DossierEvent, EventHead
from congvu.casework.dossiers.services import handling, intake
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.casework.dossiers.tests.make import make_intake, processing
from congvu.foundation.journal.selectors import verify
from tests.offices import ON_POSTGRESQL, Office, open_office
from tests.world import NOW, World, find_world

CLERKS, EACH = 4, 6
pytestmark = pytest.mark.django_db(transaction=ON_POSTGRESQL)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    find_world()
    return open_office(tmp_path, CLERKS)


@pytest.fixture
def cast(office: Office) -> World:
    return office.ask(lambda _: find_world())


def test_codes_of_a_day_have_no_gap_and_no_double(office: Office, cast: World) -> None:
    lan = office.ask(lambda _: cast.staff("lan"))

    codes = office.all_at_once(
        lambda _n: intake.accept_new(make_intake(), by=lan, at=NOW).code, list(range(CLERKS * EACH))
    )

    numbers = sorted(int(code.rsplit("-", 1)[1]) for code in codes)
    assert numbers == list(range(1, CLERKS * EACH + 1))
    positions = office.ask(
        lambda _: sorted(DossierEvent.objects.values_list("position", flat=True))
    )
    assert positions == list(range(1, CLERKS * EACH + 1))
    assert office.ask(lambda _: EventHead.objects.get().position) == CLERKS * EACH
    assert office.ask(lambda _: list(compare_all())) == []
    assert office.ask(lambda _: verify(lan.unit_code)) == []


def test_one_key_sent_by_all_at_once_makes_one_dossier(office: Office, cast: World) -> None:
    lan = office.ask(lambda _: cast.staff("lan"))

    made = office.all_at_once(
        lambda _n: intake.accept_new(make_intake(), by=lan, at=NOW, key="same").pk,
        list(range(CLERKS)),
    )

    assert len(set(made)) == 1
    assert office.ask(lambda _: Dossier.objects.count()) == 1


def test_of_two_who_act_on_the_same_version_one_wins(office: Office, cast: World) -> None:
    people = office.ask(lambda _: [cast.staff("minh"), cast.staff("hanh")])
    dossier = office.ask(lambda _: processing(cast))

    def present(by: Any) -> str:
        try:
            handling.present(dossier, seen=dossier.version, by=by, at=NOW.replace(hour=10))
        except ChangedMeanwhile:
            return "lost"
        return "won"

    assert sorted(office.all_at_once(present, people)) == ["lost", "won"]
