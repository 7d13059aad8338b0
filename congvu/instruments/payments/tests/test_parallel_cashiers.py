"""Parallel cashiers take receipt numbers without a gap and without a double."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import ConnectionHandler, connection

from congvu.foundation.journal.models import Entry, EntryDetail, Head
from congvu.instruments.payments.models import Charge, Receipt, ReceiptCounter
from congvu.instruments.payments.tests import make
from congvu.kernel.errors import Conflict

TABLES = (Entry, EntryDetail, Head, Charge, Receipt, ReceiptCounter)
CASHIERS, CHARGES = 4, 24


def outside(statement):
    """Run what PostgreSQL allows outside a transaction only, on a connection of its own."""
    handler = ConnectionHandler({"default": connection.settings_dict})
    with handler["default"].cursor() as cursor:
        cursor.execute(statement)
    handler["default"].close()


@pytest.fixture
def ledger(db, tmp_path):
    """A database with units, money and a journal, which threads can share."""
    settings = connection.settings_dict
    name = str(tmp_path / "ledger.sqlite3")
    if connection.vendor == "postgresql":
        name = f"{settings['NAME']}_ledger"
        outside(f'CREATE DATABASE "{name}"')
    handler = ConnectionHandler({"default": {**settings, "NAME": name}})
    with handler["default"].schema_editor() as editor:
        for model in (apps.get_model("units", "Unit"), *TABLES):
            editor.create_model(model)
    handler["default"].close()
    yield name
    if connection.vendor == "postgresql":
        outside(f'DROP DATABASE "{name}" WITH (FORCE)')


def in_threads(ledger, work, items):
    """Do `work` on every item, in as many threads as there are cashiers, in that database."""

    def one(item):
        connection.settings_dict = {**connection.settings_dict, "NAME": ledger}
        try:
            return work(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(CASHIERS) as cashiers:
        return list(cashiers.map(one, items))


def test_four_cashiers_at_once_leave_no_gap_and_no_double(ledger):
    def prepare(_item):
        place = make.unit()
        return place, [make.charge(place) for _ in range(CHARGES)]

    def collect(charge):
        return make.collect(charge, place).number

    def count(_item):
        return Receipt.objects.count(), ReceiptCounter.objects.get().last

    [(place, charges)] = in_threads(ledger, prepare, [None])
    numbers = in_threads(ledger, collect, charges)
    assert sorted(numbers) == list(range(1, CHARGES + 1))
    assert in_threads(ledger, count, [None]) == [(CHARGES, CHARGES)]


def test_two_cashiers_on_one_charge_collect_it_once(ledger):
    def prepare(_item):
        place = make.unit()
        return place, make.charge(place)

    def collect(charge):
        try:
            return make.collect(charge, place).number
        except Conflict:
            return None

    [(place, charge)] = in_threads(ledger, prepare, [None])
    numbers = in_threads(ledger, collect, [charge] * CASHIERS)
    assert sorted(numbers, key=str) == [1, None, None, None]
