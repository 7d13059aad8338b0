"""Amounts as they are printed, said and read."""

from decimal import Decimal

import pytest

from congvu.kernel.errors import Invalid
from congvu.kernel.money import Money


@pytest.mark.parametrize(
    ("amount", "printed", "said"),
    [
        (0, "0 đồng", "Không đồng"),
        (8000, "8.000 đồng", "Tám nghìn đồng"),
        (50000, "50.000 đồng", "Năm mươi nghìn đồng"),
        (1205000, "1.205.000 đồng", "Một triệu hai trăm linh năm nghìn đồng"),
        (-15000, "-15.000 đồng", "Âm mười lăm nghìn đồng"),
    ],
)
def test_money_is_printed_and_said(amount, printed, said):
    assert str(Money(amount)) == printed
    assert Money(amount).in_words() == said
    assert Money.parse(printed) == Money(amount)


@pytest.mark.parametrize(
    "text", ["50.000", "50000", "50.000đ", "50 000 VNĐ", "50.000 đồng", "50.000 ₫"]
)
def test_money_is_read_as_people_write_it(text):
    assert Money.parse(text) == Money(50000)


@pytest.mark.parametrize(
    "text", ["", "đồng", "50,5", "50.00", "1,234", "0.500 đồng", "năm mươi nghìn"]
)
def test_what_is_no_whole_amount_is_refused(text):
    with pytest.raises(Invalid):
        Money.parse(text)


def test_money_adds_up():
    fees = [Money(8000), Money(15000)]
    assert sum(fees) == sum(fees, Money(0)) == Money(23000)
    assert Money(15000) - Money(8000) == Money(7000)
    assert Money(8000) * 3 == Money(24000)
    assert -Money(1) == Money(-1)
    assert Money(1) < Money(2)
    assert not Money(0)
    with pytest.raises(TypeError):
        Money(1) + 1


def test_parts_of_a_dong_do_not_exist():
    assert Money.exactly(Decimal("12.0")) == Money(12)
    with pytest.raises(Invalid):
        Money.exactly(Decimal("12.5"))
