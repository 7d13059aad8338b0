"""Worklists in full: words, filters, pages, files; nobody's name in an address."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.interfaces.office import paging
from congvu.interfaces.office.dossiers.tests.make import (
    LATER,
    at,
    presented,
    signed_in,
    text_of,
)
from congvu.interfaces.office.home.worklists import WORKLISTS
from tests.answers import put_away
from tests.world import World


def list_url(key: str) -> str:
    return reverse("office-home-list", kwargs={"key": key})


def test_words_without_accents_narrow_a_list_and_stay_out_of_the_address(world: World) -> None:
    wanted = accepted(world, name="Đặng Thị Ngọc Ánh")
    other = accepted(world, name="Trần Văn Bình")
    client = signed_in(world, "lan")
    with at(LATER):
        sent = client.post(list_url("can-chuyen"), {"words": "ngoc anh"})
        assert sent["Location"] == list_url("can-chuyen")
        narrowed = text_of(client.get(list_url("can-chuyen")))
        client.post(list_url("can-chuyen"), {"words": ""})
        whole = text_of(client.get(list_url("can-chuyen")))

    assert wanted.code in narrowed
    assert other.code not in narrowed
    assert other.code in whole


def test_pages_walk_through_all_and_come_back(world: World, monkeypatch) -> None:
    monkeypatch.setattr(paging, "SIZE", 2)
    codes = [accepted(world).code for _ in range(5)]
    client = signed_in(world, "lan")
    seen: list[str] = []
    url = list_url("can-chuyen")
    with at(LATER):
        while url:
            page = client.get(url)
            seen += [line.code for line in page.context["lines"]]
            following = page.context["page"].older_url
            url = f"{list_url('can-chuyen')}{following}" if following else ""
    assert seen == codes


def test_an_order_and_a_state_narrow_it(world: World) -> None:
    first, second = processing(world), processing(world)
    client = signed_in(world, "minh")
    with at(LATER):
        newest = client.get(list_url("cua-toi"), {"order": "newest"})
        none = client.get(list_url("cua-toi"), {"state": "suspended"})
    assert [line.code for line in newest.context["lines"]] == [second.code, first.code]
    assert none.context["lines"] == []
    assert "Tạm dừng" in text_of(none)


def test_a_list_is_exported_with_real_dates(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        answer = signed_in(world, "minh").get(
            reverse("office-home-list-xlsx", kwargs={"key": "cua-toi"})
        )
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    put_away(answer)
    lines = book.get_sheet_by_index(0).to_python()
    row = next(line for line in lines if line[0] == dossier.code)

    assert row[2] == "Nguyễn Văn Tư"
    assert isinstance(row[3], datetime)
    assert row[4] == date(dossier.lawful_due.year, dossier.lawful_due.month, dossier.lawful_due.day)


def test_every_count_of_who_holds_what_opens_to_its_dossiers(world: World) -> None:
    presented(world)
    processing(world)
    accepted(world)
    client = signed_in(world, "hoa")
    with at(LATER):
        holdings = client.get("/").context["holdings"]
        for line in holdings:
            shown = client.get(
                reverse("office-home-held"),
                {"noi": line.unit_id or "", "nguoi": line.position_id or ""},
            )
            assert len(shown.context["lines"]) == line.open
            files = client.get(
                reverse("office-home-held-xlsx"),
                {"noi": line.unit_id or "", "nguoi": line.position_id or ""},
            )
            assert files.status_code == 200
            put_away(files)
    assert sum(line.open for line in holdings) == 3


@pytest.mark.parametrize("name", ["lan", "minh", "hoa", "dung", "mai", "quan", "kien", "yen"])
def test_each_list_is_for_its_roles_alone(world: World, name: str) -> None:
    client, staff = signed_in(world, name), world.staff(name)
    with at(LATER):
        for worklist in WORKLISTS:
            status = client.get(list_url(worklist.key)).status_code
            assert status == (200 if staff.has(*worklist.roles) else 404), worklist.key


def test_a_list_asks_at_most_twelve_questions(world: World, django_assert_max_num_queries) -> None:
    for _ in range(4):
        processing(world)
    client = signed_in(world, "minh")
    with at(LATER):
        client.get(list_url("cua-toi"))
        with django_assert_max_num_queries(12):
            client.get(list_url("cua-toi"))
