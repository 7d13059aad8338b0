"""Form 06a as PDF and as a spreadsheet says what the figures say, and names every choice."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from congvu.oversight.statistics.rendering import render_pdf, render_xlsx
from congvu.oversight.statistics.rules.choices import Against, Definition, Scope
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.rules.headings import Heading, headings
from congvu.oversight.statistics.selectors import form_06a, form_layout


@pytest.fixture
def form(village):
    return form_06a(
        FormRequest(
            village.units["commune"].pk,
            date(2026, 3, 1),
            date(2026, 3, 31),
            date(2026, 4, 2),
            Scope.SUBTREE,
            Definition.DECISION_766,
            Against.PROMISED,
        )
    )


def read(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
    return " ".join(" ".join(pages).split())


def test_the_sheet_on_paper_names_unit_window_as_of_and_choices(form):
    text = read(render_pdf(form))
    for words in (
        "Biểu số II.06a/VPCP/KSTT",
        "Đơn vị báo cáo: Xã Minh Tâm",
        "Đơn vị nhận báo cáo: Tỉnh Minh Châu",
        "từ ngày 01/03/2026 đến hết ngày 31/03/2026",
        "đã ghi nhận đến hết ngày 02/04/2026",
        "đơn vị này và mọi đơn vị trực thuộc",
        "Quyết định 766/QĐ-TTg",
        "ngày hẹn trả trên giấy tiếp nhận lần đầu",
        "3 = 7 + 11",
        "Đang chờ bổ sung lần đầu thì lấy ngày yêu cầu làm ngày xong",
    ):
        assert words in text


def test_equal_forms_give_equal_files_in_any_language(form):
    with override("en"):
        in_english = render_pdf(form)
    assert in_english == render_pdf(form)
    assert render_pdf(form) == render_pdf(form)
    assert render_xlsx(form) == render_xlsx(form)


def test_the_spreadsheet_holds_the_figures_as_numbers(form):
    sheet = CalamineWorkbook.from_filelike(BytesIO(render_xlsx(form))).get_sheet_by_index(0)
    rows = sheet.to_python()
    total = next(row for row in rows if row[1] == "Tổng số")
    assert total[2:] == [form.total[number] for number in range(3, 14)]
    lines = [row for row in rows if row[0] in (1, 2)]
    assert [row[1] for row in lines] == [row.field.name for row in form.rows]
    assert lines[0][2:] == [form.rows[0].figures[number] for number in range(3, 14)]


def test_the_heading_merges_what_the_columns_share():
    paths = [column.header for column in form_layout().columns]
    cells = headings(paths)
    assert Heading(0, 0, 3, 1, "TT") in cells
    assert Heading(0, 2, 1, 4, "Tiếp nhận") in cells
    assert Heading(1, 3, 1, 2, "Trong kỳ") in cells
    assert Heading(2, 4, 1, 1, "Trực tiếp, dịch vụ bưu chính") in cells
    covered = sum(cell.rows * cell.columns for cell in cells)
    assert covered == 3 * len(paths)
