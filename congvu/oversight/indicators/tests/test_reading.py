"""What is wrong with a file of a set is told by file, place and remedy."""

from datetime import date

import pytest

from congvu.instruments.catalogue.errors import BadFiles
from congvu.kernel.formula.checks import Relation, Severity
from congvu.oversight.indicators.rules.reading import read_set, read_sets, tables_of
from congvu.oversight.indicators.rules.sets import Kind, RollUp, ValueType

HEAD = """
code = "thu"
name = "Bộ thử"
name_en = "Trial"
issuer = "Thử"
level = "commune"
starts_on = 2025-07-01
rounding = "half_up:2"
[[groups]]
code = "1"
number = "I"
name = "Phần"
name_en = "Part"
"""
ROWS = """
[[indicators]]
code = "1.1"
name = "Mục"
name_en = "Heading"
type = "heading"
[[indicators]]
code = "1.1.1"
name = "Tổng"
name_en = "Total"
type = "count"
source = "formula:[1.1.2] + 1"
[[indicators]]
code = "1.1.2"
name = "Phần"
name_en = "Part"
type = "count"
source = "typed"
[[indicators]]
code = "1.1.3"
name = "Tỷ lệ"
name_en = "Ratio"
type = "ratio"
source = "ratio"
numerator = "1.1.2"
denominator = "1.1.1"
"""
CHECK = """
[[checks]]
code = "V"
kind = "part"
part = "1.1.2"
whole = "1.1.1"
"""


def write(folder, text=HEAD + ROWS + CHECK, name="thu"):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def faults(folder, text):
    with pytest.raises(BadFiles) as caught:
        read_sets(write(folder, text))
    return caught.value.message


def test_a_file_becomes_a_set(tmp_path):
    (read,) = read_sets(write(tmp_path))
    assert read.get("1.1.1").value_type is ValueType.COUNT
    assert read.get("1.1.2").kind is Kind.FLOW
    assert read.get("1.1.3").roll_up is RollUp.RECOMPUTE
    (check,) = read.checks
    assert (check.relation, check.severity) == (Relation.AT_MOST, Severity.BLOCKS)
    assert check.message == "1.1.2 Phần: phần lớn hơn toàn bộ."


WRONG = [
    ('type = "ratio"', 'type = "ratio"\nroll_up = "sum"', "ratio không gộp kiểu sum được"),
    ('numerator = "1.1.2"', "", "tử số và mẫu số"),
    ('numerator = "1.1.2"', 'numerator = "1.1.9"', "“1.1.9” không phải chỉ tiêu"),
    ('numerator = "1.1.2"', 'numerator = "1.1"', "“1.1” không phải chỉ tiêu"),
    ("[1.1.2] + 1", "[1.1.9] + 1", "“1.1.9” không phải chỉ tiêu"),
    ("[1.1.2] + 1", "[1.1.1] + 1", "1.1.1 → 1.1.1"),
    ("[1.1.2] + 1", "[1.1.2] ** 2", "Công thức"),
    ('source = "typed"', 'source = "guess"', "không phải nguồn số liệu"),
    ('source = "typed"', 'source = "1.1.1"', "phải là công thức"),
    ('source = "typed"', 'source = "typed"\nchoices = [{ value = 1, label = "Có" }]', "choices"),
    ('code = "1.1.2"', 'code = "1.1.1"', "có hai lần"),
    ('code = "1.1.2"', 'code = "1.2.2"', "không có dòng trên là 1.2"),
    ('code = "1.1.2"', 'code = "1.1.x y"', "không phải mã"),
    ('part = "1.1.2"', 'part = "1.1.8"', "“1.1.8” không phải chỉ tiêu"),
    ('part = "1.1.2"', 'part = "1.1.2.]"', "Công thức"),
    ('kind = "part"', 'kind = "guess"', "“guess” không hợp lệ"),
    ('kind = "part"', 'kind = "part"\ntolerance = "ít"', "phải là số không âm"),
    ('kind = "part"', 'kind = "part"\nseverity = "fatal"', "“fatal” không hợp lệ"),
    ('kind = "part"', 'kind = "part"\nonly_if = ["[1.1.2]"]', "dấu so sánh"),
    ('rounding = "half_up:2"', 'rounding = "some"', "quy tắc làm tròn"),
    ('issuer = "Thử"', "", "thu.toml: issuer: thiếu mục này"),
    ('issuer = "Thử"', 'issuer = "Thử"\nisuer = "Thử"', "isuer"),
    ('code = "thu"', 'code = "khac"', "khác tên tệp"),
    ('name = "Bộ thử"', 'name = "Bộ thử', "không đọc được TOML"),
]


