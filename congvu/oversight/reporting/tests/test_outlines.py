"""Every outline of the catalogue reads; conditions choose the words; sections number themselves."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from congvu.foundation.people.rules import Role
from congvu.instruments.catalogue.errors import BadFiles
from congvu.kernel.periods import PeriodKind
from congvu.oversight.indicators.rules.reading import read_sets
from congvu.oversight.indicators.rules.sets import Fate, ValueType
from congvu.oversight.reporting import loading
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.assembly import parts
from congvu.oversight.reporting.rules.outline_reading import read_outline
from congvu.oversight.reporting.rules.outlines import WORDS, NamedIndicator, compose
from congvu.oversight.reporting.rules.prose import parse, plain
from congvu.oversight.reporting.rules.wording import FigureValue

CATALOGUE = Path(__file__).resolve().parents[4] / "catalogue"
FILES = sorted((CATALOGUE / "outlines").glob("*.toml"))
SMALL = """
code = "thu"
name = "Thử"
level = "commune"
indicator_set = "xa-2025"
periods = ["Q"]
starts_on = 2025-07-01
kind = "BÁO CÁO"
symbol = "BC-UBND"
subject = "Kết quả {{@ky}}"
recipients = ["Như trên;"]
capacity = ["TM. ỦY BAN NHÂN DÂN"]
post = "CHỦ TỊCH"

[[sections]]
code = "I"
title = "Kết quả {{@ky}}"

[[sections]]
code = "I.1"
heading = 2
title = "Sáng kiến"
optional = true

[[sections]]
code = "I.2"
heading = 2
title = "Hồ sơ"
[[sections.passages]]
when = ["[3.4.1] > 0"]
text = "Có {{3.4.1|so}} ý kiến{^*^}."
otherwise = "Trong kỳ không phát sinh ý kiến."
list = "documents:chi-dao-cchc"
as = "notes"
[[sections.passages]]
table = ["3.4.1"]

[[sections]]
code = "I.2.a"
heading = 3
title = "Chi tiết"

[[sections]]
code = "II"
title = "Kiến nghị"
optional = true

