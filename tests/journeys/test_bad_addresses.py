"""Addresses that nobody would type break nothing: what cannot be read is not found or not asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.answers import put_away
from tests.architecture.test_routes import routes
from tests.journeys.test_role_matrix import signed_in, things  # noqa: F401 - a fixture
from tests.world import NOW, World

LATER = NOW + timedelta(hours=2)
NUMBERS = (
    *("after", "before", "ban", "nam", "thang", "tap", "trang", "unit", "parent", "noi", "nguoi"),
    *("linh_vuc", "phien-ban", "office", "field", "copies", "account", "position"),
)
DAYS = ("tu", "den", "ngay", "day", "on", "first", "last", "as_of", "accepted_from")
WORDS = (
    *("q", "tim", "nhu", "xem", "chon", "linh-vuc", "trang_thai", "han", "kenh", "pham_vi"),
    *("thu_tuc", "period", "scope", "definition", "against", "unit_text", "column", "picker"),
    *("state", "order", "kind", "key"),
)


@dataclass(frozen=True)
class Nonsense:
    """A number, a day and a word that no page expects; `in_path` also stands for keys and codes."""

    number: str
    day: str
    word: str
    in_path: bool = False

    @property
    def query(self) -> str:
        values = dict.fromkeys(NUMBERS, self.number) | dict.fromkeys(DAYS, self.day)
        return urlencode(values | dict.fromkeys(WORDS, self.word))


ROUNDS = {
    "beyond columns, the first day": Nonsense("9" * 25, "01/01/0001", "_٣"),
    "beyond numbers, the last day": Nonsense("9" * 5000, "31/12/9999", "2026-03-10_", in_path=True),
}
PARTS = {"int": "9" * 25, "year": "9999", "uuid": "00000000-0000-0000-0000-000000000001"}
SIGNING_OUT = "accounts/logout/"
FIRST_OWNERS = {"quan-tri/": "yen", "bieu/": "hoa", "viec/": "hoa"}


def addresses(nonsense: Nonsense, ref: str) -> Iterator[tuple[str, str]]:
    """Yield every route, filled with nonsense, and a person who gets in there."""
    for route in routes():
        if route != SIGNING_OUT and "(?P" not in route:
            owner = next((who for part, who in FIRST_OWNERS.items() if part in route), "lan")
            yield owner, f"/{filled(route, nonsense, ref)}?{nonsense.query}"


def filled(route: str, nonsense: Nonsense, ref: str) -> str:
    first, *rest = route.split("<")
    parts = [first]
    for part in rest:
        converter, tail = part.split(">", 1)
        named = ref if converter == "str:ref" and not nonsense.in_path else nonsense.word
        parts += [PARTS.get(converter.split(":")[0], quote(named, safe="")), tail]
    return "".join(parts)


def asked(client: Client, address: str) -> str:
    """Return how the address broke, nothing when it did not."""
    answer = client.get(address)
    put_away(answer)
    return f"{address[:90]}: {answer.exc_info[1]!r}"[:300] if answer.status_code >= 500 else ""


@pytest.mark.parametrize("nonsense", ROUNDS.values(), ids=ROUNDS)
def test_no_address_breaks_a_page(
    world: World,
    things: dict[str, object],  # noqa: F811
    nonsense: Nonsense,
) -> None:
    clients = {name: signed_in(world, name) for name in ("lan", "hoa", "yen")}
    for client in clients.values():
        client.raise_request_exception = False
    with time_machine.travel(LATER, tick=False):
        found = [asked(clients[who], url) for who, url in addresses(nonsense, str(things["ref"]))]
    broken = [one for one in found if one]
    assert not broken, "\n".join(broken)


def test_a_zero_byte_is_refused_wherever_it_stands(world: World) -> None:
    lan = signed_in(world, "lan")
    for address in ("/ho-so/%00/", "/ho-so/?tim=%00", "/ho-so/?%00=1"):
        assert lan.get(address).status_code == 400, address
    sent = lan.post(reverse("office-desk-list"), {"q": "Nguyễn\0"})
    assert sent.status_code == 400
    assert "ký tự mà văn bản không thể chứa" in sent.content.decode()


@pytest.mark.parametrize("year", ["0000", "0001", "1849", "2200", "9999"])
def test_a_year_out_of_reach_has_no_calendar(world: World, year: str) -> None:
    yen = signed_in(world, "yen")
    with time_machine.travel(LATER, tick=False):
        assert yen.get(f"/quan-tri/lich/{year}/").status_code == 404
