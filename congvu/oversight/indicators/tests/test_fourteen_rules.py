"""The fourteen rules on the set of communes: small figures on which each fires, and on which not."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from congvu.kernel.formula.checks import Check, Verdict, judge
from congvu.oversight.indicators.rules.reading import read_sets

FAILS, HOLDS = Verdict.FAILS, Verdict.HOLDS
FORM = {"06a.xa.3": 10, "06a.xa.4": 4, "06a.xa.5": 5, "06a.xa.6": 1, "06a.xa.7": 8}
MORE = {"06a.xa.8": 3, "06a.xa.9": 4, "06a.xa.10": 1, "06a.xa.11": 2, "06a.xa.12": 2}
REST = {"06a.xa.13": 0, "06a.xa.dunghan": 7, "06a.xa.moi": 9}
WHOLE = {**FORM, **MORE, **REST}
ONE_SIDE = {
    "V1.xa": [(WHOLE, HOLDS), ({**WHOLE, "06a.xa.3": 11}, FAILS), ({**WHOLE, "06a.xa.3": 9}, FAILS)],
    "V1.xa.moi": [(WHOLE, HOLDS), ({**WHOLE, "06a.xa.moi": 8}, FAILS)],
    "V2.xa": [(WHOLE, HOLDS), ({**WHOLE, "06a.xa.11": 1}, FAILS), ({**WHOLE, "06a.xa.11": 3}, FAILS)],
    "V3.xa": [(WHOLE, HOLDS), ({**WHOLE, "06a.xa.10": 2}, FAILS), ({**WHOLE, "06a.xa.10": 0}, FAILS)],
    "V3.xa.dunghan": [(WHOLE, HOLDS), ({**WHOLE, "06a.xa.dunghan": 8}, FAILS)],
    "V3.xa.dang": [(WHOLE, HOLDS), ({**WHOLE, "06a.xa.13": 1}, FAILS)],
    "V4.5.6": [
        ({"5.6": 4, "5.6.2": 1, "5.6.3": 1, "5.6.4": 1, "5.6.5": 1}, HOLDS),
        ({"5.6": 4, "5.6.2": 3}, FAILS),
        ({"5.6": 4, "5.6.2": 5}, FAILS),
    ],
    "V4.5.6.5": [
        ({"5.6.5": 2, "5.6.5.1": 1, "5.6.5.3": 1}, HOLDS),
        ({"5.6.5": 2, "5.6.5.2": 1}, FAILS),
    ],
    "V4.6.3": [({"6.3": 43, "6.3.2": 1, "6.3.4": 42}, HOLDS), ({"6.3": 43, "6.3.4": 42}, FAILS)],
    "V4.chitiet.5.4.2": [
        ({"5.4.2": 539, "5.4.2.parts": 539}, HOLDS),
        ({"5.4.2": 539, "5.4.2.parts": 549}, FAILS),
        ({"5.4.2": 539, "5.4.2.parts": 529}, FAILS),
    ],
    "V5.3.6.8": [
        ({"3.6.8": "92.86", "3.6.8.numerator": 26, "3.6.8.denominator": 28}, HOLDS),
        ({"3.6.8": "92.85", "3.6.8.numerator": 26, "3.6.8.denominator": 28}, FAILS),
        ({"3.6.8": "92.87", "3.6.8.numerator": 26, "3.6.8.denominator": 28}, FAILS),
    ],
    "V6.loivan.7.2.2": [
        ({"7.2.2": 9229, "7.2.2.quoted": 9229}, HOLDS),
        ({"7.2.2": 21125, "7.2.2.quoted": 9229}, FAILS),
        ({"7.2.2": 21, "7.2.2.quoted": 9229}, FAILS),
    ],
    "V6.trong.1.6": [
        ({"1.6": 0, "1.6.given": 1, "1.6.quoted": 2}, HOLDS),
        ({"1.6.given": 0, "1.6.quoted": 2}, FAILS),
    ],
    "V6.3.6.8.tu": [
        ({"3.6.8.numerator": 7, **REST}, HOLDS),
        ({"3.6.8.numerator": 8, **REST}, FAILS),
    ],
    "V6.3.6.8.mau": [
        ({"3.6.8.denominator": 8, "3.6.7": 8}, HOLDS),
        ({"3.6.8.denominator": 7, "3.6.7": 8}, FAILS),
    ],
    "V7.7.2.2": [
        ({"7.2.2.1": "46.2", "7.2.2.2": "53.8"}, HOLDS),
        ({"7.2.2.1": "46.20", "7.2.2.2": "69.04"}, FAILS),
    ],
    "V7.3.6.8": [({"3.6.8": 100}, HOLDS), ({"3.6.8": "100.01"}, FAILS)],
    "V8.tructuyen": [({"3.3.2": 141, "3.7.2": 141}, HOLDS), ({"3.3.2": 141, "3.7.2": 201}, FAILS)],
    "V8.mucdo": [
        ({"7.4.1": 50, "7.4.2": 151, "3.7.2": 201}, HOLDS),
        ({"7.4.1": 50, "7.4.2": 151, "3.7.2": 141}, FAILS),
    ],
    "V8.sncl": [({"6.3": 43, "4.1.2": 43}, HOLDS), ({"6.3": 43, "4.1.2": 42}, FAILS)],
    "V9.xa": [
        ({"06a.xa.6": 5, "06a.xa.11.closing": 5}, HOLDS),
        ({"06a.xa.6": 4, "06a.xa.11.closing": 5}, FAILS),
        ({"06a.xa.6": 6, "06a.xa.11.closing": 5}, FAILS),
    ],
    "V10.1.2.5": [({"1.2.4": 82, "1.2.5": 82}, HOLDS), ({"1.2.4": 82, "1.2.5": 83}, FAILS)],
    "V10.1.4": [
        ({"1.4.1": 7, "1.4.2": 5, "1.4.3": 2}, HOLDS),
        ({"1.4.1": 7, "1.4.2": 6, "1.4.3": 2}, FAILS),
    ],
    "V10.3.6": [({"3.6.6": 9, **REST}, HOLDS), ({"3.6.6": 10, **REST}, FAILS)],
    "V10.ngay.2.1": [({"2.1.outside": 0}, HOLDS), ({"2.1.outside": 1}, FAILS)],
    "V11.1.3.3": [
        ({"1.3.3": 13, "1.3.3.listed": 13}, HOLDS),
        ({"1.3.3": 15, "1.3.3.listed": 13}, FAILS),
        ({"1.3.3": 11, "1.3.3.listed": 13}, FAILS),
    ],
    "V12": [
        ({"3.4.1": 15, "3.4.2": 1, "pakn.chuyen": 14}, HOLDS),
        ({"3.4.1": 15, "3.4.2": 15, "pakn.chuyen": 14}, FAILS),
    ],
    "V12.donthu": [
        ({"donthu.thamquyen": 10, "donthu.xong": 10}, HOLDS),
        ({"donthu.thamquyen": 10, "donthu.xong": 11}, FAILS),
    ],
    "V13.1.7": [({"1.7": 0, "5.6": 4}, HOLDS), ({"1.7": 1, "5.6": 4}, FAILS)],
    "V14.3.6.10": [
        ({"3.6.10.denominator": 0}, HOLDS),
        ({"3.6.10": 0, "3.6.10.denominator": 0}, FAILS),
    ],
}  # fmt: skip
OTHER_SIDE = {
    "V1.xa.moi": [({**WHOLE, "06a.xa.moi": 10}, FAILS)],
    "V3.xa.dunghan": [({**WHOLE, "06a.xa.dunghan": 6}, FAILS)],
    "V3.xa.dang": [({**WHOLE, "06a.xa.11": 3}, FAILS)],
    "V4.5.6.5": [({"5.6.5": 2, "5.6.5.2": 3}, FAILS)],
    "V4.6.3": [({"6.3": 43, "6.3.4": 44}, FAILS)],
    "V4.chitiet.5.4.2": [({"5.4.2": 539, "5.4.2.parts": 540}, FAILS)],
    "V6.loivan.7.2.2": [({"7.2.2": 9229, "7.2.2.quoted": 9230}, FAILS)],
    "V6.trong.1.6": [({"1.6.given": 0, "1.6.quoted.given": 0}, HOLDS)],
    "V6.3.6.8.tu": [({"3.6.8.numerator": 6, **REST}, FAILS)],
    "V6.3.6.8.mau": [({"3.6.8.denominator": 9, "3.6.7": 8}, FAILS)],
    "V7.7.2.2": [
        ({"7.2.2.1": 40, "7.2.2.2": 50}, HOLDS),
        ({"7.2.2.1": 40, "7.2.2.2": "60.5"}, FAILS),
    ],
    "V7.3.6.8": [({"3.6.8": 97}, HOLDS)],
    "V8.tructuyen": [({"3.3.2": 142, "3.7.2": 141}, FAILS)],
    "V8.mucdo": [({"7.4.1": 50, "7.4.2": 151, "3.7.2": 202}, FAILS)],
    "V8.sncl": [({"6.3": 41, "4.1.2": 42}, FAILS)],
    "V10.1.2.5": [({"1.2.4": 82, "1.2.5": 80}, HOLDS)],
    "V10.1.4": [({"1.4.1": 7, "1.4.2": 4, "1.4.3": 2}, HOLDS)],
    "V10.3.6": [({"3.6.6": 8, **REST}, FAILS)],
    "V11.1.3.3": [({"1.3.3": 14, "1.3.3.listed": 13}, FAILS)],
    "V12": [
        ({"3.4.1": 15, "3.4.2": 0, "pakn.chuyen": 14}, HOLDS),
        ({"3.4.1": 15, "3.4.2": 2, "pakn.chuyen": 14}, FAILS),
    ],
    "V12.donthu": [({"donthu.thamquyen": 10, "donthu.xong": 4}, HOLDS)],
    "V13.1.7": [({"1.7": 1, "5.6": 0}, HOLDS)],
    "V14.3.6.10": [({"3.6.10": 50, "3.6.10.denominator": 4}, HOLDS)],
}  # fmt: skip
"""The other side of each relation, and figures of which a rule does not ask."""
CASES = {code: [*cases, *OTHER_SIDE.get(code, ())] for code, cases in ONE_SIDE.items()}


@cache
def checks() -> dict[str, Check]:
    [found] = [one for one in read_sets(Path(settings.CATALOGUE) / "indicators") if one.code == "xa-2025"]  # fmt: skip
    return {one.code: one for one in found.checks}


@pytest.mark.parametrize(
    ("code", "figures", "told"),
    [(code, figures, told) for code, cases in CASES.items() for figures, told in cases],
)
def test_it_fires_on_what_contradicts_itself_and_on_nothing_else(code, figures, told):
    known = {name: Decimal(str(value)) for name, value in figures.items()}
    assert judge(checks()[code], known).verdict is told


def test_each_of_the_fourteen_has_figures_on_both_sides():
    sides = {
        rule: {told for code, cases in CASES.items() for _f, told in cases if code.split(".")[0] == rule}
        for rule in (f"V{n}" for n in range(1, 15))
    }  # fmt: skip
    assert all(side == {FAILS, HOLDS} for side in sides.values())


@pytest.mark.parametrize("code", CASES)
def test_a_rule_without_its_figures_accuses_nobody(code):
    assert judge(checks()[code], {}).verdict is not FAILS
