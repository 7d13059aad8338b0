"""What chị Lan may do with what is brought to her: accept, guide, refuse, late, twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.casework.dossiers.errors import BackdatedTooFar, KeyReused, NotYourTask
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.selectors.competence import competence
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.selectors.promise import promise
from congvu.casework.dossiers.services import intake
from congvu.casework.dossiers.services.intake import PaperInput
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.casework.dossiers.tests.make import PROCEDURE, accepted, make_intake
from congvu.foundation.files.services import store
from congvu.foundation.files.tests.make import make_image
from congvu.instruments.catalogue import selectors as catalogue
from tests.world import NOW, TODAY, World

LATER = timedelta(seconds=2)
ITEMS = [("Tờ khai", "Chưa ký")]


def scan(world: World):
    return store(
        make_image(),
        name="to-khai.png",
        unit_id=world.units["desk"].pk,
        by_code="lan",
        at=NOW,
        kind="paper",
    )


def test_the_promise_before_saving_is_the_promise_on_the_slip(world: World) -> None:
    office = office_of(world.staff("lan").unit_id, TODAY)
    shown = promise(PROCEDURE, channel="direct", accepted_at=NOW, competent_unit_id=office.id)
    dossier = accepted(world)

    assert (shown.due.on, shown.due.at) == (dossier.promised_due, dossier.promised_at)
    assert shown.limit.value == dossier.limit_value


def test_guidance_at_the_desk_is_kept_and_asked_once(world: World) -> None:
    lan = world.staff("lan")
    dossier = intake.ask_to_complete_new(
        make_intake(), items=ITEMS, reason="Thiếu chữ ký", by=lan, at=NOW, key="k"
    )
    again = intake.ask_to_complete_new(
        make_intake(), items=ITEMS, reason="Thiếu chữ ký", by=lan, at=NOW + LATER, key="k"
    )

    assert again.pk == dossier.pk
    assert (dossier.state, dossier.code, dossier.version) == ("incomplete", None, 2)
    assert [slip.kind for slip in dossier.slips.all()] == ["supplement_request"]
    assert list(compare_all()) == []


def test_a_refusal_sent_twice_is_one_refusal(world: World) -> None:
    for at in (NOW, NOW + LATER):
        intake.reject_new(
            make_intake(),
            reason="Không đúng thẩm quyền",
            legal_basis="Nghị định 61/2018/NĐ-CP",
            by=world.staff("lan"),
            at=at,
            key="k",
        )

    assert Dossier.objects.get().state == "rejected_at_intake"


def test_the_same_scan_sent_twice_is_the_same_content(world: World) -> None:
    lan = world.staff("lan")
    papers = [(PaperInput("Tờ khai", originals=1, file=scan(world)),) for _ in range(2)]
    made = [
        intake.accept_new(make_intake(papers=one), by=lan, at=NOW, key="k").pk for one in papers
    ]
    assert made[0] == made[1]

    with pytest.raises(KeyReused):
        intake.accept_new(make_intake(name="Người khác"), by=lan, at=NOW, key="k")


def test_yesterday_may_be_entered_by_the_desk_and_last_week_only_by_a_leader(world: World) -> None:
    lan, hoa = world.staff("lan"), world.staff("hoa")
    yesterday, last_week = NOW - timedelta(days=1), NOW - timedelta(days=7)

    assert intake.accept_new(make_intake(), by=lan, at=NOW, occurred_at=yesterday).code
    with pytest.raises(BackdatedTooFar):
        intake.accept_new(make_intake(), by=lan, at=NOW, occurred_at=last_week, reason="Mất điện")
    with pytest.raises(BackdatedTooFar):
        intake.accept_new(make_intake(), by=hoa, at=NOW, occurred_at=last_week)
    late = intake.accept_new(
        make_intake(), by=hoa, at=NOW, occurred_at=last_week, reason="Mất điện"
    )

    event = late.events.get()
    assert (event.actor_code, event.note) == ("hoa", "Mất điện")
    assert event.recorded_at == NOW
    with pytest.raises(NotYourTask):  # what comes in today is the desk's
        intake.accept_new(make_intake(), by=hoa, at=NOW)


def test_the_commune_decides_what_belongs_to_its_level(world: World) -> None:
    office = office_of(world.staff("lan").unit_id, TODAY)
    found = competence(catalogue.get_version(PROCEDURE, TODAY), office, TODAY)

    assert found.unit_id == office.id
    assert (world.units["neighbour"].pk, "Xã Minh Lộc") in found.beside
    assert world.units["home_department"].pk in [unit_id for unit_id, _name in found.above]
    assert not found.is_known(world.units["neighbour_desk"].pk)
