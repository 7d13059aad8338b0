"""What is put into the outbox, and the order in which it may be delivered."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from congvu.instruments.outbox import selectors, services
from congvu.instruments.outbox.models import Message

AT = datetime(2026, 3, 2, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def unit(db):
    return apps.get_model("units", "Unit").objects.create(
        kind="xa",
        name="Xã Suối Trong",
        short_name="Suối Trong",
        starts_on=AT.date(),
        sort_key="",
        folded="",
    )


def put(unit, code, kind="dossier.accepted"):
    services.put(kind, code, unit.pk, AT)


def test_one_message_costs_one_statement(unit):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        put(unit, "H99.1-260302-0001")
    assert len(seen) == 1
    message = Message.objects.get()
    assert (message.kind, message.code) == ("dossier.accepted", "H99.1-260302-0001")
    assert (message.created_at, message.position, message.delivered_at) == (AT, None, None)


def test_it_refuses_to_write_outside_the_transaction_of_the_deed(monkeypatch):
    monkeypatch.setattr(services, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(TransactionManagementError):
        services.put("dossier.accepted", "H99.1-260302-0001", 1, AT)


def test_a_deed_that_is_rolled_back_leaves_no_message(unit):
    with transaction.atomic():
        put(unit, "A")
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_positions_follow_each_other_without_a_gap(unit):
    for code in "ABC":
        put(unit, code)
    assert services.number_messages() == 3
    put(unit, "D")
    assert services.number_messages() == 1
    assert services.number_messages() == 0
    assert list(Message.objects.order_by("position").values_list("position", "code")) == [
        (1, "A"),
        (2, "B"),
        (3, "C"),
        (4, "D"),
    ]


def test_a_message_that_commits_late_gets_a_later_position_than_what_was_already_read(unit):
    put(unit, "first written")
    late = Message.objects.get()
    late_id = late.pk
    late.delete()  # still in its open transaction, so nobody else can see it
    put(unit, "first committed")
    services.number_messages()
    Message.objects.create(
        id=late_id, kind="dossier.accepted", code="first written", unit=unit, created_at=AT
    )
    services.number_messages()
    assert list(Message.objects.order_by("position").values_list("code", flat=True)) == [
        "first committed",
        "first written",
    ]


def test_nothing_is_delivered_before_it_has_a_position(unit):
    put(unit, "A")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(delivered_at=AT)


def test_administrators_see_what_waits(unit):
    put(unit, "A")
    put(unit, "B")
    services.number_messages()
    Message.objects.filter(code="A").update(delivered_at=AT)
    assert selectors.count_undelivered() == 1
    assert [m.code for m in selectors.list_messages()] == ["B", "A"]
    assert [m.code for m in selectors.list_messages(undelivered_only=True)] == ["B"]
