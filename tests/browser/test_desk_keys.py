"""The counter by keyboard alone: what chị Lan presses is counted, and there is a limit to it.

Every key of the person counts, with Shift and Alt, and Vietnamese letters as Telex types them. What
a scanner types is not pressed by anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from congvu.casework.dossiers.models import Applicant, Dossier
from congvu.casework.dossiers.services import desk
from congvu.casework.dossiers.tests.make import make_intake
from congvu.instruments.payments import selectors as payments
from tests.browser.town import Town
from tests.world import NOW

pytestmark = pytest.mark.browser

MARRIAGE, COPY = "1.004873", "2.000815"
CARD = "001099000077|012345678|Lò Thị Ặng|05031999|Nữ|Thôn 1, xã Minh Tâm|25122021"


def telex(text: str) -> int:
    """Count the keys of a text: ễ is e, e, x; đ is d, d; a capital is Shift and its letter."""
    bare = unicodedata.normalize("NFD", text)
    strokes = sum(letter in "đĐ" for letter in bare)
    return len(bare) + strokes + sum(letter.isupper() for letter in bare)


@dataclass
class Hand:
    """A person at the keyboard, who counts."""

    page: Page
    keys: int = 0

    def type(self, text: str) -> None:
        self.keys += telex(text)
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.keys += len(key.split("+"))
        self.page.keyboard.press(key)

    def scan(self, text: str) -> None:
        """A scanner types the text and presses Enter: nobody's finger."""
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def waits_at(self, field: str) -> None:
        expect(self.page.locator(f"main [name={field}]")).to_be_focused()

    def comes_back(self) -> None:
        """Leave the page once it is whole, open it anew, and take back what was typed."""
        self.page.wait_for_load_state()
        here = self.page.url
        self.page.goto("/mot-cua/")
        self.page.goto(here)
        self.page.get_by_role("button", name="Lấy lại").click()


@pytest.fixture
def lan(town: Town, sit_down: Callable[..., Page]) -> Hand:
    """Chị Lan before her keyboard; her desk has done this procedure before."""
    desk.accept_at_desk(make_intake(procedure=MARRIAGE), by=town.world.staff("lan"), at=NOW)
    return Hand(sit_down("lan"))


def accepted(hand: Hand) -> str:
    expect(hand.page).to_have_url(re.compile("/mot-cua/da-nhan/"))
    return hand.page.locator("h1").inner_text()


def choose_marriage(hand: Hand) -> None:
    hand.page.goto("/mot-cua/tiep-nhan/")
    hand.waits_at("q")
    hand.type("hon")
    hand.press("Enter")
    hand.waits_at("lookup")


def test_an_ordinary_intake_takes_sixty_keys(lan: Hand):
    choose_marriage(lan)
    lan.type("001099000042")
    lan.press("Enter")
    lan.waits_at("name")
    lan.type("Trần Văn An")
    lan.press("Enter")
    lan.type("0900000042")
    lan.press("Enter")
    lan.type("Thôn 2")
    lan.press("F9")

    code = accepted(lan)
    person = Applicant.objects.get(dossier__code=code)
    assert (person.personal_id, person.name) == ("001099000042", "Trần Văn An")
    assert (person.phone, person.address) == ("0900000042", "Thôn 2")
    assert lan.keys <= 60, lan.keys


def test_a_returning_applicant_takes_twenty_five_keys(lan: Hand):
    choose_marriage(lan)
    lan.type("0900000001")
    lan.press("Enter")
    lan.waits_at("content")
    lan.press("F9")

    person = Applicant.objects.get(dossier__code=accepted(lan))
    assert person.name == "Nguyễn Văn Tư"
    assert lan.keys <= 25, lan.keys


def test_one_certification_takes_ten_keys(lan: Hand):
    lan.page.goto(f"/mot-cua/trong-ngay/{COPY}/")
    lan.waits_at("lookup")
    lan.scan(CARD)
    lan.waits_at("copies")
    lan.type("3")
    lan.press("Enter")
    lan.type("2")
    lan.press("F9")

    expect(lan.page.get_by_text("Vừa xong")).to_be_visible()
    dossier = Dossier.objects.filter(state="handed_out").latest("pk")
    assert dossier.applicant.name == "Lò Thị Ặng"
    assert [row.amount for row in payments.charges_of(dossier.code)] == [12_000]
    assert lan.keys <= 10, lan.keys
    lan.waits_at("lookup")  # and the next person


LATE = re.compile(r"/(htmx|keep|submit|focus|menu|file_drop)\b[^/]*\.js")


@contextmanager
def scripts_held_back(hand: Hand) -> Iterator[None]:
    """Sit before the intake while its scripts are still on their way."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    hand.page.route(LATE, hold)
    hand.page.goto(f"/mot-cua/tiep-nhan/{MARRIAGE}/", wait_until="commit")
    hand.waits_at("lookup")
    yield
    for route in held:
        route.continue_()
    hand.page.unroute(LATE)


@pytest.mark.parametrize("key", ["F9", "Control+Enter"])
def test_a_key_pressed_before_the_other_scripts_are_there_waits_for_them(lan: Hand, key: str):
    with scripts_held_back(lan):
        for field, words in {"name": "Trần Văn An", "personal_id": "001099000043"}.items():
            lan.page.locator(f"main [name={field}]").fill(words)
        lan.press(key)
        lan.press(key)
        expect(lan.page.locator("main [name=name]")).to_have_value("Trần Văn An")

    assert Applicant.objects.get(dossier__code=accepted(lan)).name == "Trần Văn An"


def test_what_was_typed_before_the_scripts_are_there_is_kept_too(lan: Hand):
    with scripts_held_back(lan):
        lan.page.locator("main [name=address]").fill("Thôn 2")
    lan.comes_back()
    expect(lan.page.locator("main [name=address]")).to_have_value("Thôn 2")


@pytest.mark.parametrize(
    ("typed", "field"), [("0900000001", "content"), ("0312345678-001", "name")]
)
def test_a_look_up_that_fills_the_page_is_no_unsaved_work(lan: Hand, typed: str, field: str):
    lan.page.route(re.compile(r"/htmx\b[^/]*\.js"), _empty)
    lan.page.goto(f"/mot-cua/tiep-nhan/{MARRIAGE}/")
    lan.waits_at("lookup")
    lan.type(typed)
    lan.press("Enter")
    lan.waits_at(field)

    expect(lan.page.locator("main [name=lookup]")).to_have_value("")
    lan.page.wait_for_load_state()
    expect(lan.page.get_by_text("mà chưa được ghi")).to_have_count(0)
    lan.type("Lò Thị Ặng")
    lan.comes_back()
    expect(lan.page.locator(f"main [name={field}]")).to_have_value("Lò Thị Ặng")


def _empty(route: Route) -> None:
    route.fulfill(body="", content_type="text/javascript")


def test_what_was_refused_is_still_unsaved_work_on_another_page(lan: Hand):
    lan.page.goto(f"/mot-cua/tiep-nhan/{MARRIAGE}/")
    lan.waits_at("lookup")
    lan.page.locator("main [name=address]").fill("Thôn 2")
    lan.press("F9")
    expect(lan.page.locator("[data-error-summary]")).to_be_visible()
    lan.comes_back()
    expect(lan.page.locator("main [name=address]")).to_have_value("Thôn 2")
