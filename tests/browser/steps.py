"""What people do at their screens, step by step, so that journeys read as stories.

Everything is found as a person finds it: by the words that stand there.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.services import handling
from congvu.casework.dossiers.tests.make import processing
from tests.world import World

PROCEDURE = "1.004873"
WORDS = "xac nhan tinh trang hon nhan"
# without its preload, which would insert our sheets once more and ask for their imports elsewhere
AXE = {"resultTypes": ["violations"], "preload": False}


def violations(tab: Page) -> list[str]:
    """Say what keeps somebody out of a page, once the whole page is there."""
    tab.wait_for_load_state()
    found = Axe().run(tab, options=AXE)
    return [found.generate_report()] if found.violations_count else []


def press(tab: Page, name: str) -> None:
    """Press the button of that name in the page's content."""
    tab.locator("main").get_by_role("button", name=name, exact=True).click()


def fill(tab: Page, **values: str) -> None:
    """Type into the fields of the content, named as the form names them."""
    for name, value in values.items():
        tab.locator(f"main [name='{name.replace('__', '-')}']").fill(value)


def take_in(lan: Page, name: str) -> str:
    """Take a dossier in: find the procedure by words without accents, type the person, accept."""
    lan.goto("/mot-cua/tiep-nhan/")
    lan.get_by_role("searchbox", name="Thủ tục").fill(WORDS)
    lan.get_by_role("searchbox", name="Thủ tục").press("Enter")
    lan.wait_for_url(re.compile(f"q=|{PROCEDURE}"))
    if PROCEDURE not in lan.url:  # without scripts the list is shown first
        lan.locator(f"main a[href*='{PROCEDURE}']").first.click()
    fill(lan, name=name, phone="0900000077", address="Thôn Đông, xã Minh Tâm")
    press(lan, "Tiếp nhận")
    lan.wait_for_url("**/mot-cua/da-nhan/**")
    return lan.locator("h1").inner_text().strip()


def open_deed(tab: Page, code: str, deed: str) -> None:
    """Open the dossier and choose what to do with it."""
    tab.goto(f"/ho-so/{code}/")
    link = tab.locator("main").get_by_role("link", name=deed, exact=True)
    if not link.first.is_visible():
        tab.locator("main details[data-menu] summary").click()
    link.first.click()
    expect(tab.locator("main form[action*='/viec/']")).to_be_visible()


def done(tab: Page) -> None:
    """See the dossier again with the words that it is done."""
    expect(tab.locator(".notice--success")).to_be_visible()


def state(tab: Page, code: str) -> str:
    tab.goto(f"/ho-so/{code}/")
    return tab.locator("main .tag").first.inner_text().strip()


def laid_before_the_leader(world: World, at: datetime) -> Dossier:
    """Let the services bring a dossier as far as bà Hoa's table."""
    dossier = processing(world, at)
    return handling.present(
        dossier,
        seen=dossier.version,
        by=world.staff("minh"),
        at=at + timedelta(minutes=20),
        note="Đủ điều kiện",
    )
