"""Parallel cashiers take receipt numbers without a gap and without a double."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from congvu.instruments.payments.models import Receipt
from congvu.instruments.payments.tests import make


@pytest.mark.django_db(transaction=True)
def test_four_cashiers_at_once_leave_no_gap_and_no_double():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads cannot share an in-memory database")
    place = make.unit()
    charges = [make.charge(place) for _ in range(24)]

    def work(charge):
        try:
            return make.collect(charge, place).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as cashiers:
        numbers = list(cashiers.map(work, charges))
    assert sorted(numbers) == list(range(1, 25))
    assert Receipt.objects.count() == 24
