"""Fees counted by page and by copy, as the tariff of certification has them."""

from __future__ import annotations

import pytest

from congvu.instruments.catalogue.pricing import prices
from congvu.instruments.catalogue.rules import FeeFacts


def line(amount: int | None, per: str = "", first: int = 1, most: int | None = None) -> FeeFacts:
    return FeeFacts(1, None, "fee", f"{amount} {per} {first}", amount, per, "", first, most)


COPY = (line(2000, "trang"), line(1000, "trang", 3, 200_000))


@pytest.mark.parametrize(
    ("copies", "pages", "total"),
    [
        (1, 1, 2000),
        (1, 2, 4000),
        (1, 3, 5000),
        (3, 2, 12_000),
        (2, 10, 24_000),
        (1, 198, 200_000),
        (1, 500, 200_000),
        (2, 500, 400_000),
    ],
)
def test_copies_are_paid_by_page_up_to_the_highest_sum(copies, pages, total):
    assert sum(one.amount for one in prices(COPY, copies=copies, pages=pages)) == total


def test_a_line_that_comes_to_nothing_is_left_out():
    assert [one.line.first for one in prices(COPY, copies=1, pages=2)] == [1]
    assert prices((line(None), line(0, "bản")), copies=3, pages=1) == ()


def test_cases_are_counted_and_a_flat_fee_is_paid_once():
    lines = (line(10_000, "trường hợp"), line(5000))
    found = prices(lines, copies=3, pages=7)
    assert [(one.count, one.amount) for one in found] == [(3, 30_000), (1, 5000)]
