"""Tests that the benchmark of planted faults finds each of them, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from config.bench.inside import faults
from config.sample.demo import load
from config.tests.test_sample_by_rows import SEED, UNTIL, empty
from congvu.foundation.journal.selectors import verify


@pytest.mark.django_db
def test_every_planted_fault_is_found_and_taken_back(tmp_path: Path) -> None:
    with transaction.atomic():
        empty()
        load(seed=SEED, count=120, until=UNTIL, data=tmp_path)
        rows = list(faults.measure(120))
        assert [row for row in rows if not row.met] == []
        assert len(rows) == 3 * 2 + 7 + 3 + 3
        assert verify() == []
        transaction.set_rollback(True)
