"""Beside LibreOffice: its PDF of our DOCX is our PDF, and what it saves comes back; needs soffice."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfReader

from congvu.oversight.reporting.rendering import to_docx, to_pdf
from congvu.oversight.reporting.rules.measures import deviations, measure
from congvu.oversight.reporting.rules.returned import compare
from congvu.oversight.reporting.rules.sent import sent, stamped
from congvu.oversight.reporting.tests.make import annex, manuscript
from congvu.oversight.reporting.word_back import read_back

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not on this machine"
)
TRACKED = 'w:id="900" w:author="Lãnh đạo" w:date="2026-03-16T08:00:00Z"'
REFERENCE = stamped(
    "7c9e6679-7425-40de-944b-e07fc1f90ae7/12/345",
    datetime(2026, 3, 16, 8, 30, 1, 123456, UTC),
    ("Trích yếu", "Kính gửi", "Nơi nhận"),
    "Lời văn",
)


def _report():
    """Return the report with an annex whose heading is one row, so that cells have one order."""
    columns = tuple(replace(column, group="") for column in annex().columns)
    made = manuscript(superior=True, annexes=(replace(annex(), columns=columns),))
    return replace(made, reference=REFERENCE)


def _edited(content: bytes) -> bytes:
    """Change words and type over a figure, both tracked, as a leader does."""
    document = Document(io.BytesIO(content))
    last = next(it for it in document.paragraphs if "Trên đây là" in it.text)
    last.runs[0]._r.addprevious(
        parse_xml(
            f"<w:ins {TRACKED} {nsdecls('w')}>"
            '<w:r><w:t xml:space="preserve">Nay, </w:t></w:r></w:ins>'
        )
    )
    removed = parse_xml(f"<w:del {TRACKED} {nsdecls('w')}/>")
    first = last.runs[0]._r
    first.addprevious(removed)
    first.find(qn("w:t")).tag = qn("w:delText")
    removed.append(first)
    control = next(
        it for it in document.element.body.iter(qn("w:sdt"))
        if it.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == "cv:3.6.6"
    )  # fmt: skip
    old = control.find(f".//{qn('w:r')}")
    old.addprevious(parse_xml(
        f"<w:del {TRACKED} {nsdecls('w')}><w:r><w:delText>1.343</w:delText></w:r></w:del>"))  # fmt: skip
    old.addprevious(parse_xml(
        f"<w:ins {TRACKED} {nsdecls('w')}><w:r><w:t>1.350</w:t></w:r></w:ins>"))  # fmt: skip
    old.getparent().remove(old)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Let LibreOffice print the report, and save it and its edited copy: one start for each kind."""
    folder = tmp_path_factory.mktemp("office")
    content = to_docx(_report())
    (folder / "bao-cao.docx").write_bytes(content)
    (folder / "da-sua.docx").write_bytes(_edited(content))
    for kind, names in (("pdf", ["bao-cao"]), ("docx:MS Word 2007 XML", ["bao-cao", "da-sua"])):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", kind, "--outdir", str(folder / "out"),
             *(str(folder / f"{name}.docx") for name in names)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return folder / "out"


def _pages(content: bytes) -> list[list[str]]:
    """Return the words of each page, without the number at its head."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return [re.sub(r"\A\s*[0-9]+\s*\n", "", page).split() for page in pages]


def _body(pages: list[list[str]]) -> list[str]:
    """Return all words but the headings of the annex, which stand on every page of either."""
    heads = {"STT", "Chỉ", "tiêu", "thống", "kê", "Đơn", "vị", "tính", "Số", "liệu", "Ghi", "chú"}
    return [word for page in pages for word in page if word not in heads]


def test_its_pdf_of_our_word_file_says_what_our_pdf_says_in_as_many_pages(office):
    theirs = _pages((office / "bao-cao.pdf").read_bytes())
    ours = _pages(to_pdf(_report()))
    assert abs(len(theirs) - len(ours)) <= 1
    # A footnote stands at the foot of its page, which need not end with the same line.
    note = "1Thôngbáosố12/TB-UBNDngày03/02/2026củaỦybannhândânxãSôngHinh."
    said = ["".join(_body(pages)) for pages in (theirs, ours)]
    assert [it.count(note) for it in said] == [1, 1]
    assert said[0].replace(note, "") == said[1].replace(note, "")


def test_what_it_saves_untouched_comes_back_unchanged_and_keeps_its_measures(office):
    content = (office / "bao-cao.docx").read_bytes()
    assert compare(read_back(content), _report()).nothing
    assert deviations(measure(content)) == ()


def test_what_it_saves_still_knows_when_it_was_made_and_what_stood_around_the_text(office):
    saved, ours = read_back((office / "bao-cao.docx").read_bytes()), read_back(to_docx(_report()))
    assert saved.reference == REFERENCE
    assert sent(saved.reference).last == 345
    assert saved.outside == ours.outside
    assert saved.rows == ours.rows


def test_what_it_saves_edited_comes_back_with_a_difference_and_a_finding(office):
    returned = read_back((office / "da-sua.docx").read_bytes())
    found = compare(returned, _report())
    assert returned.tracked
    assert [(it.section, it.now) for it in found.texts] == [
        ("ket", "Nay, {{@ky}} của {{@co_quan}}./.")
    ]
    assert [(it.code, it.was, it.now) for it in found.figures] == [("3.6.6", "1.343", "1.350")]
    assert not found.lost
