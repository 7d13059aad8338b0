"""The clock told in words: why the due date is the one it is."""

from __future__ import annotations

from datetime import date, timedelta

from congvu.casework.dossiers.labels import STATE_TONES, TIMELINESS_TONES
from congvu.casework.dossiers.models import Slip
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.rules.timeliness import Timeliness
from congvu.casework.dossiers.selectors.clock import explain
from congvu.casework.dossiers.services import clock, fees
from congvu.casework.dossiers.tests.make import DECISION, processing
from congvu.instruments.payments.models import Charge
from tests.world import NOW, TODAY, World


def test_it_says_when_it_began_and_what_was_promised(world: World) -> None:
    dossier = processing(world)
    told = explain(dossier, TODAY)

    assert told.timeliness is Timeliness.IN_TIME
    assert "09:00 ngày 10/03/2026" in told.sentences[0]
    assert f"{dossier.promised_due:%d/%m/%Y}" in told.sentences[1]


def test_late_over_a_weekend_only_is_late_already(world: World) -> None:
    dossier = processing(world)
    dossier.lawful_due = date(2026, 3, 13)  # a Friday
    told = explain(dossier, date(2026, 3, 14))

    assert (told.timeliness, told.days_left) == (Timeliness.OVERDUE, -1)


def test_a_pause_is_told_with_both_dates(world: World) -> None:
    dossier = processing(world)
    minh = world.staff("minh")
    dossier = clock.request_payment(
        dossier,
        seen=dossier.version,
        ground="Nộp lệ phí trước bạ",
        document=DECISION,
        by=minh,
        at=NOW + timedelta(hours=1),
    )
    assert "đồng hồ dừng" in explain(dossier, TODAY).sentences[-1]
    assert explain(dossier, TODAY).days_left is None
    before = dossier.lawful_due
    dossier = clock.confirm_payment(
        dossier, seen=dossier.version, by=world.staff("lan"), at=NOW + timedelta(days=3)
    )
    sentences = " ".join(explain(dossier, TODAY + timedelta(days=3)).sentences)
    assert f"{before:%d/%m/%Y} thành {dossier.lawful_due:%d/%m/%Y}" in sentences


def test_every_state_and_timeliness_has_a_tone_of_the_tags() -> None:
    tones = {"late", "soon", "good", "done", "waiting", "paused", "info", "neutral"}
    assert set(STATE_TONES) == set(State)
    assert set(TIMELINESS_TONES) == set(Timeliness)
    assert {*STATE_TONES.values(), *TIMELINESS_TONES.values()} <= tones


def test_a_notice_to_pay_lists_what_is_owed_and_its_sum(world: World) -> None:
    dossier, lan, minh = processing(world), world.staff("lan"), world.staff("minh")
    for name, amount in (("Lệ phí", 15_000), ("Phí thẩm định", 1_250_000), ("Đã nộp", 9_000)):
        fees.raise_charge(
            dossier, name=name, kind="fee", amount=amount, basis="NQ 1",
            due_when="on_receipt", by=lan, at=NOW,
        )  # fmt: skip
    paid = Charge.objects.get(name="Đã nộp")
    fees.collect(dossier, charge_id=paid.pk, method="cash", by=lan, at=NOW)
    dossier.refresh_from_db()
    at = NOW + timedelta(hours=2)
    clock.request_payment(
        dossier, seen=dossier.version, ground="Nộp phí", document=None, by=minh, at=at
    )

    told = Slip.objects.get(dossier=dossier, kind="payment_notice").data
    assert [(one["name"], one["amount"], one["basis"]) for one in told["fees"]] == [
        ("Lệ phí", 15_000, "NQ 1"),
        ("Phí thẩm định", 1_250_000, "NQ 1"),
    ]
    assert told["total"] == 1_265_000
