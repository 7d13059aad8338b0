"""What stands on the paper: read back from PDF and DOCX, scanned, and measured."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from congvu.instruments.forms import library, pdf, services
from congvu.instruments.forms.rules.blocks import MOTTO, NATION
from congvu.instruments.forms.rules.filling import SAMPLE_MARK, UNSIGNED, all_words, fill
from congvu.instruments.forms.rules.reading import read_form
from congvu.instruments.forms.tests import make

CODE = "H99.12.7-260302-0001"
FORMS = pytest.mark.parametrize(("folder", "kind", "path"), make.all_forms())


def spec_of(path, kind):
    return read_form(path.read_text(encoding="utf-8"), kind=kind)


def squashed(text):
    """The letters alone: where lines break is the page's affair."""
    return re.sub(r"\s+", "", text)


def docx_text(docx):
    document = Document(BytesIO(docx))
    section = document.sections[0]
    parts = [document, section.first_page_header, section.first_page_footer]
    return " ".join(node.text or "" for part in parts for node in part._element.iter(qn("w:t")))


@FORMS
def test_pdf_and_docx_say_every_word_of_the_form(folder, kind, path):
    spec, data = spec_of(path, kind), make.data(kind)
    sheet = fill(spec, data, sample=True)
    on_pdf = squashed(make.pdf_text(services.render_pdf(spec, data, sample=True)))
    on_docx = squashed(docx_text(services.render_docx(spec, data, sample=True)))
    for words in [*all_words(sheet), NATION, MOTTO, UNSIGNED, SAMPLE_MARK]:
        assert squashed(words) in on_pdf
        assert squashed(words) in on_docx


@FORMS
def test_slips_are_a5_and_the_register_a4(folder, kind, path):
    sizes = set(
        make.page_sizes(services.render_pdf(spec_of(path, kind), make.data(kind), sample=False))
    )
    assert sizes == ({(297, 210)} if kind in make.BOOKS else {(148, 210)})


@FORMS
def test_an_ordinary_slip_is_one_page(folder, kind, path):
    pages = make.page_count(services.render_pdf(spec_of(path, kind), make.data(kind), sample=False))
    assert pages == (2 if kind in make.BOOKS else 1)


@FORMS
def test_a_form_without_any_data_is_printed_to_be_filled_by_hand(folder, kind, path):
    spec = spec_of(path, kind)
    assert "......" in make.pdf_text(services.render_pdf(spec, {}, sample=False))
    assert services.render_docx(spec, {}, sample=False)


@pytest.mark.parametrize(
    "kind", ["receipt_slip", "supplement_request", "apology_letter", "control_sheet", "fee_receipt"]
)
def test_barcode_and_qr_hold_the_code_and_nothing_else(kind):
    printed = services.render_pdf(make.form(kind), make.data(kind), sample=True)
    assert make.codes_on_first_page(printed) == {"Code 128": CODE, "QR Code": CODE}


@pytest.mark.parametrize(
    "code", ["H26.103.25.7-250908-0112", "G09.20-20260609-0092637", "000.00.04.G18-260105-0001"]
)
def test_codes_of_every_regime_can_be_read_even_from_a_scan_of_200_dots_an_inch(code):
    data = make.data("receipt_slip", dossier_code=code)
    printed = services.render_pdf(make.form("receipt_slip"), data, sample=False)
    for dpi in (200, 300):
        assert make.codes_on_first_page(printed, dpi) == {"Code 128": code, "QR Code": code}


def test_the_codes_of_a_docx_can_be_scanned():
    docx = services.render_docx(make.form("receipt_slip"), make.data("receipt_slip"), sample=False)
    pictures = [
        part.blob
        for part in Document(BytesIO(docx)).part.package.iter_parts()
        if part.content_type == "image/png"
    ]
    assert sorted(make.codes_in_picture(picture) for picture in pictures) == [CODE, CODE]


def test_a_code_that_no_barcode_can_hold_is_still_a_qr():
    data = make.data("receipt_slip", dossier_code="Đ-1")
    printed = services.render_pdf(make.form("receipt_slip"), data, sample=False)
    assert make.codes_on_first_page(printed) == {"QR Code": "Đ-1"}


def test_long_names_and_fifteen_papers_flow_to_the_next_pages_and_lose_nothing():
    data = make.long_data("receipt_slip")
    printed = services.render_pdf(make.form("receipt_slip"), data, sample=False)
    assert make.page_count(printed) == 3
    words = squashed(make.pdf_text(printed))
    for long in (make.LONG_NAME, make.LONG_PROCEDURE, make.LONG_UNIT.upper(), data["email"]):
        assert squashed(long) in words
    assert words.count(squashed(make.LONG_PAPER)) == 15
    pages = [page.extract_text() for page in PdfReader(BytesIO(printed)).pages]
    assert all(UNSIGNED in page and data["dossier_code"] in page for page in pages)
    assert all("Tên giấy tờ" in page for page in pages)
    assert make.codes_on_first_page(printed, 300)["Code 128"] == data["dossier_code"]