[[sections]]
code = "ket"
"""
LISTED = 'list = "documents:chi-dao-cchc"'


def _known(outline) -> set[str]:
    """Return the codes that may stand in a text: no headings, and no rows that were dropped."""
    [found] = [it for it in read_sets(CATALOGUE / "indicators") if it.code == outline.indicator_set]
    rows = [it for it in found.indicators if not it.is_heading]
    return {it.code for it in rows if it.fate is not Fate.DROP or outline.level == "province"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_outline_of_the_catalogue_reads_and_binds_what_its_set_has(path):
    text = path.read_text(encoding="utf-8")
    outline = read_outline(text, path.name)
    outline = read_outline(text, path.name, known=_known(outline))
    assert outline.code == path.stem
    assert {it.code for it in outline.sections} >= {"I.1", "II.1", "II.6", "IV", "V", "VI"}
    assert outline.codes
    for section in outline.sections:
        assert set(section.writers) <= {role.value for role in Role}
        assert section.guidance or section.code in {"II", "II.2", "IV"}
        composed = compose(section, {}, {}, {})
        assert set(parse(composed).codes) <= outline.codes | set(WORDS)


def test_a_quarter_of_a_commune_and_a_year_of_a_district_have_their_outlines():
    outlines = [read_outline(path.read_text(encoding="utf-8"), path.name) for path in FILES]
    served = {
        (it.code, kind.value)
        for it in outlines
        for kind, day in ((PeriodKind.QUARTER, date(2026, 3, 14)), (PeriodKind.YEAR, date(2021, 12, 14)))
        if it.serves(kind, day) and it.level != "province"
    }  # fmt: skip
    assert served == {("xa-quy", "Q"), ("huyen-2021", "Y")}


def _section(code: str):
    found = read_outline(SMALL, "thu.toml").section(code)
    assert found is not None
    return found


def test_a_condition_chooses_the_words_and_a_blank_keeps_its_gap():
    section = _section("I.2")
    said = {
        value: compose(section, {"3.4.1": value}, {}, {}).splitlines()[0]
        for value in (Decimal(3), Decimal(0), None)
    }
    assert said == {
        Decimal(3): "Có {{3.4.1|so}} ý kiến.",
        Decimal(0): "Trong kỳ không phát sinh ý kiến.",
        None: "Có {{3.4.1|so}} ý kiến.",
    }


def test_nothing_is_said_that_hangs_on_a_figure_that_nobody_knows():
    text = SMALL.replace("Có {{3.4.1|so}} ý kiến{^*^}.", "Đã tiếp nhận ý kiến{^*^}.")
    section = read_outline(text, "thu.toml").section("I.2")
    assert compose(section, {}, {}, {}).splitlines()[0] == (
        "> Chưa đủ số liệu để viết câu này: {{3.4.1}}."
    )
    said = compose(section, {"3.4.1": Decimal(2)}, {}, {})
    assert said.splitlines()[0] == "Đã tiếp nhận ý kiến."


def test_lists_become_footnotes_and_indicators_a_table():
    lists = {"documents:chi-dao-cchc": ["Kế hoạch số 05/KH-UBND", "Công văn số 09/UBND-VP"]}
    text = compose(
        _section("I.2"), {"3.4.1": Decimal(1)}, lists, {"3.4.1": NamedIndicator("Ý kiến", "Ý")}
    )
    assert text == (
        "Có {{3.4.1|so}} ý kiến{^Kế hoạch số 05/KH-UBND; Công văn số 09/UBND-VP.^}.\n"
        "| Chỉ tiêu | Đơn vị tính | Số liệu |\n| Ý kiến | Ý | {{3.4.1}} |"
    )


def test_an_optional_section_without_a_text_is_left_out_and_numbers_close_up():
    outline = read_outline(SMALL, "thu.toml")
    figures = {"@ky": FigureValue(text="quý I năm 2026")}
    made = parts(outline, {"I.2": "Có {{3.4.1}} ý kiến"}, figures)
    assert [(it.number, it.title) for it in made] == [
        ("I.", "KẾT QUẢ QUÝ I NĂM 2026"), ("1.", "Hồ sơ"), ("a)", "Chi tiết"), ("", ""),
    ]  # fmt: skip
    assert m.plain(made[1].blocks[0].runs) == "Có … ý kiến"
    assert outline.section("I.2").number == "2."
    assert [it.number for it in parts(outline, {"I.1": "x", "II": "y"}, figures)] == [
        "I.", "1.", "2.", "a)", "II.", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{3.4.1|so}} ý kiến{^*^}", "{{9.9.9}} ý kiến", "9.9.9"),
        ("{{3.4.1|so}} ý kiến", "{{3.4.1 ý kiến", "không đóng"),
        ('["[3.4.1] > 0"]', '["[3.4.1]"]', "dấu so sánh"),
        ('["[3.4.1] > 0"]', '["[8.8] > 0"]', "8.8"),
        ('code = "I.2.a"', 'code = "I.2"', "hai lần"),
        ('code = "I.2.a"', 'code = "I 2"', "không dùng được"),
        ('periods = ["Q"]', 'periods = ["W"]', "loại kỳ"),
        ('as = "notes"', 'as = "tree"', "không hợp lệ"),
        ('post = "CHỦ TỊCH"', 'posts = "CHỦ TỊCH"', "post"),
        ('code = "ket"', 'code = "ket', "TOML"),
        (
            LISTED,
            f'instead = [{{ when = ["[3.4.1] == 0"], clause = "9", say = "x" }}]\n{LISTED}',
            "một lần",
        ),
        (
            LISTED,
            f'instead = [{{ when = ["[8.8] == 0"], clause = "Có", say = "x" }}]\n{LISTED}',
            "8.8",
        ),
        (
            LISTED,
            f'instead = [{{ when = [], clause = "Có", say = "x" }}]\n{LISTED}',
            "thiếu điều kiện",
        ),
        (LISTED, f'instead = [{{ when = ["[3.4.1] == 0"], clause = "Có" }}]\n{LISTED}', "say"),
        (
            LISTED,
            f'instead = [{{ when = ["[3.4.1] == 0"], clause = "Có", say = "{{{{9.9" }}]\n{LISTED}',
            "không đóng",
        ),
    ],
)
def test_a_mistake_names_its_place(old, new, told):
    assert old in SMALL
    with pytest.raises(BadFiles) as refused:
        read_outline(SMALL.replace(old, new), "thu.toml", known={"3.4.1"})
    assert told in refused.value.message
    assert "thu.toml" in refused.value.message


def test_the_catalogue_is_checked_with_its_outlines(tmp_path):
    copytree(CATALOGUE / "indicators", tmp_path / "indicators")
    folder = tmp_path / "outlines"
    folder.mkdir()
    (folder / "thu.toml").write_text(SMALL, encoding="utf-8")
    assert loading.check(CATALOGUE / "outlines") == len(FILES)
    assert loading.check(folder) == 1
    for old, new, told in (
        ("{{3.4.1|so}}", "{{3.4.99|so}}", "3.4.99"),
        ('"xa-2025"', '"xa-1999"', "xa-1999"),
        ('code = "thu"', 'code = "khac"', "khác tên tệp"),
    ):
        (folder / "thu.toml").write_text(SMALL.replace(old, new), encoding="utf-8")
        with pytest.raises(BadFiles) as refused:
            loading.check(folder)
        assert told in refused.value.message


NOUGHT = FigureValue(amount=Decimal(0))
OF_NOTHING = FigureValue(numerator=Decimal(0), denominator=Decimal(0), percent=True)
SOME = FigureValue(
    amount=Decimal(3), numerator=Decimal(3), denominator=Decimal(4), before=Decimal(2)
)


def _drafted(outline, figures) -> str:
    """Return what the outline says by itself with these figures, a section a line."""
    told = {code: it.amount for code, it in figures.items()}
    for code, it in figures.items():
        told |= {f"{code}.numerator": it.numerator, f"{code}.denominator": it.denominator}
        told |= {f"{code}.last_year": it.before}
    words = {word: FigureValue(text=word.removeprefix("@")) for word in WORDS}
    said = (compose(section, told, {}, {}) for section in outline.sections)
    return "\n".join(plain(parse(text), figures | words) for text in said)


def _ratios(outline) -> set[str]:
    [found] = [it for it in read_sets(CATALOGUE / "indicators") if it.code == outline.indicator_set]
    return {it.code for it in found.indicators if it.value_type is ValueType.RATIO}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_drafted_sentence_counts_noughts_and_every_blank_keeps_its_gap(path):
    outline = read_outline(path.read_text(encoding="utf-8"), path.name)
    ratios = _ratios(outline)
    nought = {code: OF_NOTHING if code in ratios else NOUGHT for code in outline.codes}
    some = dict.fromkeys(outline.codes, SOME)
    for code in outline.codes:
        said = _drafted(outline, some | {code: nought[code]})
        assert not re.search(r"(?<![\d.,])0(?![\d.,%])|–|  | [,;.]", said), (code, said)
        assert m.GAP not in said, (code, said)
        gone = _drafted(outline, {**some, code: FigureValue()})
        assert m.GAP in gone or f"Chưa đủ số liệu để viết câu này: {code}" in gone, (code, gone)
    assert not re.search(r"(?<![\d.,])0(?![\d.,%])|–|  | [,;.]", _drafted(outline, nought))
    assert m.GAP not in _drafted(outline, nought)


def test_a_nought_and_a_share_of_nothing_are_said_in_words():
    outline = read_outline((CATALOGUE / "outlines" / "xa-quy.toml").read_text("utf-8"), "xa-quy")
    some = dict.fromkeys(outline.codes, SOME)
    said = _drafted(outline, some | {"1.2.4": NOUGHT, "1.2.5": NOUGHT, "3.6.9": OF_NOTHING})
    assert "03 phòng chuyên môn và 03 đơn vị trực thuộc; không phát hiện vấn đề nào." in said
    assert "Lĩnh vực đất đai không phát sinh hồ sơ đã giải quyết, tỷ lệ đúng hạn" in said
    said = _drafted(outline, {**some, "1.2.4": NOUGHT, "1.2.5": FigureValue()})
    assert "không phát hiện vấn đề mới, đã xử lý xong … vấn đề." in said
