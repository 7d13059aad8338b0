"""Writing the journal."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from congvu.foundation.journal import rules, selectors, services
from congvu.foundation.journal.models import Entry, EntryDetail, Head
from congvu.foundation.journal.tests.make import COMMUNE, HOA, LAN, NOON, make_records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_journal(db):
    """Take away what the set-up of the cast has written."""
    for model in (EntryDetail, Entry, Head):
        model.objects.all().delete()


def say(record: rules.Record) -> None:
    services.record(
        unit=record.unit,
        by=record.by,
        action=record.action,
        obj_type=record.obj_type,
        obj_code=record.obj_code,
        changes=record.changes,
        at=record.at,
    )


def rows(model):
    names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
    if model is EntryDetail:
        names = ["salt", "values", "entry__unit_code", "entry__seq"]
    return sorted(map(str, model.objects.values_list(*names)))


def test_an_entry_carries_the_hash_of_the_one_before():
    for record in make_records(3):
        say(record)

    first, second, third = Entry.objects.order_by("seq")
    assert first.prev_hash == rules.GENESIS
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)
    head = Head.objects.get()
    assert (head.seq, head.prev_hash, head.hash) == (3, second.hash, third.hash)
    assert first.at == make_records(3)[0].at


def test_values_lie_apart_and_the_entry_has_only_their_digest():
    say(make_records(1)[0])

    entry, detail = Entry.objects.get(), EntryDetail.objects.get()
    assert entry.fields == "amount payer"
    assert entry.digest == rules.digest(detail.salt, detail.values)
    assert "Ông Tư" not in str(Entry.objects.values().get())


def test_it_costs_two_statements_and_three_with_values():
    with transaction.atomic():
        say(make_records(1)[0])
        with CaptureQueriesContext(connection) as without:
            say(make_records(3)[2])
        with CaptureQueriesContext(connection) as with_values:
            say(make_records(2)[1])

    assert len(without) == 2
    assert len(with_values) == 3


def test_salts_are_random_so_that_equal_values_do_not_show():
    twice = make_records(1)[0]
    say(twice)
    say(twice)

    assert len({entry.digest for entry in Entry.objects.all()}) == 2


def test_what_is_rolled_back_leaves_no_gap():
    say(make_records(1)[0])
    with pytest.raises(RuntimeError), transaction.atomic():
        say(make_records(2)[1])
        raise RuntimeError
    say(make_records(3)[2])

    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert selectors.verify() == []


def seeded(text: str) -> str:
    return hashlib.sha256(f"seed {text}".encode()).hexdigest()[:32]


def test_many_at_once_equal_one_by_one_row_by_row():
    records = make_records(20) + make_records(20, "H26.2") + make_records(5)
    with services.salted_by(seeded):
        for record in records:
            say(record)
    one_by_one = [rows(model) for model in (Entry, EntryDetail, Head)]
    for model in (EntryDetail, Entry, Head):
        model.objects.all().delete()

    with services.salted_by(seeded):
        assert services.record_many(records[:7]) == 7
        services.record_many(records[7:])

    assert [rows(model) for model in (Entry, EntryDetail, Head)] == one_by_one
    assert selectors.verify() == []


def test_single_entries_go_on_after_many():
    services.record_many(make_records(5))
    say(make_records(6)[5])

    assert selectors.verify() == []
    assert Head.objects.get().seq == 6


def test_nothing_to_record_changes_nothing():
    assert services.record_many([]) == 0
    assert not Head.objects.exists()


def test_erasure_removes_the_values_and_is_an_entry_itself():
    for record in make_records(4):
        say(record)

    erased = services.erase_details(
        unit=COMMUNE, obj_type="receipt", obj_code="BL-2", ground="Luật 91/2025", by=HOA, at=NOON
    )

    seen = selectors.examine()
    assert erased == 1
    assert seen.is_whole
    assert (seen.entries, seen.erased) == (5, 1)
    last = selectors.list_entries(unit=COMMUNE)[0]
    assert (last.action, last.actor, last.obj_code) == (rules.ERASE, "hoa", "BL-2")
    assert last.values == {"entries": 1, "ground": "Luật 91/2025"}


def test_people_can_read_what_happened_to_a_thing():
    for record in make_records(4):
        say(record)

    (view,) = selectors.list_entries(obj_type="receipt", obj_code="BL-1")
    assert view.values == {"amount": 10_000, "payer": "Ông Tư"}
    assert (view.unit, view.actor, view.position) == (COMMUNE, LAN.code, LAN.position_code)
    (bare,) = selectors.list_entries(obj_type="receipt", obj_code="BL-3")
    assert bare.values is None
