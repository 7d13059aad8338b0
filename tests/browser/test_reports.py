"""A commune's quarterly report: begun, a figure typed, a section written, signed, sent, added up."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from congvu.casework.dossiers.tests.make import processing
from congvu.foundation.journal.rules import SYSTEM
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import ReportingPeriod, Value
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import asking, life
from congvu.oversight.reporting.tests.quarter import NEEDED
from tests.browser.steps import done, fill, press, violations
from tests.browser.town import Town
from tests.world import LONG_AGO, NOW, World

pytestmark = pytest.mark.browser

BY_HAND = "4.2.2"
COUNTED = "3.6.6"
HANDLED = "3.6.7"
SECTION = "IV.2"
EMPTY = "IV.1"  # its prose has nothing to say unless another journey handled dossiers in this town
NOTHING = "Ghi: trong kỳ không phát sinh"


THIS_QUARTER = ("2026Q1", date(2025, 12, 15), date(2026, 3, 14))  # it ends this Saturday
LAST_QUARTER = ("2025Q4", date(2025, 9, 15), date(2025, 12, 14))
TYPED_QUARTER = ("2026Q2", date(2026, 3, 15), date(2026, 6, 14))


def ask(world: World, quarter: tuple[str, date, date] = THIS_QUARTER) -> int:
    """Let anh Quân ask for a quarter; return the period."""
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=LONG_AGO)
    code, first_day, last_day = quarter
    period = asking.ask(
        set_code="xa-2025",
        period=code,
        first_day=first_day,
        last_day=last_day,
        due_on=last_day + timedelta(days=4),
        asked_by="Công văn số 12/SNV-CCHC",
        by=world.staff("quan"),
        at=NOW,
    )
    return period.pk


def answer(world: World, period: int) -> None:
    """Let chị Mai have the other figures already that a report cannot do without."""
    mai = world.staff("mai")
    report = Report.objects.get(period=period)
    codes = [code for code in NEEDED if code not in {BY_HAND, COUNTED, HANDLED}]
    cells = {code: Typed(NEEDED[code], None) for code in codes}
    assert not enter_many(mai, report.unit_id, period, cells, at=NOW).refused


def begun(world: World, period: int) -> Report:
    """Let chị Mai have begun the report of a period."""
    found = ReportingPeriod.objects.get(pk=period)
    return life.open_report(found, "xa-quy", by=world.staff("mai"), at=NOW)


def act(tab: Page, report: str, name: str, **values: str) -> None:
    """Choose what to do with the report, and do it."""
    tab.goto(report)
    tab.locator("main").get_by_role("link", name=name, exact=True).click()
    fill(tab, **values)
    press(tab, name)
    done(tab)


def test_a_report_goes_from_its_figures_to_the_provinces_sum(sit_down, town: Town):
    town.at_work(processing)
    period = ask(town.world)
    mai = sit_down("mai")
    mai.goto("/bao-cao/")
    press(mai, "Lập báo cáo")
    done(mai)
    report = mai.url
    answer(town.world, period)

    # a number of the text opens to its records: the number, then what it counts
    chip = mai.locator(f"main article a[href$='/so-lieu/{COUNTED}/']").first
    chip.click()
    expect(mai).to_have_url(f"{report}so-lieu/{COUNTED}/")
    mai.locator("main .report-side a").first.click()
    expect(mai).to_have_url(re.compile(f"/so-lieu/{COUNTED}/ho-so/"))
    expect(mai.locator("main table").first).to_be_visible()

    mai.goto(f"{report}so-lieu/?nhom=4")
    mai.locator(f"[name='v-{BY_HAND}']").fill(NEEDED[BY_HAND])
    press(mai, "Lưu")
    done(mai)
    assert violations(mai) == []
    mai.goto(f"{report}muc/{SECTION}/")
    fill(mai, text="Đã đào tạo {{4.2.2}} cán bộ, công chức.")
    mai.evaluate("window.dispatchEvent(new Event('pagehide'))")  # as when the page is left
    expect(mai.locator("[data-unfinished-status]")).to_contain_text("Đã giữ lúc")
    mai.reload()
    expect(mai.locator("[name=text]")).to_have_value("Đã đào tạo {{4.2.2}} cán bộ, công chức.")
    press(mai, "Lưu")
    done(mai)
    expect(mai.locator("article").get_by_text("Đã đào tạo 22 cán bộ")).to_be_visible()
    mai.goto(f"{report}muc/{EMPTY}/")
    if mai.get_by_role("button", name=NOTHING).is_visible():
        press(mai, NOTHING)
        done(mai)
    mai.context.grant_permissions(["clipboard-read", "clipboard-write"])
    mai.goto(report)
    mai.get_by_role("button", name="Chép bảng").last.click()
    expect(mai.get_by_role("button", name="Đã chép").first).to_be_visible()
    copied = mai.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("STT\tChỉ tiêu thống kê\t")
    act(mai, report, "Trình duyệt")

    hoa, dung, quan = sit_down("hoa"), sit_down("dung"), sit_down("quan")
    act(hoa, report, "Duyệt")
    act(dung, report, "Cấp số")
    act(dung, report, "Gửi cấp trên")
    word = dung.request.get(f"{report}bao-cao.docx")
    assert word.body().startswith(b"PK")

    quan.goto(f"/bao-cao/ky/{period}/")
    quan.get_by_role("link", name="/BC-UBND").click()
    expect(quan).to_have_url(report)
    assert violations(quan) == []
    act(quan, report, "Tiếp nhận")
    quan.goto(f"/bao-cao/ky/{period}/")
    press(quan, "Tổng hợp")
    done(quan)
    summed = Value.objects.get(unit=town.world.units["province"], code=BY_HAND, superseded_at=None)
    assert summed.amount == int(NEEDED[BY_HAND])


def test_the_printed_pages_follow_what_is_typed(sit_down, town: Town):
    report = begun(town.world, ask(town.world, TYPED_QUARTER))
    mai = sit_down("mai")
    mai.goto(f"/bao-cao/{report.uuid}/muc/{SECTION}/")
    text, said = mai.locator("[name=text]"), mai.locator("[data-pages-said]")
    page = mai.locator("[data-pages] img").first
    expect(page).to_be_visible()
    before = page.get_attribute("src")
    text.fill("Còn hai hồ sơ lĩnh vực đất đai trễ hẹn do chờ ý kiến của cơ quan cấp trên.")
    expect(page).not_to_have_attribute("src", before)
    expect(said).to_be_empty()
    assert violations(mai) == []

    # what is not whole yet is said in a line, beside the pages that stood there
    text.fill("Còn {{3.6.6")
    expect(said).to_contain_text("Dòng 1")
    expect(page).to_be_visible()

    # a renderer that fails says so, and typing goes on
    drawing = f"**/bao-cao/{report.uuid}/muc/*/trang-in/"
    mai.route(drawing, lambda asked: asked.fulfill(content_type="text/html", body=""))
    text.fill("Còn {{3.6.6}} hồ sơ.")
    expect(said).to_contain_text("Chưa dựng được trang in")
    mai.unroute(drawing)
    text.press_sequentially(" Đã xin lỗi.")
    expect(said).to_be_empty()
    expect(text).to_have_value("Còn {{3.6.6}} hồ sơ. Đã xin lỗi.")

    mai.set_viewport_size({"width": 1000, "height": 800})
    expect(page).to_be_hidden()
    mai.locator("main").get_by_role("link", name="Xem trang in").click()
    expect(mai.get_by_role("img", name="Trang 1/")).to_be_visible()
