"""The counter in a browser: lists follow the keys, a scanner is a keyboard, nobody is shut out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from congvu.casework.dossiers.services import desk
from congvu.casework.dossiers.tests.make import make_intake
from tests.browser.steps import violations
from tests.browser.town import Town
from tests.world import NOW

pytestmark = pytest.mark.browser

# those that the main pages leave out
PAGES = (
    "/mot-cua/hang-cho/chuyen/",
    "/mot-cua/trong-ngay/2.000815/",
    "/mot-cua/cuoi-ngay/",
    "/mot-cua/da-nhan/{code}/",
)


@pytest.fixture(scope="module")
def code(town: Town) -> str:
    """A dossier that was taken in this morning."""
    lan = town.world.staff("lan")
    return desk.accept_at_desk(make_intake(name="Lò Thị Ặng"), by=lan, at=NOW).code or ""


def test_a_list_follows_the_keys_and_a_scanner_opens_a_dossier(sit_down, code: str):
    lan = sit_down("lan")
    lan.goto("/ho-so/")
    lan.locator("main [name=q]").press_sequentially("lo ang")
    expect(lan.locator("#found")).to_contain_text("Lò Thị Ặng")
    expect(lan.locator("#found")).to_contain_text("Nhấn Enter")
    lan.keyboard.press("Enter")
    lan.wait_for_url(re.compile(r"\?tim="))
    expect(lan.locator("main [name=q]")).to_have_value("lo ang")

    lan.locator("h1").click()
    lan.keyboard.press("/")
    lan.keyboard.type(f"{code}\n")
    lan.wait_for_url(f"**/ho-so/{code}/")


def test_nobody_is_shut_out_of_the_counter(sit_down, code: str):
    lan = sit_down("lan")
    for path in PAGES:
        lan.goto(path.format(code=code))
        assert violations(lan) == [], path
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        lan.set_viewport_size({"width": 390, "height": 844})
        assert not lan.evaluate(wide), path
        lan.set_viewport_size({"width": 1366, "height": 768})
