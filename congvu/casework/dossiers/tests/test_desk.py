"""What happens at the counter in one press, and what the counter sees of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from congvu.casework.dossiers.errors import ChangedMeanwhile, NotYourTask
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.selectors import day_sheet, habits, queues, register, signers
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.services import closing, desk, intake
from congvu.casework.dossiers.services.desk import Money
from congvu.casework.dossiers.services.intake import FeeInput
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.casework.dossiers.tests.make import accepted, make_intake, processing, result
from congvu.foundation.people.services.positions import delegate_absence
from congvu.instruments.payments import selectors as payments
from congvu.kernel.errors import Conflict, Invalid
from tests.world import NOW, TODAY, World

LATER = timedelta(hours=1)
COPY = "2.000815"
FEE = Money((FeeInput("Phí chứng thực", "fee", 12_000),), "cash")


def certify(world: World, key: str = "", **more: object) -> Dossier:
    return desk.same_day_at_desk(
        make_intake(procedure=COPY),
        receiver_name="Nguyễn Văn Tư",
        signer=world.staff("hoa"),
        money=FEE,
        by=world.staff("lan"),
        at=NOW,
        key=key,
        **more,
    )


def resolved(world: World) -> Dossier:
    dossier = processing(world)
    hoa = world.staff("hoa")
    return closing.resolve(
        dossier, seen=dossier.version, results=[result()], by=hoa, at=NOW + LATER
    )


def test_the_fee_is_collected_with_the_intake_and_once(world: World) -> None:
    lan = world.staff("lan")
    for _ in range(2):
        dossier = desk.accept_at_desk(make_intake(), money=FEE, by=lan, at=NOW, key="k")

    rows = payments.charges_of(dossier.code)
    assert [(row.amount, row.receipt_number) for row in rows] == [(12_000, 1)]


def test_a_fee_without_method_is_owed_and_collected_at_the_hand_out(world: World) -> None:
    lan = world.staff("lan")
    dossier = desk.accept_at_desk(
        make_intake(procedure=COPY), money=replace(FEE, method=""), by=lan, at=NOW
    )
    assert payments.amount_owed(dossier.code) == 12_000
    dossier = closing.resolve(
        _forwarded(world, dossier),
        seen=2,
        results=[result()],
        by=world.staff("hoa"),
        at=NOW + LATER,
    )
    owed = [row.charge_id for row in payments.charges_of(dossier.code) if row.is_owed]

    desk.hand_out_at_desk(
        dossier,
        seen=dossier.version,
        method="desk",
        receiver_name="Nguyễn Văn Tư",
        charge_ids=owed,
        paid_by="transfer",
        by=lan,
        at=NOW + 2 * LATER,
    )

    assert payments.amount_owed(dossier.code) == 0


def _forwarded(world: World, dossier: Dossier) -> Dossier:
    sent = desk.forward_each(
        [(dossier.code, dossier.version, world.units["economy"].pk)],
        by=world.staff("lan"),
        at=NOW + timedelta(minutes=5),
    )
    assert [one.refusal for one in sent] == [None]
    return Dossier.objects.get(pk=dossier.pk)


def test_certification_takes_the_next_number_of_the_year_and_is_given_out(world: World) -> None:
    first, second = certify(world), certify(world)

    numbers = [one.results.get().document["number"] for one in (first, second)]
    assert numbers == ["01", "02"]
    assert first.state == "handed_out"
    assert [event.actor_code for event in first.events.order_by("seq")] == [
        "lan",
        "lan",
        "hoa",
        "lan",
    ]
    assert list(compare_all()) == []


def test_a_press_twice_is_one_act_one_number_one_receipt(world: World) -> None:
    first, again = certify(world, key="k"), certify(world, key="k")
    other = certify(world)

    assert again.pk == first.pk
    assert other.results.get().document["number"] == "02"
    assert len(payments.charges_of(first.code)) == 1


def test_a_number_from_a_paper_book_is_kept(world: World) -> None:
    assert certify(world, number="457").results.get().document["number"] == "457"


def test_only_a_leader_or_whoever_stands_in_signs(world: World) -> None:
    office = office_of(world.staff("lan").unit_id, TODAY)
    assert [one.code for one in signers.signers(office, TODAY)] == ["hoa"]

    delegate_absence(
        from_position=world.position("hoa"),
        to_position=world.position("hanh"),
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=2),
        decision="Quyết định 07/QĐ-UBND",
        by=world.staff("hoa"),
        at=NOW,
    )

    found = signers.signers(office, TODAY)
    assert {one.code for one in found} == {"hoa", "hanh"}
    with pytest.raises(Invalid):
        signers.get_signer(office, world.staff("minh").position_code, TODAY)
    with pytest.raises(NotYourTask):
        desk.same_day_at_desk(
            make_intake(procedure=COPY),
            receiver_name="Nguyễn Văn Tư",
            signer=world.staff("minh"),
            by=world.staff("lan"),
            at=NOW,
        )
    assert not Dossier.objects.exists()


def test_one_of_a_batch_that_somebody_touched_stays_and_the_others_go(world: World) -> None:
    first, second = accepted(world), accepted(world)
    economy = world.units["economy"].pk
    lan = world.staff("lan")

    sent = desk.forward_each(
        [(first.code, 7, economy), (second.code, second.version, economy)], by=lan, at=NOW + LATER
    )

    assert isinstance(sent[0].refusal, ChangedMeanwhile)
    assert sent[1].refusal is None
    assert queues.counts(lan, TODAY).to_forward == 1


def test_queues_are_counted_and_walked_in_the_order_of_coming(world: World) -> None:
    lan = world.staff("lan")
    waiting = [intake.submit(make_intake(channel="online"), by=lan, at=NOW) for _ in range(3)]
    intake.ask_to_complete_new(
        make_intake(), items=[("Tờ khai", "")], reason="Thiếu", by=lan, at=NOW
    )
    resolved(world)

    counted = queues.counts(lan, TODAY)
    assert (counted.to_accept, counted.with_citizens, counted.to_hand_out) == (3, 1, 1)
    page = queues.in_line(queues.to_accept(lan, TODAY), size=2)
    assert [row.pk for row in page.rows] == [one.pk for one in waiting[:2]]
    rest = queues.in_line(queues.to_accept(lan, TODAY), after=page.next_key, size=2)
    assert [row.pk for row in rest.rows] == [waiting[2].pk]
    assert queues.counts(world.staff("kien"), TODAY).to_accept == 0
    assert queues.counts(world.staff("yen"), TODAY).to_accept == 0


def test_what_was_completed_after_guidance_says_that_it_came_again(world: World) -> None:
    lan = world.staff("lan")
    dossier = intake.ask_to_complete_new(
        make_intake(), items=[("Tờ khai", "")], reason="Thiếu", by=lan, at=NOW
    )
    intake.submit_again(dossier, seen=dossier.version, by=lan, at=NOW + LATER)

    assert queues.to_accept(lan, TODAY).get().came_again is True


def test_the_book_numbers_entries_through_the_year_and_its_parts(world: World) -> None:
    lan = world.staff("lan")
    january = NOW.replace(month=1, day=6)
    for at in (january, january + LATER, NOW):
        accepted(world, at)

    parts = register.parts_of(lan, 2026, TODAY)
    assert [(part.month, part.entries, part.before) for part in parts] == [(1, 2, 0), (3, 1, 2)]
    march = list(register.entries_of(lan, 2026, TODAY, part=parts[1]))
    assert [entry.number for entry in march] == [3]
    page = register.page_of(lan, 2026, TODAY, part=None, after=0, size=2)
    assert ([entry.number for entry in page.entries], page.next_after) == ([1, 2], 2)
    rest = register.page_of(lan, 2026, TODAY, part=None, after=2, size=2)
    assert ([entry.number for entry in rest.entries], rest.next_after) == ([3], None)
    assert register.years_of(lan, TODAY) == [2026]
    assert register.parts_of(world.staff("kien"), 2026, TODAY) == []


def test_a_line_of_the_book_tells_the_life_of_a_dossier(world: World) -> None:
    certify(world)
    intake.accept_new(
        make_intake(), by=world.staff("lan"), at=NOW, occurred_at=NOW - timedelta(days=1)
    )

    late, same = register.entries_of(world.staff("lan"), 2026, TODAY, part=None)
    assert late.entered_late_on == TODAY
    assert (late.number, late.forwarded_on, late.returned_on) == (1, None, None)
    assert (same.forwarded_on, same.result_on, same.returned_on) == (TODAY, TODAY, TODAY)
    assert same.return_method == "Tại Bộ phận Một cửa"


def test_the_end_of_the_day_tells_who_got_what(world: World) -> None:
    lan = world.staff("lan")
    processing(world)
    certify(world)
    resolved(world)

    sheets = day_sheet.handed_over(lan, TODAY)
    assert [(sheet.unit_name, len(sheet.rows)) for sheet in sheets] == [
        ("Phòng Kinh tế xã Minh Tâm", 2)
    ]
    numbers = day_sheet.numbers_of(lan, TODAY)
    assert (numbers.accepted, numbers.direct, numbers.resolved) == (3, 3, 2)
    assert numbers.given_out == 1
    assert day_sheet.uncollected(lan, TODAY).total == 1
    next_day, due = day_sheet.due_next(lan, TODAY)
    assert next_day == TODAY + timedelta(days=1)
    assert due.total == 0


def test_the_desk_offers_first_what_it_does_most(world: World) -> None:
    for _ in range(2):
        certify(world)
    processing(world)
    office = office_of(world.staff("lan").unit_id, TODAY)

    assert next(version.code for version in habits.usual_procedures(office, TODAY)) == COPY
    usual = habits.usual_procedures(office, TODAY, same_day=False)
    assert COPY not in [version.code for version in usual]
    assert world.units["economy"].pk in habits.usual_sections(office).values()
    assert world.units["desk"].pk not in habits.usual_sections(office).values()


def test_a_paid_fee_is_not_collected_again_at_the_hand_out(world: World) -> None:
    dossier = resolved(world)
    desk.settle(dossier, FEE, by=world.staff("lan"), at=NOW + LATER)
    charge = payments.charges_of(dossier.code)[0].charge_id
    with pytest.raises(Conflict):
        desk.hand_out_at_desk(
            dossier,
            seen=dossier.version,
            method="desk",
            receiver_name="Nguyễn Văn Tư",
            charge_ids=[charge],
            paid_by="cash",
            by=world.staff("lan"),
            at=NOW + 2 * LATER,
        )
    assert Dossier.objects.get(pk=dossier.pk).state == "resolved"


def test_the_slip_names_the_fees_that_the_desk_confirmed(world: World) -> None:
    dossier = desk.accept_at_desk(make_intake(), money=FEE, by=world.staff("lan"), at=NOW)
    assert dossier.slips.get().data["total"] == 12_000

    free = desk.accept_at_desk(make_intake(procedure=COPY), by=world.staff("lan"), at=NOW)
    assert free.slips.get().data["total"] == 0
