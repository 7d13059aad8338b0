"""Every route of documents times the whole cast; a route without its line fails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.casework.documents.models import ImportSource
from congvu.casework.documents.rules.kinds import Direction, FileKind
from congvu.casework.documents.services import additions
from congvu.casework.documents.services.bodies import ensure_body
from congvu.casework.documents.tests.make import drafted, numbered, routed
from congvu.casework.documents.tests.test_importing import HEAD_OUT, OUT, book, take
from congvu.foundation.files.services import store
from congvu.interfaces.office.documents.tests.conftest import SignIn
from tests.answers import put_away
from tests.world import NOW, World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
CAST = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "kien", "yen")
READERS = frozenset(CAST) - {"yen"}
BOOKS = frozenset({"hoa", "dung", "mai"})
CONCERNED = frozenset({"minh", "hanh", "hoa", "dung", "mai"})
PAGES: dict[str, frozenset[str]] = {
    "incoming": READERS,
    "incoming-xlsx": READERS,
    "outgoing": READERS,
    "outgoing-xlsx": READERS,
    "tasks": READERS,
    "register": frozenset({"dung"}),
    "number": frozenset({"dung"}),
    "draft": READERS - {"quan"},
    "backlog": frozenset({"hoa", "dung", "mai", "hanh"}),
    "books": BOOKS,
    "book-pdf": BOOKS,
    "book-xlsx": BOOKS,
    "figures": BOOKS,
    "records": BOOKS,
    "bodies": frozenset({"hoa", "dung"}),
    "body": frozenset({"hoa", "dung"}),
    "import": frozenset({"dung"}),
    "import-run": frozenset({"dung"}),
    "page": CONCERNED,
    "edit": CONCERNED,
    "file": CONCERNED,
    "original": CONCERNED,
    "deed": CONCERNED,
}
OF_ONE = {"page", "edit", "file", "original", "deed"}


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    """One address of every route, of things that concern the section of economy."""
    dung = world.staff("dung")
    document = routed(world)
    file = store(PNG, name="a.png", unit_id=dung.unit_id, by_code="dung", at=NOW, kind="document")
    additions.attach(document, file, kind=FileKind.MAIN, by=dung, at=NOW)
    run = take(world, book(HEAD_OUT, OUT))
    assert ImportSource.objects.get().direction == Direction.OUTGOING.value
    numbered(world)
    named = {
        "body": {"pk": ensure_body(dung, NOW).pk},
        "book-pdf": {"kind": "den", "year": NOW.year},
        "book-xlsx": {"kind": "di", "year": NOW.year},
        "records": {"code": "van-ban-di"},
        "import-run": {"pk": run.pk},
        "page": {"ref": document.uuid},
        "edit": {"ref": drafted(world).uuid},
        "file": {"ref": document.uuid, "uuid": file.uuid},
        "original": {"ref": document.uuid, "uuid": file.uuid},
        "deed": {"ref": document.uuid, "slug": "lien-quan"},
    }
    return {name: reverse(f"office-documents-{name}", kwargs=named.get(name)) for name in PAGES}


@pytest.mark.parametrize("name", CAST)
def test_each_finds_the_own_doors_open_and_no_others(
    sign_in: SignIn, addresses: dict[str, str], name: str
) -> None:
    client = sign_in(name)
    got, wanted = {}, {}
    for route, allowed in PAGES.items():
        posts = route == "body"
        answer = client.post(addresses[route]) if posts else client.get(addresses[route])
        got[route] = answer.status_code
        put_away(answer)
        refused = 404 if route in OF_ONE else 403
        wanted[route] = (302 if posts else 200) if name in allowed else refused
    assert got == wanted


def test_nobody_gets_in_without_signing_in(addresses: dict[str, str]) -> None:
    client = Client()
    for url in addresses.values():
        answer = client.get(url)
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer["Location"].startswith(reverse("account_login"))


def test_every_route_has_its_line() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    ours = {name for name in names if name.startswith("office-documents-")}
    assert ours == {f"office-documents-{name}" for name in PAGES}
