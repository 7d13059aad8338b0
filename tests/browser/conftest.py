"""Fixtures of the journeys: one morning of the town for all of them, people at their screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.town import Town, morning


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Open the database for all journeys: a server sees no test's transaction."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def town(db: None, browser: Browser) -> Iterator[Town]:
    """One server and one world for all journeys; each makes its own dossiers."""
    with morning(browser) as here:
        yield here


@pytest.fixture
def sit_down(town: Town) -> Iterator[Callable[..., Page]]:
    """Open tabs of people; what a browser complained of fails the journey that met it."""
    tabs: list[Page] = []

    def sit(name: str, **options: bool) -> Page:
        tabs.append(town.sit_down(name, **options))
        return tabs[-1]

    yield sit
    for tab in tabs:
        tab.close()
    said, town.complaints = town.complaints, []
    assert said == []
