"""The shipped sets: every row has its place, every source exists, every rule of checks is there."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from congvu.casework.documents.selectors import counted as documents
from congvu.foundation.units.rules import Level
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.of_units import get_unit_book
from congvu.kernel.errors import NotFound
from congvu.kernel.formula.checks import Severity, Verdict, judge
from congvu.oversight.indicators.rules.addresses import SourceKind
from congvu.oversight.indicators.rules.reading import (
    as_json,
    from_json,
    read_set,
    read_sets,
    tables_of,
)
from congvu.oversight.indicators.rules.sets import (
    Certainty,
    Fate,
    RollUp,
    ValueType,
    base_code,
)

FOLDER = Path(settings.CATALOGUE) / "indicators"
SETS = ["huyen-2021", "xa-2025"]


@cache
def shipped():
    return {one.code: one for one in read_sets(FOLDER)}


def verdict(set_code, check_code, **figures):
    found = next(one for one in shipped()[set_code].checks if one.code == check_code)
    return judge(found, {name.replace("_", "."): Decimal(x) for name, x in figures.items()})


def test_the_annex_of_2021_has_all_its_rows():
    rows = shipped()["huyen-2021"].rows()
    assert len(rows) == 176
    assert sum(row.is_heading for row in rows) == 31
    assert [row.code for row in rows if row.depth == 1][:8] == [f"1.{n}" for n in range(1, 9)]
    assert rows[-1].code == "7.6.6"
    by_type = {kind: sum(row.value_type is kind for row in rows) for kind in ValueType}
    assert by_type == {
        ValueType.HEADING: 31,
        ValueType.COUNT: 112,
        ValueType.RATIO: 15,
        ValueType.YES_NO: 16,
        ValueType.CHOICE: 1,
        ValueType.TEXT: 1,
        ValueType.MONEY: 0,
    }


def test_a_row_knows_what_stands_above_it():
    row = shipped()["huyen-2021"].get("5.6.5.1")
    assert (row.group, row.parent, row.depth, row.number) == ("5", "5.6.5", 3, "")
    assert shipped()["huyen-2021"].get("3.6").number == "6"
    with pytest.raises(NotFound):
        shipped()["huyen-2021"].get("9.9")


@pytest.mark.parametrize("code", SETS)
def test_every_source_is_there(code):
    for row in shipped()[code].indicators:
        for source in filter(None, (row.source, row.numerator, row.denominator)):
            if source.kind is SourceKind.REGISTER:
                register, count = source.register
                assert get_register(register).count(count), source.text
            elif source.kind is SourceKind.UNITS:
                book, count = source.register
                assert get_unit_book(book).count(count), source.text
            elif source.kind is SourceKind.DOCUMENTS:
                assert documents.get_definition(source.word), source.text


@pytest.mark.parametrize("code", SETS)
def test_a_ratio_is_never_added_up_and_headings_hold_nothing(code):
    for row in shipped()[code].indicators:
        if row.value_type is ValueType.RATIO:
            assert row.roll_up is RollUp.RECOMPUTE
            typed = row.source.kind is SourceKind.TYPED
            assert typed or (row.numerator and row.denominator), row.code
        if row.is_heading:
            assert row.source.kind is SourceKind.NONE
            assert not row.unit


@pytest.mark.parametrize("code", SETS)
def test_each_of_the_fourteen_rules_is_expressed(code):
    checks = shipped()[code].checks
    assert len({check.code for check in checks}) == len(checks)
    told = {check.code.split(".")[0] for check in checks}
    assert {f"V{n}" for n in range(1, 15)} <= told
    for check in checks:
        assert "{row}" not in check.message
        for name in check.names:
            assert not shipped()[code].get(base_code(name)).is_heading


def test_every_row_of_the_old_set_has_its_fate_in_the_new_one():
    old, new = shipped()["huyen-2021"], shipped()["xa-2025"]
    fates = {row.code: row.fate for row in new.indicators if row.is_printed}
    assert {row.code for row in old.rows()} == {
        c for c, fate in fates.items() if fate is not Fate.NEW
    }
    for row in new.indicators:
        if row.fate is not Fate.KEEP:
            assert row.because, row.code
    assert new.get("4.7.1").fate is Fate.DROP
    assert new.get("5.2.3").certainty is Certainty.SURE
    assert new.get("6.3.1").certainty is Certainty.UNVERIFIED


def test_a_dropped_row_stays_readable_and_is_never_printed():
    new = shipped()["xa-2025"]
    dropped = [row for row in new.indicators if row.fate is Fate.DROP]
    assert dropped
    assert all(row.name for row in dropped)
    assert not set(dropped) & {*new.rows(), *new.rows(date(2026, 3, 31))}
    assert all("cấp huyện" not in row.name for row in new.rows())


def test_the_sets_meet_on_the_day_on_which_districts_ended():
    old, new = (shipped()[code] for code in SETS)
    assert (old.level, new.level) == (Level.DISTRICT, Level.COMMUNE)
    assert old.ends_on == new.starts_on == date(2025, 7, 1)
    assert old.holds_on(date(2025, 6, 30))
    assert not old.holds_on(date(2025, 7, 1))
    assert new.holds_on(date(2025, 7, 1))


@pytest.mark.parametrize("code", SETS)
def test_a_set_kept_as_json_reads_back_the_same(code):
    values = tables_of(FOLDER)[code]
    assert read_set(from_json(as_json(values)), f"{code}.toml") == shipped()[code]


# What the published annex of 2021 says, and what it makes of the checks.
@pytest.mark.parametrize(
    ("check", "figures", "computation"),
    [
        (
            "V4.06a.dunghan",
            {"06a_tong_dunghan": 53850, "06a_huyen_dunghan": 4738, "06a_xa_dunghan": 49120},
            "4.738 + 49.120 = 53.858 ≠ 53.850",
        ),
        (
            "V3.tong.quahan",
            {"06a_tong_7": 54647, "06a_tong_dunghan": 53850, "06a_tong_10": 789},
            "53.850 + 789 = 54.639 ≠ 54.647",
        ),
        (
            "V7.7.2.2",
            {"7_2_2_1": "46.20", "7_2_2_2": "69.04"},
            "46,2 + 69,04 = 115,24 > 100",
        ),
        ("V6.loivan.7.2.2", {"7_2_2": 21125, "7_2_2_quoted": 9229}, "9.229 ≠ 21.125"),
        ("V6.3.6.8.mau", {"3_6_8_denominator": 27266, "3_6_7": 49900}, "27.266 ≠ 49.900"),
        (
            "V5.3.6.8",
            {"3_6_8": "98.44", "3_6_8_numerator": 26600, "3_6_8_denominator": 27266},
            "100 × 26.600 / 27.266 = 97,557397… ≈ 97,56 ≠ 98,44",
        ),
        ("V4.chitiet.5.4.2", {"5_4_2": 539, "5_4_2_parts": 549}, "549 ≠ 539"),
        ("V8.tructuyen", {"3_3_2": 279, "3_7_2": 141}, "279 ≠ 141"),
        ("V11.1.3.3", {"1_3_3": 15, "1_3_3_listed": 13}, "13 ≠ 15"),
        ("V12", {"3_4_1": 15, "3_4_2": 15, "pakn_chuyen": 14}, "15 > 1 = 15 − 14"),
        ("V13.1.7", {"1_7": 1, "5_6": 4}, "1 ≠ 0"),
        ("V14.3.6.10", {"3_6_10": 0, "3_6_10_denominator": 0}, "đã ghi 0"),
        ("V6.trong.7.6.2", {"7_6_2_quoted": 1}, "để trống"),
    ],
)
def test_what_contradicts_itself_in_the_published_annex_is_found(check, figures, computation):
    found = verdict("huyen-2021", check, **figures)
    assert (found.verdict, found.computation) == (Verdict.FAILS, computation)


@pytest.mark.parametrize(
    ("check", "figures"),
    [
        ("V5.3.6.3", {"3_6_3": "99.81", "3_6_3_numerator": 4738, "3_6_3_denominator": 4747}),
        ("V5.1.5.3", {"1_5_3": "96.90", "1_5_3_numerator": 219, "1_5_3_denominator": 226}),
        ("V4.3.2.3", {"3_2_3": 414, "3_2_3_1": 268, "3_2_3_2": 146}),
        ("V4.5.6", {"5_6": 4, "5_6_2": 4}),
        ("V4.6.3", {"6_3": 43, "6_3_2": 1, "6_3_4": 42}),
        ("V10.1.4", {"1_4_1": 7, "1_4_2": 5, "1_4_3": 2}),
        ("V10.1.1.2", {"1_1_1": 28, "1_1_2": 26}),
        ("V13.1.7", {"1_7": 1, "5_6": 0}),
        ("V14.3.6.10", {"3_6_10_denominator": 0}),
    ],
)
def test_what_is_consistent_is_left_alone(check, figures):
    assert verdict("huyen-2021", check, **figures).verdict is Verdict.HOLDS


def test_a_check_without_its_figures_cannot_tell():
    assert verdict("huyen-2021", "V9.huyen").verdict is Verdict.CANNOT_TELL
    held = verdict("huyen-2021", "V9.huyen", **{"06a_huyen_6": 5, "06a_huyen_11_closing": 5})
    assert held.verdict is Verdict.HOLDS


def test_a_figure_far_from_the_last_one_asks_for_a_reason():
    far = verdict("huyen-2021", "K.biendong.3.6.1", **{"3_6_1": 200, "3_6_1_previous": 100})
    near = verdict("huyen-2021", "K.biendong.3.6.1", **{"3_6_1": 120, "3_6_1_previous": 100})
    assert (far.verdict, near.verdict) == (Verdict.FAILS, Verdict.HOLDS)
    check = next(c for c in shipped()["huyen-2021"].checks if c.code == "K.biendong.3.6.1")
    assert check.severity is Severity.NEEDS_REASON


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("3.6.3", "3.6.3"),
        ("3.6.3.quoted", "3.6.3"),
        ("7.6.2.quoted.given", "7.6.2"),
        ("06a.huyen.dunghan", "06a.huyen.dunghan"),
        ("previous", "previous"),
    ],
)
def test_the_row_of_a_name_is_found_behind_its_qualifiers(name, code):
    assert base_code(name) == code


def failures(**figures):
    """Return codes and computations of what fails among the figures of a report's prose."""
    known = {name.replace("_", "."): Decimal(str(value)) for name, value in figures.items()}
    judged = [(one, judge(one, known)) for one in shipped()["huyen-2021"].checks]
    return {
        one.code: found.computation
        for one, found in judged
        if found.verdict is Verdict.FAILS and not one.code.startswith("K.batbuoc")
    }


