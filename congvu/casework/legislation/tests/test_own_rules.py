"""What the registers of law refuse beside the general rules."""

from __future__ import annotations

import pytest

from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import entry

pytestmark = pytest.mark.django_db


def columns_refused(world, code, **said):
    with pytest.raises(RowRefused) as told:
        entry(world, get_register(code), **said)
    return {one.column for one in told.value.faults}


def test_an_unlawful_document_says_what_is_wrong_and_only_it_is_mended(world):
    unlawful = "Có nội dung trái pháp luật"
    assert columns_refused(world, "kiem-tra-van-ban", verdict=unlawful) == {"wrong"}
    lawful = {"verdict": "Đúng pháp luật", "mended_on": "09/03/2026"}
    assert columns_refused(world, "kiem-tra-van-ban", **lawful) == {"mended_on"}


def test_a_mediation_that_ended_has_its_outcome(world):
    assert columns_refused(world, "hoa-giai", ended_on="09/03/2026") == {"outcome"}
    early = {"received_on": "09/03/2026", "ended_on": "01/03/2026", "outcome": "Hòa giải thành"}
    assert columns_refused(world, "hoa-giai", **early) == {"ended_on"}


def test_a_commune_meets_the_standard_by_a_decision(world):
    assert columns_refused(world, "tiep-can-phap-luat", is_met="Có", year="2025") == {"decision"}


def test_a_regulation_does_not_hold_before_it_is_issued(world):
    days = {"issued_on": "09/03/2026", "starts_on": "01/03/2026"}
    assert columns_refused(world, "quy-che", **days) == {"starts_on"}