@pytest.mark.parametrize(("was", "becomes", "told"), WRONG)
def test_what_is_wrong_is_told(tmp_path, was, becomes, told):
    text = HEAD + ROWS + CHECK
    assert was in text
    message = faults(tmp_path, text.replace(was, becomes, 1))
    assert message.startswith("thu.toml")
    assert told in message


def test_all_wrong_rows_are_told_at_once(tmp_path):
    text = (HEAD + ROWS).replace('source = "typed"', 'source = "a"').replace('"ratio"', '"b"')
    assert len(faults(tmp_path, text).splitlines()) == 2


def test_two_checks_of_one_code_are_refused(tmp_path):
    assert "có hai lần" in faults(tmp_path, HEAD + ROWS + CHECK + CHECK)


LATER = """
code = "sau"
name = "Bộ sau"
name_en = "Later"
issuer = "Thử"
based_on = "thu"
level = "commune"
starts_on = 2026-07-01
rounding = "half_up:2"
"""
FATES = """
[[indicators]]
code = "1.1"
fate = "keep"
[[indicators]]
code = "1.1.1"
fate = "change"
because = "Tên mới."
name = "Tổng mới"
source = "typed"
[[indicators]]
code = "1.1.2"
fate = "drop"
because = "Hết việc."
[[indicators]]
code = "1.1.3"
fate = "drop"
because = "Hết việc."
[[indicators]]
code = "1.1.4"
fate = "new"
because = "Việc mới."
name = "Mới"
name_en = "New"
type = "count"
source = "typed"
"""


def later(folder, text):
    write(folder)
    return write(folder, text, "sau")


def test_a_set_laid_over_another_says_only_what_changed(tmp_path):
    new, _old = read_sets(later(tmp_path, LATER + FATES))
    assert [row.code for row in new.rows()] == ["1.1", "1.1.1", "1.1.4"]
    assert new.get("1.1.1").name == "Tổng mới"
    assert new.get("1.1.1").name_en == "Total"
    assert new.get("1.1.3").name == "Tỷ lệ"
    assert new.groups[0].number == "I"
    assert new.rows(date(2026, 12, 31)) == new.rows()


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('code = "1.1.2"\nfate = "drop"', 'code = "1.1.5"\nfate = "new"', "chưa nói gì về 1"),
        ('fate = "new"', 'fate = "keep"', "không khớp với bộ gốc"),
        ('fate = "keep"', 'fate = "new"', "không khớp với bộ gốc"),
        ('because = "Tên mới."\n', "", "because"),
        ('fate = "keep"', "", "fate"),
        ('based_on = "thu"', 'based_on = "xa"', "không có bộ “xa”"),
        ('source = "typed"', 'source = "formula:[1.1.2]"', "“1.1.2” không phải chỉ tiêu"),
    ],
)
def test_a_set_that_does_not_speak_of_every_row_is_refused(tmp_path, was, becomes, told):
    text = LATER + FATES
    assert was in text
    with pytest.raises(BadFiles) as caught:
        read_sets(later(tmp_path, text.replace(was, becomes, 1)))
    assert told in caught.value.message
    assert "sau.toml" in caught.value.message


def test_the_contents_of_a_set_are_whole_without_the_other_file(tmp_path):
    values = tables_of(later(tmp_path, LATER + FATES))["sau"]
    assert read_set(values, "sau.toml").get("1.1.3").name == "Tỷ lệ"
