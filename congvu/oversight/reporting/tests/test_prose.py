"""Prose binds its figures, refuses what it does not know, and comes back as it was written."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.prose import (
    ProseWrong,
    escape,
    fill,
    fill_line,
    gaps,
    parse,
    plain,
    written,
    written_blocks,
)
from congvu.oversight.reporting.rules.wording import FigureValue

D = Decimal
FIGURES = {
    "3.6.1": FigureValue(D(4747), before=D(4500)),
    "3.6.3": FigureValue(D("99.81"), D(4738), D(4747), D("99.5"), percent=True, places=2),
    "3.6.9": FigureValue(D(100), D(4), D(4), percent=True, places=2),
    "3.6.10": FigureValue(None, D(0), D(0), percent=True),
    "1.2.4": FigureValue(D(5), before=D(5)),
    "1.6": FigureValue(D(0), before=D(2)),
    "2.2.1": FigureValue(),
    "@ky": FigureValue(text="quý I năm 2026"),
}


def _said(text: str) -> str:
    return m.plain(fill_line(text, FIGURES))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{3.6.1}} hồ sơ", "4.747 hồ sơ"),
        ("{{ 3.6.3 | % }}", "99,81%"),
        ("{{3.6.9|%}}", "100,00%"),
        ("{{3.6.3.n}}/{{3.6.3.d}}", "4.738/4.747"),
        ("{{3.6.3|n/d}}", "4.738/4.747"),
        ("{{1.2.4|so}} vấn đề", "05 vấn đề"),
        ("{{1.6|so}}", "0"),
        ("{{3.6.1|so}}", "4.747"),
        ("{{1.2.4|chữ}}", "năm"),
        ("{{3.6.1|tăng giảm}}", "tăng 247"),
        ("{{1.6|tăng giảm}}", "giảm 2"),
        ("{{1.2.4|tăng giảm}}", "không tăng, không giảm"),
        ("{{3.6.3|tăng giảm}}", "tăng 0,31 điểm phần trăm"),
        ("{{3.6.1|so sánh}}", "tăng 247 (5,49%) so với cùng kỳ năm trước"),
        ("{{1.2.4|so sánh}}", "bằng cùng kỳ năm trước"),
        ("{{3.6.1|trước}}", "4.500"),
        ("{{3.6.10|%}}", "–"),
        ("Trong {{@ky}}", "Trong quý I năm 2026"),
    ],
)
def test_it_writes_figures_as_officials_do(text, said):
    assert _said(text) == said


def test_a_blank_becomes_a_gap_and_is_named_never_zero():
    blocks = fill(parse("Có {{2.2.1|so}} và {{3.6.1}}{^theo {{9.9}}^}"), FIGURES)
    assert [m.plain(it) for it in m.texts(m.Part("", "", blocks))] == ["Có … và 4.747"]
    assert gaps(blocks) == ("2.2.1", "9.9")


def test_it_reads_lines_as_blocks():
    text = "Mở đầu\n\n- một\n+ hai\n# a) Tiêu đề\n> nghiêng\n| Tên | Số |\n| A | {{3.6.1}} |\nCuối"
    blocks = fill(parse(text), FIGURES)
    assert [type(block).__name__ for block in blocks] == [
        "Paragraph", "Item", "Item", "Heading", "Paragraph", "Grid", "Paragraph",
    ]  # fmt: skip
    assert blocks[3] == m.Heading(3, "a)", "Tiêu đề")
    assert blocks[5].columns == ("Tên", "Số")
    assert blocks[5].rows[0][1][0].shown == "4.747"
    assert written_blocks(blocks) == text.replace("\n\n", "\n")


def test_looks_and_signs_that_are_words():
    runs = fill_line(r"**đậm** và __nghiêng {{3.6.1}}__, \{\{không\}\}, ____ hết", FIGURES)
    assert runs[0] == m.Text("đậm", bold=True)
    assert runs[3] == m.Figure("3.6.1", "3.6.1", "4.747", italic=True)
    assert runs[-1].text == ", {{không}}, ____ hết"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Có {{3.6.1 hồ sơ", "mà không đóng"),
        ("một\nCó {{3.6.1 {{3.6.3}}", "Dòng 2"),
        ("Có {{3.6.99}} hồ sơ", "không có chỉ tiêu “3.6.99”"),
        ("Có {{3.6.1|màu}} hồ sơ", "không có cách viết “màu”"),
        ("Có {{hai ba}}", "không hiểu số liệu"),
        ("Có {^chú thích", "không đóng ^}"),
        ("Có {^chú {^thích^}^}", "nằm trong chú thích"),
        ("# a) có {{3.6.1}}", "tiêu đề không chứa"),
        ("| a | b |\n| c |", "không khớp dòng tiêu đề"),
        ("| {{3.6.1}} |", "không chứa số liệu"),
        ("x" * 40_001, "dài quá"),
    ],
)
def test_it_refuses_what_is_not_closed_or_not_known(text, told):
    with pytest.raises(ProseWrong) as refused:
        parse(text, known=FIGURES)
    assert told in refused.value.message


def test_the_codes_of_a_text_are_listed_once():
    assert parse("{{3.6.1}} {{3.6.3.n}}{^{{@ky}}^}\n| a |\n| {{3.6.1|%}} |").codes == (
        "3.6.1", "3.6.3", "@ky",
    )  # fmt: skip


def test_its_plain_text_is_what_people_read():
    assert plain(parse("# 1. Tên\nCó {{3.6.1}}{^chú^}\n- ý"), FIGURES) == "1. Tên\nCó 4.747\ný"


_WORDS = st.text("aộ \\{}*_^|#-+>n\n1", max_size=12)


@given(st.lists(_WORDS, max_size=3))
def test_any_words_survive_being_written_and_read(parts):
    words = re.sub(" +", " ", "|".join(parts)).strip()
    assert m.plain(fill_line(escape(words, first=True), {})) == words.strip()


@given(
    st.lists(
        st.one_of(
            st.builds(m.Text, _WORDS.filter(str.strip), st.booleans(), st.booleans()),
            st.just(m.Figure("3.6.1|so", "3.6.1", "…", gap=True)),
            st.just(m.Note((m.Text("chú"), m.Figure("@ky", "@ky", "…", gap=True)))),
        ),
        max_size=5,
    )
)
def test_any_runs_come_back_with_their_words_and_figures(runs):
    text = written(tuple(runs))
    back = fill(parse(text), {})
    read = back[0].runs if back else ()
    assert m.plain(read).split() == m.plain(tuple(runs)).split()
    assert [it for it in read if not isinstance(it, m.Text)] == [
        it for it in runs if not isinstance(it, m.Text)
    ]
