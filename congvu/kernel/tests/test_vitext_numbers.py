"""Numbers, dates and words as officials write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.errors import Invalid
from congvu.kernel.vitext import (
    format_date,
    format_long_date,
    format_number,
    in_words,
    parse_date,
    parse_number,
)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (1234567, 0, "1.234.567"),
        (-1234, 0, "-1.234"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (Decimal("71.428571"), 2, "71,43"),
        (Decimal("0.125"), 2, "0,13"),
        (55.555, 2, "55,56"),
        (0.1, 3, "0,100"),
        (Decimal("-0.004"), 2, "0,00"),
        (5, 2, "5,00"),
        (Decimal("2.5"), 0, "3"),
        (Decimal(10) ** 30, 2, "1.000.000.000.000.000.000.000.000.000.000,00"),
    ],
)
def test_numbers_are_written_with_points_and_a_comma(number, decimals, text):
    assert format_number(number, decimals) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        (" 12,75 ", "12.75"),
        ("0,125", "0.125"),
        ("1.234,567", "1234.567"),
        ("12345,678", "12345.678"),
        ("-1.234,5", "-1234.5"),
        ("\u22125", "-5"),
        ("1 234 567", "1234567"),
        ("1\u00a0234,5", "1234.5"),
    ],
)
def test_numbers_are_read(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "-", "một", "1.5", "12.34", "1.2345", "1,234", "12,345", "1,234,567", "1,234.5", "1.23.456", "1..234",
     "1,", ",5", "1e5", "1 23", "1.234 567", "٣", "--1", "0x1", "1.234.5678", "NaN", "5%",
     "0.123", "00.123", "012.345", "-0.123", "0.123,4", "0,123.4", "0 123", "0.000"],
)  # fmt: skip
def test_what_is_no_number_or_may_be_two_is_refused(text):
    with pytest.raises(Invalid) as caught:
        parse_number(text)
    assert caught.value.code == "number_wrong"


def test_whoever_expects_three_places_may_read_them():
    assert parse_number("1,234", decimals=3) == Decimal("1.234")
    with pytest.raises(Invalid):
        parse_number("1,25", decimals=1)
    with pytest.raises(Invalid):
        parse_number("1,0", decimals=0)


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_every_number_written_is_read_back(units, decimals):
    number = Decimal(units).scaleb(-decimals)
    assert parse_number(format_number(number, decimals), decimals=decimals) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/03/2026", date(2026, 3, 5)),
        ("5/3/2026", date(2026, 3, 5)),
        (" 5-3-2026 ", date(2026, 3, 5)),
        ("05.03.2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("ngày 05 tháng 3 năm 2026", date(2026, 3, 5)),
        ("Ngày  5 tháng 03 năm 2026", date(2026, 3, 5)),
        ("05 tháng 3, năm 2026", date(2026, 3, 5)),
        ("29/02/2024", date(2024, 2, 29)),
        ("31/12/1899", date(1899, 12, 31)),
    ],
)
def test_dates_are_read(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "29/02/2025", "31/04/2026", "32/01/2026", "01/13/2026", "00/01/2026", "5/3/26", "5/3", "2026/03/05",
     "05/03-2026", "ngày 31 tháng 2 năm 2026", "hôm nay", "05/03/0000", "٥/٣/٢٠٢٦", "2026-3-5", "05/03/2026x"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Invalid) as caught:
        parse_date(text)
    assert caught.value.code == "date_wrong"


def test_dates_are_written():
    assert format_date(date(2026, 3, 5)) == "05/03/2026"
    assert format_date(datetime(2026, 3, 5, 18, 0, tzinfo=UTC)) == "06/03/2026"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 15), "ngày 15 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_documents_write_the_zero_for_small_days_and_the_first_two_months(day, text):
    assert format_long_date(day) == text
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (31, "ba mươi mốt"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (121, "một trăm hai mươi mốt"),
        (555, "năm trăm năm mươi lăm"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (1015, "một nghìn không trăm mười lăm"),
        (1100, "một nghìn một trăm"),
        (10000, "mười nghìn"),
        (21000, "hai mươi mốt nghìn"),
        (105000, "một trăm linh năm nghìn"),
        (1000000, "một triệu"),
        (1000005, "một triệu không trăm linh năm"),
        (1005000, "một triệu không trăm linh năm nghìn"),
        (1234567, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
        (10**9, "một tỷ"),
        (2 * 10**9 + 50 * 10**6, "hai tỷ không trăm năm mươi triệu"),
        (10**12, "một nghìn tỷ"),
        (1001 * 10**9, "một nghìn không trăm linh một tỷ"),
        (10**15, "một triệu tỷ"),
        (-12, "âm mười hai"),
    ],
)
def test_numbers_are_said(number, text):
    assert in_words(number) == text


def test_the_south_says_le_and_ngan():
    assert in_words(1105, linh="lẻ", nghin="ngàn") == "một ngàn một trăm lẻ năm"


def test_what_is_too_large_is_refused():
    for number in (10**15 + 1, -(10**15) - 1):
        with pytest.raises(Invalid):
            in_words(number)


VALUES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def heard(text):
    """Understand a spoken number the way a listener does."""
    total = million = group = digit = 0
    for word in text.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word == "mươi":
            group, digit = group + 10 * digit, 0
        elif word == "trăm":
            group, digit = group + 100 * digit, 0
        elif word in ("nghìn", "triệu"):
            million += (group + digit) * {"nghìn": 10**3, "triệu": 10**6}[word]
            group = digit = 0
        elif word == "tỷ":
            total, million, group, digit = (million + group + digit) * 10**9, 0, 0, 0
        else:
            assert word == "linh"
    return total + million + group + digit


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.integers(1, 10**15), st.integers(1, 10**7), st.integers(1, 10**6).map(lambda n: n * 1000)
    )
)
def test_a_listener_hears_the_number_that_was_said(number):
    assert heard(in_words(number)) == number
