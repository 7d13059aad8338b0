"""What was changed in Word outside the sections: offered where it has a place here, else told."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from congvu.oversight.reporting import printing
from congvu.oversight.reporting.models import AnnexNote, Comment, Report
from congvu.oversight.reporting.rules.tags import figure_bookmark
from congvu.oversight.reporting.selectors.came_back import CameBack
from congvu.oversight.reporting.services import life, returning
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world: World) -> Report:
    return quarter.begin(world, quarter.ask(world))


def _file(report: Report, edit: Callable[[Word], object]) -> bytes:
    content = printing.as_file(report, "docx", at=quarter.later(1))
    document, out = Document(io.BytesIO(content)), io.BytesIO()
    edit(document)
    document.save(out)
    return out.getvalue()


def _back(report: Report, edit: Callable[[Word], object]) -> CameBack:
    return returning.compare(report, _file(report, edit), at=quarter.later(3)).back


def _styled(document: Word, style: str) -> Paragraph:
    inside = (
        paragraph
        for table in document.tables[:2]
        for cell in table._cells
        for paragraph in cell.paragraphs
    )
    return next(one for one in (*document.paragraphs, *inside) if one.style.name == style)


def _append(style: str, words: str) -> Callable[[Word], object]:
    return lambda document: _styled(document, style).add_run(words)


def _marks(code: str) -> tuple[str, ...]:
    name = figure_bookmark(code)
    return f'w:name="{name}"', f'w:name="{name}_ZN2"', f'w:name="{name}_ZN3"'


def _annex_cell(document: Word, code: str, column: int) -> Paragraph:
    rows = document.tables[-1].rows
    row = next(one for one in rows if any(mark in one._tr.xml for mark in _marks(code)))
    return row.cells[column].paragraphs[0]


def test_a_file_that_nobody_touched_says_nothing_new(report: Report) -> None:
    assert _back(report, lambda _document: None).nothing


@pytest.mark.parametrize(
    ("style", "words", "name"),
    [
        ("Subtitle", " (bản lãnh đạo sửa)", "subject"),
        ("Kính gửi", "\n- Sở Tài chính tỉnh.", "addressees"),
        ("Nơi nhận (danh sách)", "\n- Ban Kinh tế;", "recipients"),
    ],
)
def test_subject_addressees_and_recipients_are_offered_and_kept(
    world: World, report: Report, style: str, words: str, name: str
) -> None:
    told = returning.compare(report, _file(report, _append(style, words)), at=quarter.later(3))
    [offer] = told.back.offers
    assert (offer.code, offer.asks, told.back.told) == (name, False, ())
    assert words.strip(" -\n;.") in offer.file
    returning.keep(report, told.token, by=quarter.who(world, "mai"), at=quarter.later(4))
    report.refresh_from_db()
    assert words.strip(" -\n;.") in getattr(report, name)


def test_a_head_that_was_changed_on_both_sides_asks(world: World, report: Report) -> None:
    file = _file(report, _append("Subtitle", " (sửa)"))
    life.change_head(
        report,
        subject="Trích yếu mới",
        place=report.place,
        addressees=report.addressees,
        recipients="Như trên;",
        seen=report.revision,
        by=quarter.who(world, "mai"),
        at=quarter.later(2),
    )
    report.refresh_from_db()
    [offer] = returning.compare(report, file, at=quarter.later(3)).back.offers
    assert (offer.code, offer.now, offer.asks) == ("subject", "Trích yếu mới", True)


def test_a_note_of_the_annex_is_offered_and_kept(world: World, report: Report) -> None:
    file = _file(
        report, lambda document: _annex_cell(document, "3.6.6", -1).add_run("Đã đối chiếu")
    )
    told = returning.compare(report, file, at=quarter.later(3))
    assert [(one.code, one.file) for one in told.back.offers] == [("3.6.6", "Đã đối chiếu")]
    returning.keep(report, told.token, by=quarter.who(world, "mai"), at=quarter.later(4))
    assert AnnexNote.objects.get(report=report, code="3.6.6").text == "Đã đối chiếu"


def _ground(document: Word) -> None:
    _styled(document, "Căn cứ").add_run(" và văn bản khác")


def _heading(document: Word) -> None:
    _styled(document, "Heading 1").add_run(" SỬA")


def _row_name(document: Word) -> None:
    _annex_cell(document, "3.6.6", 1).add_run(" (sửa tên)")


def _row_gone(document: Word) -> None:
    row = _annex_cell(document, "3.6.6", 1)._p.getparent().getparent()
    row.getparent().remove(row)


def _signer(document: Word) -> None:
    _styled(document, "Người ký").add_run(" PHÓ")


def _behind_the_last(document: Word) -> None:
    document.paragraphs[-1].insert_paragraph_before("Đoạn thêm ở cuối.")


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (_ground, "Căn cứ"),
        (_heading, "Tiêu đề mục"),
        (_row_name, "Dòng phụ lục"),
        (_row_gone, "Dòng phụ lục bị xóa"),
        (_signer, "Người ký"),
        (_behind_the_last, "Lời quanh bảng phụ lục"),
    ],
)
def test_what_has_no_place_here_is_told_with_where_it_is_mended(
    report: Report, edit: Callable[[Word], object], what: str
) -> None:
    back = _back(report, edit)
    assert [one.what for one in back.told] == [what]
    assert all(one.mend for one in back.told)
    assert not back.nothing


def test_remarks_of_word_become_remarks_of_their_section_without_a_name(
    world: World, report: Report
) -> None:
    def edit(document: Word) -> None:
        runs = next(one for one in document.paragraphs if quarter.UNTROUBLED in one.text).runs
        document.add_comment(runs, text="Viết lại chỗ này.", author="Lãnh đạo", initials="L")

    told = returning.compare(report, _file(report, edit), at=quarter.later(3))
    assert not told.back.nothing
    mai = quarter.who(world, "mai")
    assert returning.keep(report, told.token, by=mai, at=quarter.later(4)) == 1
    remark = Comment.objects.get(report=report)
    assert (remark.section, remark.text) == (quarter.SHORTCOMINGS, "Viết lại chỗ này.")
    assert "Lãnh đạo" not in remark.author_name
    assert returning.compare(report, _file(report, edit), at=quarter.later(5)).back.nothing


def test_a_remark_longer_than_one_is_kept_whole_and_once(world: World, report: Report) -> None:
    said = " ".join(f"ý {number}" for number in range(500))

    def edit(document: Word) -> None:
        runs = next(one for one in document.paragraphs if quarter.UNTROUBLED in one.text).runs
        document.add_comment(runs, text=said, author="Lãnh đạo", initials="L")

    told = returning.compare(report, _file(report, edit), at=quarter.later(3))
    returning.keep(report, told.token, by=quarter.who(world, "mai"), at=quarter.later(4))
    kept = Comment.objects.filter(report=report).order_by("pk").values_list("text", flat=True)
    assert "".join(kept).replace(" ", "") == said.replace(" ", "")
    assert returning.compare(report, _file(report, edit), at=quarter.later(5)).back.nothing


def test_who_tracked_changes_is_counted_and_not_named(report: Report) -> None:
    def edit(document: Word) -> None:
        line = next(one for one in document.paragraphs if quarter.UNTROUBLED in one.text)
        for at, author in enumerate(("Người thứ nhất", "Người thứ hai")):
            line._p.append(
                parse_xml(
                    f'<w:ins {nsdecls("w")} w:id="{900 + at}" w:author="{author}">'
                    f"<w:r><w:t> thêm {at}</w:t></w:r></w:ins>"
                )
            )

    back = _back(report, edit)
    assert (back.tracked, back.authors) == (True, 2)
