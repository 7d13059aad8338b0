"""What leaders do to a report in Word comes back: words as prose, figures as findings."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.reporting.rendering import to_docx
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import tags
from congvu.oversight.reporting.rules.prose import fill, parse
from congvu.oversight.reporting.rules.returned import Differences, compare
from congvu.oversight.reporting.rules.wording import FORMATS, FigureValue
from congvu.oversight.reporting.tests.make import figures, manuscript
from congvu.oversight.reporting.word_back import HasMacros, NotOurReport, NotWord, read_back

TEXT = (
    "Đã nhận {{3.6.6}} hồ sơ, đúng hạn **{{3.6.8|%}}**{^Kế hoạch có {{1.1.1|so}} việc.^}.\n"
    "- Ý một: __nghiêng__;\n+ ý nhỏ {{3.6.6}}.\n# a) Nhỏ\n> Dòng nghiêng\n"
    "| Tên | Số |\n| Hồ \\| sơ | {{3.6.6|so}} |\nHết \\{\\{đoạn\\}\\}."
)


def _small() -> m.Manuscript:
    known = {**figures(), "3.6.6": FigureValue(figures()["3.6.6"].amount)}
    first = m.Part("II.2.b", "Kết quả", fill(parse(TEXT), known), "1.", 2)
    last = m.Part("ket", "", fill(parse("Trên đây là báo cáo {{@ky}}./."), known))
    return replace(manuscript(), parts=(first, last))


def _edited(edit) -> bytes:
    document = Document(io.BytesIO(to_docx(_small())))
    edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _control(document, key: str):
    return next(
        it for it in document.element.body.iter(qn("w:sdt"))
        if it.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == f"cv:{key}"
    )  # fmt: skip


def _paragraph(document, words: str):
    return next(it for it in document.paragraphs if words in it.text)


def _differences(edit) -> Differences:
    return compare(read_back(_edited(edit)), _small())


def test_a_report_that_nobody_touched_comes_back_as_it_was():
    for it in (manuscript(superior=True), _small()):
        returned = read_back(to_docx(it))
        assert returned.reference == "bao-cao-thu/1"
        assert compare(returned, it).nothing


def test_its_sections_are_prose_with_their_figures_bound():
    assert read_back(to_docx(_small())).sections == {
        "II.2.b": TEXT,
        "ket": "Trên đây là báo cáo {{@ky}}./.",
    }


def test_saved_by_another_program_it_is_still_the_same():
    assert _differences(lambda _: None).nothing


def test_words_that_were_changed_are_a_difference_of_their_section_alone():
    def edit(document):
        _paragraph(document, "Trên đây").runs[0].text = "Trên đây là toàn bộ báo cáo "
        _paragraph(document, "Hết").insert_paragraph_before("- Việc mới {{không phải số}}")

    found = _differences(edit)
    assert [it.section for it in found.texts] == ["II.2.b", "ket"]
    assert found.texts[1].now == "Trên đây là toàn bộ báo cáo {{@ky}}./."
    assert "- Việc mới \\{\\{không phải số\\}\\}\nHết" in found.texts[0].now
    assert replace(found, texts=()).nothing


def test_a_figure_typed_over_in_its_control_is_told_and_stays_bound():
    def edit(document):
        _control(document, "3.6.6").find(f".//{qn('w:t')}").text = "1.350"

    found = _differences(edit)
    assert [(it.key, it.code, it.section, it.was, it.now) for it in found.figures] == [
        ("3.6.6", "3.6.6", "II.2.b", "1.343", "1.350")
    ]
    assert replace(found, figures=()).nothing


def test_a_figure_whose_control_is_gone_is_told_with_what_stands_instead():
    def edit(document):
        control = _control(document, "3.6.8|%")
        control.getprevious().getparent().remove(control.getprevious())
        control.addprevious(parse_xml(f"<w:r {nsdecls('w')}><w:t>99,9%</w:t></w:r>"))
        control.getparent().remove(control)

    found = _differences(edit)
    assert [(it.code, it.was, it.instead) for it in found.lost] == [("3.6.8", "98,69%", "99,9%")]
    assert found.texts[0].now.startswith("Đã nhận {{3.6.6}} hồ sơ, đúng hạn 99,9%{^")


def test_where_a_program_drops_controls_the_bookmarks_tell_the_figures():
    def edit(document):
        for control in list(document.element.body.iter(qn("w:sdt"))):
            for run in list(control.find(qn("w:sdtContent"))):
                control.addprevious(run)
            control.getparent().remove(control)

    assert _differences(edit).nothing


def test_where_a_program_drops_tags_the_titles_tell_the_figures():
    def edit(document):
        for tag in list(document.element.body.iter(qn("w:tag"), qn("w:bookmarkStart"))):
            if tag.tag == qn("w:tag") or tag.get(qn("w:name")).startswith("cv_fig_9"):
                tag.getparent().remove(tag)

    assert [it.code for it in _differences(edit).lost if not it.code.startswith("9.")] == []


def test_tracked_changes_are_taken_as_accepted_and_said_to_have_been_there():
    author = 'w:id="900" w:author="x" w:date="2026-03-01T00:00:00Z"'

    def edit(document):
        last = _paragraph(document, "Trên đây")
        kept, gone = last.runs[0], last.runs[1]
        kept._r.addnext(parse_xml(
            f"<w:ins {author} {nsdecls('w')}><w:r><w:t>rất </w:t></w:r></w:ins>"))  # fmt: skip
        removed = parse_xml(f"<w:del {author} {nsdecls('w')}/>")
        gone._r.addprevious(removed)
        gone._r.find(qn("w:t")).tag = qn("w:delText")
        removed.append(gone._r)
        mark = next(last._p.iter(qn("w:bookmarkStart")))  # LibreOffice moves it in there
        assert mark.get(qn("w:name")) == "cv_part_ket"
        removed.insert(0, mark)
        text = _control(document, "3.6.6").find(f"{qn('w:sdtContent')}/{qn('w:r')}")
        old = parse_xml(
            f"<w:del {author} {nsdecls('w')}><w:r><w:delText>1.343</w:delText></w:r></w:del>"
        )
        new = parse_xml(f"<w:ins {author} {nsdecls('w')}><w:r><w:t>1.400</w:t></w:r></w:ins>")
        text.addprevious(old)
        text.addprevious(new)
        text.getparent().remove(text)
        ended = _paragraph(document, "Ý một")._p.get_or_add_pPr()
        ended.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del {author}/></w:rPr>"))

    content = _edited(edit)
    found = compare(read_back(content), _small())
    assert read_back(content).tracked
    assert found.texts[1].now == "Trên đây là báo cáo rất {{@ky}}"
    assert [(it.was, it.now) for it in found.figures] == [("1.343", "1.400")]
    assert "- Ý một: __nghiêng__;+ ý nhỏ {{3.6.6}}." in found.texts[0].now


def test_a_section_whose_place_is_gone_is_told_and_its_words_are_kept():
    def edit(document):
        last = _paragraph(document, "Trên đây")._p
        for mark in list(last.iter(qn("w:bookmarkStart"))):
            if mark.get(qn("w:name")).startswith("cv_part_"):
                last.remove(mark)
        _paragraph(document, "1. Kết quả").runs[0].text = "1. Kết quả đạt được"

    found = _differences(edit)
    assert found.missing_sections == ("ket",)
    assert found.texts[0].now.endswith("Trên đây là báo cáo {{@ky}}./.")
    assert [(it.section, it.now) for it in found.headings] == [("II.2.b", "1. Kết quả đạt được")]


def test_a_number_typed_into_a_blank_cell_of_the_annex_is_told():
    def edit(document):
        rows = document.tables[-1].rows
        cell = next(row.cells[3] for row in rows if "thứ 5 " in row.cells[1].text)
        cell.paragraphs[0].add_run("12")

    found = _differences(edit)
    assert [(it.section, it.code, it.was, it.now) for it in found.figures] == [
        ("annex", "9.1.5", "", "12")
    ]


@pytest.mark.parametrize("shape", FORMATS)
def test_every_format_survives_tags_and_bookmarks(shape):
    key = f"3.6.3|{shape}#2" if shape else "@don_vi#2"
    assert tags.key_in_tag(tags.tag_of(key)) == key
    assert tags.key_in_bookmark(tags.figure_bookmark(key)) == key
    assert tags.part_in_bookmark(tags.part_bookmark("II.2-a")) == "II.2-a"


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


DOCUMENT = f"<w:document {nsdecls('w')}><w:body/></w:document>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.BROKEN),
        (b"%PDF-1.7", Reason.BROKEN),
        (_zip({"word/document.xml": "<a>"}), Reason.BROKEN),
        (_zip({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), Reason.ENTITIES),
        (_zip({"word/document.xml": DOCUMENT} | {f"a{at}": "" for at in range(2001)}), Reason.TOO_LARGE),
        (_zip({"word/document.xml": DOCUMENT})[:-20], Reason.BROKEN),
    ],
)  # fmt: skip
def test_what_is_no_sound_word_file_is_refused(content, reason):
    with pytest.raises(CannotRead) as refused:
        read_back(content)
    assert refused.value.reason is reason


def test_a_file_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("congvu.oversight.reporting.word_back.MOST_UNPACKED", 1000)
    with pytest.raises(CannotRead) as refused:
        read_back(to_docx(_small()))
    assert refused.value.reason is Reason.BOMB


def test_macros_are_refused_and_so_is_somebody_elses_document():
    with pytest.raises(NotWord):
        read_back(_zip({"xl/workbook.xml": "<a/>"}))
    with pytest.raises(HasMacros):
        read_back(_zip({"word/document.xml": DOCUMENT, "word/vbaProject.bin": "x"}))
    with pytest.raises(NotOurReport):
        read_back(_zip({"word/document.xml": DOCUMENT}))


def test_words_nested_beyond_reason_are_refused():
    deep = "<w:ins>" * 5000 + "</w:ins>" * 5000
    body = f"<w:document {nsdecls('w')}><w:body><w:p>{deep}</w:p></w:body></w:document>"
    with pytest.raises(CannotRead):
        read_back(_zip({"word/document.xml": body}))