def test_fifteen_ordinary_papers_are_two_pages():
    papers = [{"name": f"Giấy tờ thứ {at}", "originals": 1, "copies": 0} for at in range(1, 16)]
    data = make.data("receipt_slip", papers=papers)
    assert make.page_count(services.render_pdf(make.form("receipt_slip"), data, sample=False)) == 2


@pytest.mark.parametrize("kind", ["receipt_slip", "refusal_notice", "supplement_request"])
def test_signatures_never_stand_alone_on_a_page(kind):
    for papers in range(1, 9):
        data = make.long_data(kind, papers=papers)
        pages = PdfReader(BytesIO(services.render_pdf(make.form(kind), data, sample=False))).pages
        last = pages[-1].extract_text()
        above = last[: last.index("(Ký")]
        assert len(above.split()) > 12


def test_a_slip_that_runs_over_its_page_a_little_is_set_smaller_and_no_more():
    papers = [{"name": f"Giấy tờ thứ {at}", "originals": 1} for at in range(1, 8)]
    data = make.data("receipt_slip", papers=papers)
    spec = make.form("receipt_slip")
    assert (spec.size, spec.least_size) == (11, 10)
    assert make.page_count(services.render_pdf(spec, data, sample=False)) == 1
    assert (
        make.page_count(services.render_pdf(replace(spec, least_size=11), data, sample=False)) == 2
    )
    [heading] = Document(
        BytesIO(services.render_docx(spec, data, sample=False))
    ).styles.element.xpath("w:style[@w:styleId='Normal']/w:rPr/w:sz/@w:val")
    assert heading == "20"
    many = make.data("receipt_slip", papers=papers * 3)
    assert services.render_pdf(spec, many, sample=False) == services.render_pdf(
        replace(spec, least_size=11), many, sample=False
    )


def test_what_people_type_is_never_markup():
    typed = '#read("form.typ") $x$ *b* _i_ `c` <l> @l \\ // " \' {dossier_code} &amp; <w:br/> [[blocks]]'
    data = make.data("receipt_slip", submitter_name=typed, papers=[{"name": typed}])
    for words in (
        make.pdf_text(services.render_pdf(make.form("receipt_slip"), data, sample=False)),
        docx_text(services.render_docx(make.form("receipt_slip"), data, sample=False)),
    ):
        assert squashed(words).count(squashed(typed)) >= 2


@pytest.mark.parametrize(
    "name", ["Ông Tư 😀", "a\x00b\x08c", "Nguye\u0302\u0303n Văn", "\u202eđảo", "\ud800"]
)
def test_strange_signs_break_nothing(name):
    data = make.data("receipt_slip", submitter_name=name)
    assert services.render_pdf(make.form("receipt_slip"), data, sample=False)
    assert services.render_docx(make.form("receipt_slip"), data, sample=False)


def test_a_reason_longer_than_a_page_flows_on():
    data = make.data("refusal_notice", reason="Lý do rất dài. " * 400)
    printed = services.render_pdf(make.form("refusal_notice"), data, sample=False)
    assert make.page_count(printed) > 1
    assert squashed(make.pdf_text(printed)).count("Lýdorấtdài.") > 390
    papers = [{"name": "Tên giấy tờ rất dài " * 300}]
    data = make.data("receipt_slip", papers=papers)
    printed = services.render_pdf(make.form("receipt_slip"), data, sample=False)
    assert squashed(make.pdf_text(printed)).count("Têngiấytờrấtdài") >= 295


def test_only_the_shipped_fonts_are_used_and_they_are_what_they_say():
    data = make.data("receipt_slip")
    reader = PdfReader(BytesIO(services.render_pdf(make.form("receipt_slip"), data, sample=True)))
    fonts = {
        font["/BaseFont"].split("+")[-1]
        for page in reader.pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all(font.startswith("LiberationSerif") for font in fonts)
    folder = Path(pdf.__file__).parent / "fonts"
    sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {
        path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")
    } == sums
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE").read_text()


def test_equal_data_give_equal_bytes():
    data = make.data("receipt_slip")
    spec = make.form("receipt_slip")
    assert services.render_pdf(spec, data, sample=True) == services.render_pdf(
        spec, data, sample=True
    )


def test_slips_can_be_printed_in_parallel():
    spec = make.form("receipt_slip")

    def one(at):
        data = make.data("receipt_slip", dossier_code=f"H99-260302-{at:04}")
        return f"H99-260302-{at:04}" in make.pdf_text(services.render_pdf(spec, data, sample=False))

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(one, range(12)))


def test_a_volume_of_the_register_repeats_its_head_on_every_page():
    row = library.preview_data("dossier_register")["entries"][1]
    entries = [{**row, "entry_no": f"{at:06}"} for at in range(1, 151)]
    data = make.data("dossier_register", entries=entries)
    pages = PdfReader(
        BytesIO(services.render_pdf(make.form("dossier_register"), data, sample=False))
    ).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 5
    assert all("Mã hồ sơ" in text for text in texts[1:])
    assert all(f"{at:06}" in " ".join(texts) for at in range(1, 151))
    assert re.search(r"(^|\s)3(\s|$)", texts[2])
