"""Recognised figures and the rows they may be: proposed with a reason, silent where words leave a doubt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congvu.oversight.indicators.rules.sets import (
    Indicator,
    Kind,
    RollUp,
    Source,
    SourceKind,
    ValueType,
)
from congvu.oversight.proofreading.presentation import as_json
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.rules.proposing import Claim, Ground, Proposal, Rows, claims_of


def row(code: str, name: str, unit: str = "", kind: ValueType = ValueType.COUNT) -> Indicator:
    return Indicator(code, name, name, unit, kind, Kind.FLOW, Source(SourceKind.TYPED), RollUp.SUM)


RATIO = ValueType.RATIO
ROWS = Rows(
    (
        row("1", "Chỉ đạo, điều hành", kind=ValueType.HEADING),
        row("1.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ"),
        row("1.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ"),
        row("1.3", "Số vấn đề phát hiện qua kiểm tra", "Vấn đề"),
        row("1.4", "Tổ chức đối thoại với người dân", "Có = 1 Không = 0", ValueType.YES_NO),
        row("3.1", "Số TTHC được công bố mới", "Thủ tục"),
        row("3.2", "Tỷ lệ hồ sơ giải quyết đúng hạn", "%", RATIO),
        row("3.3", "Số vấn đề phát hiện qua kiểm tra", "Vấn đề"),
        row("3.4", "Số người được đào tạo, bồi dưỡng", "Người"),
    )
)


def claims(text: str) -> list[Claim]:
    proof = as_json(proofread(text, whole_lines=True))
    figures = proof["figures"]
    assert isinstance(figures, list)
    return claims_of(
        text,
        [
            (Decimal(str(one["value"])), one["unit"] or "", one["label"], one["start"], one["end"])
            for one in figures
        ],
    )


def proposed(text: str) -> list[Proposal | None]:
    return ROWS.propose(claims(text))


def codes(text: str) -> list[str]:
    return [one.code if one else "" for one in proposed(text)]


def test_a_row_of_the_annex_is_found_by_its_name_however_it_is_abbreviated():
    text = "STT\tChỉ tiêu\tĐơn vị\tKết quả\n1\tSố thủ tục hành chính được công bố mới\tThủ tục\t27"
    found = proposed(text)
    assert found == [Proposal("3.1", Ground.SAME_NAME)]


def test_of_two_rows_with_one_name_the_place_between_the_others_tells_which():
    annex = (
        "1\tSố nhiệm vụ đã hoàn thành\tNhiệm vụ\t5\n"
        "2\tSố vấn đề phát hiện qua kiểm tra\tVấn đề\t9\n"
        "3\tSố TTHC được công bố mới\tThủ tục\t27\n"
        "4\tSố vấn đề phát hiện qua kiểm tra\tVấn đề\t4\n"
    )
    assert codes(annex) == ["1.2", "1.3", "3.1", "3.3"]
    assert proposed(annex)[1] == Proposal("1.3", Ground.IN_ORDER)
    assert codes("1\tSố vấn đề phát hiện qua kiểm tra\tVấn đề\t9\n") == [""]


def test_a_row_with_two_numbers_is_left_to_a_person():
    assert codes("1\tSố TTHC được công bố mới\tThủ tục\t27\t31\n") == ["", ""]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trong kỳ có 27 thủ tục được công bố mới.",
        "Số thủ tục hành chính được công bố mới là 27 thủ tục.",
        "Đã có 27 TTHC được công bố mới, niêm yết đầy đủ.",
    ],
)
def test_prose_is_proposed_by_the_words_that_both_have(sentence: str):
    (only,) = proposed(sentence)
    assert only is not None
    assert (only.code, only.ground) == ("3.1", Ground.WORDS)
    assert "công bố mới" in only.shared


@pytest.mark.parametrize(
    "sentence",
    [
        "Đã tổ chức 27 cuộc họp trong quý.",
        "Đã đào tạo, bồi dưỡng cho 27 thủ tục mới.",
        "Giải quyết 27 hồ sơ đúng hạn.",
        "Tỷ lệ thủ tục hành chính được công bố mới đạt 27%.",
    ],
)
def test_nothing_is_proposed_where_another_thing_is_counted(sentence: str):
    assert codes(sentence) == [""]


def test_a_per_cent_goes_with_the_fraction_that_stands_beside_it():
    typed = [one.typed for one in claims("Tỷ lệ hồ sơ giải quyết đúng hạn 92,86% (26/28).")]
    assert typed[0] == "92,86% (26/28)"
    behind = claims("Tỷ lệ hồ sơ giải quyết đúng hạn là 26/28 (92,86%).")
    assert behind[-1].typed == "92,86% (26/28)"
    apart = claims("Tỷ lệ đúng hạn 92,86%. Tại Một cửa có 26/28 hồ sơ.")
    assert apart[0].typed == Decimal("92.86")


def test_a_yes_of_the_annex_is_one_or_nought_and_never_a_count():
    line = "1\tTổ chức đối thoại với người dân\tCó/Không\t"
    assert codes(f"{line}1\n") == ["1.4"]
    assert codes(f"{line}7\n") == [""]


def test_a_row_is_sought_by_code_or_by_words_without_accents():
    assert [one.code for one in ROWS.find("3.2 Tỷ lệ hồ sơ")] == ["3.2"]
    assert [one.code for one in ROWS.find("dao tao")] == ["3.4"]
    assert [one.code for one in ROWS.find("tthc moi")] == ["3.1"]
    assert [one.code for one in ROWS.find("nhiem vu")] == ["1.1", "1.2"]
    assert ROWS.find("  ") == []
    assert ROWS.find("9.9") == []
