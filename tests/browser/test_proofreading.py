"""A report from outside: dropped in, its contradictions beside its text, one set aside, the note."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from congvu.oversight.proofreading.tests.make import proven_here
from tests.browser.steps import press, violations

pytestmark = pytest.mark.browser

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARAGRAPHS = (
    "ỦY BAN NHÂN DÂN XÃ MINH TÂM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/BC-UBND",
    "Minh Tâm, ngày 05 tháng 3 năm 2026",
    "BÁO CÁO",
    "Công tác cải cách hành chính 02 tháng đầu năm 2026",
    "Kính gửi: Sở Nội vụ tỉnh Sao Mai.",
    "I. CHỈ ĐẠO, ĐIỀU HÀNH",
    "Thực hiện Kế hoạch số 05/KH-UBND ngày 12/01/2026 của UBND xã về cải cách hành chính, chuyển đổi số năm 2026.",
    "II. THỦ TỤC HÀNH CHÍNH",
    "Tổng số hồ sơ tiếp nhận: 1.240 hồ sơ, trong đó: trực tuyến 870 hồ sơ, trực tiếp 360 hồ sơ.",
    "Đã giải quyết 1.150 hồ sơ (đạt 98,2%) của 1.180 hồ sơ đến hạn.",
    "Việc thực hiện Kế hoạch số 05/KH-UBND ngày 15/01/2026 về cải cách hành chính, chuyển đổi số năm 2026 đúng tiến độ.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Trần Văn Mẫu",
)


def a_report() -> bytes:
    document = Document()
    for line in PARAGRAPHS:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def hand_in(tab: Page) -> None:
    tab.goto("/soat-loi/")
    tab.set_input_files(
        "input[type=file]", {"name": "bao-cao.docx", "mimeType": DOCX, "buffer": a_report()}
    )
    with proven_here():
        press(tab, "Soát")
        expect(tab.locator(".finding").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_report_from_outside_is_marked_judged_and_answered(sit_down, scripts: bool):
    mai = sit_down("mai", scripts=scripts)
    hand_in(mai)
    expect(mai.locator(".finding")).to_have_count(3)
    for computation in ("870 + 360 = 1.230", "1.150 / 1.180", "12/01/2026 ≠ 15/01/2026"):
        expect(mai.get_by_text(computation)).to_be_visible()
    mark = mai.locator("mark", has_text="98,2%").first
    expect(mark).to_be_visible()
    mark.click()
    expect(mai).to_have_url(re.compile("#f"))
    first = mai.locator(".finding").first
    first.locator("summary").click()
    first.locator("textarea").fill("Hai nguồn khác nhau")
    first.get_by_role("button", name="Ghi lý do").click()
    expect(mai.get_by_text("Hai nguồn khác nhau")).to_be_visible()
    note = mai.locator("a[href$='.docx'], a[href*='docx']").first.get_attribute("href")
    content = ZipFile(io.BytesIO(mai.request.get(note).body())).read("word/document.xml").decode()
    assert content.count("≠") == 2
    if scripts:
        assert violations(mai) == []
