"""One dossier from the desk to the citizen's hand, through every service."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from congvu.casework.dossiers.errors import (
    AlreadyReappointed,
    ChangedMeanwhile,
    DossierNotFound,
    GroundMissing,
    NotYourTask,
    SecondSupplementNeedsLeader,
    TooLateToReappoint,
)
from congvu.casework.dossiers.models import DossierEvent
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.services import clock, closing, handling, intake
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.casework.dossiers.tests.make import (
    DECISION,
    accepted,
    make_intake,
    processing,
    result,
)
from tests.world import NOW, TODAY, World

LATER = timedelta(hours=1)


def test_chi_lan_accepts_and_the_code_the_due_date_and_the_slip_are_there(world: World) -> None:
    dossier = accepted(world)

    assert dossier.code == "H99.101-20260310-0000001" or dossier.code.startswith("H99.101-")
    assert dossier.promised_due == dossier.lawful_due == dossier.statutory_due
    assert dossier.state == "accepted"
    slip = dossier.slips.get()
    assert slip.kind == "receipt_slip"
    assert slip.data["dossier_code"] == dossier.code


def test_codes_of_a_day_follow_each_other_without_gap(world: World) -> None:
    codes = [accepted(world).code for _ in range(3)]

    assert [int(code.rsplit("-", 1)[1]) for code in codes] == [1, 2, 3]


def test_the_same_key_makes_one_dossier(world: World) -> None:
    lan = world.staff("lan")
    first = intake.accept_new(make_intake(), by=lan, at=NOW, key="k1")
    again = intake.accept_new(make_intake(), by=lan, at=NOW + LATER, key="k1")

    assert again.pk == first.pk


def test_an_ordinary_life_ends_in_the_citizens_hand(world: World) -> None:
    dossier = processing(world)
    at = NOW + timedelta(days=1)
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=at)
    dossier = closing.resolve(
        dossier, seen=dossier.version, results=[result()], by=world.staff("hoa"), at=at + LATER
    )
    dossier = closing.hand_out(
        dossier,
        seen=dossier.version,
        method="desk",
        receiver_name="Nguyễn Văn Tư",
        by=world.staff("lan"),
        at=at + 2 * LATER,
    )

    assert dossier.state == "handed_out"
    assert dossier.outcome == "resolved"
    actions = list(DossierEvent.objects.order_by("seq").values_list("action", flat=True))
    assert actions == ["accept", "forward", "present", "come_back", "resolve", "hand_out"]
    assert list(compare_all()) == []


def test_a_supplement_is_asked_once_and_a_second_time_needs_a_leader(world: World) -> None:
    minh = world.staff("minh")
    dossier = processing(world)
    promised = dossier.promised_due
    dossier = clock.request_supplement(
        dossier,
        seen=dossier.version,
        items=[("Bản sao giấy tờ tùy thân", "Bản nộp bị mờ")],
        reason="Thiếu giấy tờ",
        by=minh,
        at=NOW + LATER,
    )
    assert dossier.state == "awaiting_supplement"
    dossier = clock.receive_supplement(
        dossier, seen=dossier.version, by=world.staff("lan"), at=NOW + timedelta(days=2)
    )
    assert dossier.promised_due == promised
    assert dossier.lawful_due > promised

    with pytest.raises(SecondSupplementNeedsLeader):
        clock.request_supplement(
            dossier,
            seen=dossier.version,
            items=[("Thêm", "")],
            reason="Thiếu nữa",
            by=minh,
            at=NOW + timedelta(days=2, hours=1),
        )


def test_a_pause_without_ground_and_document_is_refused(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(GroundMissing):
        clock.suspend(
            dossier,
            seen=dossier.version,
            ground="",
            document=None,
            by=world.staff("hanh"),
            at=NOW + LATER,
        )


def test_one_reappointment_before_the_due_date_and_no_second(world: World) -> None:
    hoa = world.staff("hoa")
    dossier = processing(world, procedure="1.004837")
    first = dossier.lawful_due
    new = date(2026, 4, 6)
    dossier = clock.reappoint(
        dossier,
        seen=dossier.version,
        new_due=new,
        reason="Chờ xác minh",
        document=DECISION,
        by=hoa,
        at=NOW + LATER,
    )
    assert (dossier.lawful_due, dossier.current_due) == (first, new)
    with pytest.raises(AlreadyReappointed):
        clock.reappoint(
            dossier,
            seen=dossier.version,
            new_due=date(2026, 5, 6),
            reason="Nữa",
            document=DECISION,
            by=hoa,
            at=NOW + 2 * LATER,
        )


def test_a_reappointment_on_the_due_day_comes_too_late(world: World) -> None:
    dossier = processing(world)
    on_due_day = NOW + (dossier.lawful_due - TODAY)
    with pytest.raises(TooLateToReappoint):
        clock.reappoint(
            dossier,
            seen=dossier.version,
            new_due=date(2026, 4, 6),
            reason="Chậm",
            document=DECISION,
            by=world.staff("hoa"),
            at=on_due_day,
        )


def test_the_second_of_two_people_learns_what_changed(world: World) -> None:
    dossier = processing(world)
    seen = dossier.version
    handling.present(dossier, seen=seen, by=world.staff("minh"), at=NOW + LATER)

    with pytest.raises(ChangedMeanwhile) as told:
        handling.present(dossier, seen=seen, by=world.staff("hanh"), at=NOW + 2 * LATER)
    assert "Trần Văn Minh" in told.value.message


def test_anh_kien_of_the_neighbour_finds_nothing(world: World) -> None:
    dossier = accepted(world)
    with pytest.raises(DossierNotFound):
        get_for(world.staff("kien"), dossier.code, TODAY)


def test_chi_yen_the_administrator_reads_no_dossier(world: World) -> None:
    dossier = accepted(world)
    with pytest.raises(DossierNotFound):
        get_for(world.staff("yen"), dossier.code, TODAY)


def test_an_officer_cannot_approve(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(NotYourTask):
        closing.resolve(
            dossier,
            seen=dossier.version,
            results=[result()],
            by=world.staff("minh"),
            at=NOW + LATER,
        )


def test_a_refusal_while_the_clock_stood_still_is_not_late(world: World) -> None:
    dossier = processing(world)
    dossier = clock.request_supplement(
        dossier,
        seen=dossier.version,
        items=[("Bản sao giấy tờ tùy thân", "")],
        reason="Thiếu giấy tờ",
        by=world.staff("minh"),
        at=NOW + LATER,
    )
    long_after = NOW + timedelta(days=43)
    dossier = closing.refuse(
        dossier,
        seen=dossier.version,
        reason="Không bổ sung trong thời gian đã hẹn",
        legal_basis="",
        by=world.staff("hoa"),
        at=long_after,
    )
    assert dossier.lawful_due >= long_after.date()
    assert dossier.promised_due < long_after.date()
    assert dossier.pauses.get().due_after == dossier.lawful_due
