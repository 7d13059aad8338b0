"""What holds on every screen: its links open, its headers are strict, nobody's data is in an address."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import unquote_plus

import pytest
import time_machine
from django.apps import apps

from congvu.kernel.vitext import fold
from tests.journeys.crawl import Form, Reader, Seen, walk
from tests.journeys.test_role_matrix import signed_in, things  # noqa: F401 - a fixture
from tests.world import NOW, World

POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# the applicant of the sample dossiers, as an address would hold them
PERSONAL = ("nguyen van tu", "001099000001", "0900000001", "thon 1")
# What reading leaves behind by design: who read, and prints that are kept; figures are derived.
TRACES = {
    "dossiers.Slip",
    "files.StoredFile",
    "journal.Entry",
    "journal.EntryDetail",
    "journal.Head",
    "people.Account",
    "sessions.Session",
}
DERIVED = "statistics"
LATER = NOW + timedelta(hours=2)
# who walks, and which pages another one has already walked
COMMON = ("account", "mfa_", "ui:", "office-administration-", "office-figures-")
WALKERS = {
    "lan": ("account", "mfa_", "office-administration-"),
    "minh": COMMON,
    "hoa": COMMON,
    "mai": ("account", "mfa_", "ui:", "office-administration-procedure"),
    "quan": COMMON[:-1],
    "yen": (),
}

FEWEST = 5  # a walk that ends sooner has lost its way


def faults(seen: Seen) -> Iterator[str]:
    """Name what is wrong with one answer."""
    if seen.status not in {200, 302}:
        yield f"status {seen.status}"
    words = fold(unquote_plus(seen.address))
    yield from (f"{one!r} in the address" for one in PERSONAL if one in words)
    headers = seen.response.headers
    yield from (
        f"{name}: {headers.get(name)}" for name in HEADERS if headers.get(name) != HEADERS[name]
    )
    if "no-store" not in headers.get("Cache-Control", ""):
        yield f"may be kept: {headers.get('Cache-Control')}"
    if seen.page is not None:
        yield from faults_of_page(seen)
    elif seen.status == 200:
        yield from faults_of_file(seen)


def faults_of_page(seen: Seen) -> Iterator[str]:
    policy = seen.response.headers.get("Content-Security-Policy", "")
    if {part.strip() for part in policy.split(";")} != POLICY:
        yield f"policy {policy!r}"
    assert seen.page is not None
    yield from seen.page.forbidden
    for form in seen.page.forms:
        names = {name for name, _value in form.fields}
        is_shown_only = seen.route == "ui:gallery"
        if form.method == "post" and "csrfmiddlewaretoken" not in names and not is_shown_only:
            yield f"form {form.action} without a token"


def faults_of_file(seen: Seen) -> Iterator[str]:
    """Only what we made ourselves opens in the browser; what came from outside is sealed off."""
    headers = seen.response.headers
    ours = headers["Content-Type"] == "application/pdf" and seen.content.startswith(b"%PDF")
    if not ours and "attachment" not in headers.get("Content-Disposition", ""):
        yield f"shows {headers['Content-Type']} in the browser"
    if seen.route == "office-dossiers-original":
        policy = headers.get("Content-Security-Policy", "")
        if "sandbox" not in policy or "attachment" not in headers["Content-Disposition"]:
            yield f"an original under {policy!r}"


def everything() -> dict[str, list[tuple]]:
    """Return all rows of all tables, without what reading may leave behind."""
    return {
        model._meta.label: sorted(model.objects.values_list(), key=str)
        for model in apps.get_models()
        if model._meta.label not in TRACES and model._meta.app_label != DERIVED
    }


@pytest.mark.parametrize("name", WALKERS)
def test_what_is_offered_opens_and_changes_nothing(
    world: World,
    things: dict[str, object],  # noqa: F811
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    client = signed_in(world, name)
    before = everything()
    found: dict[str, list[str]] = {}
    routes: set[str] = set()
    with time_machine.travel(LATER, tick=False), caplog.at_level(logging.DEBUG):
        for seen in walk(client, without=WALKERS[name]):
            routes.add(seen.route)
            wrong = list(faults(seen))
            if wrong:
                found[f"{seen.route} {seen.address}"] = wrong
    assert found == {}
    assert len(routes) >= FEWEST, routes
    assert everything() == before
    said = fold(" ".join(record.getMessage() for record in caplog.records))
    assert [one for one in PERSONAL if one in said] == []


def test_a_page_that_breaks_the_policy_would_be_named() -> None:
    page = Reader()
    page.feed(
        '<p style="color:red"><script>go()</script><a onclick="go()" href="javascript:go()">'
        '<a target="_blank" href="/x"><form method="post" action="/y"><input name="q"></form>'
    )
    assert len(page.forbidden) == 5
    assert page.forms == [Form("/y", "post", [("q", "")])]
