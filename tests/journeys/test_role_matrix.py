"""Who may open what: every route of the office times the whole cast, nobody's and everybody's.

A new route of a covered area must get its line here, or the last test fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.casework.dossiers.services import fees, handling
from congvu.casework.dossiers.services.handling import OpinionInput
from congvu.casework.dossiers.services.papers import add_paper
from congvu.casework.dossiers.tests.make import processing
from congvu.casework.petitions.services import add_file
from congvu.casework.petitions.tests.make import denunciation
from congvu.casework.plans.tests.make import plan
from congvu.foundation.files.services import store
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.models import Attachment
from congvu.instruments.registers.services import entries, importing
from congvu.instruments.registers.tests.make import entry
from congvu.oversight.proofreading.tests.make import checked
from tests.answers import put_away
from tests.world import NOW, TODAY, World

CAST = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "kien", "yen")
OURS = frozenset({"lan", "minh", "hanh", "hoa", "dung", "mai"})
WORKERS = OURS - {"mai"}
EVERYONE = frozenset(CAST)
COVERED = (
    *("office-home", "office-dossiers", "office-registers", "office-proofreading"),
    *("office-plans", "office-citizens", "office-surveys"),
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
LATER = NOW + timedelta(hours=2)
SPOKEN = {
    "asked": "ref",
    "report": "uuid",
    "denunciation": "one",
    "evidence": "file",
}  # things that an address calls by another name


@dataclass(frozen=True)
class Line:
    """A route, how to reach it, and who gets in; the others get 403, outsiders `outside`."""

    route: str
    allowed: frozenset[str]
    named: tuple[str, ...] = ()
    more: tuple[tuple[str, object], ...] = ()
    outside: int = 404
    inside: int = 403
    post: bool = False
    status: int = 200
    yen: int | None = None  # what the administrator is told, where it differs from the neighbour


def line(route: str, allowed: frozenset[str] | set[str], *named: str, **more: object) -> Line:
    known = {
        name: more.pop(name)
        for name in ("outside", "inside", "post", "status", "yen")
        if name in more
    }
    return Line(route, frozenset(allowed), named, tuple(more.items()), **known)


MATRIX = (
    line("office-home", EVERYONE),
    line("office-home-list", {"minh", "hanh"}, key="cua-toi", inside=404),
    line("office-home-list-xlsx", {"hoa"}, key="cho-ky", inside=404),
    line("office-home-held", {"hanh", "hoa", "mai"}, outside=403),
    line("office-home-held-xlsx", {"hanh", "hoa", "mai"}, outside=403),
    # only where the data is a sample and the server local
    line("office-home-step", set(), step="so-lieu", inside=404),
    line("office-home-steps", set(), post=True, inside=404),
    line("office-home-approve", {"hoa"}, post=True, outside=403, status=302),
    line("office-dossiers-page", OURS, "ref"),
    line("office-dossiers-deed", {"minh", "hanh"}, "ref", slug="yeu-cau-bo-sung"),
    line("office-dossiers-answer", {"minh", "hanh", "hoa", "dung"}, "asked", "opinion"),
    line("office-dossiers-paper", WORKERS, "ref"),
    line("office-dossiers-scan", WORKERS, "ref", "paper"),
    line("office-dossiers-file", OURS, "ref", "uuid"),
    line("office-dossiers-original", OURS, "ref", "uuid"),
    line("office-dossiers-fee", {"lan"}, "ref"),
    line("office-dossiers-collect", {"lan"}, "ref", "charge"),
    line("office-dossiers-cancel-fee", {"lan"}, "ref", "charge"),
    line("office-dossiers-receipt", OURS, "ref", "receipt"),
    line("office-dossiers-cancel-receipt", {"lan"}, "ref", "receipt"),
    line("office-dossiers-slip", OURS, "ref", "slip"),
    line("office-dossiers-slip-docx", OURS, "ref", "slip"),
    line("office-dossiers-control-sheet", OURS, "ref"),
)

APPARATUS = {"group": "can-bo", "code": "to-chuc", "count": "phong"}
BOOK = {"group": "tuyen-truyen", "code": "tin-bai"}
READERS = EVERYONE - {"yen"}


def book(route: str, allowed: frozenset[str] | set[str], *named: str, **more: object) -> Line:
    """Return the line of a register: the neighbour reads its own, the province all, Yến none."""
    known: dict[str, object] = {"outside": 403, "yen": 403, **more}
    return line(f"office-registers-{route}", allowed, *named, **BOOK, **known)


MATRIX += (
    line("office-registers", EVERYONE),
    line("office-registers-group", READERS, group="tuyen-truyen", yen=404),
    line("office-registers-figures", READERS, group="tuyen-truyen", yen=404),
    book("list", READERS),
    book("xlsx", READERS),
    book("blank", READERS),
    book("book", READERS),
    book("spread", {"quan"}, count="trang-don-vi"),
    line("office-registers-units", READERS, **APPARATUS, yen=403),
    line("office-registers-units-spread", {"quan"}, **APPARATUS, outside=403),
    book("count", READERS, count="trang-don-vi"),
    book("new", {"mai"}),
    book("import", {"mai"}),
    book("preview", {"mai"}, "batch"),
    book("row", OURS | {"quan"}, "row", outside=404),
    book("edit", {"mai"}, "row"),
    book("cancel", {"mai"}, "row"),
    book("restore", {"mai"}, "row", post=True, status=409),
    book("attach", {"mai"}, "row", post=True, status=302),
    book("file", OURS | {"quan"}, "row", "file", outside=404),
    book("detach", {"mai"}, "row", "file", post=True, status=302),
)

SECTION = frozenset({"dung", "mai"})  # a report is checked by a unit, not by its office


def report(route: str, *named: str, **more: object) -> Line:
    """Return the line of a report that Mai uploaded: her section's, nobody else's."""
    return line(f"office-proofreading-{route}", SECTION, "report", *named, inside=404, **more)


MATRIX += (
    line("office-proofreading", EVERYONE),
    line("office-proofreading-xlsx", EVERYONE),
    line("office-proofreading-alarms", {"yen"}, outside=403),
    report("result"),
    report("figures"),
    report("original"),
    report("pdf"),
    report("docx"),
    report("judge", place=1, post=True, status=422),
    report("delete", post=True, status=302),
)

MATRIX += (
    line("office-plans", READERS, outside=403),
    line("office-plans-mine", READERS, outside=403),
    line("office-plans-plan", OURS | {"quan"}, "plan", yen=403),
    line("office-plans-review", OURS | {"quan"}, "plan", period="2026Q1", yen=403),
    line("office-citizens-due", {"hanh", "hoa", "dung", "mai", "quan"}, outside=403),
    line("office-citizens-denunciations", {"hoa"}, inside=404),
    line("office-citizens-receive", {"hoa"}, inside=404),
    line("office-citizens-denunciation", {"hoa"}, "denunciation", inside=404),
    line("office-citizens-keep", {"hoa"}, "denunciation", post=True, status=302, inside=404),
    line("office-citizens-lift", {"hoa"}, "denunciation", post=True, status=302, inside=404),
    line("office-citizens-attach", {"hoa"}, "denunciation", post=True, status=302, inside=404),
    line("office-citizens-file", {"hoa"}, "denunciation", "evidence", inside=404),
    line("office-surveys-paper", {"lan", "mai", "kien"}, outside=403),
    line("office-surveys-take-back", {"lan", "mai", "kien"}, outside=403),
    line("office-surveys-figures", READERS - {"minh", "dung"}, outside=403),
)


@pytest.fixture
def things(world: World) -> dict[str, object]:
    """One of everything that an address can name."""
    lan = world.staff("lan")
    dossier = processing(world)
    scan = store(
        PNG, name="a.png", unit_id=world.units["desk"].pk, by_code="lan", at=NOW, kind="paper"
    )
    add_paper(dossier, name="Giấy khác", file=scan, by=lan, at=NOW)
    owed, paid = (
        fees.raise_charge(
            dossier,
            name=name,
            kind="charge",
            amount=1000,
            due_when="on_receipt",
            by=lan,
            at=NOW,
        )
        for name in ("Lệ phí", "Phí")
    )
    receipt = fees.collect(dossier, charge_id=paid.pk, method="cash", by=lan, at=NOW)
    other = processing(world)
    other = handling.ask_opinion(
        other,
        seen=other.version,
        requests=[OpinionInput(world.units["commune"].pk, "Ý kiến?", TODAY)],
        by=world.staff("minh"),
        at=NOW + timedelta(hours=1),
    )
    mai = world.staff("mai")
    news = entry(world, get_register("tin-bai"))
    entries.attach(get_register("tin-bai"), news.uuid, [scan], by=mai, at=NOW)
    pasted = importing.begin(get_register("tin-bai"), by=mai, at=NOW, pasted="10/03/2026\tx")
    told = denunciation(world)
    evidence = add_file(told.uuid, scan, by=world.staff("hoa"), at=NOW)
    return {
        "report": checked(by=mai, at=NOW).uuid,
        "row": news.uuid,
        "file": Attachment.objects.get(row=news.uuid).pk,
        "batch": pasted.uuid,
        "plan": plan(world).uuid,
        "denunciation": told.uuid,
        "evidence": evidence.pk,
        "ref": dossier.code,
        "asked": other.code,
        "opinion": other.opinions.get().pk,
        "paper": dossier.papers.get(order=1).pk,
        "uuid": scan.uuid,
        "charge": owed.pk,
        "receipt": receipt.pk,
        "slip": dossier.slips.get().pk,
    }


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.account(name))
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def address(one: Line, things: dict[str, object]) -> str:
    named = {SPOKEN.get(name, name): things[name] for name in one.named}
    return reverse(one.route, kwargs={**named, **dict(one.more)} or None)


def answer(client: Client, one: Line, url: str) -> int:
    response = client.post(url) if one.post else client.get(url)
    status = response.status_code
    put_away(response)
    return status


@pytest.mark.parametrize("name", CAST)
def test_each_finds_the_own_doors_open_and_no_others(
    world: World, things: dict[str, object], name: str
) -> None:
    client = signed_in(world, name)
    got: dict[str, int] = {}
    wanted: dict[str, int] = {}
    with time_machine.travel(LATER, tick=False):
        for one in MATRIX:
            got[one.route] = answer(client, one, address(one, things))
            refused = one.inside if name in OURS else one.outside
            if name == "yen" and one.yen is not None:
                refused = one.yen
            wanted[one.route] = one.status if name in one.allowed else refused
    assert got == wanted


def test_nobody_gets_in_without_signing_in(world: World, things: dict[str, object]) -> None:
    client = Client()
    for one in MATRIX:
        url = address(one, things)
        response = client.post(url) if one.post else client.get(url)
        assert response.status_code == 302, one.route
        assert response["Location"].startswith(reverse("account_login")), one.route


def test_every_route_of_a_covered_area_has_its_line() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    covered = {name for name in names if name.startswith(COVERED)}
    assert covered == {one.route for one in MATRIX if one.route.startswith(COVERED)}