def test_figures_of_a_quarter_in_prose_are_found_wrong_where_they_are_and_nowhere_else():
    found = failures(
        **{"06a_huyen_4": 74, "06a_huyen_5": 1877, "06a_huyen_6": 267, "06a_huyen_3": 2218},
        **{"06a_huyen_7": 2073, "06a_huyen_dunghan": 2071, "06a_huyen_10": 2, "06a_huyen_11": 145},
        **{"06a_xa_4": 768, "06a_xa_5": 2135, "06a_xa_6": 20, "06a_xa_3": 2923, "06a_xa_7": 2893},
        **{"06a_xa_dunghan": 2893, "06a_xa_10": 1, "06a_xa_11": 28, "06a_tong_tyle": "99.3"},
        **{"06a_tong_tyle_numerator": 4964, "06a_tong_tyle_denominator": 4967},
    )
    assert found == {
        "V2.xa": "2.893 + 28 = 2.921 ≠ 2.923",
        "V3.xa.dunghan": "2.893 + 1 = 2.894 ≠ 2.893",
        "V5.06a.tong.tyle": "100 × 4.964 / 4.967 = 99,939601… ≈ 99,94 ≠ 99,3",
    }


def test_figures_of_a_half_year_in_prose_are_found_wrong_where_they_are_and_nowhere_else():
    found = failures(
        **{"06a_tong_moi": 23383, "06a_tong_6": 2775, "06a_tong_3": 26159, "06a_tong_7": 20811},
        **{"06a_tong_dunghan": 19311, "06a_tong_10": 1500, "06a_tong_11": 5348},
        **{"06a_tong_12": 4823, "06a_tong_13": 525},
    )
    assert found == {"V1.tong": "23.383 + 2.775 = 26.158 ≠ 26.159"}
