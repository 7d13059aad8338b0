"""Charges, receipts and their numbers."""

from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from congvu.instruments.payments import selectors, services
from congvu.instruments.payments.models import Charge, Receipt, ReceiptCounter
from congvu.instruments.payments.tests import make
from congvu.kernel.errors import Conflict, Invalid, NotFound


@pytest.fixture
def place(db):
    return make.unit()


def test_a_collected_charge_gets_receipt_number_one(place):
    receipt = make.collect(make.charge(place), place)
    assert (receipt.number, receipt.year, receipt.amount) == (1, 2026, 8_000)
    assert (receipt.collected_by, receipt.method) == ("lan", "cash")


def test_numbers_run_on_per_unit_and_begin_again_every_year(place):
    other = make.unit("Xã Đồi Thông")
    next_year = datetime(2027, 1, 4, 8, tzinfo=make.VN)
    numbers = [
        make.collect(make.charge(where), where, at=at).number
        for where, at in [
            (place, make.AT),
            (place, make.AT),
            (other, make.AT),
            (place, next_year),
            (place, make.AT),
        ]
    ]
    assert numbers == [1, 2, 1, 1, 3]


def test_the_year_is_the_local_one(place):
    at = datetime.fromisoformat("2026-12-31T17:30:00+00:00")
    receipt = make.collect(make.charge(place), place, at=at)
    assert (receipt.year, receipt.collected_on) == (2027, date(2027, 1, 1))


def test_a_number_of_a_failed_collection_is_given_back(place):
    first, second = make.charge(place), make.charge(place)
    with transaction.atomic():
        make.collect(first, place)
        transaction.set_rollback(True)
    assert make.collect(second, place).number == 1


def test_a_charge_is_collected_once(place):
    charge = make.charge(place)
    make.collect(charge, place)
    with pytest.raises(Conflict, match="biên lai số 1"):
        make.collect(charge, place)
    assert ReceiptCounter.objects.get().last == 1


def test_the_table_itself_refuses_a_second_valid_receipt(place):
    receipt = make.collect(make.charge(place), place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(
            charge=receipt.charge,
            unit=place,
            year=2026,
            number=2,
            amount=1,
            collected_at=make.AT,
            collected_on=make.AT.date(),
            collected_by="lan",
            method="cash",
        )


def test_a_cancelled_receipt_keeps_its_number_and_the_charge_is_owed_again(place):
    charge = make.charge(place)
    receipt = make.collect(charge, place)
    services.cancel_receipt(
        receipt_id=receipt.pk, reason="Thu nhầm người", by=make.lan(place), at=make.AT
    )
    assert selectors.amount_owed(make.CODE) == 8_000
    assert make.collect(charge, place).number == 2
    assert selectors.amount_owed(make.CODE) == 0


def test_cancelling_asks_for_a_reason(place):
    receipt = make.collect(make.charge(place), place)
    with pytest.raises(Invalid, match="lý do"):
        services.cancel_receipt(receipt_id=receipt.pk, reason="  ", by=make.lan(place), at=make.AT)


def test_a_receipt_is_cancelled_once(place):
    receipt = make.collect(make.charge(place), place)
    facts = {"receipt_id": receipt.pk, "reason": "Nhầm", "by": make.lan(place), "at": make.AT}
    services.cancel_receipt(**facts)
    with pytest.raises(Conflict):
        services.cancel_receipt(**facts)


def test_a_charge_raised_by_mistake_is_cancelled_but_not_after_it_was_collected(place):
    mistaken, right = make.charge(place), make.charge(place)
    facts = {"reason": "Đối tượng được miễn", "by": make.lan(place), "at": make.AT}
    services.cancel_charge(charge_id=mistaken.pk, **facts)
    with pytest.raises(Conflict, match="huỷ"):
        make.collect(mistaken, place)
    make.collect(right, place)
    with pytest.raises(Conflict, match="huỷ biên lai trước"):
        services.cancel_charge(charge_id=right.pk, **facts)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_dossier_without_a_fee_owes_nothing(place, amount):
    with pytest.raises(Invalid, match="lớn hơn 0"):
        make.charge(place, amount=amount)
    assert not Charge.objects.exists()


def test_unknown_numbers_are_said_to_be_unknown(place):
    facts = {"by": make.lan(place), "at": make.AT}
    with pytest.raises(NotFound):
        services.collect(charge_id=999, method="cash", **facts)
    with pytest.raises(NotFound):
        services.cancel_receipt(receipt_id=999, reason="Nhầm", **facts)


def test_each_deed_writes_one_journal_entry_on_the_dossier(place):
    charge = make.charge(place)
    receipt = make.collect(charge, place)
    services.cancel_receipt(receipt_id=receipt.pk, reason="Nhầm", by=make.lan(place), at=make.AT)
    entries = apps.get_model("journal", "Entry").objects.filter(object_code=make.CODE)
    assert [(e.action, e.object_code, e.actor_code) for e in entries.order_by("id")] == [
        ("raise_charge", make.CODE, "lan"),
        ("collect", make.CODE, "lan"),
        ("cancel_receipt", make.CODE, "lan"),
    ]


def test_a_dossier_shows_what_is_paid_and_what_is_owed(place):
    fee = make.charge(place, name="Phí thẩm định", kind="fee", amount=50_000)
    make.charge(place, due_when="on_return")
    make.collect(fee, place, method="transfer")
    paid, owed = selectors.charges_of(make.CODE)
    assert (paid.receipt_number, paid.method, paid.is_owed) == (1, "transfer", False)
    assert (owed.receipt_number, owed.is_owed) == (None, True)
    assert selectors.amount_owed(make.CODE) == 8_000
    assert selectors.amount_owed(make.CODE, due_when="on_receipt") == 0


def test_the_day_sheet_lists_every_number_and_the_totals_leave_cancelled_ones_out(place):
    amounts = [(8_000, "cash", "charge"), (50_000, "transfer", "fee"), (15_000, "cash", "charge")]
    receipts = [
        make.collect(make.charge(place, amount=amount, kind=kind), place, method=method)
        for amount, method, kind in amounts
    ]
    services.cancel_receipt(
        receipt_id=receipts[2].pk, reason="Nhầm", by=make.lan(place), at=make.AT
    )
    yesterday = datetime(2026, 3, 1, 16, tzinfo=make.VN)
    make.collect(make.charge(place), place, at=yesterday)
    rows = selectors.day_sheet(place.pk, make.AT.date())
    assert [(row.number, row.amount, row.cancelled) for row in rows] == [
        (1, 8_000, False),
        (2, 50_000, False),
        (3, 15_000, True),
    ]
    totals = selectors.day_totals(place.pk, make.AT.date())
    assert (totals.receipts, totals.amount, totals.cancelled) == (2, 58_000, 1)
    assert totals.by_method == {"cash": 8_000, "transfer": 50_000}
    assert totals.by_kind == {"charge": 8_000, "fee": 50_000}


def test_another_units_money_is_not_on_the_sheet(place):
    other = make.unit("Xã Đồi Thông")
    make.collect(make.charge(other), other)
    assert selectors.day_sheet(place.pk, make.AT.date()) == []
    assert selectors.day_totals(place.pk, make.AT.date()).amount == 0
