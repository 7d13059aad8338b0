"""Fixtures of the tests that walk through several rooms: a browser as officials have it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import chromium

OFFICE_SCREEN = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of this process; skipped aloud without one, failed in CI."""
    path = chromium.find_chromium()
    if path is None:
        if chromium.is_required():
            pytest.fail(chromium.NO_CHROMIUM, pytrace=False)
        pytest.skip(chromium.NO_CHROMIUM)
    # Playwright keeps an event loop in this thread; Django would take it for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        expect.set_options(timeout=20_000)  # what is to be seen is seen later on a busy machine
        started = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield started
        started.close()
        # The connections that Django opened while the loop ran are kept with the loop, out of
        # reach of whoever takes the databases down.
        connections.close_all()


@pytest.fixture
def screen(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    """A fresh profile on an office screen, pointed at the test's own server."""
    context = browser.new_context(
        base_url=str(live_server),
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport=OFFICE_SCREEN,
        reduced_motion="reduce",  # a colour on its way is no colour of the page
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(screen: BrowserContext) -> Page:
    """One tab; errors thrown by the page's own scripts fail the journey that meets them."""
    tab = screen.new_page()
    tab.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    return tab
