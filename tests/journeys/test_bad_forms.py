"""Forms filled in as nobody would break nothing: they come back with a reason, or do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from congvu.interfaces.office.administration.units.changes import CHANGES
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in, things  # noqa: F401 - a fixture
from tests.world import NOW, World

LATER = NOW + timedelta(hours=2)
DAY = "dd/mm/yyyy"


@dataclass(frozen=True)
class Hand:
    """What is written into fields for days and into all others; `everywhere` also into choices."""

    day: str
    other: str
    everywhere: bool = False


HANDS = {
    "beyond columns": Hand("01/01/0001", "9" * 25),
    "beyond numbers, in choices too": Hand("31/12/9999", "9" * 5000, everywhere=True),
}
UNTOUCHED = {"csrfmiddlewaretoken"}
DEEDS = (*("yeu-cau-bo-sung", "yeu-cau-nop-tien", "trinh-ky", "lay-y-kien"),)
LEADERS_DEEDS = ("tam-dung", "hen-lai", "dung-giai-quyet", "tu-choi")
ADMINISTRATION = (
    *("people", "account-create", "calendar-add", "calendar-hours", "units", "unit-create"),
    *("journal", "outbox", "forms", "procedures"),
)
KEPT_TYPES = {"hidden", "radio", "checkbox", "submit", "button"}


@dataclass
class Sheet(HTMLParser):
    """The forms of a page that are sent by POST: where each goes, and its fields as they stand."""

    forms: list[tuple[str, dict[str, str], set[str], set[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
            if self.inside:
                self.forms.append((given.get("action", ""), {}, set(), set()))
        elif self.inside and tag == "option" and self.select:
            if "selected" in given or not self.forms[-1][1].get(self.select):
                self.forms[-1][1][self.select] = given.get("value", "")
        elif self.inside and given.get("name") and given["name"] not in UNTOUCHED:
            self._take(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""

    def _take(self, tag: str, given: dict[str, str]) -> None:
        _action, values, typed, days = self.forms[-1]
        name, kind = given["name"], given.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "textarea" or (tag == "input" and kind not in {*KEPT_TYPES, "file"}):
            typed.add(name)
            if given.get("placeholder") == DAY:
                days.add(name)
        if kind not in {"radio", "checkbox", "submit"} or "checked" in given or name not in values:
            values.setdefault(name, given.get("value", ""))


def sent(page: str, url: str, hand: Hand) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a hostile hand sends for every form of a page."""
    sheet = Sheet()
    sheet.feed(page)
    for action, values, typed, days in sheet.forms:
        hostile = {
            name: hand.day if name in days else hand.other
            for name in (values.keys() | typed if hand.everywhere else typed)
        }
        if hostile:
            yield action or url, values | hostile


def pages(world: World, things: dict[str, object]) -> dict[str, list[str]]:  # noqa: F811
    """Return whose pages hold forms."""
    ref, asked = str(things["ref"]), str(things["asked"])
    here = world.units["society"].pk
    account, position = world.account("minh").pk, world.position("minh").pk
    return {
        "lan": [
            *(reverse(name) for name in ("office-desk-list", "office-desk-queues")),
            reverse("office-desk-intake-form", args=["1.004873"]),
            reverse("office-desk-same-day-form", args=["2.000815"]),
            reverse("office-dossiers-deed", args=[ref, "rut-ho-so"]),
            reverse("office-dossiers-paper", args=[ref]),
            reverse("office-dossiers-fee", args=[ref]),
            reverse("office-dossiers-collect", args=[ref, things["charge"]]),
            reverse("office-dossiers-cancel-fee", args=[ref, things["charge"]]),
        ],
        "minh": [
            reverse("office-dossiers-answer", args=[asked, things["opinion"]]),
            *(reverse("office-dossiers-deed", args=[ref, slug]) for slug in DEEDS),
            reverse("office-home-list", args=["cua-toi"]),
        ],
        "hoa": [reverse("office-dossiers-deed", args=[ref, slug]) for slug in LEADERS_DEEDS],
        "yen": [
            *(reverse("office-administration-unit-change", args=[here, one]) for one in CHANGES),
            *(reverse(f"office-administration-{name}") for name in ADMINISTRATION),
            reverse("office-administration-account", args=[account]),
            reverse("office-administration-position-assign", args=[account]),
            reverse("office-administration-position-delegate", args=[position]),
        ],
    }


def asked_of(client: Client, page: str, hand: Hand) -> Iterator[str]:
    """Yield how each form of the page broke."""
    shown = client.get(page)
    if shown.status_code != 200:
        yield f"{page}: {shown.status_code}"
    for url, data in sent(shown.content.decode(), page, hand):
        with transaction.atomic():
            answer = client.post(url, data)
            put_away(answer)
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            yield f"{page} -> {url}: {answer.exc_info[1]!r}"[:400]


@pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
def test_no_form_breaks_on_what_is_written_into_it(
    world: World,
    things: dict[str, object],  # noqa: F811
    hand: Hand,
) -> None:
    broken = []
    with time_machine.travel(LATER, tick=False):
        for name, addresses in pages(world, things).items():
            client = signed_in(world, name)
            client.raise_request_exception = False
            for page in addresses:
                broken += asked_of(client, page, hand)
    assert not broken, "\n".join(broken)
