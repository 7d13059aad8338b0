"""Dossier codes of each regime, there and back."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.errors import Invalid
from congvu.kernel.numbering import (
    FORM_2018,
    FORM_2020,
    FORM_NATIONAL_2026,
    CodeFormat,
    OrgCodeKind,
    ParsedCode,
    org_code_kind,
    parse_code,
)


@pytest.mark.parametrize(
    ("form", "org_code", "day", "number", "code"),
    [
        (FORM_2018, "000.00.04.G18", date(2019, 7, 1), 7, "000.00.04.G18-190701-0007"),
        (FORM_2020, "H26.103.25.7", date(2025, 9, 8), 112, "H26.103.25.7-250908-0112"),
        (FORM_2020, "H26", date(2026, 1, 5), 1, "H26-260105-0001"),
        (FORM_NATIONAL_2026, "G09.20", date(2026, 6, 9), 92637, "G09.20-20260609-0092637"),
        # a busier day than the width foresaw
        (FORM_2020, "H26.1", date(2026, 3, 9), 9999, "H26.1-260309-9999"),
        (FORM_2020, "H26.1", date(2026, 3, 9), 10000, "H26.1-260309-10000"),
        (FORM_NATIONAL_2026, "G09", date(2026, 3, 9), 12345678, "G09-20260309-12345678"),
    ],
)
def test_each_regime_writes_and_reads_its_codes(form, org_code, day, number, code):
    assert form.make(org_code, day, number) == code
    assert form.parse(code) == parse_code(code) == ParsedCode(org_code, day, number)


def test_a_typed_or_scanned_code_is_tidied():
    assert parse_code(" h26.103.25.7-250908-0112\n").number == 112
    assert parse_code("H26.103 -250908- 0112").org_code == "H26.103"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.005129",
        "H26.103-250908",
        "H26.103-250908-0112-1",
        "H26.103-250230-0112",  # no such day
        "H26.103-251308-0112",
        "H26.103-250908-0000",  # the first is 1
        "H26.103-250908-112",
        "H26.103-250908-00112",  # padded beyond the width
        "H26.103-250908-٠١١٢",
        "H26.103-2509 8-01_2",
        "Z01ABC-250908-0112",  # not an agency
        "0101234567-250908-0112",
        "000.00.04-250908-0112",
        "H26..103-250908-0112",
        "H26.-250908-0112",
        "H26.103-250908-" + "9" * 40,
        "G09.20-20260609-092637",
        "../../etc-250908-0112",
    ],
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(Invalid) as caught:
        parse_code(text)
    assert caught.value.code == "dossier_code_wrong"


def test_a_code_of_another_form_is_refused_by_this_one():
    for form, code in (
        (FORM_2018, "H26.103-250908-0112"),
        (FORM_2020, "000.00.04.G18-190701-0007"),
        (FORM_2020, "G09.20-20260609-0092637"),
        (FORM_NATIONAL_2026, "H26.103-250908-0112"),
    ):
        with pytest.raises(Invalid):
            form.parse(code)


def test_nothing_wrong_is_ever_made():
    for org_code, day, number in (
        ("H26", date(2026, 1, 1), 0),
        ("H26", date(1999, 1, 1), 1),
        ("H26", date(2100, 1, 1), 1),
        ("000.00.04.G18", date(2026, 1, 1), 1),
        ("Z01ABC", date(2026, 1, 1), 1),
        ("", date(2026, 1, 1), 1),
    ):
        with pytest.raises(Invalid):
            FORM_2020.make(org_code, day, number)


@pytest.mark.parametrize(
    "wrong", [{"date_digits": 7}, {"counter_width": 3}, {"counter_width": 8}, {"template": "{x}"}]
)
def test_a_format_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        CodeFormat(**wrong)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("H26", OrgCodeKind.AGENCY),
        ("G09.20", OrgCodeKind.AGENCY),
        ("A01.B2.C3", OrgCodeKind.AGENCY),
        ("H26." + "1" * 31, OrgCodeKind.AGENCY),
        ("000.00.04.G18", OrgCodeKind.AGENCY_2018),
        ("Z01ABC123", OrgCodeKind.OTHER),
        ("Z99" + "A" * 32, OrgCodeKind.OTHER),
        ("0101234567", OrgCodeKind.ENTERPRISE),
        ("0101234567001", OrgCodeKind.ENTERPRISE),
    ],
)
def test_organisation_codes_follow_one_of_the_schemes(code, kind):
    assert org_code_kind(code) is kind


@pytest.mark.parametrize(
    "code",
    ["", "26", "H2", "H266", "h26", "H26.", ".H26", "H26..1", "H26.a", "H26-1", "H26.Đ1", "Z00A", "Z01",
     "Z01.A", "H26." + "1" * 32, "Z99" + "A" * 33, "010123456", "H26\n", "00.00.04.G18"],
)  # fmt: skip
def test_other_texts_are_not_organisation_codes(code):
    with pytest.raises(Invalid) as caught:
        org_code_kind(code)
    assert caught.value.code == "org_code_wrong"


groups = st.lists(st.text("0123456789ABCXYZ", min_size=1, max_size=4), max_size=4)
agencies = st.builds(
    lambda letter, digits, rest: ".".join([f"{letter}{digits:02d}", *rest]),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXY"),
    st.integers(0, 99),
    groups,
)
old_agencies = st.builds(
    lambda v, z, y, letter, x: f"{v:03d}.{z:02d}.{y:02d}.{letter}{x:02d}",
    st.integers(0, 999), st.integers(0, 99), st.integers(0, 99), st.sampled_from("AHGY"), st.integers(0, 99),
)  # fmt: skip
forms = st.builds(CodeFormat, st.sampled_from([6, 8]), st.integers(4, 7))


@settings(max_examples=100, deadline=None)
@given(forms, agencies, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 10**9))
def test_every_code_comes_back_whole(form, org_code, day, number):
    assert form.parse(form.make(org_code, day, number)) == ParsedCode(org_code, day, number)


@settings(max_examples=50, deadline=None)
@given(old_agencies, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 10**6))
def test_every_code_of_2018_comes_back_whole(org_code, day, number):
    code = FORM_2018.make(org_code, day, number)
    assert parse_code(code) == ParsedCode(org_code, day, number)


@settings(max_examples=100, deadline=None)
@given(
    forms,
    agencies,
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sets(st.integers(1, 20000), min_size=2),
)
def test_two_dossiers_of_a_day_never_share_a_code(form, org_code, day, numbers):
    assert len({form.make(org_code, day, number) for number in numbers}) == len(numbers)
