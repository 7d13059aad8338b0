"""The steps of the workflow follow the acts: nobody presses "next" twice for one thing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.services import clock, closing, handling
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.casework.dossiers.tests.make import processing, result
from tests.world import NOW, World

HOUR = timedelta(hours=1)


def step(dossier):
    return dossier.steps.get(order=dossier.step_order)


def test_presenting_begins_the_step_of_signing(world: World) -> None:
    dossier = processing(world)
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=NOW + HOUR)

    assert step(dossier).kind == "approve"
    assert not dossier.steps.filter(order__lt=dossier.step_order, done_at=None).exists()


def test_what_comes_back_from_the_leader_is_handled_again(world: World) -> None:
    dossier = processing(world)
    handled = dossier.step_order
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=NOW + HOUR)
    dossier = handling.come_back(
        dossier, seen=dossier.version, by=world.staff("hoa"), at=NOW + 2 * HOUR, note="Sửa căn cứ"
    )

    assert dossier.step_order >= handled
    assert step(dossier).kind == "handle"
    assert step(dossier).done_at is None


def test_a_result_leads_to_handing_out_and_the_hand_out_ends_every_step(world: World) -> None:
    dossier = processing(world)
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=NOW + HOUR)
    dossier = handling.send_to_numbering(
        dossier, seen=dossier.version, by=world.staff("hoa"), at=NOW + 2 * HOUR
    )
    assert step(dossier).kind == "number"
    dossier = closing.resolve(
        dossier,
        seen=dossier.version,
        results=[result()],
        by=world.staff("dung"),
        at=NOW + 3 * HOUR,
    )
    assert step(dossier).kind == "return"
    dossier = closing.hand_out(
        dossier,
        seen=dossier.version,
        method="desk",
        receiver_name="Nguyễn Văn Tư",
        by=world.staff("lan"),
        at=NOW + 4 * HOUR,
    )
    assert not dossier.steps.filter(done_at=None).exists()
    assert list(compare_all()) == []


def test_a_registrar_does_not_take_a_draft_past_the_leader(world: World) -> None:
    dossier = processing(world)
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=NOW + HOUR)
    with pytest.raises(NotYourTask):
        closing.resolve(
            dossier,
            seen=dossier.version,
            results=[result()],
            by=world.staff("dung"),
            at=NOW + 2 * HOUR,
        )


def test_a_leader_refuses_what_was_presented_in_one_act(world: World) -> None:
    dossier = processing(world)
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=NOW + HOUR)
    dossier = closing.refuse(
        dossier,
        seen=dossier.version,
        reason="Không đủ điều kiện",
        legal_basis="Điều 1",
        by=world.staff("hoa"),
        at=NOW + 2 * HOUR,
    )
    assert dossier.state == "refused"


def test_a_pause_gives_the_steps_their_days_back(world: World) -> None:
    dossier = processing(world)
    before = {one.order: one.due_on for one in dossier.steps.all()}
    dossier = clock.request_supplement(
        dossier,
        seen=dossier.version,
        items=[("Bản sao", "mờ")],
        reason="Thiếu",
        by=world.staff("minh"),
        at=NOW + HOUR,
    )
    back = NOW + timedelta(days=9)
    dossier = clock.receive_supplement(
        dossier, seen=dossier.version, by=world.staff("lan"), at=back
    )
    left = list(dossier.steps.filter(done_at=None).order_by("order"))

    assert dossier.step_due == step(dossier).due_on > before[dossier.step_order]
    assert [one.due_on for one in left] == sorted(one.due_on for one in left)
    assert left[-1].due_on == dossier.lawful_due
    assert all(one.due_on >= back.date() for one in left)
    assert list(compare_all()) == []
