"""Parts of an annex: rows keep their codes wherever they print, and stand under one heading."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.instruments.catalogue.errors import BadFiles
from congvu.kernel.errors import Invalid, NotFound
from congvu.oversight.indicators.rules import editing, editing_parts
from congvu.oversight.indicators.rules.reading import read_set
from congvu.oversight.indicators.rules.sets import IndicatorSet
from congvu.oversight.indicators.tests.make import CONTENT, row

WHY = "Mẫu mới gộp hai phần"


def read(values: dict[str, Any]) -> IndicatorSet:
    return read_set(values, "mau.toml")


def test_rows_that_are_given_back_say_again_what_their_code_says():
    away = editing_parts.with_row_in(CONTENT, "1.1", "2")
    assert (read(away).get("1.1.1").group, read(away).get("1.1").number) == ("2", "10")
    back = editing_parts.with_row_in(away, "1.1", "1")
    assert editing.find(back, "indicators", "1.1") == editing.find(CONTENT, "indicators", "1.1")


def test_checks_and_formulas_still_find_a_row_that_was_moved():
    moved = editing_parts.without_part(CONTENT, "2", into="3", because=WHY)
    assert len(read(moved).checks) == len(read(CONTENT).checks)
    assert read(moved).get("2.4").source.formula.names == {"2.2", "2.3"}


def test_in_a_set_based_on_another_a_row_that_was_moved_is_changed_and_says_why():
    based = {
        **CONTENT,
        "based_on": "goc",
        "indicators": [{**one, "fate": "keep"} for one in CONTENT["indicators"]],
    }
    based = editing.with_changed(based, "1.2", {"because": "Chưa đối chiếu."})
    moved = editing_parts.without_part(based, "1", into="2", because=WHY)
    head, below = (read(moved).get(code) for code in ("1.1", "1.1.1"))
    assert read(moved).get("1.2").because == f"Chưa đối chiếu. {WHY}"
    assert (head.fate.value, head.because, below.fate.value) == ("change", WHY, "keep")


def test_a_row_is_moved_among_those_of_its_part_not_of_its_code():
    given = editing_parts.with_row_in(CONTENT, "1.2", "3")
    up = editing.moved(given, "1.2", up=True)
    codes = [one["code"] for one in up["indicators"] if one["code"][0] == "3" or "group" in one]
    assert codes == ["3.1", "3.2", "3.3", "3.4", "1.2", "3.5"]
    assert editing.moved(given, "1.3", up=False) == given


def test_a_new_row_of_a_part_does_not_follow_one_that_left_it():
    given = editing_parts.with_row_in(CONTENT, "1.3", "3")
    new = editing.with_row(given, row("1.4", "count"))
    codes = [one["code"] for one in new["indicators"]]
    assert codes.index("1.4") == codes.index("1.2") + 1


@pytest.mark.parametrize(
    ("code", "into", "refusal"),
    [("1", "", Invalid), ("1", "1", Invalid), ("1", "9", NotFound), ("9", "1", NotFound)],
)
def test_rows_go_nowhere_else(code, into, refusal):
    with pytest.raises(refusal):
        editing_parts.without_part(CONTENT, code, into=into, because=WHY)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"groups": [*CONTENT["groups"], CONTENT["groups"][0]]}, "hai lần"),
        ({"groups": [*CONTENT["groups"], {**CONTENT["groups"][0], "code": "1.4"}]}, "mã phần"),
        ({"indicators": [row("1.1", "count", group="9")]}, "không có dòng trên là 9"),
        (
            {"indicators": [row("1.1", "count"), row("1.1.1", "count", group="2")]},
            "ngay dưới phần",
        ),
        (
            {
                "indicators": [
                    row("1.1", "count"),
                    row("2.1", "count", group="1", number="1"),
                ]
            },
            "cùng in số 1",
        ),
    ],
)
def test_the_reader_refuses_parts_that_are_none(changes, told):
    with pytest.raises(BadFiles) as bad:
        read({**CONTENT, "checks": [], **changes})
    assert told in bad.value.faults[0].problem
