"""Data for the tests of this room: the catalogue's previews, and names that are too long."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from congvu.instruments.forms import library

AT = datetime(2026, 3, 2, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
# printed across a sheet of A4 with a cover of its own
BOOKS = {
    "dossier_register",
    "document_book_in",
    "document_book_out",
    "document_book_tracking",
}
LONG_UNIT = "Ủy ban nhân dân phường Thượng Thanh Nguyên Bình Hoà Đông Bắc Sông Thương Hạ"
LONG_DESK = "Trung tâm Phục vụ hành chính công phường Thượng Thanh Nguyên Bình Hoà Đông Bắc"
LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Thanh Ngọc Minh Châu Phương Anh Thảo"
LONG_PROCEDURE = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường "
    "hợp giải quyết tranh chấp, khiếu nại, tố cáo về đất đai; xử lý hợp đồng thế chấp, góp vốn"
)
LONG_PAPER = (
    "Bản chính hoặc bản sao có chứng thực văn bản thoả thuận phân chia di sản thừa kế giữa các "
    "đồng thừa kế, kèm giấy chứng tử của người để lại di sản"
)


def form(kind, regime="nd118-2025"):
    return library.form_spec(kind, regime)


def data(kind, **changes):
    return {**library.preview_data(kind), **changes}


def long_data(kind, papers=15):
    """Names of more than 60 letters, a long procedure, many papers, a long code."""
    found = data(
        kind,
        unit_name=LONG_UNIT,
        desk_name=LONG_DESK,
        submitter_name=LONG_NAME,
        applicant_name=LONG_NAME,
        signer_name=LONG_NAME,
        officer_name=LONG_NAME,
        procedure_name=LONG_PROCEDURE,
        email="mot.dia.chi.thu.dien.tu.rat.rat.dai.khong.co.khoang.trang@hoamai.example",
        dossier_code="H99.103.25.700-20260302-0092637",
    )
    if kind == "receipt_slip":
        row = {"name": LONG_PAPER, "originals": 1, "copies": 2, "electronic": 1, "note": "đã quét"}
        found["papers"] = [row] * papers
        found["receiver_name"] = LONG_NAME
    return found


def all_forms():
    """Every form of the catalogue once: (set, kind, path)."""
    paths = sorted(library.folder().glob("*/*.toml"))
    return [(path.parent.name, path.stem, path) for path in paths]


def pdf_text(pdf):
    """The words of a PDF with single spaces between them."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def page_sizes(pdf):
    """The sizes of the pages in whole millimetres."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [
        (
            round(float(page.mediabox.width) / 72 * 25.4),
            round(float(page.mediabox.height) / 72 * 25.4),
        )
        for page in pages
    ]


def page_count(pdf):
    return len(PdfReader(BytesIO(pdf)).pages)


def codes_on_first_page(pdf, dpi=200):
    """What a scanner reads from the first page: {format: text}."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    document.close()
    return {str(found.format): found.text for found in zxingcpp.read_barcodes(picture)}


def codes_in_picture(png):
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))
    return found.text
