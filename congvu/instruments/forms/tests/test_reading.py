"""Reading the text of a form: every catalogue file, and every kind of mistake with its line."""

import pytest

from congvu.instruments.forms import library
from congvu.instruments.forms.errors import BadForm
from congvu.instruments.forms.rules import blocks, reading
from congvu.instruments.forms.rules.guide import fields_page
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.forms.rules.reading import read_form
from congvu.instruments.forms.tests import make

HEAD = 'kind = "receipt_slip"\ntitle = "Giấy tiếp nhận"\n'


def mistakes(source, kind="receipt_slip"):
    with pytest.raises(BadForm) as caught:
        read_form(source, kind=kind)
    return [(one.line, one.text()) for one in caught.value.mistakes]


def the_mistake(blocks_text):
    [found] = mistakes(HEAD + blocks_text)
    return found


@pytest.mark.parametrize(("folder", "kind", "path"), make.all_forms())
def test_every_form_of_the_catalogue_can_be_read(folder, kind, path):
    spec = read_form(path.read_text(encoding="utf-8"), kind=kind)
    assert spec.parts
    assert spec.paper.name == ("A4-landscape" if kind in make.BOOKS else "A5")
    assert bool(spec.number) == bool(spec.legal_basis) == (folder != "common")


def test_both_circulars_number_their_forms_in_their_own_way():
    old = {kind: library.form_spec(kind, "nd61-2018").number for kind in KINDS}
    new = {kind: library.form_spec(kind, "nd309-2026").number for kind in KINDS}
    assert {kind: number for kind, number in old.items() if number} == {
        "receipt_slip": "01",
        "supplement_request": "02",
        "refusal_notice": "03",
        "apology_letter": "04",
        "control_sheet": "05",
        "dossier_register": "06",
    }
    assert {kind: number for kind, number in new.items() if number} == {
        "receipt_slip": "01",
        "supplement_request": "02",
        "refusal_notice": "03",
        "apology_letter": "04",
        "stop_notice": "05",
        "control_sheet": "06",
        "dossier_register": "07",
    }


def test_the_guide_lists_exactly_the_fields_that_forms_may_use():
    guide = (library.folder() / "README.md").read_text(encoding="utf-8")
    _, _, rest = guide.partition("<!-- fields -->\n")
    assert rest.partition("<!-- /fields -->")[0] == fields_page()


def test_a_small_form_is_read_block_by_block():
    spec = read_form(
        HEAD
        + """
[[blocks]]
type = "lines"
numbered = true
when = "phone"
lines = ["Điện thoại: {phone}", { text = "{email}", when = "email" }]

[[blocks]]
type = "page_break"
""",
        kind="receipt_slip",
    )
    lines, page_break = spec.parts
    assert (lines.when, lines.block.numbered, lines.block.lines[1].when) == ("phone", True, "email")
    assert page_break.block == blocks.PageBreak()
    assert (spec.paper.width, spec.paper.height, spec.size) == (148, 210, 11)


def test_an_unknown_placeholder_is_told_with_its_line():
    text = '\n[[blocks]]\ntype = "lines"\nlines = [\n  "Họ tên: {name}",\n]\n'
    assert the_mistake(text) == (7, "Dòng 7: không có trường “name” trong mẫu này.")


def test_the_fields_of_a_row_are_known_only_in_its_table():
    table = '[[blocks]]\ntype = "table"\nrepeat = "papers"\ncolumns = [{ value = "{originals}" }]\n'
    read_form(HEAD + table, kind="receipt_slip")
    assert the_mistake('[[blocks]]\ntype = "paragraph"\ntext = "{originals}"\n')[0] == 5


def test_a_format_that_the_field_does_not_have_is_told_with_those_it_has():
    line, said = the_mistake('[[blocks]]\ntype = "paragraph"\ntext = "{due:words}"\n')
    assert line == 5
    assert "due" in said
    assert "time_date, long, time, date, long_date" in said


def test_all_mistakes_are_found_at_once():
    found = mistakes(
        HEAD
        + """size = 40
colour = "red"
[[blocks]]
type = "paragraph"
text = "{nobody} {due:words}"
scale = "lớn"
[[blocks]]
type = "bảng"
[[blocks]]
type = "table"
repeat = "fees"
footer = ["một ô"]
columns = [
  { title = "A", value = "{name}" },
  { title = "B", value = "{amount}", group = "x" },
]
"""
    )
    assert [line for line, _ in found] == [3, 7, 7, 8, 10, 17, 14, 4]
    said = "\n".join(text for _, text in found)
    for part in ("từ 8 đến 16", "colour", "nobody", "số nguyên", "“type”", "nhóm cột “x”", "2 ô"):
        assert part in said


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ('kind = "receipt_slip"\ntitle "Giấy"\n', 2, "thiếu dấu bằng"),
        ('kind = "receipt_slip"\ntitle = "Giấy\n', 2, "xuống dòng"),
        ('kind = "receipt_slip"\ntitle = Giấy\n', 2, "dấu nháy"),
        ('kind = "receipt_slip"\nsize = 11\nsize = 12\n', 3, "hai lần"),
        ('[[blocks]]\nlines = ["a",\n', 3, "ngoặc mở mà không đóng"),
        ("[[blocks]\n", 1, "cú pháp"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_vietnamese_with_its_line(source, line, part):
    [(found, said)] = mistakes(source)
    assert found == line
    assert part in said


def test_a_form_keeps_its_kind():
    [(line, said)] = mistakes('kind = "fee_receipt"\n[[blocks]]\ntype = "page_break"\n')
    assert line == 1
    assert "receipt_slip" in said


def test_a_form_without_blocks_and_one_that_is_too_long_are_refused():
    assert "không có khối nào" in mistakes(HEAD)[0][1]
    assert "dài quá" in mistakes("#" * (reading.MOST_CHARACTERS + 1))[0][1]
    many = '[[blocks]]\ntype = "page_break"\n' * (reading.MOST_BLOCKS + 1)
    assert "quá 100 khối" in mistakes(HEAD + many)[0][1]


def test_a_condition_names_a_field_or_a_collection():
    ok = '[[blocks]]\ntype = "page_break"\nwhen = "papers"\nunless = "email"\n'
    assert read_form(HEAD + ok, kind="receipt_slip").parts[0].when == "papers"
    assert the_mistake('[[blocks]]\ntype = "page_break"\nwhen = "handovers"\n')[0] == 5


def test_the_message_of_a_bad_form_is_what_the_screen_shows():
    with pytest.raises(BadForm) as caught:
        read_form(
            HEAD + '[[blocks]]\ntype = "paragraph"\ntext = "{x1} {x2}"\n', kind="receipt_slip"
        )
    assert caught.value.status == 422
    assert caught.value.message.splitlines() == [
        "Dòng 5: không có trường “x1” trong mẫu này.",
        "Dòng 5: không có trường “x2” trong mẫu này.",
    ]
    assert caught.value.facts["mistakes"][0]["line"] == 5
