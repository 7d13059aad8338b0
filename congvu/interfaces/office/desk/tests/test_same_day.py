"""Certification at the counter: a card, two numbers, one key."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from congvu.casework.dossiers.models import Dossier
from congvu.instruments.payments import selectors as payments
from congvu.interfaces.office.desk.tests.make import fields_of, opened
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from tests.world import NOW, World

COPY, SIGNATURE, BIRTH = "2.000815", "2.000884", "1.001193"
PAGE = f"/mot-cua/trong-ngay/{COPY}/"
CARD = "001099000077|012345678|Lò Thị Ặng|05031999|Nữ|Thôn 1, xã Minh Tâm|25122021"


@pytest.fixture
def lan(world: World):
    with at(NOW):
        yield signed_in(world, "lan")


def certify(client, url: str = PAGE, **changes):
    form = opened(client, url, **{"name": "Lò Thị Ặng", **changes})
    return client.post(url, {**form, "do": "accept"})


def test_a_copy_is_numbered_paid_and_given_out(world: World, lan) -> None:
    response = certify(lan, copies="3", pages="4", originals="2")

    assert response.url == PAGE
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.outcome) == ("handed_out", "resolved")
    assert dossier.results.get().document["number"] == "01"
    assert sum(row.amount for row in payments.charges_of(dossier.code)) == 18_000
    assert dossier.applicant.content == "2 bản chính, 3 bản, 4 trang mỗi bản"
    assert dossier.hand_outs.get().receiver_name == "Lò Thị Ặng"
    page = lan.get(PAGE).content.decode()
    assert dossier.code in page
    assert "Biên lai 1" in page


def test_the_sum_follows_what_is_typed(lan) -> None:
    form = opened(lan, PAGE, copies="2", pages="10")
    price = lan.post(PAGE, {**form, "do": "price"}, HTTP_HX_REQUEST="true").content.decode()
    assert "24.000 đồng" in price
    assert "<html" not in price


def test_a_card_fills_the_name_and_the_next_key_is_a_number(lan) -> None:
    form = opened(lan, PAGE, lookup=CARD)
    part = lan.post(PAGE, {**form, "do": "find"}, HTTP_HX_REQUEST="true").content.decode()

    values = fields_of(f"<main>{part}</main>")
    assert values["name"] == "Lò Thị Ặng"
    assert values["personal_id"] == "001099000077"
    assert values["lookup"] == ""


def test_a_second_press_is_not_a_second_act(lan) -> None:
    form = {**opened(lan, PAGE, name="Lò Thị Ặng"), "do": "accept"}
    for _ in range(2):
        assert lan.post(PAGE, form).status_code == 302

    assert Dossier.objects.count() == 1
    again = lan.post(PAGE, {**form, "name": "Người khác"})
    assert again.status_code == 409
    assert 'value="Người khác"' in again.content.decode()


def test_a_mistake_keeps_everything(lan) -> None:
    refused = certify(lan, copies="0", address="Thôn 5", number="a/b")
    page = refused.content.decode()

    assert refused.status_code == 422
    assert 'value="Thôn 5"' in page
    assert 'value="a/b"' in page
    assert not Dossier.objects.exists()


def test_an_exempt_person_pays_nothing(lan) -> None:
    certify(lan, paid_by="free")
    assert payments.charges_of(Dossier.objects.get().code) == []


def test_signatures_are_counted_by_case(lan) -> None:
    certify(lan, f"/mot-cua/trong-ngay/{SIGNATURE}/", copies="2")
    rows = payments.charges_of(Dossier.objects.get().code)
    assert [row.amount for row in rows] == [20_000]


def test_a_fee_that_the_council_sets_is_typed(lan) -> None:
    certify(lan, f"/mot-cua/trong-ngay/{BIRTH}/", amount="5.000", number="12")
    dossier = Dossier.objects.get()
    assert [row.amount for row in payments.charges_of(dossier.code)] == [5000]
    assert dossier.results.get().document["number"] == "12"


def test_the_same_person_again_is_one_key(lan) -> None:
    certify(lan, phone="0900000077")
    code = Dossier.objects.get().code
    values = opened(lan, f"{PAGE}?nhu={code}")
    assert (values["name"], values["phone"]) == ("Lò Thị Ặng", "0900000077")


def test_nobody_signs_who_may_not(world: World, lan) -> None:
    refused = certify(lan, signer=world.staff("minh").position_code)
    assert refused.status_code == 422
    assert not Dossier.objects.exists()


def test_after_three_the_page_says_that_tomorrow_is_in_time(world: World) -> None:
    with at(NOW.replace(hour=16)):
        page = signed_in(world, "lan").get(PAGE).content.decode()
    assert "Ngoài giờ nhận" in page


def test_the_screen_opens_at_what_the_desk_does_most(world: World, lan) -> None:
    first = lan.get("/mot-cua/trong-ngay/")
    assert "Chọn thủ tục" in first.content.decode()
    certify(lan, f"/mot-cua/trong-ngay/{SIGNATURE}/")
    cache.clear()
    assert lan.get("/mot-cua/trong-ngay/").url == f"/mot-cua/trong-ngay/{SIGNATURE}/"
