"""Checks on figures: verdicts of three values, and the computation as it is written."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.formula import FormulaWrong, Missing, Rounding
from congvu.kernel.formula.checks import (
    Check,
    Relation,
    Severity,
    Verdict,
    judge,
    parse_condition,
)


def check(text, **more):
    """Make a check from "left sign right"."""
    statement = parse_condition(text)
    only_if = tuple(parse_condition(one) for one in more.pop("only_if", ()))
    facts = {"code": "x", "severity": Severity.BLOCKS, "message": "Số liệu chưa khớp."}
    return Check(
        left=statement.left,
        relation=statement.relation,
        right=statement.right,
        only_if=only_if,
        **{**facts, **more},
    )


def figures(**values):
    return {name.replace("_", "."): Decimal(str(value)) for name, value in values.items()}


@pytest.mark.parametrize(
    ("text", "given_figures", "verdict", "written"),
    [
        # Mỹ Tú 2021: resolved = on time + late
        (
            "total == part + rest",
            {"total": 53850, "part": 4738, "rest": 49120},
            Verdict.FAILS,
            "4.738 + 49.120 = 53.858 ≠ 53.850",
        ),
        (
            "total == part + rest",
            {"total": 53858, "part": 4738, "rest": 49120},
            Verdict.HOLDS,
            "4.738 + 49.120 = 53.858",
        ),
        (
            "part + rest <= 100",
            {"part": "46.20", "rest": "69.04"},
            Verdict.FAILS,
            "46,2 + 69,04 = 115,24 > 100",
        ),
        ("part <= total", {"part": 82, "total": 82}, Verdict.HOLDS, "82 ≤ 82"),
        ("part <= total", {"part": 83, "total": 82}, Verdict.FAILS, "83 > 82"),
        (
            "total >= part + rest",
            {"total": 1, "part": 2, "rest": 3},
            Verdict.FAILS,
            "1 < 5 = 2 + 3",
        ),
        ("part < total", {"part": 1, "total": 1}, Verdict.FAILS, "1 ≥ 1"),
        ("part > total", {"part": 1, "total": 1}, Verdict.FAILS, "1 ≤ 1"),
        ("part == total", {"part": 9229, "total": 21125}, Verdict.FAILS, "9.229 ≠ 21.125"),
        ("part == total", {"part": 5, "total": 5}, Verdict.HOLDS, "5"),
    ],
)
def test_a_verdict_comes_with_its_computation(text, given_figures, verdict, written):
    found = judge(check(text), figures(**given_figures))
    assert (found.verdict, found.computation) == (verdict, written)


def test_a_percentage_is_compared_after_rounding_by_the_rule_of_the_set():
    share = check("rate == 100 * part / whole", rounding=Rounding.named("half_up:2"))
    wrong = judge(share, figures(rate="92.85", part=26, whole=28))
    assert wrong.verdict is Verdict.FAILS
    assert wrong.computation == "100 × 26 / 28 = 92,857142… ≈ 92,86 ≠ 92,85"
    assert wrong.difference == Decimal("-0.01")
    right = judge(share, figures(rate="92.86", part=26, whole=28))
    assert right.verdict is Verdict.HOLDS
    assert right.computation == "100 × 26 / 28 = 92,857142… ≈ 92,86 = 92,86"


def test_a_difference_within_the_tolerance_is_let_pass_and_shown():
    share = check("rate == 100 * part / whole", tolerance=Decimal("0.1"))
    found = judge(share, figures(rate="50.05", part=1, whole=2))
    assert found.verdict is Verdict.HOLDS
    assert found.computation == "100 × 1 / 2 = 50 ≈ 50,05"


def test_what_is_not_reported_yet_is_not_wrong():
    found = judge(check("total == [1.1] + [1.2]"), {"total": Decimal(3), "1.1": Decimal(1)})
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.blanks == ("1.2",)
    assert found.computation == "chưa có số liệu: 1.2"


def test_nothing_of_nothing_cannot_be_told():
    found = judge(check("rate == 100 * part / whole"), figures(rate=0, part=0, whole=0))
    assert found.verdict is Verdict.CANNOT_TELL
    assert found.computation == "không tính được: chia cho 0"


def test_parts_that_are_left_blank_count_as_none_where_the_check_says_so():
    total = check("[5.6] == [5.6.1] + [5.6.2]", missing=Missing.BLANK_IF_ALL)
    known = {"5.6": Decimal(4), "5.6.2": Decimal(4)}
    assert judge(total, known).verdict is Verdict.HOLDS
    assert judge(total, known).computation == "0 + 4 = 4"
    assert judge(total, {"5.6": Decimal(4)}).verdict is Verdict.CANNOT_TELL


def test_a_check_is_asked_only_in_its_case():
    well = check("[1.7] == 0", only_if=["[5.6] > 0"])
    assert judge(well, {"1.7": Decimal(1), "5.6": Decimal(4)}).verdict is Verdict.FAILS
    not_asked = judge(well, {"1.7": Decimal(1), "5.6": Decimal(0)})
    assert (not_asked.verdict, not_asked.applies) == (Verdict.HOLDS, False)
    unknown = judge(well, {"1.7": Decimal(1)})
    assert (unknown.verdict, unknown.blanks) == (Verdict.CANNOT_TELL, ("5.6",))


def test_whether_a_figure_was_given_can_itself_be_checked():
    asked = check("[1.1.given] == 1", only_if=["[1.2.given] == 1"])
    assert judge(asked, {"1.2": Decimal(0)}).verdict is Verdict.FAILS
    assert judge(asked, {"1.2": Decimal(0)}).computation == "để trống"
    assert judge(asked, {"1.2": Decimal(0), "1.1": Decimal("2.5")}).computation == "đã ghi 2,5"
    assert judge(asked, {"1.2": Decimal(0), "1.1": Decimal(0)}).verdict is Verdict.HOLDS
    assert not judge(asked, {}).applies
    # what is no number, a text or a day, is told by whoever knows
    assert judge(asked, {"1.2.given": Decimal(1), "1.1.given": Decimal(1)}).applies


@pytest.mark.parametrize("text", ["a", "a = b", "a == b == c", "a < b < c", "a <= ", "a != b"])
def test_a_statement_has_one_sign_and_two_sides(text):
    with pytest.raises(FormulaWrong):
        parse_condition(text)


def test_signs_may_be_typed_as_they_are_printed():
    assert parse_condition("a ≤ b").relation is Relation.AT_MOST
    assert parse_condition("a ≥ b").relation is Relation.AT_LEAST


AMOUNTS = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(AMOUNTS, AMOUNTS)
@settings(max_examples=100)
def test_a_relation_and_its_opposite_never_both_hold(a, b):
    known = {"a": a, "b": b}
    verdicts = {
        sign: judge(check(f"a {sign} b"), known).verdict is Verdict.HOLDS
        for sign in ("==", "<=", ">=", "<", ">")
    }
    assert verdicts["<="] is not verdicts[">"]
    assert verdicts[">="] is not verdicts["<"]
    assert verdicts["=="] is (verdicts["<="] and verdicts[">="])


@given(AMOUNTS, AMOUNTS, st.sampled_from(["==", "<=", ">=", "<", ">"]))
@settings(max_examples=100)
def test_the_written_sign_is_true_of_the_figures(a, b, sign):
    found = judge(check(f"a {sign} b"), {"a": a, "b": b})
    truths = {"=": a == b, "≠": a != b, "≤": a <= b, "≥": a >= b, "<": a < b, ">": a > b}
    signs = [word for word in found.computation.split() if word in truths]
    assert all(truths[word] for word in signs)
    assert signs or a == b
