"""The main pages keep nobody out: axe on each as its people see it, and the way in by password."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import PROCEDURE, laid_before_the_leader, violations
from tests.browser.town import SCREEN, Town
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
MAIN_PAGES = {
    "lan": (
        "/",
        "/mot-cua/tiep-nhan/",
        f"/mot-cua/tiep-nhan/{PROCEDURE}/",
        "/mot-cua/",
        "/ho-so/",
        "/ho-so/so-theo-doi/",
    ),
    "hoa": ("/", "/ho-so/{code}/", "/ho-so/{code}/viec/ban-hanh/"),
    "mai": ("/bieu/06a/",),
    "yen": ("/", "/quan-tri/tai-khoan/", "/quan-tri/don-vi/", "/quan-tri/lich/", "/danh-muc/"),
}


def test_the_main_pages_keep_nobody_out(sit_down, town: Town):
    code = town.at_work(laid_before_the_leader)
    found = []
    for name, pages in MAIN_PAGES.items():
        tab = sit_down(name)
        for page in pages:
            answer = tab.goto(page.format(code=code))
            assert answer.ok, page
            found += [f"{name} {page}: {one}" for one in violations(tab)]
            tab.set_viewport_size(PHONE)
            if tab.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
                found.append(f"{name} {page}: runs out of a phone")
            tab.set_viewport_size(SCREEN)
    assert not found, "\n".join(found)


def test_the_way_in_is_by_name_and_password(town: Town):
    context = town.new_browser()
    tab = context.new_page()
    tab.goto("/ho-so/")
    assert violations(tab) == []
    tab.get_by_label("Tên đăng nhập").fill("mai")
    tab.get_by_label("Mật khẩu").fill(PASSWORD)
    tab.get_by_role("button", name="Đăng nhập").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Danh sách hồ sơ")
    context.close()
