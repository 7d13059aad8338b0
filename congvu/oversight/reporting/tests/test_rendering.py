"""The files of a report keep to the measures of the decree, hold its figures, and are the same twice."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from congvu.oversight.reporting.rendering import to_docx, to_pdf, to_xlsx
from congvu.oversight.reporting.rendering.paper import (
    addressed,
    annex_lines,
    attached_line,
    attached_lines,
    balanced,
    choices,
    number_line,
    place_line,
    recipient_lines,
    says_words,
    signer_lines,
)
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.measures import deviations, measure
from congvu.oversight.reporting.tests.make import annex, manuscript

HEAD = m.Head("", "UBND xã A", "5", "BC-UBND", "Sông Hinh", date(2026, 2, 3), "BÁO CÁO", "Kết quả")


def test_the_word_file_keeps_to_the_measures_of_the_decree():
    found = measure(to_docx(manuscript(superior=True)))
    assert deviations(found) == ()
    page = found.pages[0]
    assert [round(it) for it in (page.top, page.bottom, page.left, page.right)] == [20, 20, 30, 15]
    assert page.first_unnumbered
    assert found.number_is_field
    for style in (
        "Quốc hiệu", "Tiêu ngữ", "Cơ quan chủ quản", "Cơ quan ban hành", "Số, ký hiệu", "Title",
        "Địa danh, thời gian", "Subtitle", "Kính gửi", "Căn cứ", "Heading 1", "Heading 2",
        "Heading 3", "Body Text", "Gạch đầu dòng", "Nơi nhận", "Nơi nhận (danh sách)", "Người ký",
        "Tên phụ lục",
    ):  # fmt: skip
        assert found.styled(style), style


def test_a_measure_that_is_not_kept_is_named():
    content = to_docx(manuscript())
    document = Document(io.BytesIO(content))
    document.sections[0].left_margin = document.sections[0].right_margin
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Body Text":
            paragraph.runs[0].font.name, paragraph.alignment = "Arial", 0
            break
    changed = io.BytesIO()
    document.save(changed)
    told = deviations(measure(changed.getvalue()))
    assert len(told) == 3
    assert "lề trái" in told[0]
    assert "Arial" in told[1]
    assert "canh left" in told[2]


def test_the_annex_lies_across_and_counts_its_pages_anew():
    found = measure(to_docx(manuscript()))
    assert [(it.landscape, it.starts_at, it.first_unnumbered) for it in found.pages] == [
        (False, None, True),
        (True, 1, True),
    ]
    assert found.repeated_heads == 3  # one of a table of the text, two of the annex
    assert found.footnotes == 1


def test_every_bound_figure_is_a_control_that_cannot_be_deleted():
    document = Document(io.BytesIO(to_docx(manuscript())))
    controls = list(document.element.body.iter(qn("w:sdt")))
    tags = [it.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for it in controls]
    keys = [it.key for it in m.figures(m.keyed(manuscript()))]
    assert [tag for tag in tags if not tag.startswith("cv:9.")] == [f"cv:{key}" for key in keys]
    assert len(tags) == len(set(tags))
    locks = {it.find(f"{qn('w:sdtPr')}/{qn('w:lock')}").get(qn("w:val")) for it in controls}
    assert locks == {"sdtLocked"}


def test_bookmarks_are_unique_and_short_enough_for_word():
    document = Document(io.BytesIO(to_docx(manuscript())))
    starts = list(document.element.body.iter(qn("w:bookmarkStart")))
    names = [it.get(qn("w:name")) for it in starts]
    assert len(set(names)) == len(names)
    assert len({it.get(qn("w:id")) for it in starts}) == len(names)
    assert max(map(len, names)) <= 40


@pytest.mark.parametrize("render", [to_docx, to_pdf, lambda it: to_xlsx(*it.annexes)])
def test_equal_manuscripts_give_equal_bytes(render):
    assert render(manuscript()) == render(manuscript())


def test_signs_of_xml_and_of_the_typesetter_stay_words():
    words = 'a < b & "c" #let x = $1$ *x* _y_ \\ @z `q` [w] \x0b='
    part = m.Part("I", words, (m.Paragraph((m.Text(words),)), m.Item((m.Text("x\ny"),))), "I.")
    it = replace(manuscript(), parts=(part,), annexes=())
    said = [it.text for it in measure(to_docx(it)).styled("Body Text")]
    assert said[0] == words.replace("\x0b", "")
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(it))).pages)
    assert "#let x = $1$ *x* _y_ \\ @z `q` [w]" in printed


def test_the_spreadsheet_holds_numbers_texts_and_blanks():
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(annex())))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[4][:2] == ["STT", "Chỉ tiêu thống kê"]
    assert rows[5][2:4] == ["Đơn vị tính", "Số liệu"]
    assert rows[6][:2] == ["1", "Nhóm chỉ tiêu theo lĩnh vực"]
    assert [row[3] for row in rows[6:12]] == ["", 1101.0, 2.5, 1103.0, 1104.0, ""]
    assert len(rows) == 6 + 176


def test_words_that_look_like_formulas_are_words():
    row = m.Row((m.Cell("=1+1"),))
    it = m.Annex("I", "Phụ lục thử", (m.Column("Ghi chú"),), (row,))
    with zipfile.ZipFile(io.BytesIO(to_xlsx(it))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_every_part_of_the_word_file_is_sound_xml():
    with zipfile.ZipFile(io.BytesIO(to_docx(manuscript(mark="DỮ LIỆU MẪU")))) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        assert "DỮ LIỆU MẪU" in archive.read("word/header2.xml").decode()


def test_numbers_days_and_lists_are_written_as_the_decree_says():
    assert number_line(HEAD) == "Số: 05/BC-UBND"
    assert place_line(HEAD) == "Sông Hinh, ngày 03 tháng 02 năm 2026"
    blank = replace(HEAD, number="", signed_on=None, year=2026)
    assert number_line(blank).split() == ["Số:", "/BC-UBND"]
    assert place_line(blank).split() == ["Sông", "Hinh,", "ngày", "tháng", "năm", "2026"]
    assert addressed(replace(HEAD, addressees=("Sở Nội vụ.",))) == ["Kính gửi: Sở Nội vụ."]
    assert addressed(replace(HEAD, addressees=("Sở A", "Sở B"))) == [
        "Kính gửi:",
        "- Sở A;",
        "- Sở B.",
    ]
    unsaid = replace(annex(1), reference="", title="Số liệu quý I")
    assert attached_line(unsaid, HEAD) == (
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2026 của UBND xã A)"
    )
    assert annex_lines(unsaid) == ["Phụ lục", "SỐ LIỆU QUÝ I"]
    assert recipient_lines(("Như trên;", "- Lưu: VT.")) == ("- Như trên;", "- Lưu: VT.")


def test_a_heading_is_broken_where_its_lines_are_of_a_length():
    said = "Kết quả công tác cải cách hành chính quý I năm 2026 và nhiệm vụ quý II năm 2026"
    lines = balanced(said, 145, 14, bold=True)
    assert len(lines) == 2
    assert " ".join(lines) == said
    assert not lines[1].startswith(("2026", "I", "năm"))


def test_a_wide_table_of_the_text_turns_its_page_alone():
    grid = m.Grid(("Tên", "Số"), (((m.Text("a"),), (m.Text("1"),)),), landscape=True)
    part = m.Part("I", "Kết quả", (grid, m.Paragraph((m.Text("Hết./."),))), "I.")
    it = replace(manuscript(), parts=(part,), annexes=())
    assert [page.landscape for page in measure(to_docx(it)).pages] == [False, True, False]
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(to_pdf(it))).pages]
    assert [box.width > box.height for box in boxes] == [False, True, False]


@pytest.mark.parametrize(
    ("capacity", "post", "said"),
    [
        (("TM. Ủy ban nhân dân",), "Chủ tịch UBND xã", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
            "Phó Chủ tịch Ủy ban nhân dân phường",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (("TL. CHỦ TỊCH",), "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ((), "Giám đốc", ("GIÁM ĐỐC",)),
    ],
)
def test_the_signature_is_in_capitals_and_does_not_name_the_committee_twice(capacity, post, said):
    closing = m.Closing(("Như trên;",), capacity, post, "Lê Thị Hoa")
    assert signer_lines(closing) == said
    it = replace(manuscript(), closing=closing, annexes=())
    lines = [line.text for line in measure(to_docx(it)).styled("Người ký")]
    assert lines == [*said, "Lê Thị Hoa"]
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(it))).pages)
    assert all(line in printed for line in said)


def test_what_has_no_gap_is_broken_at_the_margin():
    long = "Đ" * 400
    blocks = (m.Paragraph((m.Text(f"Xem {long} tại đây."),)),)
    it = replace(manuscript(), parts=(m.Part("I", "Kết quả", blocks, "I."),), annexes=())
    page = PdfReader(io.BytesIO(to_pdf(it))).pages[0].extract_text().replace("\u200b", "")
    drawn = [line.count("Đ") for line in page.splitlines() if "ĐĐĐ" in line]
    assert sum(drawn) == len(long)
    assert max(drawn) < 60  # of them have room between the margins


def test_a_signature_is_never_alone_behind_a_table():
    words = (m.Text("việc đã làm"),)
    table = m.Grid(("Nội dung", "Số liệu"), ((words, words),) * 5)
    body = Document(
        io.BytesIO(to_docx(replace(manuscript(), parts=(m.Part("I", "", (table,)),), annexes=())))
    ).element.body
    grid = [
        it for it in body.iter(qn("w:tbl")) if next(it.iter(qn("w:tblHeader")), None) is not None
    ]
    kept = [next(row.iter(qn("w:keepNext")), None) is not None for row in grid[0].iter(qn("w:tr"))]
    assert kept == [False] * 4 + [True] * 2


def test_choices_stand_below_each_other_where_they_do_not_fit():
    said = "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2"
    assert choices(said, 30).split("\n") == ["Trực tuyến = 0", "Phát phiếu = 1", "Kết hợp = 2"]
    assert choices(said, 200) == said
    assert choices("Cơ quan, đơn vị", 5) == "Cơ quan, đơn vị"


def test_an_answer_in_words_is_read_from_the_left():
    answer = "Duy trì “Ngày không hẹn” vào thứ Năm hằng tuần."
    cells = (m.Cell("8"), m.Cell("Kết quả khác"), m.Cell(), m.Cell(answer, code="1.8"), m.Cell())
    assert says_words(cells[3])
    assert not says_words(m.Cell("12.345.678.901.234", 1, code="1.9"))
    it = replace(manuscript(), annexes=(replace(annex(1), rows=(m.Row(cells),)),))
    document = Document(io.BytesIO(to_docx(it)))
    found = [cell.paragraphs[0] for cell in document.tables[-1].rows[-1].cells]
    assert [it.alignment for it in found] == [1, 0, 1, 0, 0]
    pages = PdfReader(io.BytesIO(to_pdf(it))).pages
    assert answer in " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_mark_of_a_page_is_beside_its_number():
    with zipfile.ZipFile(io.BytesIO(to_docx(manuscript(mark="DỮ LIỆU MẪU")))) as archive:
        header = etree.fromstring(archive.read("word/header1.xml"))
    framed, number = header.findall(qn("w:p"))
    assert framed.find(f"{qn('w:pPr')}/{qn('w:framePr')}").get(qn("w:xAlign")) == "right"
    assert "PAGE" in "".join(number.itertext())


def test_what_an_annex_belongs_to_is_broken_into_even_lines():
    it = replace(annex(1), landscape=False)
    lines = attached_lines(it, HEAD)
    assert " ".join(lines) == it.reference
    assert [len(line) > 20 for line in lines] == [True, True]
    waiting = replace(it, reference="")
    assert len(attached_lines(waiting, replace(HEAD, number="", signed_on=None))) == 1


def test_columns_of_a_spreadsheet_fill_the_page_in_its_own_type():
    for landscape, room in ((True, 252), (False, 165)):
        with zipfile.ZipFile(
            io.BytesIO(to_xlsx(replace(annex(3), landscape=landscape)))
        ) as archive:
            styles = archive.read("xl/styles.xml").decode()
            sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        assert "Calibri" not in styles
        assert "scheme" not in styles.partition("<fonts")[2].partition("</fonts>")[0]
        wide = sum(float(it.get("width")) for it in sheet.iter("{*}col")) * 2.117
        assert 0.85 * room < wide < room
