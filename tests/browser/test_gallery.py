"""The gallery in Chromium: readable for all, inside its frame at every width, helped by its scripts.

Pages are drawn without a database and handed to the browser under the product's own content
security policy, so what it would block fails here.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect

from congvu.interfaces.ui.tests.drawing import (
    draw_gallery,
    draw_page,
    draw_part,
    without_the_office,
)
from tests.browser.sheets import MAIN, one_sheet
from tests.browser.steps import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("congvu.interfaces.ui.tests.addresses"),
]

HOME = "http://congvu.test/"
POLICY = "; ".join(
    f"{name} {' '.join(values)}"
    for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def serve(pages: dict[str, str]):
    def answer(route: Route) -> None:
        path = urlparse(route.request.url).path
        if path.startswith("/static/"):
            file = Path(finders.find(path.removeprefix("/static/")))
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            body = one_sheet(file) if file.name == MAIN else file.read_bytes()
            route.fulfill(body=body, content_type=kind)
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=pages[path], content_type="text/html", headers=headers)

    return answer


def with_content(content: str) -> str:
    before, main, after = draw_page("ui/layout.html").partition('<main class="shell__main"')
    opening, end, rest = after.partition("</main>")
    return before + main + opening + content + end + rest


WRONG = '<form id="f" hx-post="/wrong"><div tabindex="-1" data-error-summary>Hãy sửa</div></form>'


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def tab(browser: Browser, complaints: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A tab on an office screen; anything the browser complains of fails the test."""
    without_the_office(monkeypatch)
    page = browser.new_page(viewport=DESK, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    pages = {
        "/": draw_gallery(),
        "/forms": with_content(draw_part("forms.html")),
        "/large": draw_gallery(cookie="text_size=large"),
        "/404.html": draw_page("404.html"),
        "/done": draw_page("ui/layout.html"),
        "/asks": with_content(
            '<form id="f" hx-post="/wrong" hx-swap="outerHTML"><button>Ghi</button>'
        ),
    }
    page.route("**/*", serve(pages))
    yield page
    page.close()
    assert complaints == []


def kept(tab: Page) -> int:
    return tab.evaluate(
        "Object.keys(sessionStorage).filter((key) => key.startsWith('congvu.')).length"
    )


def test_nobody_is_shut_out(tab: Page):
    tab.goto(HOME)
    for size in (DESK, PHONE):
        tab.set_viewport_size(size)
        assert violations(tab) == []
    tab.goto(f"{HOME}404.html")
    assert violations(tab) == []


@pytest.mark.parametrize("path", ["", "large"])
def test_nothing_runs_out_of_its_frame(tab: Page, path: str):
    tab.goto(f"{HOME}{path}")
    for width in (1366, 1024, 768, 390, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_reach_the_search_and_the_error_summary_leads_to_the_field(tab: Page):
    tab.goto(f"{HOME}forms")
    assert "error-summary" in (tab.evaluate("document.activeElement.className") or "")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.get_by_role("link", name="Số căn cước hoặc mã số thuế: ").click()
    assert tab.evaluate("document.activeElement.id") == "wrong_identity"


def test_typed_text_is_offered_back_until_the_server_has_it(tab: Page):
    tab.goto(f"{HOME}forms")
    tab.locator("#fresh_applicant").fill("Lò Thị Ặng")
    tab.get_by_label("Bưu chính công ích").first.check()
    tab.reload()
    assert tab.locator("#fresh_applicant").input_value() == ""
    tab.get_by_role("button", name="Lấy lại").click()
    assert tab.locator("#fresh_applicant").input_value() == "Lò Thị Ặng"
    assert tab.get_by_label("Bưu chính công ích").first.is_checked()

    tab.evaluate("document.querySelector('[data-keep]').action = '/404.html'")
    tab.evaluate("document.querySelector('[data-keep]').noValidate = true")
    tab.evaluate("document.querySelector('[data-keep]').requestSubmit()")
    tab.wait_for_url("**/404.html")  # refused: an error page keeps it
    assert kept(tab) == 1
    tab.goto(f"{HOME}done")  # taken: another page without the form
    assert kept(tab) == 0


def test_what_one_person_typed_is_not_offered_to_the_next(tab: Page):
    tab.goto(f"{HOME}forms")
    tab.locator("#fresh_applicant").fill("Lò Thị Ặng")
    key = "congvu.kept.gallery"
    tab.evaluate(
        f"sessionStorage.setItem('{key}', sessionStorage.getItem('{key}').replace('lan', 'minh'))"
    )
    tab.reload()
    assert tab.get_by_role("button", name="Lấy lại").count() == 0
    assert kept(tab) == 0


def test_files_are_named_and_too_large_ones_are_refused_before_they_are_sent(tab: Page):
    tab.goto(f"{HOME}forms")
    tab.evaluate("document.querySelector('[data-file-drop]').dataset.maxMb = '0.001'")
    small = {"name": "tờ khai.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    large = {"name": "bản vẽ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" * 999}
    tab.locator("#papers_files").set_input_files([small, large])
    rows = tab.locator("[data-file-list] li").all_inner_texts()
    assert len(rows) == 2
    assert "tờ khai.pdf" in rows[0]
    assert "quá lớn" in rows[1]
    assert tab.evaluate("document.querySelector('#papers_files').files.length") == 1


def test_a_refused_fragment_is_swapped_in_and_takes_the_focus(tab: Page, complaints: list[str]):
    tab.goto(f"{HOME}asks")
    tab.route("**/wrong", lambda route: route.fulfill(status=422, body=WRONG))
    tab.get_by_role("button", name="Ghi").click()
    tab.get_by_text("Hãy sửa").wait_for()
    complaints.clear()  # the browser names the status
    expect(tab.locator("[data-error-summary]")).to_be_focused()


def test_a_broken_line_is_said_and_nothing_is_lost(tab: Page, complaints: list[str]):
    tab.goto(f"{HOME}asks")
    tab.route("**/wrong", lambda route: route.abort())
    tab.get_by_role("button", name="Ghi").click()
    tab.get_by_text("mất kết nối với máy chủ").wait_for()
    expect(tab.get_by_role("button", name="Ghi")).to_be_enabled()
    complaints.clear()  # the browser names the failed request


def test_a_form_is_sent_once(tab: Page):
    tab.goto(f"{HOME}forms")
    tab.evaluate(
        """() => {
          window.sent = 0;
          const form = document.querySelector('.confirm[open] form');
          form.noValidate = true;
          form.addEventListener('submit', (event) => { event.preventDefault(); window.sent += 1; });
        }"""
    )
    button = tab.locator(".confirm[open] button")
    button.click()
    button.click(force=True)
    assert tab.evaluate("window.sent") == 1


def test_a_menu_closes_with_escape_and_gives_the_focus_back(tab: Page):
    tab.goto(f"{HOME}forms")
    menu = tab.locator("details[data-menu]").first
    menu.locator("summary").click()
    menu.get_by_role("button", name="Đăng xuất").focus()
    tab.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"
