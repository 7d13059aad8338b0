"""What each of the cast is offered: the same that the services let them do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.selectors.options import (
    last_day_to_reappoint,
    options,
    require_option,
)
from congvu.casework.dossiers.services import handling
from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.kernel.errors import Invalid
from tests.world import NOW, TODAY, World

A = Action


def offered(world: World, name: str, dossier, on: date = TODAY) -> set[Action]:
    return set(options(dossier, world.staff(name), on))


def test_a_clerk_forwards_and_withdraws_what_was_accepted(world: World) -> None:
    assert offered(world, "lan", accepted(world)) == {A.FORWARD, A.WITHDRAW}


def test_an_officer_works_on_a_dossier_and_does_not_decide_it(world: World) -> None:
    mine = offered(world, "minh", processing(world))

    assert mine >= {A.PRESENT, A.REQUEST_SUPPLEMENT, A.ASK_OPINION, A.HAND_BACK, A.ADVANCE}
    assert not mine & {A.RESOLVE, A.REFUSE, A.STOP, A.CLAIM, A.REAPPOINT}


def test_an_officer_claims_what_lies_free_in_the_own_section_only(world: World) -> None:
    dossier = accepted(world)
    free = handling.forward(
        dossier,
        seen=dossier.version,
        to_unit_id=world.units["economy"].pk,
        by=world.staff("lan"),
        at=NOW + timedelta(minutes=5),
    )
    assert A.CLAIM in offered(world, "minh", free)
    handling.claim(free, seen=free.version, by=world.staff("minh"), at=NOW + timedelta(minutes=6))
    free.refresh_from_db()
    assert A.CLAIM not in offered(world, "minh", free)


def test_a_leader_decides_from_the_signature_in_one_press(world: World) -> None:
    dossier = processing(world)
    dossier = handling.present(
        dossier, seen=dossier.version, by=world.staff("minh"), at=NOW + timedelta(hours=1)
    )
    assert offered(world, "hoa", dossier) >= {
        A.RESOLVE,
        A.SEND_TO_NUMBERING,
        A.REFUSE,
        A.COME_BACK,
    }
    assert A.RESOLVE not in offered(world, "dung", dossier)


def test_a_new_date_is_offered_up_to_a_working_day_before_the_due_date(world: World) -> None:
    dossier = processing(world)
    last = last_day_to_reappoint(dossier)

    assert last < dossier.lawful_due
    assert A.REAPPOINT in offered(world, "hoa", dossier, last)
    assert A.REAPPOINT not in offered(world, "hoa", dossier, dossier.lawful_due)


@pytest.mark.parametrize("name", ["mai", "quan", "kien", "yen"])
def test_who_only_reads_or_is_elsewhere_is_offered_nothing(world: World, name: str) -> None:
    assert offered(world, name, processing(world)) == set()


def test_the_reason_for_a_refusal_is_told(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(NotYourTask, match="Ban hành kết quả"):
        require_option(dossier, A.RESOLVE, world.staff("minh"), TODAY)
    with pytest.raises(Invalid, match="Đang xử lý"):
        require_option(dossier, A.HAND_OUT, world.staff("lan"), TODAY)
    with pytest.raises(NotYourTask):
        require_option(dossier, A.PRESENT, world.staff("kien"), TODAY)
