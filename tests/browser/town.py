"""A morning in the sample town: one server for many journeys, and the people before their screens.

Not here: what the people do there (the journeys) and how the town is built (tests/world.py).
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page

from congvu.casework.dossiers.models import Dossier
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Role
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from tests import slow_line
from tests.browser.sheets import MAIN, one_sheet
from tests.world import FOUNDED, NOW, PASSWORD, World, find_world

SCREEN = {"width": 1366, "height": 768}
PATIENCE = 30_000  # of a machine with other things to do, in milliseconds
# A browser names the status of a form that was refused; that is the journey's own matter.
NAMED_REFUSAL = re.compile(r"status of (409|422) ")
# The browser says that it left the focus with whoever was quicker than the page's own wish.
KEPT_FOCUS = re.compile(r"^Autofocus processing was blocked")
# A request that was on its way when its page was left ends without an answer; nobody waits for it.
LEFT_BEHIND = re.compile(r"^htmx:(afterRequest|sendError|sendAbort)\b")


class Town:
    """The server of one morning; each person keeps their browser from journey to journey."""

    def __init__(self, browser: Browser, url: str, world: World) -> None:
        self.browser, self.url, self.world = browser, url, world
        self.complaints: list[str] = []
        self.contexts: dict[tuple[str, bool], BrowserContext] = {}

    def sit_down(self, name: str, *, scripts: bool = True) -> Page:
        """Open a tab of that person, signed in; anything the browser complains of is kept."""
        key = (name, scripts)
        if key not in self.contexts:
            self.contexts[key] = self.new_browser(scripts=scripts)
            self.sign_in(self.contexts[key], name)
        tab = self.contexts[key].new_page()
        tab.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
        tab.on("console", lambda said: self._hear(name, said.text))
        return tab

    def _hear(self, name: str, said: str) -> None:
        if not any(known.search(said) for known in (NAMED_REFUSAL, KEPT_FOCUS, LEFT_BEHIND)):
            self.complaints.append(f"{name}: {said}")

    def new_browser(self, *, scripts: bool = True, **options: Any) -> BrowserContext:
        """Open a browser in which nobody is signed in."""
        context = self.browser.new_context(
            base_url=self.url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport=SCREEN,
            reduced_motion="reduce",  # a colour on its way is no colour of the page
            java_script_enabled=scripts,
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        return context

    def sign_in(self, context: BrowserContext, name: str) -> None:
        """Give the browser a session as the sign-in page would."""
        client = Client()
        client.force_login(self.world.account(name))
        session = client.session
        session["second_factor"] = True
        session.save()
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": self.url}]
        )

    def session_of(self, tab: Page) -> str:
        """Return the key of the session that a person's browser has."""
        cookies = {cookie["name"]: cookie["value"] for cookie in tab.context.cookies()}
        return cookies[settings.SESSION_COOKIE_NAME]

    def at_work(self, made: Callable[[World], Dossier], **facts: Any) -> str:
        """Make a dossier by the services, an hour before this morning; return its code."""
        return str(made(self.world, at=NOW - timedelta(hours=1), **facts).code)

    def close(self) -> None:
        for context in self.contexts.values():
            context.close()


@contextmanager
def morning(browser: Browser) -> Iterator[Town]:
    """Serve the world from 9 o'clock of its Tuesday on, and leave no trace of the morning."""
    world = find_world()
    with set_apart(), time_machine.travel(NOW, tick=True), serving() as url:
        settle_next_door(world)
        town = Town(browser, url, world)
        try:
            yield town
        finally:
            town.close()
    cache.clear()


def settle_next_door(world: World) -> None:
    """Give the neighbouring commune a leader, who answers when ours asks."""
    account, _ = create_account(
        username="thu", full_name="Trịnh Thị Thu", by=SYSTEM, at=NOW, password=PASSWORD
    )
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    assign_position(
        account=account,
        unit=world.units["neighbour"],
        title="Chủ tịch UBND xã",
        role=Role.LEADER,
        starts_on=FOUNDED,
        by=SYSTEM,
        at=NOW,
    )


class KeptFiles(StaticFilesHandler):
    """Static files that a browser asks for once: forty sheets a page would be our slowest part."""

    def serve(self, request: HttpRequest) -> HttpResponse:
        path = self.file_path(request.path)
        if path.endswith(f"/{MAIN}"):
            response = HttpResponse(one_sheet(Path(finders.find(path))), content_type="text/css")
        else:
            response = super().serve(request)
        response["Cache-Control"] = "max-age=3600"
        return response


def on_the_line(product: WSGIHandler) -> KeptFiles | slow_line.InPieces:
    """Serve the product as fast as it is, or in pieces where the run asks for that."""
    server = KeptFiles(product)
    return slow_line.InPieces(server) if slow_line.CHOSEN in os.environ else server


@contextmanager
def serving() -> Iterator[str]:
    """Run the product in a thread, each request with a connection of its own."""
    thread = LiveServerThread("127.0.0.1", on_the_line)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    try:
        yield f"http://{thread.host}:{thread.port}"
    finally:
        thread.terminate()


@contextmanager
def set_apart() -> Iterator[None]:
    """Give the morning tables of its own: a file on SQLite, else the same ones, put back after it.

    One connection in memory cannot serve several threads: Python's functions in its statements
    need the interpreter, which another thread keeps while it waits for the connection.
    """
    if connection.vendor != "sqlite":
        try:
            yield
        finally:
            call_command("flush", verbosity=0, interactive=False)
            find_world()
        return
    connection.ensure_connection()
    kept, name = connection.connection, connection.settings_dict["NAME"]
    with TemporaryDirectory(prefix="congvu-morning-") as folder:
        file = Path(folder) / "morning.sqlite3"
        with closing(sqlite3.connect(file)) as copy:
            kept.backup(copy)
        connection.connection, connection.settings_dict["NAME"] = None, file
        try:
            yield
        finally:
            connection.close()
            connection.connection, connection.settings_dict["NAME"] = kept, name
